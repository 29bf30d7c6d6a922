"""The calendar page (answer 5): holiday tables by year, an office's own, and what one changes.

Reading is for everybody on the desk; an administrator or a records officer enters a year with the
number of its notice. Terms counted without it are shown before and after.
"""

import re
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.appointments import roles_of
from accounts.roles import Role
from decisions.intake.dates import parse_date
from decisions.intake.fields import OfficialDateField, PlainLineField, PlainTextField
from decisions.law.holiday_table import HolidayTable, HolidayTableError, shipped_tables
from decisions.models import HolidayYear
from workflows.holiday_years import as_table, calendar_of, firm_up, recount
from workflows.views.doors import require, staff

MAY_ENTER = (Role.ADMINISTRATOR, Role.RECORDS_OFFICER)


class DaysField(PlainTextField):
    """Days, one a line; its clean value is a sorted tuple of dates."""

    def clean(self, value: Any) -> tuple[date, ...]:
        """Every line is a day."""
        written = super().clean(value)
        days = []
        for word in re.split(r"[\s,，、;；]+", written.strip()):
            if not word:
                continue
            day = parse_date(word)
            if day is None:
                raise ValidationError(_t("This is no date: %(word)s") % {"word": word[:40]})
            days.append(day)
        return tuple(sorted(set(days)))


class HolidayYearForm(forms.Form):
    """The holiday notice of one year."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    document_number = PlainLineField(label=_("Document number of the notice"), max_characters=60)
    issued_on = OfficialDateField(label=_("Issued on"))
    rest_days = DaysField(
        label=_("Days of rest"), help_text=_("One date a line, for instance 2026-10-01.")
    )
    working_days = DaysField(
        label=_("Weekends worked in their place"), required=False, help_text=_("One date a line.")
    )

    def clean(self) -> dict[str, Any]:
        """A table that contradicts itself is refused."""
        data = super().clean() or {}
        if not self.errors:
            try:
                data["table"] = HolidayTable(**{name: data[name] for name in self.fields})
            except HolidayTableError as fault:
                raise ValidationError(str(fault)) from fault
        return data


@staff
def calendar(request: HttpRequest) -> HttpResponse:
    """Every year's table, and the form to enter one."""
    form = HolidayYearForm(request.POST or None)
    recounts, status = [], 200
    if request.method == "POST":
        require(request.user, *MAY_ENTER)
        if form.is_valid():
            recounts = _keep(request, form.cleaned_data)
            form = HolidayYearForm()
        else:
            status = 422
    organ = _organ(request)
    own = HolidayYear.objects.filter(organ=organ).select_related("entered_by")
    days = calendar_of(organ)
    this_year = timezone.localdate().year
    context = {
        "form": form if roles_of(request.user) & set(MAY_ENTER) and organ else None,
        "recounts": recounts,
        "years": [_year(table, shipped=True) for table in reversed(shipped_tables())],
        "own": [_year(as_table(row), row=row) for row in own.order_by("-year", "-pk")],
        "organ": organ,
        "unknown": [y for y in (this_year, this_year + 1) if not days.known(y)],
    }
    return render(request, "desk/calendar.html", context, status=status)


def _keep(request: HttpRequest, asked: dict[str, Any]) -> list[Any]:
    organ = _organ(request)
    before = calendar_of(organ)
    HolidayYear.objects.create(
        organ=organ,
        year=asked["year"],
        document_number=asked["document_number"],
        issued_on=asked["issued_on"],
        rest_days=[day.isoformat() for day in asked["rest_days"]],
        working_days=[day.isoformat() for day in asked["working_days"]],
        entered_by=request.user,
    )
    recounts = recount(organ, asked["year"], before, calendar_of(organ))
    firm_up(recounts)
    messages.success(request, _t("Holiday table of %(year)d kept.") % asked)
    return recounts


def _organ(request: HttpRequest) -> Any:
    return request.user.office.organ if request.user.office else None


def _year(table: HolidayTable, **more: Any) -> dict[str, Any]:
    return {"table": table, **more}
