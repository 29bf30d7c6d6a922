"""The yearly catalogue of decision matters (Art. 3(3)): consent of the Party committee first.

Everybody on the desk reads it; the catalogue keeper adds matters, takes them out with a reason,
and publishes. What was published stays: a matter is struck, never deleted.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.appointments import roles_of
from accounts.models import Organ
from accounts.roles import Role
from decisions.errors import NotNow, NotYours
from decisions.intake.fields import OfficialDateField, PlainLineField
from decisions.models import Catalogue, CatalogueItem
from notices.models import Print
from workflows import printing
from workflows.views.asked import number, whole
from workflows.views.doors import require, staff

NOTICE = "annual_catalogue"


class CatalogueForm(forms.Form):
    """The dates of a catalogue: consent, then publication."""

    party_consent_on = OfficialDateField(
        label=_("Consent of the Party committee on"), required=False
    )
    published_on = OfficialDateField(label=_("Published on"), required=False)

    def clean(self) -> dict[str, Any]:
        """No publication before the consent, and none in advance."""
        data = super().clean() or {}
        consent, published = data.get("party_consent_on"), data.get("published_on")
        today = timezone.localdate()
        if published and not consent:
            self.add_error("party_consent_on", _t("First the consent of the Party committee."))
        if published and consent and published < consent:
            self.add_error("published_on", _t("The catalogue is published after the consent."))
        for name in ("party_consent_on", "published_on"):
            if data.get(name) and data[name] > today:
                self.add_error(name, _t("This day has not come yet."))
        return data


class ItemForm(forms.Form):
    """One matter of the catalogue."""

    title = PlainLineField(label=_("Matter"))
    lead_unit = PlainLineField(label=_("Lead unit"), max_characters=100)
    procedure = PlainLineField(label=_("Procedures to be gone through"))
    hearing = forms.BooleanField(label=_("Hearing planned"), required=False)
    planned = PlainLineField(label=_("Planned for"), max_characters=60)
    added_on = OfficialDateField(
        label=_("Addition approved on"),
        required=False,
        help_text=_("Needed once the catalogue is published."),
    )

    def __init__(self, *args: Any, published: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["added_on"].required = published


class RemovalForm(forms.Form):
    """Why a matter is taken out."""

    reason = PlainLineField(label=_("Why it is taken out"))


@staff
def catalogue(request: HttpRequest) -> HttpResponse:
    """A year's catalogue of one's organ; its keeper also writes."""
    organ, year = _organ(request), number(request, "year", timezone.localdate().year)
    found = Catalogue.objects.filter(organ=organ, year=year).prefetch_related("items").first()
    return _page(request, organ, year, found)


@staff
def change(request: HttpRequest, year: int) -> HttpResponse:
    """Dates, a further matter, or one taken out; always by the keeper."""
    require(request.user, Role.CATALOGUE_KEEPER)
    organ = _organ(request)
    if request.method != "POST" or not 2000 <= year <= 2100:
        return redirect(_address(year))
    with transaction.atomic():
        Catalogue.objects.get_or_create(organ=organ, year=year)
        found = Catalogue.objects.select_for_update().get(organ=organ, year=year)
        form = CHANGES.get(request.POST.get("change", ""), _dates)(request, found)
    if form.errors:
        return _page(request, organ, year, found, form)
    messages.success(request, _t("The catalogue is kept."))
    return redirect(_address(year))


def _dates(request: HttpRequest, found: Catalogue) -> forms.Form:
    form, unpublished = CatalogueForm(request.POST), found.published_on is None
    if form.is_valid():
        for name, value in form.cleaned_data.items():
            setattr(found, name, value)
        found.save(update_fields=list(form.cleaned_data))
        if unpublished and found.published_on and _stands(found):
            on = found.published_on
            printing.ask(NOTICE, found.organ, request.user, on=on, catalogue=found)
    return form


def _print(request: HttpRequest, found: Catalogue) -> forms.Form:
    """The notice anew, with a number of its own, after the catalogue was changed."""
    if not (found.published_on and _stands(found)):
        raise NotNow(_t("Only a published catalogue with matters is printed."))
    printing.ask(NOTICE, found.organ, request.user, catalogue=found)
    return forms.Form({})


def _stands(found: Catalogue) -> bool:
    return found.items.filter(removed_reason="").exists()


def _add(request: HttpRequest, found: Catalogue) -> forms.Form:
    form = ItemForm(request.POST, published=bool(found.published_on))
    if form.is_valid():
        last = found.items.aggregate(last=Max("serial"))["last"] or 0
        CatalogueItem.objects.create(catalogue=found, serial=last + 1, **form.cleaned_data)
    return form


def _remove(request: HttpRequest, found: Catalogue) -> forms.Form:
    form = RemovalForm(request.POST)
    item = get_object_or_404(found.items, pk=whole(request.POST.get("item", "")))
    if form.is_valid():
        item.removed_reason = form.cleaned_data["reason"]
        item.save(update_fields=["removed_reason"])
    return form


CHANGES = {"dates": _dates, "add": _add, "remove": _remove, "print": _print}


def _page(
    request: HttpRequest,
    organ: Organ,
    year: int,
    found: Catalogue | None,
    refused: forms.Form | None = None,
) -> HttpResponse:
    keeper = Role.CATALOGUE_KEEPER in roles_of(request.user)
    published = bool(found and found.published_on)
    dates = {n: getattr(found, n, None) for n in CatalogueForm.base_fields}
    years = set(Catalogue.objects.filter(organ=organ).values_list("year", flat=True))
    context = {
        "organ": organ,
        "year": year,
        "years": sorted({*years, year, timezone.localdate().year}, reverse=True),
        "catalogue": found,
        "items": list(found.items.prefetch_related("starts__decision")) if found else [],
        "keeper": keeper,
        "prints": _prints(organ, year),
        "dates": refused if isinstance(refused, CatalogueForm) else CatalogueForm(initial=dates),
        "adding": refused if isinstance(refused, ItemForm) else ItemForm(published=published),
        "removing": refused if isinstance(refused, RemovalForm) else None,
    }
    return render(request, "desk/catalogue.html", context, status=422 if refused else 200)


def _prints(organ: Organ, year: int) -> list[Print]:
    """The notices by which this catalogue was made known."""
    rows = Print.objects.filter(organ=organ, kind=NOTICE, snapshot__year=year)
    return list(rows.select_related("number__series"))


def _organ(request: HttpRequest) -> Organ:
    if request.user.office is None:
        raise NotYours(_t("This account belongs to no office."))
    return request.user.office.organ


def _address(year: int) -> str:
    return f"{reverse('desk:catalogue')}?year={year}"
