"""The reasons an organ keeps at hand (O3; Art. 18): written once, with blanks, filled when used."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.models import Organ
from accounts.roles import Role
from decisions.intake.fields import PlainLineField, PlainTextField
from decisions.labels import choices
from decisions.law.terms import DispositionKind
from decisions.models import ReasonText
from decisions.reasons import SPELLED, usual
from workflows.views.asked import number, whole
from workflows.views.doors import require, staff
from workflows.views.settings import organ_of

MOST = 60  # more than anybody finds again


class ReasonTextForm(forms.Form):
    """A reason: what it is called, for which answer it is meant, its words with blanks."""

    title = PlainLineField(label=_("What it is called"), max_characters=60)
    kind = forms.ChoiceField(
        label=_("Meant for"),
        choices=[("", _("Any answer")), *choices(DispositionKind)],
        required=False,
    )
    text = PlainTextField(label=_("Text"), max_characters=2000)

    def __init__(self, *args: Any, organ: Organ, row: ReasonText | None = None, **more: Any):
        self.organ, self.row = organ, row
        super().__init__(*args, **more)

    def clean_title(self) -> str:
        """Two reasons of one name cannot be told apart."""
        title: str = self.cleaned_data["title"].strip()
        same = ReasonText.objects.filter(organ=self.organ, title=title, retired=False)
        if same.exclude(pk=self.row.pk if self.row else None).exists():
            raise forms.ValidationError(_t("There is a reason of this name already."))
        return title


@staff
def library(request: HttpRequest) -> HttpResponse:
    """The organ's reasons: add, change, put away."""
    require(request.user, Role.DRAFTING_OFFICER, Role.LEAD_UNIT_HEAD)
    organ = organ_of(request)
    rows = ReasonText.objects.filter(organ=organ, retired=False)
    row = rows.filter(pk=number(request, "change")).first()
    begun = {"title": row.title, "kind": row.kind, "text": row.text} if row else None
    form = ReasonTextForm(request.POST or None, organ=organ, row=row, initial=begun)
    if request.method == "POST" and (done := _other_button(request, organ)):
        messages.success(request, done)
        return redirect("desk:reasons")
    if request.method == "POST" and form.is_valid():
        if row is None and rows[MOST - 1 : MOST]:
            messages.error(
                request, _t("At most %(limit)d reasons. Put some away first.") % {"limit": MOST}
            )
        else:
            _keep(request, organ, row, form.cleaned_data)
            messages.success(request, _t("The reason is kept."))
        return redirect("desk:reasons")
    context = {
        "organ": organ,
        "rows": rows,
        "row": row,
        "form": form,
        "blanks": [(f"{{{chinese}}}", f"{{{name}}}") for chinese, name in SPELLED.items()],
    }
    return render(request, "desk/reasons.html", context, status=422 if form.errors else 200)


def _keep(request: HttpRequest, organ: Organ, row: ReasonText | None, said: dict[str, Any]) -> None:
    if row is None:
        ReasonText.objects.create(organ=organ, written_by=request.user, **said)
    else:
        ReasonText.objects.filter(pk=row.pk).update(written_by=request.user, **said)


def _other_button(request: HttpRequest, organ: Organ) -> str:
    """Putting one away, or beginning with the usual ones; what was said in the past stays said."""
    if pk := whole(request.POST.get("retire", "")):
        row = get_object_or_404(ReasonText, organ=organ, pk=pk, retired=False)
        ReasonText.objects.filter(pk=row.pk).update(retired=True)
        return _t("The reason is put away.")
    if "usual" in request.POST:
        there = set(
            ReasonText.objects.filter(organ=organ, retired=False).values_list("title", flat=True)
        )
        ReasonText.objects.bulk_create(
            ReasonText(organ=organ, written_by=request.user, **told)
            for told in usual()
            if told["title"] not in there
        )
        return _t("The usual reasons are at hand; change them as you need.")
    return ""
