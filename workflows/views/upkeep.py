"""Upkeep: jobs with their retry, and what the system says of its health; for administrators."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core import checks
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _t

from accounts.roles import Role
from decisions.models import DailyHead
from notices.models import Notice
from notices.services import retry as retry_notice
from workflows import outbox
from workflows.models import Job
from workflows.views.asked import page_by_key, whole
from workflows.views.doors import require, staff

CHECKED = ("permissions", "calendar", "fonts", checks.Tags.database)


@staff
def jobs(request: HttpRequest) -> HttpResponse:
    """What is to be done later: waiting, done, given up; an administrator lets it try again."""
    require(request.user, Role.ADMINISTRATOR)
    if request.method == "POST":
        _again(request)
        return redirect("desk:jobs")
    rows = Job.objects.select_related("decision")
    if state := request.GET.get("state"):
        rows = STATES.get(state, STATES["waiting"])(rows)
    shown, older = page_by_key(rows, request)
    context = {
        "jobs": shown,
        "older": older,
        "state": request.GET.get("state", ""),
        "give_up": outbox.GIVE_UP_AFTER,
        "papers": Notice.objects.filter(rendered_at=None).exclude(failure="")[:50],
    }
    return render(request, "desk/jobs.html", context)


STATES: dict[str, Any] = {
    "waiting": lambda rows: rows.filter(done_at=None, attempts__lt=outbox.GIVE_UP_AFTER),
    "failed": lambda rows: rows.filter(done_at=None, attempts__gte=outbox.GIVE_UP_AFTER),
    "done": lambda rows: rows.exclude(done_at=None),
}


def _again(request: HttpRequest) -> None:
    job, paper = (whole(request.POST.get(name, "")) for name in ("job", "paper"))
    if job:
        Job.objects.filter(pk=job, done_at=None).update(
            attempts=0, leased_until=None, not_before=timezone.now(), error=""
        )
    if paper:
        retry_notice(get_object_or_404(Notice, pk=paper))
    messages.success(request, _t("It will be tried again within a minute."))


@staff
def health(request: HttpRequest) -> HttpResponse:
    """What the system says of itself: its checks, the sweep, the heads of the record."""
    require(request.user, Role.ADMINISTRATOR)
    now = timezone.now()
    found = [
        message
        for tag in CHECKED
        if checks.registry.registry.tag_exists(tag)
        for message in checks.run_checks(tags=[tag], databases=["default"])
    ]
    late = Job.objects.filter(done_at=None, not_before__lt=now - timedelta(minutes=5))
    context = {
        "found": found,
        "late": late.filter(attempts__lt=outbox.GIVE_UP_AFTER).count(),
        "given_up": STATES["failed"](Job.objects.all()).count(),
        "head": DailyHead.objects.order_by("-on").first(),
        "papers_waiting": Notice.objects.filter(rendered_at=None, failure="").count(),
        "papers_failed": Notice.objects.exclude(failure="").count(),
    }
    return render(request, "desk/health.html", context)
