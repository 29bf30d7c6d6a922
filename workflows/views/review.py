"""Case-file review on the desk (案卷评查): upload a JSON case file, read the report, keep nothing.

The same rules as at the live gates; the command ``manage.py review`` prints the same findings.
"""

from itertools import groupby
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from decisions.casefile import CaseFileError
from decisions.errors import NotYours
from decisions.intake.fields import OfficialDateField
from decisions.law.article import RULES
from decisions.law.gates import GATES
from decisions.law.profile import load_profile, profile_names
from decisions.law.terms import Verdict
from decisions.review import ReviewReport
from decisions.review import review as judge_file
from workflows import printing
from workflows.holiday_years import calendar_of
from workflows.views.doors import staff
from workflows.views.dossier import VERDICTS

LARGEST = 5 * 1024 * 1024  # bytes


class CaseFileForm(forms.Form):
    """The file, and under which profile and on which day it is judged."""

    file = forms.FileField(
        label=_("Case file (.json)"),
        help_text=_("Judged at once and not kept. Every field is optional."),
    )
    profile = forms.ChoiceField(label=_("Profile"), required=False)
    as_of = OfficialDateField(label=_("Judged as of"), required=False)
    printed = forms.BooleanField(
        label=_("Print the report as a paper"),
        required=False,
        help_text=_("The report is kept for you; the file itself is not."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["profile"].choices = [("", _("As the file says")), *profiles()]

    def clean_file(self) -> bytes:
        """A case file is small."""
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise forms.ValidationError(_("A case file is at most 5 MB."))
        return bytes(sent.read())


@staff
def review(request: HttpRequest) -> HttpResponse:
    """Upload a case file, or read what every rule says of it."""
    form = CaseFileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            report = judge_file(
                asked["file"],
                profile=asked["profile"] or None,
                as_of=asked["as_of"],
                calendar=calendar_of(request.user.office.organ if request.user.office else None),
            )
            context |= _said(report) | {"name": request.FILES["file"].name}
            if asked["printed"]:
                return _printed(request, report)
        except CaseFileError as fault:
            form.add_error("file", str(fault))
    status = 422 if form.errors else 200
    return render(request, "desk/review.html", context, status=status)


def _printed(request: HttpRequest, report: ReviewReport) -> HttpResponse:
    """The report as a paper of one's own organ; it is made by the worker."""
    if request.user.office is None:
        raise NotYours(_t("This account belongs to no office."))
    organ, name = request.user.office.organ, request.FILES["file"].name
    asked = printing.ask("case_file_review", organ, request.user, report=report, file_name=name)
    return redirect("papers:print", pk=asked.pk)


def profiles() -> list[tuple[str, str]]:
    """The profiles by their names."""
    today = timezone.localdate()
    return [(name, load_profile(name, today).title_zh) for name in profile_names()]


def _said(report: ReviewReport) -> dict[str, Any]:
    by_gate = sorted(report.findings, key=lambda f: list(GATES).index(f.gate))
    return {
        "report": report,
        "counts": [(VERDICTS[v](), v, n) for v, n in report.counts().items()],
        "gates": [_gate(gate, list(found)) for gate, found in groupby(by_gate, lambda f: f.gate)],
        "verdict": _t("Something blocks.") if report.exit_code else _t("Nothing blocks."),
    }


def _gate(gate: str, found: list[Any]) -> dict[str, Any]:
    rules = [
        {"finding": one, "words": RULES[one.rule].words, "verdict": VERDICTS[one.verdict]()}
        for one in found
        if one.verdict is not Verdict.NOT_APPLICABLE
    ]
    rules.sort(key=lambda rule: rule["finding"].verdict is Verdict.MET)
    return {"gate": GATES[gate], "rules": rules}
