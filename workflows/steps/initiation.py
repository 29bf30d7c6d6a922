"""Proposal, preliminary study and initiation (Art. 3, 8, 10, 11): from PROPOSED to DRAFTING.

Opening a decision is ``workflows/opening.py``; what must hold at G1 is ``decisions/law``.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Office
from accounts.roles import Role
from decisions.intake.fields import OfficialDateField, PlainLineField, PlainTextField
from decisions.labels import choices
from decisions.law.dossier import Dossier
from decisions.law.terms import Exclusion, MatterClass, NpcStep, Stage
from decisions.models import CatalogueItem, Decision, Initiation, LeadUnit, Matter, Tally
from workflows import permissions, sums
from workflows.act import Act, Doing
from workflows.forms import ActForm, RowsField, YesNoField
from workflows.procedure import BEFORE_THE_MEETING
from workflows.registry import Step
from workflows.telling import bring

STEP = Step(
    code="initiation",
    label=_("Proposal and initiation"),
    articles=("3.1", "10", "11"),
    stages=(Stage.PROPOSED, Stage.STUDY),
    gate=("G1",),
)
EARLY = (Stage.PROPOSED, Stage.STUDY, Stage.DRAFTING)


class MatterForm(ActForm):
    """The answers that decide which sections apply; each is a plain yes or no."""

    matter_class = forms.ChoiceField(label=_("Class of the matter"), choices=choices(MatterClass))
    exclusion = forms.ChoiceField(
        label=_("Does the Decree not apply to it?"), choices=choices(Exclusion)
    )
    technical = YesNoField(label=_("Is it professional or technical?"))
    risk_possible = YesNoField(label=_("May it harm social stability or public safety?"))
    market = YesNoField(label=_("Does it touch economic activity of market actors?"))
    market_entities = YesNoField(
        label=_("Is it close to the production and business of market entities?")
    )
    specific_group = YesNoField(label=_("Does it touch the interests of a specific group?"))
    general_concern = YesNoField(label=_("Is it of general public concern?"))
    npc_step = forms.ChoiceField(label=_("People's congress"), choices=choices(NpcStep))

    def prepare(self) -> None:
        """Start from the answers already given."""
        if self.decision is None:
            return
        matter = self.decision.matter
        for name in self.fields:
            if name in MATTER_FIELDS:
                self.initial[name] = getattr(matter, name)


MATTER_FIELDS = [name for name in MatterForm.base_fields if name not in ActForm.base_fields]


class DescribeMatter(Act):
    """Answer what the matter touches; that decides which sections apply (Art. 3, 14 to 24)."""

    slug, step, label = "describe_matter", "initiation", _("Describe the matter")
    articles, stages, form, repeatable = ("3.1", "3.2"), EARLY, MatterForm, True
    rewrites = True

    def do(self, doing: Doing) -> None:
        """Keep the answers; a section they no longer call for stays as it is."""
        Matter.objects.filter(decision=doing.decision).update(
            **{name: doing.data[name] for name in MATTER_FIELDS}
        )
        doing.summary = "填写事项性质及涉及范围"


class BeginStudy(Act):
    """Take the proposal up for preliminary study (Art. 10)."""

    slug, step, label = "begin_study", "initiation", _("Begin the preliminary study")
    articles, stages, moves = ("10",), (Stage.PROPOSED,), "begin_study"

    def do(self, doing: Doing) -> None:
        """Nothing but the passage."""
        doing.summary = "对决策建议开展研究论证"


class StudyForm(ActForm):
    """The result of the study."""

    study = PlainTextField(label=_("Result of the preliminary study"))
    studied_on = OfficialDateField(label=_("Studied on"))


class RecordStudy(Act):
    """Record the preliminary study: problem, basis, need, feasibility (Art. 10)."""

    slug, step, label = "record_study", "initiation", _("Record the preliminary study")
    articles, stages, form, repeatable = ("10",), (Stage.STUDY,), StudyForm, True
    rewrites = True

    def do(self, doing: Doing) -> None:
        """Keep the study and its date."""
        Initiation.objects.filter(decision=doing.decision).update(
            study=doing.data["study"], studied_on=doing.data["studied_on"]
        )
        doing.summary = "形成研究论证意见"


class InitiateForm(ActForm):
    """Who started it, under which item of the catalogue, and with which other lead units."""

    initiated_on = OfficialDateField(label=_("Date of the decision to start"))
    catalogue_item = forms.ModelChoiceField(
        label=_("Item of the yearly catalogue"),
        queryset=CatalogueItem.objects.none(),
        required=False,
    )
    approved_addition_on = OfficialDateField(
        label=_("Approved as an addition to the catalogue on"), required=False
    )
    other_units = RowsField(
        label=_("Other lead units"), queryset=Office.objects.none(), required=False
    )

    def prepare(self) -> None:
        """Offer the organ's own catalogue and offices."""
        if self.decision is None:
            return
        organ = self.decision.organ_id
        self.fields["catalogue_item"].queryset = CatalogueItem.objects.filter(
            catalogue__organ=organ
        )
        self.fields["other_units"].queryset = Office.objects.filter(organ=organ).exclude(
            pk=self.decision.lead_office_id
        )


class Initiate(Act):
    """Decide to start the procedure and name the lead unit (Art. 10, 11)."""

    slug, step, label = "initiate", "initiation", _("Decide to start")
    articles, gates, stages = ("10", "11"), ("G1",), (Stage.STUDY,)
    moves, form = "initiate", InitiateForm

    def do(self, doing: Doing) -> None:
        """Keep the start, pin the profile at its date, name the units; opinions count from here."""
        decision, asked = doing.decision, doing.data
        Initiation.objects.filter(decision=decision).update(
            started_by=str(doing.actor),
            initiated_on=asked["initiated_on"],
            catalogue_item=asked["catalogue_item"],
            approved_addition_on=asked["approved_addition_on"],
        )
        decision.profile_on = asked["initiated_on"]
        Tally.objects.bulk_create([Tally(decision=decision)], ignore_conflicts=True)
        _lead_with(decision, list(asked["other_units"]))
        doing.summary = f"决定启动决策程序，明确{decision.lead_office}为承办单位"


def _lead_with(decision: Decision, offices: list[Office]) -> None:
    """The units that lead the matter beside the coordinating one."""
    if offices:
        LeadUnit.objects.bulk_create(LeadUnit(decision=decision, office=one) for one in offices)
        permissions.grant_offices(decision, offices, Role.LEAD_UNIT_HEAD)


class ReasonForm(ActForm):
    """The reasons for ending the course."""

    reason = PlainTextField(label=_("Reasons"))


class TerminateForm(ReasonForm):
    """The same reasons, which a paper tells."""

    def prepare(self) -> None:
        """Say who will read them."""
        self.fields["reason"].help_text = _(
            "They stand word for word in the notice. Where the public was told of the matter, "
            "everybody reads it: name no person and no secret."
        )


class CloseAsOtherProcedure(Act):
    """Close the file because another procedure applies; it is not skipped silently (Art. 3(2))."""

    slug, step = "close_as_other_procedure", "initiation"
    label, articles, optional = _("Close: another procedure applies"), ("3.2",), True
    stages, moves, form = (Stage.PROPOSED, Stage.STUDY), "terminate", ReasonForm

    def not_yet(self, dossier: Dossier) -> Any:
        """Only for a matter that the Decree excludes."""
        if dossier.matter.exclusion in (None, Exclusion.NONE):
            return _("First state in “Describe the matter” which other procedure applies.")
        return ""

    def do(self, doing: Doing) -> None:
        """Keep the reasons."""
        _close(doing, f"适用其他程序，结案：{doing.data['reason'][:60]}")


class Terminate(Act):
    """End the course before the meeting, with reasons (Art. 10)."""

    slug, step, label = "terminate", "initiation", _("Terminate the procedure")
    articles, stages, moves = ("10",), BEFORE_THE_MEETING, "terminate"
    form, optional = TerminateForm, True
    papers, beside = ("termination_notice",), (sums.received,)

    def do(self, doing: Doing) -> None:
        """Keep the reasons and what had come in; what was published stays published."""
        received = sums.numbers(doing.rows, "received")
        doing.facts |= received
        _close(doing, f"终止决策程序：{doing.data['reason'][:60]}")
        bring(doing, "termination_notice", received=received)


class SignOffForm(ActForm):
    """The word of a unit asked to sign jointly."""

    note = PlainLineField(label=_("Note"), required=False)


class JoinSignOff(Act):
    """A co-lead unit signs the draft jointly (会签)."""

    slug, step, label = "join_sign_off", "initiation", _("Sign jointly")
    articles, stages, form = ("11", "13"), (Stage.DRAFTING,), SignOffForm
    repeatable, optional = True, True

    def do(self, doing: Doing) -> None:
        """The entry itself is the signature."""
        doing.facts["office"] = str(doing.user.office or "")
        doing.summary = f"{doing.user.office or ''}会签：{doing.data['note'] or '同意'}"


def _close(doing: Doing, summary: str) -> None:
    doing.decision.closed_reason = doing.data["reason"]
    doing.summary = summary
