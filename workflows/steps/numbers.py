"""Voiding a document number with its reason (作废); the number is never given again.

Belongs to the step of general acts. The series and their locks stand in ``notices/numbering.py``.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.errors import NotNow
from decisions.intake.fields import PlainLineField
from decisions.law.terms import Stage
from notices import numbering
from notices.models import Number
from workflows.act import Act, Doing
from workflows.forms import ActForm


class VoidForm(ActForm):
    """Which number, and why."""

    number = forms.ModelChoiceField(label=_("Document number"), queryset=Number.objects.none())
    reason = PlainLineField(label=_("Reason"))

    def prepare(self) -> None:
        """Offer the numbers of this decision's notices that are not published."""
        if self.decision is not None:
            self.fields["number"].queryset = numbering.voidable(self.decision)
        self.fields["number"].label_from_instance = lambda n: f"{n} · {n.notice.title[:60]}"


class VoidNumber(Act):
    """Void the number of a notice that is not published; it is never used again (Art. 33)."""

    slug, step, label = "void_number", "general", _("Void a document number")
    articles, stages, form = ("33",), tuple(Stage), VoidForm
    repeatable, optional = True, True

    def do(self, doing: Doing) -> None:
        """The number stays in its series with the reason, so that the series shows no gap."""
        number = numbering.void(doing.data["number"].pk, doing.data["reason"])
        if number.notice.decision_id != doing.decision.pk:
            raise NotNow(_("This number belongs to another decision."))
        doing.facts |= {"number": str(number), "reason": number.void_reason}
        doing.summary = f"作废发文字号{number}：{number.void_reason[:60]}"
