"""The desk's pages of public participation: every activity, a hearing whole, a questionnaire."""

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from decisions.errors import Illegible, NotNow
from decisions.gather import gather
from decisions.models import Decision, Hearing, Question, Questionnaire
from decisions.selectors import questionnaires
from decisions.selectors.hearings import STANDING
from notices.models import Notice
from workflows import permissions, questioning, registry, ways
from workflows.act import perform
from workflows.views.asked import number, token
from workflows.views.doors import on_decision

SHOWN = 50
BEGIN = ("record_activity", "send_letter", "plan_questionnaire", "open_consultation")
HEARD = (
    "announce_hearing",
    "enter_signup",
    "exclude_signup",
    "close_signup",
    "draw_participants",
    "replace_participant",
    "add_hearing_participant",
    "publish_hearing_list",
    "record_delivery",
    "hold_hearing",
    "record_hearing_view",
    "sign_hearing_record",
    "file_hearing_report",
    "conclude_hearing",
)


@on_decision("view_activities")
def activities(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Every way to take part with how it stands and what comes next."""
    mine = _mine(request, decision)
    letters = Notice.objects.filter(decision=decision, kind="consultation_letter")
    context = {
        "decision": decision,
        "ways": ways.board(
            decision,
            timezone.localdate(),
            timezone.now(),
            dict(letters.values_list("subject", "pk")),
        ),
        "begin": [slug for slug in BEGIN if slug in mine],
        "mine": mine,
    }
    return render(request, "desk/activities.html", context)


@on_decision("view_hearing")
def hearing(request: HttpRequest, decision: Decision) -> HttpResponse:
    """A hearing from its notice to its report: groups, sign-ups, draw, people, papers."""
    row = Hearing.objects.filter(decision=decision).select_related("activity", "report").first()
    context: dict[str, Any] = {"decision": decision, "hearing": row}
    if row is not None:
        signups = row.signups.select_related("group", "participant").order_by("group", "rank", "id")
        if after := number(request, "after"):
            signups = signups.filter(pk__gt=after)
        mine = _mine(request, decision)
        context |= {
            "activity": row.activity,
            "groups": row.groups.annotate(
                signed_up=Count("signups", filter=STANDING),
                excluded=Count("signups", filter=~Q(signups__excluded_reason="")),
            ),
            "signups": list(signups[:200]),
            "people": list(row.people.select_related("signup", "delivery_proof").order_by("id")),
            "papers": Notice.objects.filter(decision=decision, kind__startswith="hearing"),
            "acts": _possible(decision, mine),
            "contacts": bool({"enter_signup", "draw_participants"} & mine),
        }
    return render(request, "desk/hearing.html", context)


@on_decision("view_activities")
def questionnaire(request: HttpRequest, decision: Decision, activity_id: int) -> HttpResponse:
    """The questions with their counts so far, and what was written, to be taken as opinions."""
    found = (
        Questionnaire.objects.filter(activity=activity_id, activity__decision=decision)
        .select_related("activity")
        .first()
    )
    if found is None:
        raise Http404
    mine, status, form = _mine(request, decision), 200, None
    if request.method == "POST":
        try:
            entry = perform(
                registry.acts()["take_answers"],
                decision.pk,
                request.user,
                request.POST,
                token=token(request),
            )
            messages.success(request, entry.summary)
            return redirect("desk:questionnaire", pk=decision.pk, activity_id=activity_id)
        except Illegible as refusal:
            form, status = refusal.form, 422
        except NotNow as refusal:
            messages.warning(request, refusal.message)
            status = 409
    context = _sheets(request, found) | {
        "decision": decision,
        "form": form,
        "activity": found.activity,
        "questionnaire": found,
        "may": "take_answers" in mine,
        "building": "add_question" in mine and found.activity.announced_on is None,
        "token": uuid.uuid4(),
    }
    return render(request, "desk/questionnaire.html", context, status=status)


def _sheets(request: HttpRequest, found: Questionnaire) -> dict[str, Any]:
    """The counts and a page of what was written, by key."""
    questions = list(found.questions.all())
    counted = found.results or questioning.counted(found, timezone.now())
    rows = questioning.written(found)
    if after := number(request, "after"):
        rows = rows.filter(pk__gt=after)
    page = list(rows[: SHOWN + 1])
    in_words = {str(one.pk): one for one in questions if one.kind == Question.Kind.TEXT}
    written = [
        {
            "key": f"{sheet.pk}-{key}",
            "question": in_words[key],
            "text": text,
            "number": sheet.submission.number,
            "kind": sheet.submission.get_submitter_kind_display(),
            "taken": int(key) in sheet.taken,
        }
        for sheet in page[:SHOWN]
        for key, text in sheet.words.items()
        if key in in_words
    ]
    return {
        "questions": questions,
        "counted": questionnaires.counted(questions, counted),
        "sheets": counted["sheets"],
        "written": written,
        "older": page[SHOWN - 1].pk if len(page) > SHOWN else None,
    }


def _possible(decision: Decision, mine: set[str]) -> list[str]:
    """The acts of the hearing that this person can do now."""
    dossier = gather(decision.pk, as_of=timezone.localdate())
    acts = registry.acts()
    at_stage = [slug for slug in HEARD if slug in mine and decision.stage in acts[slug].stages]
    return [slug for slug in at_stage if not acts[slug]().not_yet(dossier)]


def _mine(request: HttpRequest, decision: Decision) -> set[str]:
    """The acts this person may do on the decision by the pivot file."""
    held = {c.role for c in permissions.capacities(request.user, decision, timezone.localdate())}
    return {slug for slug in registry.acts() if held & permissions.roles_for(slug)}
