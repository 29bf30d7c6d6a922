"""The import of a sheet of opinions: handed in, columns, preview, work with its progress, report.

Each page leads to the next; nothing stands in the file before the act takes the sheet.
"""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from decisions.errors import Illegible
from decisions.intake.refused import Refused
from decisions.labels import choices
from decisions.law.terms import Channel, SubmitterKind
from decisions.models import Decision, ImportBatch
from workflows import outbox, registry
from workflows.act import perform
from workflows.importing import columns as remembered
from workflows.importing import handing, leftovers, looking, taking
from workflows.models import Job, PendingSheet
from workflows.steps.forms import importing as forms
from workflows.views.asked import token
from workflows.views.doors import on_decision
from workflows.views.exports import XLSX

EVERY = 3  # seconds between two looks at a running import
SHOWN = 20


@on_decision("import_opinions")
def upload(request: HttpRequest, decision: Decision) -> HttpResponse:
    """First page: the sheet, and in which activity its opinions were received."""
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = forms.HandInForm(*given, decision=decision, actor=request.user)
    for name in ("occurred_on", "late_reason"):
        form.fields.pop(name)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            sheet = handing.hand_in(
                asked["activity"],
                asked["sheet"],
                by=request.user,
                channel=asked["channel"],
                continues=asked["continues"],
            )
            return redirect("desk:import_columns", pk=decision.pk, sheet_id=sheet.pk)
        except Refused as refusal:
            form.add_error("sheet", str(refusal))
    imports = ImportBatch.objects.filter(decision=decision).select_related("paper", "entered_by")
    context = {"decision": decision, "form": form, "imports": imports.order_by("-pk")[:SHOWN]}
    status = 422 if form.errors else 200
    return render(request, "desk/import.html", context, status=status)


@on_decision("import_opinions")
def columns(request: HttpRequest, decision: Decision, sheet_id: int) -> HttpResponse:
    """Second page: which column holds what, as remembered or guessed; choosing looks through it."""
    sheet = _sheet(decision, sheet_id)
    given = request.POST if request.method == "POST" else None
    form = forms.ColumnsForm(given, sheet=sheet)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        handing.choose(
            sheet,
            form.chosen(),
            channel=asked["channel"],
            continues=asked["continues"],
            by=request.user,
        )
        looking.look_soon(sheet)
        return redirect("desk:import_preview", pk=decision.pk, sheet_id=sheet.pk)
    context = {
        "decision": decision,
        "sheet": sheet,
        "form": form,
        "remembered": remembered.is_remembered(decision.organ, sheet.headers),
        "sample": [_padded(row, len(sheet.headers)) for row in sheet.sample],
    }
    status = 422 if form.errors else 200
    return render(request, "desk/import_columns.html", context, status=status)


@on_decision("import_opinions")
def preview(request: HttpRequest, decision: Decision, sheet_id: int) -> HttpResponse:
    """Third page: what would become of the rows; confirming it starts the work."""
    sheet = _sheet(decision, sheet_id)
    refusal = sheet.refusal
    if request.method == "POST" and sheet.looked_at and not refusal:
        try:
            return _started(request, decision, sheet)
        except Illegible as fault:
            refusal = "；".join(str(e) for errors in fault.form.errors.values() for e in errors)
    job = Job.objects.filter(key=f"{looking.KIND}:{looking.key(sheet)}").first()
    counts = sheet.counts
    context = {
        "decision": decision,
        "sheet": sheet,
        "refusal": refusal,
        "counts": counts,
        "shown": sheet.shown,
        "choices": _policies(counts),
        "words": dict(choices(Channel)) | dict(choices(SubmitterKind)),
        "taking": counts.get("new", 0),
        "job": job,
        "token": uuid.uuid4(),
        "seconds": EVERY,
    }
    status = 422 if refusal else 200
    response = render(request, "desk/import_preview.html", context, status=status)
    if not sheet.looked_at and "still" not in request.GET:
        response["Refresh"] = str(EVERY)
    return response


@on_decision("import_opinions")
def progress(request: HttpRequest, decision: Decision, batch_id: int) -> HttpResponse:
    """Fourth page: how far an import is, and in the end what became of its rows."""
    batch = _batch(decision, batch_id)
    job = taking.job_of(batch)
    stuck = bool(job and job.error and job.attempts >= outbox.GIVE_UP_AFTER)
    still = "still" in request.GET
    busy = bool(job and job.leased_until and job.leased_until > timezone.now())
    context = {
        "decision": decision,
        "batch": batch,
        "job": job,
        "done": job.progress if job else 0,
        "counts": batch.counts,
        "left_out": list(batch.left_out.order_by("row")[:SHOWN]),
        "left": batch.left,
        "stuck": stuck,
        "busy": busy,
        "still": still,
        "seconds": EVERY,
        "token": uuid.uuid4(),
    }
    response = render(request, "desk/import_progress.html", context)
    if not (batch.finished_at or (batch.stopped_at and not busy) or stuck or still):
        response["Refresh"] = str(EVERY)
    return response


@on_decision("import_opinions")
def control(request: HttpRequest, decision: Decision, batch_id: int) -> HttpResponse:
    """Stop an import or go on with it; each is an act."""
    batch = _batch(decision, batch_id)
    act = registry.act(CONTROLS.get(request.POST.get("what", ""), ""))
    if request.method == "POST" and act is not None:
        given = {"batch": str(batch.pk)}
        entry = perform(act, decision.pk, request.user, given, token=token(request))
        messages.success(request, entry.summary)
    return redirect("desk:import_progress", pk=decision.pk, batch_id=batch.pk)


CONTROLS = {"stop": "stop_import", "resume": "resume_import"}


@on_decision("import_opinions")
def refused_rows(request: HttpRequest, decision: Decision, batch_id: int) -> HttpResponse:
    """The rows that were not taken, with their reasons, as they stood."""
    batch = _batch(decision, batch_id)
    kind = "csv" if request.GET.get("kind") == "csv" else "xlsx"
    media = "text/csv; charset=utf-8" if kind == "csv" else XLSX
    response = HttpResponse(leftovers.left_out_file(batch, kind), content_type=media)
    response["Content-Disposition"] = f'attachment; filename="refused-{batch.pk}.{kind}"'
    return response


def _sheet(decision: Decision, sheet_id: int) -> PendingSheet:
    rows = PendingSheet.objects.select_related("activity__decision__organ", "continues__paper")
    return get_object_or_404(rows, pk=sheet_id, decision=decision, activity__isnull=False)


def _policies(counts: dict[str, int]) -> list[tuple[str, Any, Any]]:
    """The questions that this sheet raises: what to do with rows seen before or changed."""
    asked = {"seen": forms.SEEN, "changed": forms.CHANGED}
    return [(name, answers, counts[name]) for name, answers in asked.items() if counts.get(name)]


def _started(request: HttpRequest, decision: Decision, sheet: PendingSheet) -> HttpResponse:
    act = registry.act("import_opinions")
    if act is None:
        raise Http404
    given = {name: request.POST.get(name, "") for name in ("seen", "changed")}
    given["pending"] = str(sheet.pk)
    entry = perform(act, decision.pk, request.user, given, token=token(request))
    messages.success(request, entry.summary)
    return redirect("desk:import_progress", pk=decision.pk, batch_id=entry.facts["import"])


def _batch(decision: Decision, batch_id: int) -> ImportBatch:
    rows = ImportBatch.objects.select_related("paper", "activity", "entered_by")
    return get_object_or_404(rows, pk=batch_id, decision=decision)


def _padded(row: list[str], width: int) -> list[str]:
    return (row + [""] * width)[:width]
