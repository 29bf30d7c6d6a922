"""Art. 15: the open consultation and its notice, asked at G3 before it is published.

A shorter period lives only by the reason printed in the notice itself. What is done with the
opinions stands in ``participation.py``; how days are counted in ``calendar.py``.
"""

from collections.abc import Iterator
from datetime import date

from decisions.law.article import article
from decisions.law.calendar import Reckoned
from decisions.law.dossier import Dossier
from decisions.law.facts.participation import Activity
from decisions.law.reckoning import in_words
from decisions.law.shortcoming import Shortcoming
from decisions.law.terms import ActivityKind, Severity

TOO_SHORT = "open_long_enough"


def activities(dossier: Dossier) -> tuple[Activity, ...]:
    """The ways in which the public takes part, withdrawn ones left out."""
    known: tuple[Activity, ...] = dossier.participation.known("activities")
    return tuple(activity for activity in known if not activity.withdrawn)


def consultations(dossier: Dossier) -> tuple[Activity, ...]:
    """The open consultations that stand."""
    return tuple(
        a for a in activities(dossier) if a.known("kind") is ActivityKind.OPEN_CONSULTATION
    )


def openly_consulted(dossier: Dossier) -> bool:
    """At least one open consultation stands."""
    return bool(consultations(dossier))


def needs_explaining(dossier: Dossier) -> bool:
    """The matter is openly consulted on and of general concern, or technical."""
    matter = dossier.matter
    return openly_consulted(dossier) and (
        bool(matter.known("general_concern")) or bool(matter.known("technical"))
    )


def first_day(consultation: Activity) -> date:
    """The day from which the period counts: never before the notice is out."""
    opens: date = consultation.known("opens_on")
    return max(opens, consultation.announced_on or opens)


def days_open(consultation: Activity, dossier: Dossier) -> int:
    """The length of the period in calendar days, counted as the profile says."""
    closes = consultation.known("closes_on")
    return dossier.calendar.days_open(first_day(consultation), closes, dossier.profile.day_count)


def earliest_close(start: date, dossier: Dossier) -> Reckoned:
    """The first day on which a consultation opened on ``start`` may close."""
    profile, calendar = dossier.profile, dossier.calendar
    end = calendar.period_end(
        start,
        profile.consultation_days,
        day_count=profile.day_count,
        roll_last_day=profile.roll_last_day,
    )
    if profile.consultation_working_days is None:
        return end
    local = calendar.add_working_days(start, profile.consultation_working_days)
    return max(end, local, key=lambda reckoned: reckoned.day)


def too_short(consultation: Activity, dossier: Dossier) -> bool:
    """The period closes before the profile allows."""
    closes: date = consultation.known("closes_on")
    return closes < earliest_close(first_day(consultation), dossier).day


@article("15.1", gate="G3", when=openly_consulted)
def notice_carries_the_draft(dossier: Dossier) -> Iterator[Shortcoming]:
    """The notice publishes the draft together with its explanation."""
    for consultation in consultations(dossier):
        notice = consultation.known("notice")
        if not notice.known("draft"):
            yield Shortcoming("15.1", "征求意见公告没有附决策草案。", "随公告公布决策草案。")
        if not notice.known("explanation"):
            yield Shortcoming("15.1", "征求意见公告没有附起草说明。", "随公告公布起草说明。")


@article("15.1", gate="G3", when=openly_consulted)
def notice_says_how_and_until_when(dossier: Dossier) -> Iterator[Shortcoming]:
    """The notice states the ways, the contact and both ends of the period."""
    for consultation in consultations(dossier):
        notice = consultation.known("notice")
        if not notice.known("ways"):
            yield Shortcoming(
                "15.1", "公告没有写明提出意见的途径。", "写明网上、信函、电话等途径。"
            )
        if not notice.known("contact"):
            yield Shortcoming("15.1", "公告没有写明联系方式。", "写明联系人或者部门、电话和地址。")
        if consultation.known("closes_on") < consultation.known("opens_on"):
            yield Shortcoming("15.1", "征集截止日期早于开始日期。", "核对并更正征集期限。")


@article("15.1", "GIR-23", gate="G3", who="openness_officer", when=openly_consulted)
def announced_where_people_look(dossier: Dossier) -> Iterator[Shortcoming]:
    """The notice goes out by every channel the profile asks for, the site among them."""
    for consultation in consultations(dossier):
        channels = consultation.known("channels")
        missing = [c for c in dossier.profile.required_channels if c not in channels]
        if missing or not channels:
            names = "、".join(dossier.profile.word(code).zh for code in missing) or "任何渠道"
            yield Shortcoming(
                "15.1", f"征求意见公告没有通过{names}发布。", "补齐发布渠道后再发布公告。"
            )


@article("15.2", gate="G3", severity=Severity.NEEDS_REASON, when=openly_consulted)
def open_long_enough(dossier: Dossier) -> Iterator[Shortcoming]:
    """The draft stays open for thirty days, or the notice says why it is shorter."""
    for consultation in consultations(dossier):
        if too_short(consultation, dossier) and not consultation.known("notice").shortened_reason:
            yield _short(consultation, dossier)


@article("15.2", gate="G3", when=openly_consulted)
def shorter_period_is_explained_in_the_notice(dossier: Dossier) -> Iterator[Shortcoming]:
    """A reason for a shorter period counts only when it is printed in the notice."""
    if not dossier.reason_for(TOO_SHORT):
        return
    for consultation in consultations(dossier):
        if too_short(consultation, dossier) and not consultation.known("notice").shortened_reason:
            yield Shortcoming(
                "15.2", "缩短期限的理由没有写入征求意见公告。", "将该理由载入公告后再发布。"
            )


@article("15.2", gate="G3", severity=Severity.LOGGED, when=openly_consulted)
def long_enough_either_way(dossier: Dossier) -> Iterator[Shortcoming]:
    """A period that lasts thirty days only when its first day counts is pointed out."""
    floor = dossier.profile.consultation_days
    for consultation in consultations(dossier):
        span = (consultation.known("closes_on") - first_day(consultation)).days
        if span == floor - 1:
            yield Shortcoming(
                "15.2",
                f"首日计入为{floor}日，首日不计只有{span}日，处于期限边缘。",
                "建议将截止日期顺延一日。",
            )


@article("15.2", gate="G3", severity=Severity.NEEDS_REASON, when=openly_consulted)
def last_day_is_certain(dossier: Dossier) -> Iterator[Shortcoming]:
    """Where the last day hangs on a holiday notice still to come, a named reason is given."""
    for consultation in consultations(dossier):
        end = earliest_close(first_day(consultation), dossier)
        if end.provisional:
            yield Shortcoming(
                "15.2",
                f"最早截止日{in_words(end.day)}为暂定：该年度放假安排尚未录入。",
                "录入放假安排后复核，或者说明按暂定日期办理的理由。",
            )


@article("15.3", gate="G3", severity=Severity.LOGGED, when=needs_explaining)
def hard_questions_are_explained(dossier: Dossier) -> Iterator[Shortcoming]:
    """Questions of general concern, or technical ones, may be explained by expert interviews."""
    for consultation in consultations(dossier):
        if not consultation.known("explained_by_experts"):
            yield Shortcoming(
                "15.3", "没有通过专家访谈等方式解释说明的记录。", "可以安排专家访谈、政策问答等。"
            )


def _short(consultation: Activity, dossier: Dossier) -> Shortcoming:
    start = first_day(consultation)
    days, floor = days_open(consultation, dossier), dossier.profile.consultation_days
    earliest = earliest_close(start, dossier).day
    return Shortcoming(
        "15.2",
        f"征求意见期限为{days}日（{in_words(start)}至{in_words(consultation.known('closes_on'))}），"
        f"应不少于{floor}日，最早{in_words(earliest)}截止；公告没有写明缩短的理由。",
        "延长征集期限，或者在公告中写明缩短期限的理由。",
        figures={"days": str(days), "floor": str(floor), "earliest": earliest.isoformat()},
    )
