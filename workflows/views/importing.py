"""The import of a sheet of opinions: upload, columns, preview, import, progress, refused rows.

Until the act takes it the sheet lies in the store under its digest only; a signed word carries it
from page to page, so that nothing stands in the file that nobody did.
"""

import json
import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from decisions import papers
from decisions.errors import Illegible, Misbuilt
from decisions.intake.columns import FIELDS
from decisions.intake.refused import Refused
from decisions.labels import choices
from decisions.law.terms import Channel
from decisions.models import Decision, ImportBatch, ParticipationActivity
from workflows import importing, outbox, registry
from workflows.act import perform
from workflows.models import Job
from workflows.views.asked import token
from workflows.views.doors import on_decision
from workflows.views.exports import XLSX

SALT = "opinion-sheet"
EVERY = 3  # seconds between two looks at a running import


@on_decision("import_opinions")
def upload(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Choose the sheet, and in which activity its opinions were received."""
    form = _upload_form(request, decision)
    if request.method == "POST" and form.is_valid():
        accepted = form.cleaned_data["sheet"]
        kept = {
            "decision": decision.pk,
            "activity": form.cleaned_data["activity"].pk,
            "sheet": papers.store(accepted.data),
            "name": accepted.name,
            "channel": form.cleaned_data["channel"],
        }
        address = reverse("desk:import_preview", args=[decision.pk])
        return redirect(f"{address}?{urlencode({'sheet': signing.dumps(kept, salt=SALT)})}")
    status = 422 if form.errors else 200
    imports = ImportBatch.objects.filter(decision=decision).select_related("paper", "entered_by")
    context = {"decision": decision, "form": form, "imports": imports.order_by("-pk")[:20]}
    return render(request, "desk/import.html", context, status=status)


@on_decision("import_opinions")
def preview(request: HttpRequest, decision: Decision) -> HttpResponse:
    """What the import would do, row by row; confirming it starts the work."""
    asked = request.POST if request.method == "POST" else request.GET
    kept = _kept(asked.get("sheet", ""), decision)
    activity = get_object_or_404(ParticipationActivity, pk=kept["activity"], decision=decision)
    data = _bytes(kept)
    mapping, refusal, seen = _mapping(asked), None, None
    try:
        seen = importing.preview(data, kept["name"], mapping, activity, kept["channel"])
    except Refused as fault:
        refusal = fault
    if request.method == "POST" and seen:
        try:
            return _started(request, decision, kept, data, dict(seen.mapping.columns))
        except Illegible as fault:
            refusal = "；".join(str(e) for errors in fault.form.errors.values() for e in errors)
    context = {
        "decision": decision,
        "activity": activity,
        "kept": kept,
        "sheet": asked.get("sheet", ""),
        "seen": seen,
        "refusal": refusal,
        "columns": _columns(data, mapping, seen),
        "channel": dict(choices(Channel)).get(kept["channel"], ""),
        "token": uuid.uuid4(),
    }
    status = 422 if refusal else 200
    return render(request, "desk/import_preview.html", context, status=status)


@on_decision("import_opinions")
def progress(request: HttpRequest, decision: Decision, batch_id: int) -> HttpResponse:
    """How far an import is; the page looks again by itself until it is done."""
    batch = _batch(decision, batch_id)
    job = Job.objects.filter(key=f"{importing.KIND}:{batch.pk}").first()
    stuck = bool(job and job.error and job.attempts >= outbox.GIVE_UP_AFTER)
    still = "still" in request.GET
    context = {
        "decision": decision,
        "batch": batch,
        "job": job,
        "done": job.progress if job else 0,
        "taken": batch.submissions.count(),
        "stuck": stuck,
        "still": still,
        "seconds": EVERY,
    }
    response = render(request, "desk/import_progress.html", context)
    if not (batch.finished_at or stuck or still):
        response["Refresh"] = str(EVERY)
    return response


@on_decision("import_opinions")
def refused_rows(request: HttpRequest, decision: Decision, batch_id: int) -> HttpResponse:
    """The rows that were not taken, with their reasons, as they stood."""
    batch = _batch(decision, batch_id)
    kind = "csv" if request.GET.get("kind") == "csv" else "xlsx"
    media = "text/csv; charset=utf-8" if kind == "csv" else XLSX
    response = HttpResponse(importing.refused_file(batch, kind), content_type=media)
    response["Content-Disposition"] = f'attachment; filename="refused-{batch.pk}.{kind}"'
    return response


def _upload_form(request: HttpRequest, decision: Decision) -> Any:
    act = _act()
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = act.form(*given, decision=decision, actor=request.user)
    for name in ("mapping", "occurred_on", "late_reason"):
        form.fields.pop(name)
    form.fields["sheet"].help_text = _(
        "Excel (.xlsx) or .csv; the first row names the columns. Nothing is written before you "
        "have seen the preview."
    )
    return form


def _act() -> Any:
    act = registry.act("import_opinions")
    if act is None:
        raise Http404
    return act


def _kept(word: str, decision: Decision) -> dict[str, Any]:
    try:
        kept: dict[str, Any] = signing.loads(word, salt=SALT, max_age=24 * 3600)
    except signing.BadSignature:
        raise Http404 from None
    if kept["decision"] != decision.pk:
        raise Http404
    return kept


def _bytes(kept: dict[str, Any]) -> bytes:
    try:
        return papers.read(kept["sheet"])
    except (OSError, Misbuilt):
        raise Http404 from None


def _mapping(asked: Any) -> dict[str, int] | None:
    """The columns chosen by hand (``column-text=2``), or None when the headers decide."""
    if "by_hand" not in asked:
        return None
    places = {name: asked.get(f"column-{name}", "") for name in FIELDS}
    return {name: int(at) for name, at in places.items() if at.isdecimal() and len(at) < 4}


def _columns(data: bytes, mapping: dict[str, int] | None, seen: Any) -> list[dict[str, Any]]:
    """One choice a field: which column of the sheet holds it."""
    try:
        headers = seen.headers if seen else tuple(importing.sheets.read_headers(data))
    except Refused:
        return []
    chosen = seen.mapping.columns if seen else mapping or {}
    places = [("", "—"), *((str(n), head) for n, head in enumerate(headers) if head)]
    fields = []
    for name, label in FIELDS.items():
        field = forms.ChoiceField(label=label, choices=places, required=False)
        fields.append((f"column-{name}", field, chosen.get(name)))
    form = forms.Form()
    form.fields = {name: field for name, field, _at in fields}
    form.initial = {name: "" if at is None else str(at) for name, _field, at in fields}
    return [form[name] for name in form.fields]


def _started(
    request: HttpRequest, decision: Decision, kept: dict[str, Any], data: bytes, columns: dict
) -> HttpResponse:
    entry = perform(
        _act(),
        decision.pk,
        request.user,
        {
            "activity": str(kept["activity"]),
            "channel": kept["channel"],
            "mapping": json.dumps(columns),
        },
        {"sheet": SimpleUploadedFile(kept["name"], data)},
        token=token(request),
    )
    messages.success(request, entry.summary)
    return redirect("desk:import_progress", pk=decision.pk, batch_id=entry.facts["import"])


def _batch(decision: Decision, batch_id: int) -> ImportBatch:
    rows = ImportBatch.objects.select_related("paper", "activity", "entered_by")
    return get_object_or_404(rows, pk=batch_id, decision=decision)
