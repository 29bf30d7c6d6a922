"""Art. 25 to 28: the legality review, which nobody can skip; asked at G11, G12 and G13.

The time is the time granted in the request; an early opinion is no breach. What is sent to the
reviewer stands in ``submission.py``.
"""

from collections.abc import Iterator

from decisions.law.article import article
from decisions.law.dossier import Dossier
from decisions.law.shortcoming import Shortcoming
from decisions.law.signoffs import LEGALITY, awaiting_ruling
from decisions.law.terms import LegalityConclusion, Severity

UNLAWFUL = LegalityConclusion.UNLAWFUL


def ceiling_set(dossier: Dossier) -> bool:
    """The profile says within how many working days the opinion is due."""
    return dossier.profile.legality_ceiling_working_days is not None


def exploratory(dossier: Dossier) -> bool:
    """A reform for which the state has no rule yet, found unlawful in power or content."""
    legality = dossier.legality
    found = legality.known("power") is UNLAWFUL or legality.known("content") is UNLAWFUL
    return found and bool(legality.known("exploratory"))


@article("25.1", gate="G11", who="legal_reviewer")
def review_took_place(dossier: Dossier) -> Iterator[Shortcoming]:
    """The draft is reviewed; asking for comments does not take the review's place."""
    legality = dossier.legality
    legality.known("reviewer")
    if legality.comments_instead:
        yield Shortcoming("25.1", "以征求意见代替了合法性审查。", "送合法性审查部门审查。")
    if legality.known("completed_on") < legality.known("requested_on"):
        yield Shortcoming("25.1", "审查意见的日期早于送审日期。", "核对日期。")


@article("25.1", gate="G11", who="lead_unit_head")
def reviewer_stands_outside_the_lead_unit(dossier: Dossier) -> Iterator[Shortcoming]:
    """Who drafts does not review."""
    unit = dossier.legality.known("reviewer_unit")
    lead = unit in (dossier.initiation.lead_units or ())
    if dossier.legality.known("reviewer_in_lead_unit") or lead:
        yield Shortcoming(
            "25.1",
            f"审查单位{unit}就是承办单位，不能自己审查自己起草的草案。",
            "另行指定审查单位；乡镇由司法所承办的，可以请县司法局审查。",
        )


@article("27", gate="G11", who="legal_reviewer")
def three_questions_are_answered(dossier: Dossier) -> Iterator[Shortcoming]:
    """Power, procedure and content each get a conclusion of their own."""
    for question in ("power", "procedure", "content"):
        dossier.legality.known(question)
    return iter(())


@article("25.2", gate="G11")
def draft_was_found_lawful(dossier: Dossier) -> Iterator[Shortcoming]:
    """What was found unlawful does not go on, save an exploratory reform."""
    legality = dossier.legality
    if legality.known("procedure") is UNLAWFUL:
        yield Shortcoming("25.2", "审查认定决策程序不合法。", "补正程序后重新送审。")
    for question, name in (("power", "决策权限"), ("content", "决策内容")):
        if legality.known(question) is UNLAWFUL and not legality.exploratory:
            yield Shortcoming(
                "25.2", f"审查认定{name}不合法，不得提交讨论。", "修改草案后重新送审。"
            )


@article("25.2", gate="G11", who="legal_reviewer", when=exploratory)
def exploratory_reform_states_its_risk(dossier: Dossier) -> Iterator[Shortcoming]:
    """An exploratory reform goes on only with its legal risk stated."""
    if not dossier.legality.known("legal_risk").strip():
        yield Shortcoming("25.2", "探索性改革事项没有写明法律风险。", "在审查意见中载明法律风险。")


@article("28", gate="G11", who="counsel")
def counsel_was_heard(dossier: Dossier) -> Iterator[Shortcoming]:
    """Legal counsel or government lawyers give their opinion in the review."""
    if not dossier.legality.known("counsel_opinions"):
        yield Shortcoming(
            "28", "没有法律顾问、公职律师的法律意见。", "组织法律顾问、公职律师提出意见。"
        )


@article("26.1", gate="G11", when=lambda dossier: bool(dossier.legality.returns))
def returned_request_was_mended(dossier: Dossier) -> Iterator[Shortcoming]:
    """A request returned for supplement was supplemented."""
    if not dossier.legality.known("supplemented"):
        yield Shortcoming("26.1", "退回的送审材料尚未补正。", "按退回意见补充材料。")


@article("26.2", gate="G11", severity=Severity.NEEDS_REASON)
def review_had_time(dossier: Dossier) -> Iterator[Shortcoming]:
    """The request grants at least seven working days."""
    legality, floor = dossier.legality, dossier.profile.legality_working_days
    counted = dossier.calendar.working_days(
        legality.known("requested_on"), legality.known("granted_until")
    )
    if counted.days < floor:
        yield Shortcoming(
            "26.2",
            f"给予审查的时间为{counted.days}个工作日，一般不少于{floor}个工作日。",
            "延长审查时间，或者说明缩短的理由。",
            figures={"days": str(counted.days), "floor": str(floor)},
        )
    elif counted.provisional:
        yield Shortcoming(
            "26.2",
            "审查期间的放假安排尚未录入，工作日按暂定计算。",
            "录入放假安排后复核，或者说明按暂定日期办理的理由。",
        )


@article("28", gate="G11", severity=Severity.LOGGED, who="legal_reviewer", when=ceiling_set)
def review_was_prompt(dossier: Dossier) -> Iterator[Shortcoming]:
    """Where the local rule sets one, the opinion keeps its time limit."""
    legality, limit = dossier.legality, dossier.profile.legality_ceiling_working_days
    taken = dossier.calendar.working_days(
        legality.known("requested_on"), legality.known("completed_on")
    )
    if limit is not None and taken.days > limit:
        yield Shortcoming(
            "28", f"审查用时{taken.days}个工作日，超过{limit}个工作日。", "说明超期原因。"
        )


@article("25.1", "28", gate="G11", who="legal_reviewer")
def reviewer_saw_this_draft(dossier: Dossier) -> Iterator[Shortcoming]:
    """The opinion speaks for the draft it saw; a later draft waits for a ruling."""
    seen = dossier.legality.known("draft_digest")
    yield from awaiting_ruling(dossier, LEGALITY, seen, "25.1", "合法性审查意见")


@article("28", gate="G12")
def review_points_are_answered(dossier: Dossier) -> Iterator[Shortcoming]:
    """The lead unit adjusts or answers, point by point."""
    left = dossier.legality.known("points_unanswered")
    if left:
        yield Shortcoming("28", f"还有{left}点审查意见没有回应。", "逐点修改草案或者说明理由。")


@article("25.1", gate="G13", who="legal_reviewer")
def review_came_before_the_meeting(dossier: Dossier) -> Iterator[Shortcoming]:
    """No draft reaches the meeting unreviewed."""
    if dossier.legality.known("completed_on") > dossier.meeting.known("held_on"):
        yield Shortcoming("25.1", "会议讨论早于合法性审查完成。", "审查完成后重新提请集体讨论。")
