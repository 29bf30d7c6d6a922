"""Sections passed over or opened again, and rulings on changes (Art. 14 to 28; answers 2 and 3).

Acts of the step ``drafting``. Whether a finding or a ruling still stands for the draft of today is
judged in ``decisions/law``; the sections themselves have steps of their own.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions.law.dossier import Dossier
from decisions.law.terms import Progress, Section, Stage
from decisions.models import Ruling, SectionFinding
from decisions.sign_offs import pending_rulings
from workflows.act import Act, Doing
from workflows.steps.drafting import REDRAFTING
from workflows.steps.forms import drafting as forms


class FindUnnecessary(Act):
    """Write a finding that a section is not needed; the unit's head signs it (Art. 14 to 24)."""

    slug, step, label = "find_unnecessary", "drafting", _("Find a section unnecessary")
    articles, stages, repeatable = ("14", "19", "22", "29.1"), (Stage.DRAFTING,), True
    form, optional = forms.FindingForm, True

    def do(self, doing: Doing) -> None:
        """A new finding replaces the one in force."""
        section = doing.data["section"]
        _supersede(doing, section)
        SectionFinding.objects.create(
            decision=doing.decision,
            section=section,
            reason=doing.data["reason"],
            author=doing.user,
            written_on=doing.occurred_on,
        )
        doing.facts["section"] = section
        doing.summary = f"拟写认定书：{forms.section_name(section)}不需要开展"


class SignFinding(Act):
    """Sign a finding; its section is then passed over (answer 2; Art. 14 to 24)."""

    slug, step, label = "sign_finding", "drafting", _("Sign a finding")
    articles, stages, repeatable = ("14", "19", "22", "29.1"), (Stage.DRAFTING,), True
    form, recurs = forms.SignFindingForm, True

    def not_yet(self, dossier: Dossier) -> Any:
        """While a finding waits for the head's word."""
        return _nothing_to_sign(dossier)

    def do(self, doing: Doing) -> None:
        """The signature makes the finding count."""
        finding = doing.data["finding"]
        finding.signed_by, finding.signed_on = doing.user, doing.occurred_on
        finding.save(update_fields=["signed_by", "signed_on"])
        doing.becomes(Section(finding.section), Progress.FOUND_UNNECESSARY)
        doing.summary = f"签署认定书：{forms.section_name(finding.section)}不需要开展"


class ReturnFinding(Act):
    """Return a finding to its author with reasons (answer 2)."""

    slug, step, label = "return_finding", "drafting", _("Return a finding")
    articles, stages, repeatable = ("14",), (Stage.DRAFTING,), True
    form, optional = forms.ReturnFindingForm, True

    def not_yet(self, dossier: Dossier) -> Any:
        """While a finding waits for the head's word."""
        return _nothing_to_sign(dossier)

    def do(self, doing: Doing) -> None:
        """A returned finding is out of force; the section is open again."""
        finding = doing.data["finding"]
        finding.superseded = True
        finding.save(update_fields=["superseded"])
        doing.summary = f"退回认定书：{forms.section_name(finding.section)}"


class ReopenSection(Act):
    """Open a concluded or passed-over section again (Art. 18, 24)."""

    slug, step, label = "reopen_section", "drafting", _("Reopen a section")
    articles, stages, repeatable = ("18", "24"), (Stage.DRAFTING,), True
    form, optional = forms.ReopenForm, True

    def do(self, doing: Doing) -> None:
        """A finding in force falls away; what was done stays."""
        section = doing.data["section"]
        _supersede(doing, section)
        doing.becomes(Section(section), Progress.REOPENED)
        doing.summary = f"重新开展：{forms.section_name(section)}"


class RuleOnChange(Act):
    """Rule whether a change of the draft touches what was signed off (answer 3; Art. 25, 28)."""

    slug, step, label = "rule_on_change", "drafting", _("Rule on a change of the draft")
    articles, stages, repeatable = ("25.1", "28"), REDRAFTING, True
    form, recurs = forms.RulingForm, True

    def not_yet(self, dossier: Dossier) -> Any:
        """While a sign-off speaks for an older draft."""
        if any(pending_rulings(dossier)):
            return ""
        return _("Every sign-off speaks for the newest draft.")

    def do(self, doing: Doing) -> None:
        """The ruling ties the old digest to the newest frozen draft."""
        asked = doing.data
        Ruling.objects.create(
            decision=doing.decision,
            section=asked["section"],
            old_digest=asked["old_digest"],
            new_digest=asked["new_digest"],
            outcome=asked["outcome"],
            ruled_by=doing.user,
            ruled_on=doing.occurred_on,
        )
        doing.facts |= {"old": asked["old_digest"], "new": asked["new_digest"]}
        doing.summary = f"对草案修改作出认定：{forms.sign_off_name(asked['section'])}"


def _nothing_to_sign(dossier: Dossier) -> Any:
    if any(finding.signed_on is None for finding in dossier.findings):
        return ""
    return _("No finding waits for a signature.")


def _supersede(doing: Doing, section: str) -> None:
    in_force = SectionFinding.objects.filter(decision=doing.decision, superseded=False)
    in_force.filter(section=section).update(superseded=True)
