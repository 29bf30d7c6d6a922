"""Answering by sheet: sent out, brought back, shown with everything it would change, then taken.

What the desk filters, the sheet holds. Nothing is written before the officer has seen it.
"""

import tempfile
import uuid
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from decisions import papers
from decisions.errors import Illegible
from decisions.intake.refused import Refused
from decisions.labels import choices
from decisions.law.terms import DispositionKind
from decisions.models import Decision
from workflows import registry
from workflows.act import perform
from workflows.answering import keeping, sending
from workflows.answering.judging import ADDED, CHANGED, CONFLICT, REFUSED, UNKNOWN, judge
from workflows.steps.forms.answer_sheets import AnswerSheetForm
from workflows.views.asked import token
from workflows.views.doors import on_decision
from workflows.views.exports import XLSX
from workflows.views.opinions import filtered

SHOWN = 200  # rows of each sort on the page


@on_decision("dispose_by_sheet")
def sheet_out(request: HttpRequest, decision: Decision) -> HttpResponse:
    """The sheet of the opinions that the filters choose."""
    rows = filtered(decision, request).prefetch_related(None).select_related(None).order_by("pk")
    if rows.values("pk")[sending.MOST : sending.MOST + 1]:
        messages.warning(
            request,
            _("More than %(limit)d opinions: filter them and export a part at a time.")
            % {"limit": sending.MOST},
        )
        return redirect("desk:answer_sheet", pk=decision.pk)
    file = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
    sending.send(decision, rows, file)
    file.seek(0)
    name = f"answers-{decision.pk}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


@on_decision("dispose_by_sheet")
def answer_sheet(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Send a sheet, see what it would change, and take it."""
    if request.method == "POST" and "kept" in request.POST:
        return _taken(request, decision)
    form: Any = AnswerSheetForm(decision=decision, actor=request.user)
    if request.method == "POST":
        form = AnswerSheetForm(request.POST, request.FILES, decision=decision, actor=request.user)
        if form.is_valid():
            word = keeping.keep(decision, form.cleaned_data["sheet"], request.user)
            address = reverse("desk:answer_sheet", args=[decision.pk])
            return redirect(f"{address}?{urlencode({'kept': word})}")
    for name in ("occurred_on", "late_reason"):
        form.fields.pop(name)
    context = {"decision": decision, "form": form, "query": request.GET.urlencode()}
    if word := request.GET.get("kept", ""):
        context |= _shown(decision, word)
    status = 422 if form.errors or context.get("refusal") else 200
    return render(request, "desk/answer_sheet.html", context, status=status)


def _shown(decision: Decision, word: str) -> dict[str, Any]:
    """What a sheet that lies in the store would change."""
    sheet = keeping.kept(word, decision)
    if sheet is None:
        raise Http404
    try:
        judged = judge(decision, papers.read(sheet.sha256))
    except (OSError, Refused) as refusal:
        gone = isinstance(refusal, OSError)
        return {"refusal": _("This sheet is gone; send it again.") if gone else str(refusal)}
    sorts = {name: judged.of(name) for name in (ADDED, CHANGED, CONFLICT, UNKNOWN, REFUSED)}
    return {
        "kept": word,
        "name": sheet.name,
        "seen": judged.digest(),
        "counts": judged.counts,
        "sorts": {name: rows[:SHOWN] for name, rows in sorts.items()},
        "shown": SHOWN,
        "writes": len(sorts[ADDED]) + len(sorts[CHANGED]),
        "words": dict(choices(DispositionKind)),
        "token": uuid.uuid4(),
    }


def _taken(request: HttpRequest, decision: Decision) -> HttpResponse:
    act = registry.act("dispose_by_sheet")
    if act is None:
        raise Http404
    given = {name: request.POST.get(name, "") for name in ("kept", "seen")}
    try:
        entry = perform(act, decision.pk, request.user, given, token=token(request))
    except Illegible as fault:
        messages.error(request, "；".join(str(e) for es in fault.form.errors.values() for e in es))
        return redirect("desk:answer_sheet", pk=decision.pk)
    messages.success(request, entry.summary)
    return redirect("desk:opinions", pk=decision.pk)
