"""The dossier packages of a case: what was asked for, what is ready, and its download."""

import logging
from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from decisions import papers
from decisions.errors import Misbuilt, NotNow, NotYours
from decisions.models import Decision
from workflows import outbox, permissions
from workflows.dossier_package import handing
from workflows.models import DossierPackage, Job
from workflows.views.doors import on_decision

ACT = "export_dossier"
SHOWN = 10
logger = logging.getLogger(__name__)


def of(request: HttpRequest, decision: Decision) -> dict[str, Any] | None:
    """The newest packages and those being made; None for whoever may not have them."""
    try:
        permissions.may(request.user, ACT, decision, timezone.localdate())
    except NotYours:
        return None
    waiting = Job.objects.filter(kind=handing.KIND, decision=decision, done_at=None)
    return {
        "ready": DossierPackage.objects.filter(decision=decision).select_related("entry")[:SHOWN],
        "waiting": [job for job in waiting if job.attempts < outbox.GIVE_UP_AFTER],
        "failed": [job for job in waiting if job.attempts >= outbox.GIVE_UP_AFTER],
    }


@require_GET
@on_decision(ACT)
def package(request: HttpRequest, decision: Decision, package_id: int) -> FileResponse:
    """One package, to be saved."""
    found = _found(decision, pk=package_id)
    name = f"卷宗包-{decision.title}-{found.manifest[:8]}.zip"
    return _sent(found.sha256, name, "application/zip")


@require_GET
@on_decision(ACT)
def volume(request: HttpRequest, decision: Decision, package_id: int) -> FileResponse:
    """The whole file as one PDF, as it lies in a package."""
    found = _found(decision, pk=package_id, volume__gt="")
    name = f"卷宗-{decision.title}-{found.volume[:8]}.pdf"
    return _sent(found.volume, name, "application/pdf")


def _found(decision: Decision, **which: Any) -> DossierPackage:
    found = DossierPackage.objects.filter(decision=decision, **which).first()
    if found is None:
        raise Http404
    if found.recalled_at:
        raise NotNow(
            _(
                "A submission was erased after this package was made, so it is no longer handed "
                "out. Export a new one."
            )
        )
    return found


def _sent(digest: str, name: str, kind: str) -> FileResponse:
    """The file, if it still is what was recorded; otherwise nothing of it leaves."""
    try:
        file = papers.opened(digest)
    except (Misbuilt, OSError) as fault:
        logger.error("%s is not handed out: %s", digest, fault)
        raise NotNow(
            _(
                "This file is no longer in the store as it was made, and is not handed out. Export "
                "the package anew, and tell whoever runs the system to run fsck."
            )
        ) from fault
    return FileResponse(file, as_attachment=True, filename=name, content_type=kind)
