"""What is said when a course ends before its meeting (Art. 10): to the public or to the units.

What the public was told is asked of ``decisions/selectors/public.py``; ``kinds.py`` asks the same,
so that a 公告 is always public and a 通知 never.
"""

from collections.abc import Mapping
from datetime import date

from decisions.law.terms import ActivityKind
from decisions.models import Decision, Entry, ParticipationActivity
from decisions.selectors import public
from notices import papers
from notices.wording.frame import frame, public_page
from notices.wording.words import contact, final_title, lead_unit, paragraphs, titled


def termination_notice(
    decision: Decision, entry: Entry, number: str, *, received: Mapping[str, int] | None = None
) -> papers.Paper:
    """The end of the course, its reasons, and what becomes of what the act counted as received."""
    told, unit = public.told_of(decision), lead_unit(decision)
    started, matter = decision.initiation.initiated_on, titled(final_title(decision.title))
    heard = getattr(decision, "participation", None)
    return papers.TerminationNotice(
        **frame(decision, entry, number),
        title=_title(matter, started, "公告" if told else "通知"),
        addressee="" if told else f"{unit}，有关单位",
        matter=matter,
        lead_unit=unit,
        initiated_on=started,
        ended_on=entry.occurred_on,
        reason=paragraphs(decision.closed_reason),
        told=tuple(papers.Told(title=o.title, told_on=o.announced_on) for o in _asking(told)),
        called_off=tuple(one.title for one in told if _to_come(one, entry.occurred_on)),
        **(received or {}),
        answered_on=heard.feedback_published_on if heard else None,
        contact=_contact(told, unit),
        page_url=public_page(decision) if told else "",
    )


def _title(matter: str, started: date | None, form: str) -> str:
    if started is None:
        return f"关于不予启动{matter}重大行政决策程序的{form}"
    return f"关于终止{matter}重大行政决策程序的{form}"


def _asking(told: list[ParticipationActivity]) -> list[ParticipationActivity]:
    """The open consultations; without one, every other way to take part."""
    asked = [one for one in told if one.kind == ActivityKind.OPEN_CONSULTATION]
    return asked or told


def _to_come(one: ParticipationActivity, day: date) -> bool:
    """Whether a hearing or another way to take part was announced for a later day."""
    last = one.closes_on or one.opens_on
    over = one.withdrawn_reason or one.closed_on or one.held_on or last is None or last <= day
    return one.kind != ActivityKind.OPEN_CONSULTATION and not over


def _contact(told: list[ParticipationActivity], unit: str) -> papers.Contact:
    """Whom the newest notice named, or else the lead unit."""
    asked = [one for one in told if one.kind == ActivityKind.OPEN_CONSULTATION]
    if not asked:
        return papers.Contact(unit=unit)
    terms = asked[-1].consultation
    return contact(terms.contact, unit, terms.address)
