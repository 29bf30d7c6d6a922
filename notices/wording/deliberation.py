"""What the minutes of a meeting say, which circulate, and its record, kept inside (Art. 30).

Members' own words and the dissent stand in the record alone.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, time

from django.utils import timezone

from decisions.models import AgendaItem, Attendance, Decision, Entry, Meeting, MemberView
from notices import papers
from notices.wording.frame import frame
from notices.wording.participation import profile_of
from notices.wording.words import RESULTS, final_title, paragraphs, sentence, titled


def meeting_name(decision: Decision, meeting: Meeting) -> str:
    """The meeting by name: 云岭镇2026年第12次党政联席会议."""
    word = profile_of(decision).word(meeting.meeting_type).zh
    organ = meeting.organ.name
    place = organ.removesuffix("人民政府") if word.startswith("党政") else organ
    number = meeting.number.strip()
    if number.startswith("第"):
        number = f"{meeting.held_on.year}年{number}"
    return f"{place}{number}{'' if number.endswith(word) else word}"


def newest_item(decision: Decision) -> AgendaItem:
    """The newest discussion that has a result."""
    return newest_of(item for item in decision.agenda_items.all() if item.result)


def newest_of(items: Iterable[AgendaItem]) -> AgendaItem:
    """The item of the last meeting; raises DoesNotExist where there is none."""
    newest = max(items, key=lambda item: (item.meeting.held_on, item.pk), default=None)
    if newest is None:
        raise AgendaItem.DoesNotExist
    return newest


def _chief_first(meeting: Meeting) -> list[Attendance]:
    return sorted(meeting.roll.all(), key=lambda seat: (not seat.chief_executive, seat.pk))


def meeting_minutes(decision: Decision, entry: Entry, number: str) -> papers.Paper:
    """The minutes: what was discussed, what was decided, who was there."""
    item = newest_item(decision)
    meeting, name = item.meeting, titled(final_title(item.draft.title))
    roll = _chief_first(meeting)
    called = meeting_name(decision, meeting)
    return papers.MeetingMinutes(
        **frame(decision, entry, number),
        head=f"{re.sub(r'[0-9]{4}年.*?次', '', called)}纪要",
        title=f"{called}纪要",
        meeting=called,
        held_at=timezone.make_aware(datetime.combine(meeting.held_on, time())),
        place=meeting.place,
        chair=meeting.chair,
        items=(
            papers.Item(
                title=f"关于{name}",
                discussion=paragraphs(item.question) or (f"会议听取汇报并讨论了{name}。",),
                decided=(
                    RESULTS[item.result].format(matter=name),
                    *(sentence(text) for text in paragraphs(item.amendment)),
                ),
            ),
        ),
        attended=tuple(seat.member.display_name for seat in roll if seat.present)
        or (meeting.chair,),
        excused=tuple(seat.member.display_name for seat in roll if seat.present is False),
        observers=names(meeting.observers),
        recorder=item.secretary.display_name if item.secretary else "",
    )


def meeting_record(decision: Decision, entry: Entry, number: str) -> papers.Paper:
    """The record of one item: every view in the order of speaking, the dissent, the result."""
    item = newest_item(decision)
    meeting, draft = item.meeting, item.draft
    name, called = titled(final_title(draft.title)), meeting_name(decision, meeting)
    views = sorted(item.views.all(), key=lambda view: view.order)
    return papers.MeetingRecord(
        **frame(decision, entry, number),
        title=f"{called}记录",
        meeting=called,
        matter=name,
        draft_version=f"第{draft.version}稿",
        draft_digest=draft.digest[:16],
        held_on=meeting.held_on,
        place=meeting.place,
        chair=meeting.chair,
        recorder=item.secretary.display_name if item.secretary else "",
        recorded_on=item.recorded_on,
        roll=tuple(
            papers.Seat(
                name=seat.member.display_name,
                chief_executive=seat.chief_executive,
                present=seat.present,
                absence_reason=seat.absence_reason,
            )
            for seat in _chief_first(meeting)
        ),
        observers=names(meeting.observers),
        question=paragraphs(item.question),
        views=tuple(_words(view) for view in views),
        stands=papers.StandCounts(**Counter(view.stand for view in views)),
        disagreement=paragraphs(item.disagreement),
        result=RESULTS[item.result].format(matter=name),
        amendment=paragraphs(item.amendment),
        majority_reason=paragraphs(item.majority_reason),
    )


def _words(view: MemberView) -> papers.MemberWords:
    return papers.MemberWords(
        order=view.order,
        name=view.member.display_name,
        chief_executive=view.chief_executive,
        stand=view.stand,
        statement=sentence(view.statement),
        confirmed=view.confirmed_at is not None,
    )


def names(text: str) -> tuple[str, ...]:
    """The names in a line, however they are set apart."""
    return tuple(filter(None, re.split(r"[、，,；;\s]+", text)))
