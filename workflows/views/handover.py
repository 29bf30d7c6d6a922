"""The page of the handover (移交): whose open work goes to whom; the doing is ``handover.py``."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from decisions.errors import Refusal
from decisions.intake.fields import PlainLineField
from workflows.handover import hand_over
from workflows.views.doors import require, staff

MAY = (Role.LEAD_UNIT_HEAD, Role.ADMINISTRATOR)


class HandoverForm(forms.Form):
    """From whom, to whom, which roles, and why."""

    giver = forms.ModelChoiceField(label=_("From"), queryset=User.objects.none())
    taker = forms.ModelChoiceField(label=_("To"), queryset=User.objects.none())
    roles = forms.MultipleChoiceField(
        label=_("Only these roles"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave empty to hand over everything."),
    )
    reason = PlainLineField(label=_("Reasons"))

    def __init__(self, *args: Any, organ: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(office__organ=organ).order_by("display_name")
        self.fields["giver"].queryset = people
        self.fields["taker"].queryset = people.filter(is_active=True)


@staff
def handover(request: HttpRequest) -> HttpResponse:
    """Hand over the open work of somebody who moves."""
    require(request.user, *MAY)
    organ = request.user.office.organ_id if request.user.office else None
    form = HandoverForm(request.POST or None, organ=organ)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            entries = hand_over(
                request.user,
                asked["giver"],
                asked["taker"],
                reason=asked["reason"],
                roles=asked["roles"] or None,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            said = _t("Handed over, with %(number)d open decisions.") % {"number": len(entries)}
            messages.success(request, said)
            return redirect("desk:handover")
    return render(request, "desk/handover.html", {"form": form}, status=422 if form.errors else 200)
