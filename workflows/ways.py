"""The ways to take part of one decision for the desk: how each stands, what comes next (Art. 14).

Reads rows; what may be done are acts. A fixed number of queries, whatever the number of opinions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decisions.labels import label
from decisions.law.terms import ActivityKind, Channel, SubmitterKind
from decisions.models import ConsultationLetter, Decision, Hearing, ParticipationActivity
from workflows.steps.public.letters import REMINDED_AT_MOST

K = ActivityKind
CHANNELS = {
    K.OPEN_CONSULTATION: Channel.LETTER,
    K.CONSULTATION_LETTER: Channel.LETTER,
    K.PUBLIC_DISPLAY: Channel.NOTICE_BOARD,
    K.SEMINAR: Channel.SEMINAR,
    K.FIELD_VISIT: Channel.VISIT,
    K.QUESTIONNAIRE: Channel.QUESTIONNAIRE,
    K.OPINION_SURVEY: Channel.QUESTIONNAIRE,
    K.HEARING: Channel.HEARING,
}
# How a way stands: code of its tag → word.
WORDS: dict[str, Promise] = {
    "planned": _("Planned"),
    "open": _("Under way"),
    "waiting": _("Waiting"),
    "done": _("Done"),
    "terminated": _("Called off"),
}


@dataclass
class Letter:
    """One letter with how its reply stands."""

    row: ConsultationLetter
    overdue: bool
    may_remind: bool
    paper: int | None = None  # the notice that is its PDF


@dataclass
class Way:
    """One activity: its word, how it stands, the next act with its page."""

    activity: ParticipationActivity
    kind: Promise
    state: str
    next_acts: list[str]
    letters: list[Letter] = field(default_factory=list)
    people: list[tuple[Promise | str, int]] = field(default_factory=list)

    @property
    def channel(self) -> Channel:
        """The channel of what is said there and entered by an officer."""
        return CHANNELS.get(ActivityKind(self.activity.kind), Channel.OTHER)

    @property
    def word(self) -> Promise:
        """How it stands, in a word."""
        return WORDS[self.state]


def board(decision: Decision, today: date, now: datetime, papers: Mapping[str, int]) -> list[Way]:
    """Every activity of a decision, newest first (two queries); ``papers``: letter → notice."""
    activities = (
        decision.activities.select_related("consultation", "hearing", "questionnaire", "record")
        .annotate(
            letters_sent=Count("letters"),
            letters_open=Count("letters", filter=Q(letters__replied_on=None)),
        )
        .order_by("-id")
    )
    rows = list(activities[:200])
    letters: dict[int, list[Letter]] = {}
    sent = ConsultationLetter.objects.filter(activity__decision=decision).order_by("id")
    for letter in sent.select_related("reply"):
        letters.setdefault(letter.activity_id, []).append(_letter(letter, today, now, papers))
    return [_way(row, letters.get(row.pk, []), today) for row in rows]


def _letter(
    row: ConsultationLetter, today: date, now: datetime, papers: Mapping[str, int]
) -> Letter:
    waiting = row.replied_on is None
    recent = row.reminded_at is not None and now < row.reminded_at + REMINDED_AT_MOST
    overdue = waiting and row.reply_by is not None and today > row.reply_by
    return Letter(row, overdue, waiting and not recent, papers.get(str(row.pk)))


def _way(row: Any, letters: list[Letter], today: date) -> Way:
    state = _state(row, today)
    return Way(
        row,
        label(ActivityKind(row.kind)),
        state,
        list(_next(row, state, today)) if not row.withdrawn_reason else [],
        letters,
        list(_people(row)),
    )


def _state(row: Any, today: date) -> str:
    if row.withdrawn_reason:
        return "terminated"
    if row.kind == K.CONSULTATION_LETTER:
        return "waiting" if row.letters_open else "done"
    if row.held_on or row.closed_on:
        return "done"
    if row.opens_on is None or row.opens_on > today:
        return "planned"
    over = row.closes_on is not None and row.closes_on < today
    return "waiting" if over or row.kind == K.HEARING else "open"


def _next(row: Any, state: str, today: date) -> Iterator[str]:
    """The acts that bring this way forward, by their slugs."""
    if row.kind == K.HEARING:
        yield from _hearing(row.hearing, today)
    elif state == "done":
        return
    elif row.kind == K.OPEN_CONSULTATION:
        over = row.closes_on is not None and row.closes_on < today
        yield "close_consultation" if over else "enter_opinion"
    elif row.kind == K.CONSULTATION_LETTER:
        yield "record_letter_reply"
    elif row.kind == K.QUESTIONNAIRE and hasattr(row, "questionnaire"):
        yield from _questionnaire(row, today)
    else:
        yield "record_activity"
        yield "cancel_activity"


def _questionnaire(row: Any, today: date) -> Iterator[str]:
    if row.announced_on is None:
        yield from ("add_question", "publish_questionnaire", "cancel_activity")
    elif row.closes_on < today:
        yield from ("close_questionnaire", "enter_sheet")
    else:
        yield "enter_sheet"


def _hearing(row: Hearing, today: date) -> Iterator[str]:
    """The one next step of a hearing, in the order of Art. 16 and 17."""
    if row.report_on:
        yield "conclude_hearing"
    elif row.activity.held_on:
        yield from ("record_hearing_view", "sign_hearing_record", "file_hearing_report")
    elif row.signup_closes_on and row.signup_closed_on is None:
        yield "close_signup" if today > row.signup_closes_on else "enter_signup"
    elif row.signup_closes_on and row.drawn_on is None:
        yield "draw_participants"
    elif row.list_published_on is None:
        yield from ("add_hearing_participant", "publish_hearing_list")
    elif today < row.activity.opens_on:
        yield "record_delivery"
    else:
        yield "hold_hearing"


def _people(row: Any) -> Iterator[tuple[Promise | str, int]]:
    for kind, number in row.participants.items():
        known = kind in set(SubmitterKind)
        yield (label(SubmitterKind(kind)) if known else kind), number
