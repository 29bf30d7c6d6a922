"""Acts that belong to no section: reasons for W rules, papers, corrections, reminders, numbers.

What is corrected is never changed: a correction is an entry of its own (answer 9).
"""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from decisions.errors import NotNow
from decisions.intake.fields import PlainLineField, PlainTextField, UploadField
from decisions.labels import choices
from decisions.law import judge
from decisions.law.article import RULES
from decisions.law.consultation import TOO_SHORT
from decisions.law.terms import Disclosure, Severity, Stage
from decisions.models import Entry
from workflows.act import Act, Doing
from workflows.forms import ActForm
from workflows.models import Reminder
from workflows.registry import Step

STEP = Step(
    code="general", label=_("At any time"), articles=("33",), stages=tuple(Stage), after="archive"
)
ONE_REMINDER = timedelta(hours=1)
PAPER_ROLES = [
    ("hearing_notice", _("Hearing notice")),
    ("hearing_record", _("Hearing record")),
    ("signed_expert_opinion", _("Signed expert opinion")),
    ("risk_report", _("Risk assessment report")),
    ("competition_form", _("Fair-competition review form")),
    ("meeting_record", _("Meeting record")),
    ("party_report", _("Report to the Party committee")),
    ("interpretation", _("Policy interpretation")),
    ("seminar_record", _("Record of a seminar or visit")),
    ("other", _("Other material")),
]


class ReasonForm(ActForm):
    """Which rule, and the named reason; a short period is argued in its notice, not here."""

    rule = forms.ChoiceField(label=_("Rule"))
    text = PlainTextField(label=_("Reasons"))

    def prepare(self) -> None:
        """Offer the rules that ask for a reason and are not met now."""
        if self.dossier is None:
            return
        wanting = [
            (f.rule, f"{f.articles[0]} {f.shortcomings[0].what if f.shortcomings else f.unknown}")
            for f in judge.findings(self.dossier)
            if f.severity is Severity.NEEDS_REASON
            and not f.reason
            and f.rule != TOO_SHORT
            and (f.shortcomings or f.unknown)
        ]
        self.fields["rule"].choices = wanting


class StateReason(Act):
    """State a dated, named reason for a rule that asks for one; it is printed where due."""

    slug, step, label = "state_reason", "general", _("State a reason")
    articles, stages, form = ("15.2", "26.2"), tuple(Stage), ReasonForm
    repeatable, optional, looks = True, True, True

    def do(self, doing: Doing) -> None:
        """One reason a rule; a later one replaces it and both stay in the record."""
        rule = doing.data["rule"]
        doing.argue(rule, doing.data["text"])
        doing.facts["rule"] = rule
        doing.summary = f"说明理由（第{RULES[rule].articles[0]}条）：{doing.data['text'][:60]}"


class PaperForm(ActForm):
    """A paper received: what it is, its file, and whether it bears signature or seal."""

    kind = forms.ChoiceField(label=_("Kind of paper"), choices=PAPER_ROLES)
    title = PlainLineField(label=_("Title"))
    file = UploadField(label=_("File"))
    signed = forms.BooleanField(label=_("It bears a signature or seal"), required=False)
    disclosure = forms.ChoiceField(label=_("Disclosure attribute"), choices=choices(Disclosure))


class AttachPaper(Act):
    """Attach a paper to the file: a scan, a report, a signed sheet (Art. 33)."""

    slug, step, label = "attach_paper", "general", _("Attach a paper")
    articles, stages, form = ("33",), tuple(Stage), PaperForm
    repeatable, optional = True, True

    def do(self, doing: Doing) -> None:
        """The paper is kept by its digest."""
        asked = doing.data
        paper = doing.paper("file", asked["kind"], asked["title"], signed=bool(asked["signed"]))
        if paper is not None:
            paper.disclosure = asked["disclosure"]
            paper.save(update_fields=["disclosure"])
        doing.summary = f"归入材料：{asked['title']}"


class CorrectionForm(ActForm):
    """Which entry was wrong, and what is right."""

    entry = forms.ModelChoiceField(label=_("Entry"), queryset=Entry.objects.none())
    text = PlainTextField(label=_("What was wrong, and what is right"))

    def prepare(self) -> None:
        """Offer the entries of this decision, newest first."""
        if self.decision is not None:
            self.fields["entry"].queryset = self.decision.entries.order_by("-seq")
        self.fields["entry"].label_from_instance = lambda e: f"{e.seq} · {e.summary[:60]}"


class Correct(Act):
    """Correct an entry by a new one; the wrong one stays (answer 9; Art. 33)."""

    slug, step, label = "correct", "general", _("Correct an entry")
    articles, stages, form = ("33",), tuple(Stage), CorrectionForm
    repeatable, optional = True, True

    def do(self, doing: Doing) -> None:
        """Facts that a step records are mended by that step; this says why."""
        wrong = doing.corrects = doing.data["entry"]
        doing.facts |= {"corrects": wrong.seq, "text": doing.data["text"]}
        doing.summary = f"更正第{wrong.seq}号记录：{doing.data['text'][:80]}"


class RemindForm(ActForm):
    """What is urged."""

    act = PlainLineField(label=_("What is waited for"), max_characters=60)
    note = PlainLineField(label=_("Note"), required=False)

    def clean_act(self) -> Any:
        """Something must be waited for."""
        value = self.cleaned_data["act"].strip()
        if not value:
            raise ValidationError(_("Say what is waited for."))
        return value


class Remind(Act):
    """Urge whoever is to act next; at most once an hour for the same thing (催办)."""

    slug, step, label = "remind", "general", _("Send a reminder")
    articles, stages, form = ("33",), tuple(Stage), RemindForm
    repeatable, optional = True, True

    def do(self, doing: Doing) -> None:
        """Under the decision's lock, so that two reminders cannot pass each other."""
        since = doing.now - ONE_REMINDER
        waited = doing.data["act"]
        if Reminder.objects.filter(decision=doing.decision, act=waited, sent_at__gt=since).exists():
            raise NotNow(_("This was urged within the last hour."))
        Reminder.objects.create(
            decision=doing.decision,
            act=waited,
            sent_by=doing.user,
            sent_at=doing.now,
            note=doing.data["note"],
        )
        doing.facts["act"] = waited
        doing.summary = f"催办：{waited}"
