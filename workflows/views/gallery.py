"""The gallery of papers: every kind with its articles and a sample PDF; for administrators.

A button has them all made by the worker; the page says how far it is and links what is ready.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _t

from accounts.roles import Role
from notices import papers
from notices.kinds import APART, KINDS
from notices.models import Print
from workflows import outbox, printing
from workflows.views.doors import require, staff

LOOK_AGAIN = 5  # seconds


@staff
def gallery(request: HttpRequest) -> HttpResponse:
    """Every kind of paper; asking for the samples starts one job."""
    require(request.user, Role.ADMINISTRATOR)
    if request.method == "POST":
        printing.ask_for_samples(request.user)
        messages.success(request, _t("The samples are being made."))
        return redirect("desk:gallery")
    job = printing.samples_job()
    at_work = job is not None and not job.done_at and job.attempts < outbox.GIVE_UP_AFTER
    context = {"kinds": kinds(), "job": job, "at_work": at_work, "total": len(papers.PAPERS)}
    response = render(request, "desk/gallery.html", context)
    if at_work:
        response["Refresh"] = str(LOOK_AGAIN)
    return response


def kinds() -> list[dict[str, Any]]:
    """One line a kind: its name, its articles, who reads it, its sample."""
    ready = {one.kind: one for one in Print.objects.filter(organ=None).defer("snapshot")}
    return [_line(kind, ready.get(kind)) for kind in papers.PAPERS]


def _line(kind: str, sample: Print | None) -> dict[str, Any]:
    spec = KINDS.get(kind) or APART.get(kind)
    return {
        "code": kind,
        "label": spec.label if spec else sample.title if sample else _t("Printed form"),
        "articles": spec.articles if spec else (),
        "public": bool(spec and spec.public),
        "numbered": bool(spec and spec.code),
        "sample": sample,
    }
