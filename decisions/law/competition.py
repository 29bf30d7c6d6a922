"""Art. 29(1) and FCR: fair-competition review where market activity is touched; G9 and G10.

County governments and above: the drafter's preliminary review, then the market regulator reviews
together with the drafter. A township is not named there; its drafter reviews. FCR binds matters
initiated since it is in force.
"""

from collections.abc import Iterator

from decisions.law.article import article
from decisions.law.dossier import Dossier
from decisions.law.in_force import since
from decisions.law.shortcoming import Shortcoming
from decisions.law.signoffs import awaiting_ruling
from decisions.law.terms import CompetitionConclusion, OrganLevel, Section

GOVERNMENTS = (OrganLevel.PROVINCE, OrganLevel.CITY, OrganLevel.COUNTY)


def market_touched(dossier: Dossier) -> bool:
    """The matter touches the economic activity of market actors."""
    return bool(dossier.matter.known("market"))


def market_untouched(dossier: Dossier) -> bool:
    """The matter leaves the market alone."""
    return not market_touched(dossier)


def government_touches_market(dossier: Dossier) -> bool:
    """A government of county level or above touches the market."""
    return market_touched(dossier) and dossier.matter.known("organ_level") in GOVERNMENTS


def exception_claimed(dossier: Dossier) -> bool:
    """The review lets a restriction pass as an exception."""
    found = CompetitionConclusion.EXCEPTION
    return market_touched(dossier) and dossier.competition.known("conclusion") is found


@article("29.1", gate="G9", who="lead_unit_head", when=market_untouched)
def competition_is_passed_over_by_finding(dossier: Dossier) -> Iterator[Shortcoming]:
    """Without a review, a signed finding says who found the market untouched, and why."""
    done = dossier.competition.concluded_on is not None
    if dossier.finding_for(Section.COMPETITION) is None and not done:
        yield Shortcoming(
            "29.1", "没有签署的不进行公平竞争审查认定书。", "起草认定书，由承办单位负责人签署。"
        )


@article("29.1", "FCR-18", gate="G9", when=market_touched)
def competition_was_reviewed(dossier: Dossier) -> Iterator[Shortcoming]:
    """The review has a dated conclusion, and not the one that the measure restricts competition."""
    dossier.competition.known("concluded_on")
    if dossier.competition.known("conclusion") is CompetitionConclusion.RESTRICTS:
        yield Shortcoming(
            "29.1",
            "公平竞争审查结论为具有排除、限制竞争效果且不符合例外规定，不得出台。",
            "修改草案后重新审查。",
        )


@article(
    "FCR-14", gate="G9", who="market_regulator", when=since("FCR-14", government_touches_market)
)
def regulator_reviewed_too(dossier: Dossier) -> Iterator[Shortcoming]:
    """A government's draft is reviewed by its drafter first, then with the market regulator."""
    competition = dossier.competition
    if not competition.known("reviewed_by_regulator"):
        yield Shortcoming(
            "FCR-14", "市场监管部门没有参与公平竞争审查。", "送市场监管部门会同审查。"
        )
    if competition.known("preliminary_on") > competition.known("concluded_on"):
        yield Shortcoming("FCR-14", "初审日期晚于审查结论日期。", "核对日期。")


@article("FCR-16", gate="G9", when=since("FCR-16", market_touched))
def operators_were_heard(dossier: Dossier) -> Iterator[Shortcoming]:
    """Operators and their associations are heard in the review."""
    if not dossier.competition.known("operators_heard"):
        yield Shortcoming(
            "FCR-16", "公平竞争审查没有听取经营者、行业协会商会的意见。", "听取意见并记录。"
        )


@article("FCR-12", "FCR-17", gate="G9", when=since("FCR-12", exception_claimed))
def exception_is_explained(dossier: Dossier) -> Iterator[Shortcoming]:
    """An exception names its purpose, the lack of a milder way, and its term or end."""
    competition = dossier.competition
    if not competition.known("exception_purpose"):
        yield Shortcoming("FCR-12", "例外规定没有写明目的。", "在审查结论中写明所依情形。")
    if not competition.known("exception_no_alternative"):
        yield Shortcoming(
            "FCR-12", "例外规定没有说明为何没有影响更小的替代方案。", "在审查结论中说明。"
        )
    if not competition.known("exception_term"):
        yield Shortcoming(
            "FCR-12", "例外规定没有实施期限或者终止条件。", "规定合理的实施期限或者终止条件。"
        )


@article("29.1", gate="G10", when=market_touched)
def competition_review_saw_this_draft(dossier: Dossier) -> Iterator[Shortcoming]:
    """The conclusion speaks for the draft it saw; a later draft waits for a ruling."""
    seen = dossier.competition.known("draft_digest")
    yield from awaiting_ruling(dossier, Section.COMPETITION, seen, "29.1", "公平竞争审查结论")
