"""Keeping the Word file an office edited beside the paper we issued (Art. 33).

Belongs to the step of general acts. What differs is shown by ``views/copies.py``; the paper issued
stays as it is: a change of what it says is a new paper.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.intake.fields import PlainLineField, UploadField
from decisions.law.terms import Stage
from notices.models import Notice
from workflows.act import Act, Doing
from workflows.forms import ActForm

ROLE = "edited_copy"


class CopyForm(ActForm):
    """Of which paper, the file, and what for."""

    notice = forms.ModelChoiceField(label=_("Paper"), queryset=Notice.objects.none())
    file = UploadField(label=_("Edited file (.docx)"), kinds=("docx",))
    note = PlainLineField(label=_("Note"), required=False)

    def prepare(self) -> None:
        """Offer the papers issued in this decision."""
        if self.decision is not None:
            self.fields["notice"].queryset = Notice.objects.filter(decision=self.decision)
        self.fields["notice"].label_from_instance = lambda n: f"{n.number_text} {n.title}".strip()


class KeepEditedCopy(Act):
    """Keep an edited Word file beside the paper as issued; who, when and its digest (Art. 33)."""

    slug, step, label = "keep_edited_copy", "general", _("Keep an edited copy")
    articles, stages, form = ("33",), tuple(Stage), CopyForm
    repeatable, optional = True, True

    def do(self, doing: Doing) -> None:
        """The file is kept by its digest; the entry says of which paper it is."""
        notice, note = doing.data["notice"], doing.data["note"]
        doing.paper("file", ROLE, notice.title[:200])
        doing.facts |= {"notice": notice.pk, "snapshot": notice.snapshot_sha256, "note": note}
        doing.summary = f"收存修改稿：{notice.title[:80]}" + (f"（{note}）" if note else "")
