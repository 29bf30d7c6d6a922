"""Art. 19 to 21: experts argue need, feasibility and soundness; asked at G7 and G10.

Whether the matter is technical is answered at the start; a signed finding passes the section over
only when it is not. How many experts and of what kind stands in the profile.
"""

from collections.abc import Iterator

from decisions.law.article import article
from decisions.law.dossier import Dossier
from decisions.law.facts.review import Expert
from decisions.law.shortcoming import Shortcoming
from decisions.law.signoffs import awaiting_ruling
from decisions.law.terms import Section


def technical(dossier: Dossier) -> bool:
    """The matter is professional or technical: experts must be heard."""
    return bool(dossier.matter.known("technical"))


def not_technical(dossier: Dossier) -> bool:
    """The matter is neither professional nor technical."""
    return not technical(dossier)


def experts(dossier: Dossier) -> tuple[Expert, ...]:
    """The experts and institutions heard."""
    known: tuple[Expert, ...] = dossier.expertise.known("experts")
    return known


@article("19.1", gate="G7", who="lead_unit_head", when=not_technical)
def expertise_is_passed_over_by_finding(dossier: Dossier) -> Iterator[Shortcoming]:
    """Without experts, a signed finding says who found the matter not technical, and why."""
    if dossier.finding_for(Section.EXPERTISE) is None and not dossier.expertise.experts:
        yield Shortcoming(
            "19.1", "没有签署的不组织专家论证认定书。", "起草认定书，由承办单位负责人签署。"
        )


@article("19.1", gate="G7", when=technical)
def enough_experts_were_heard(dossier: Dossier) -> Iterator[Shortcoming]:
    """At least as many experts as the profile asks for, an odd number where it says so."""
    dossier.expertise.known("form")
    number, profile = len(experts(dossier)), dossier.profile
    if number < profile.expert_minimum:
        yield Shortcoming(
            "19.1",
            f"参加论证的专家或者机构{number}名，应不少于{profile.expert_minimum}名。",
            "增聘专家或者委托专业机构论证。",
        )
    if profile.expert_odd and number % 2 == 0:
        yield Shortcoming("19.1", f"专家人数为{number}，应为单数。", "增聘或者减少一名专家。")


@article("20", gate="G7", when=technical)
def experts_stand_for_more_than_one_house(dossier: Dossier) -> Iterator[Shortcoming]:
    """Experts from the line department keep within the share of the profile."""
    share, heard = dossier.profile.expert_line_department_share, experts(dossier)
    if share is None:
        return
    own = sum(1 for expert in heard if expert.known("from_lead_unit"))
    if own > share * len(heard):
        yield Shortcoming("20", f"来自主管部门的专家{own}名，超过{share}。", "增聘其他单位的专家。")


@article("20", gate="G7", when=technical)
def no_expert_has_an_interest(dossier: Dossier) -> Iterator[Shortcoming]:
    """Each expert declares that no direct interest binds it; a declared interest bars it."""
    for expert in experts(dossier):
        expert.known("conflict_declared_on")
        if expert.known("direct_interest"):
            yield Shortcoming(
                "20",
                f"专家{expert.known('name')}与决策事项有直接利害关系。",
                "请其回避，另聘专家论证。",
            )


@article("19.2", gate="G7", who="expert", when=technical)
def written_opinions_are_signed(dossier: Dossier) -> Iterator[Shortcoming]:
    """A written opinion is signed or sealed by its author."""
    for expert in experts(dossier):
        if expert.opinion_on is not None and not expert.known("signed"):
            yield Shortcoming(
                "19.2", f"专家{expert.known('name')}的书面意见没有签名盖章。", "请专家签名盖章。"
            )


@article("19.1", "29.3", gate="G7", when=technical)
def expert_views_are_answered(dossier: Dossier) -> Iterator[Shortcoming]:
    """A note says what became of the experts' views, after they were given."""
    noted = dossier.expertise.known("adoption_note_on")
    given = [e.opinion_on for e in experts(dossier) if e.opinion_on is not None]
    if given and noted < max(given):
        yield Shortcoming(
            "19.1", "专家意见采纳情况早于最后一份专家意见。", "汇总全部专家意见后重新说明。"
        )


@article("19.2", gate="G10", who="expert", when=technical)
def experts_saw_this_draft(dossier: Dossier) -> Iterator[Shortcoming]:
    """An expert's opinion speaks for the draft it saw; a later draft waits for a ruling."""
    for expert in experts(dossier):
        if expert.opinion_on is not None:
            seen, whose = expert.known("draft_digest"), f"专家{expert.known('name')}的论证意见"
            yield from awaiting_ruling(dossier, Section.EXPERTISE, seen, "19.2", whose)
