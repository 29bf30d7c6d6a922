"""Administration: sign-off chains, who may what, and each person's own delegations.

People, offices and organs are kept in Django's own administration, to which this page leads;
jobs and health stand in ``upkeep.py``. Nobody decides anything here.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.appointments import roles_of
from accounts.models import Organ, User
from accounts.roles import Role
from decisions.errors import NotYours
from decisions.intake.fields import OfficialDateField, PlainLineField
from workflows import permissions, registry
from workflows.models import ChainStep, Delegation, SignOffChain
from workflows.views.asked import whole
from workflows.views.doors import require, staff

LONGEST_CHAIN = 5


@staff
def administration(request: HttpRequest) -> HttpResponse:
    """The way to everything that is set up; what one may not open is not offered."""
    administers = Role.ADMINISTRATOR in roles_of(request.user)
    return render(request, "desk/administration.html", {"administers": administers})


class ChainForm(forms.Form):
    """Which act goes through which signers, in order; each a role or one person."""

    act = forms.ChoiceField(label=_("Act"))

    def __init__(self, *args: Any, organ: Organ, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acts = registry.acts().values()
        self.fields["act"].choices = [(a.slug, a.label) for a in acts if a.step != "desk"]
        people = User.objects.filter(office__organ=organ, is_active=True).order_by("display_name")
        signers = [
            ("", "—"),
            (_("A role"), [(f"role:{r.value}", r.label) for r in Role]),
            (_("One person"), [(f"person:{p.pk}", str(p)) for p in people]),
        ]
        for n in range(1, LONGEST_CHAIN + 1):
            self.fields[f"title_{n}"] = PlainLineField(
                label=_("Step %(number)d is called") % {"number": n},
                max_characters=40,
                required=n == 1,
            )
            self.fields[f"signer_{n}"] = forms.ChoiceField(
                label=_("Signer of step %(number)d") % {"number": n},
                choices=signers,
                required=n == 1,
            )

    def clean(self) -> dict[str, Any]:
        """A step has a name and a signer, or neither."""
        data = super().clean() or {}
        for n in range(2, LONGEST_CHAIN + 1):
            if bool(data.get(f"title_{n}")) != bool(data.get(f"signer_{n}")):
                self.add_error(f"title_{n}", _t("A step needs a name and a signer."))
        return data

    def steps(self) -> list[dict[str, Any]]:
        """The steps that were filled in, in order."""
        found = []
        for n in range(1, LONGEST_CHAIN + 1):
            if signer := self.cleaned_data[f"signer_{n}"]:
                kind, _sep, value = signer.partition(":")
                found.append(
                    {
                        "order": n,
                        "title": self.cleaned_data[f"title_{n}"],
                        "role": value if kind == "role" else "",
                        "person_id": int(value) if kind == "person" else None,
                    }
                )
        return found


@staff
def chains(request: HttpRequest) -> HttpResponse:
    """The organ's sign-off chains (签批); a new one replaces the one in force."""
    require(request.user, Role.ADMINISTRATOR)
    organ = organ_of(request)
    form = ChainForm(request.POST or None, organ=organ)
    if request.method == "POST" and (ending := whole(request.POST.get("end", ""))):
        SignOffChain.objects.filter(organ=organ, pk=ending).update(active=False)
        messages.success(request, _t("The chain is not in force any more."))
        return redirect("desk:chains")
    if request.method == "POST" and form.is_valid():
        _new_chain(organ, form)
        messages.success(request, _t("The chain is in force."))
        return redirect("desk:chains")
    rows = SignOffChain.objects.filter(organ=organ).prefetch_related("steps__person")
    context = {"organ": organ, "chains": rows.order_by("-active", "act", "-pk"), "form": form}
    return render(request, "desk/chains.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _new_chain(organ: Organ, form: ChainForm) -> None:
    """Proposals under way keep the chain they began with."""
    slug = form.cleaned_data["act"]
    SignOffChain.objects.filter(organ=organ, act=slug, active=True).update(active=False)
    chain = SignOffChain.objects.create(organ=organ, act=slug)
    ChainStep.objects.bulk_create(ChainStep(chain=chain, **step) for step in form.steps())


class DelegationForm(forms.Form):
    """To whom, in which of one's own roles, from when to when, and why."""

    taker = forms.ModelChoiceField(label=_("To"), queryset=User.objects.none())
    role = forms.ChoiceField(label=_("Role"))
    starts_on = OfficialDateField(label=_("From"))
    ends_on = OfficialDateField(label=_("To (inclusive)"))
    reason = PlainLineField(label=_("Reason"))

    def __init__(self, *args: Any, giver: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organ = giver.office.organ_id if giver.office else None
        others = User.objects.filter(office__organ=organ, is_active=True).exclude(pk=giver.pk)
        self.fields["taker"].queryset = others.order_by("display_name")
        self.fields["role"].choices = [(r, Role(r).label) for r in sorted(roles_of(giver))]

    def clean(self) -> dict[str, Any]:
        """It ends after it begins, and not in the past."""
        data = super().clean() or {}
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _t("It ends before it begins."))
        if ends and ends < timezone.localdate():
            self.add_error("ends_on", _t("This day is past."))
        return data


@staff
def delegations(request: HttpRequest) -> HttpResponse:
    """What I delegated and what was delegated to me; each gives and takes back her own."""
    me = request.user
    form = DelegationForm(request.POST or None, giver=me)
    if request.method == "POST" and (ending := whole(request.POST.get("revoke", ""))):
        found = get_object_or_404(Delegation, pk=ending, giver=me, revoked_at=None)
        found.revoked_at = timezone.now()
        found.save(update_fields=["revoked_at"])
        messages.success(request, _t("The delegation is revoked."))
        return redirect("desk:delegations")
    if request.method == "POST" and form.is_valid():
        Delegation.objects.create(giver=me, **form.cleaned_data)
        messages.success(request, _t("Delegated."))
        return redirect("desk:delegations")
    context = {
        "form": form,
        "given": Delegation.objects.filter(giver=me).select_related("taker").order_by("-pk")[:50],
        "taken": Delegation.objects.filter(taker=me).select_related("giver").order_by("-pk")[:50],
        "today": timezone.localdate(),
    }
    return render(request, "desk/delegations.html", context, status=422 if form.errors else 200)


@staff
def matrix(request: HttpRequest) -> HttpResponse:
    """Who may do what, as the pivot file says: acts by step, with the roles and their tie."""
    by_act: dict[str, list[dict[str, str]]] = {}
    for cell in permissions.pivot():
        if cell.role in Role.values and cell.object != "page":
            words = {"role": str(Role(cell.role).label), "relation": cell.relation}
            by_act.setdefault(cell.action, []).append(words)
    steps = [
        {"step": step, "acts": [(act.label, by_act.get(act.slug, [])) for act in step.acts]}
        for step in registry.all_steps()
    ]
    return render(request, "desk/matrix.html", {"steps": steps})


def organ_of(request: HttpRequest) -> Organ:
    """The organ of whoever asks; raises NotYours without one."""
    if request.user.office is None:
        raise NotYours(_t("This account belongs to no office."))
    return request.user.office.organ
