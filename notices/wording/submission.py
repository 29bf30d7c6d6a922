"""What is put before the meeting: the list of the six, and the plan (Art. 29, 30)."""

from collections.abc import Iterator

from decisions.law.terms import Section
from decisions.models import Decision, Entry
from notices import papers
from notices.wording.deliberation import meeting_name, names, newest_of
from notices.wording.frame import frame
from notices.wording.words import final_title, lead_unit, paragraphs, sentence, titled

Slot = papers.Slot
PLACES = {
    "draft": ("决策草案及相关材料", "第二十九条第一项"),
    "public": ("公众意见收集和采纳情况", "第二十九条第二项"),
    "experts": ("专家论证意见及采纳情况", "第二十九条第三项"),
    "risk": ("风险评估报告", "第二十九条第四项"),
    "legality": ("合法性审查意见", "第二十九条第五项"),
    "others": ("其他材料", "第二十九条第六项"),
}


def submission_checklist(decision: Decision, entry: Entry, number: str) -> papers.Paper:
    """The list: each of the six is there, or is not needed and why, or is missing."""
    package, draft = decision.package, decision.package.draft
    preparation = getattr(decision, "preparation", None)
    return papers.SubmissionChecklist(
        **frame(decision, entry, number),
        title=f"{titled(final_title(decision.title))}\n提请审议材料清单",
        matter=titled(draft.title),
        lead_unit=lead_unit(decision),
        draft_version=f"第{draft.version}稿",
        draft_digest=draft.digest[:16],
        slots=tuple(_slots(decision)),
        others=paragraphs(package.other_materials),
        disputes=paragraphs(preparation.dispute_statement) if preparation else (),
        interpretation=paragraphs(package.interpretation_plan),
    )


def _slots(decision: Decision) -> Iterator[Slot]:
    reasons = {f.section: f.reason for f in decision.findings.all() if not f.superseded}
    draft, package = decision.package.draft, decision.package
    competition = getattr(decision, "competition", None)
    reviewed = competition is not None and competition.concluded_on is not None
    attached = "决策草案、起草说明和公平竞争审查表" if reviewed else "决策草案和起草说明"
    yield _slot("draft", attached, dated=draft.frozen_on)
    heard = getattr(decision, "participation", None)
    if heard and heard.adoption_note_on:
        yield _slot("public", "意见收集和采纳情况说明", dated=heard.adoption_note_on)
    else:
        yield _without("public", reasons.get(Section.PARTICIPATION))
    experts = getattr(decision, "expertise", None)
    if experts and experts.adoption_note_on:
        yield _slot("experts", "专家论证意见汇总和采纳情况", dated=experts.adoption_note_on)
    else:
        yield _without("experts", reasons.get(Section.EXPERTISE))
    yield _risk(decision, reasons.get(Section.RISK))
    yield _legality(decision)
    others = "、".join(paragraphs(package.other_materials))
    yield _slot("others", others) if others else _without("others", "没有其他材料")


def _risk(decision: Decision, reason: str | None) -> Slot:
    risk = getattr(decision, "risk", None)
    if risk and (risk.report_on or risk.linked_report):
        return _slot("risk", risk.linked_report or "风险评估报告", dated=risk.report_on)
    return _without("risk", reason)


def _legality(decision: Decision) -> Slot:
    rounds = [review for review in decision.legality_reviews.all() if review.completed_on]
    if not rounds:
        return _without("legality", None)
    review = max(rounds, key=lambda review: review.round)
    return _slot("legality", "合法性审查意见书", number=review.number, dated=review.completed_on)


def _slot(place: str, what: str, **more) -> Slot:
    name, basis = PLACES[place]
    return Slot(name=name, basis=basis, state="present", what=what, **more)


def _without(place: str, reason: str | None) -> Slot:
    name, basis = PLACES[place]
    state = "missing" if reason is None else "not_needed"
    return Slot(name=name, basis=basis, state=state, what=sentence(reason or ""))


def meeting_plan(decision: Decision, entry: Entry, number: str) -> papers.Paper:
    """The plan of the item just put on the agenda."""
    item = newest_of(decision.agenda_items.all())
    meeting, package = item.meeting, decision.package
    matter, heard = titled(final_title(decision.title)), getattr(decision, "participation", None)
    roll = sorted(meeting.roll.all(), key=lambda seat: (seat.chief_executive, seat.pk))
    return papers.MeetingPlan(
        **frame(decision, entry, number),
        title=f"集体讨论{matter}的会议方案",
        matter=matter,
        lead_unit=lead_unit(decision),
        meeting=meeting_name(decision, meeting),
        held_on=meeting.held_on,
        place=meeting.place,
        chair=meeting.chair,
        order=item.order,
        members=tuple(seat.member.display_name for seat in roll),
        observers_invited=package.observers_invited,
        observers=names(meeting.observers),
        meeting_public=package.meeting_public,
        ways=package.observer_ways,
        adoption_attached=bool(heard and heard.adoption_note_on),
    )
