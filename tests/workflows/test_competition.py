"""Art. 29(1) and FCR as acts: the drafter reviews first, the market regulator concludes."""

from typing import Any

import pytest

from accounts.roles import Role
from decisions.errors import Illegible, NotNow, NotReady, NotYours
from decisions.models import CompetitionReview, Decision, Entry
from tests import factories
from tests.stages.days import On
from tests.workflows.reviewing import DRAFTER, act, drafted, scan
from workflows.steps import competition as steps

pytestmark = pytest.mark.django_db
REGULATOR = Role.MARKET_REGULATOR
PRELIMINARY = {
    "preliminary": "不具有排除、限制竞争效果。",
    "preliminary_on": "2026-04-08",
    "operators_heard": "True",
}
EXCEPTION = {
    "exception_purpose": "保护环境",
    "exception_no_alternative": "没有影响更小的办法。",
    "exception_term": "至2027年12月31日",
}


@pytest.fixture
def decision() -> Decision:
    opened = drafted()
    act(steps.RecordPreliminaryReview, opened, DRAFTER, **PRELIMINARY)
    return opened


def concluded(decision: Decision, conclusion: str = "no_restriction", **more: Any) -> Entry:
    given = {"conclusion": conclusion, "opinion": "可以出台。"} | more
    return act(steps.ConcludeCompetitionReview, decision, REGULATOR, On.compared, **given)


def review(decision: Decision) -> CompetitionReview:
    return CompetitionReview.objects.get(decision=decision)


def progress(decision: Decision) -> str:
    return decision.sections.get(section="competition").progress


def test_art_29_1_the_whole_section(decision: Decision) -> None:
    entry = concluded(decision, file=scan())
    kept = review(decision)
    assert kept.concluded_by == factories.town().by(REGULATOR)
    assert (kept.concluded_on, kept.reviewed_by_regulator) == (On.compared, True)
    assert kept.draft == decision.drafts.get()
    assert kept.paper.sha256 == entry.files[0]["sha256"]
    assert progress(decision) == "concluded"


def test_fcr_12_an_exception_names_purpose_alternative_and_term(decision: Decision) -> None:
    for missing in EXCEPTION:
        with pytest.raises(Illegible) as refusal:
            concluded(decision, "exception", **(EXCEPTION | {missing: ""}))
        assert list(refusal.value.form.errors) == [missing]
    concluded(decision, "exception", **EXCEPTION)
    assert review(decision).exception_term == "至2027年12月31日"


def test_fcr_12_without_an_exception_its_reasons_are_not_kept(decision: Decision) -> None:
    concluded(decision, **EXCEPTION)
    assert review(decision).exception_purpose == ""


def test_fcr_16_unheard_operators_stop_the_conclusion() -> None:
    decision = drafted()
    act(
        steps.RecordPreliminaryReview,
        decision,
        DRAFTER,
        **PRELIMINARY | {"operators_heard": "False"},
    )
    with pytest.raises(NotReady) as refusal:
        concluded(decision)
    assert {s.article for s in refusal.value.shortcomings} == {"FCR-16"}
    assert review(decision).conclusion == ""
    act(steps.RecordPreliminaryReview, decision, DRAFTER, On.assessed, **PRELIMINARY)
    concluded(decision)


def test_fcr_18_a_restricting_draft_is_objected_to_and_reviewed_again(decision: Decision) -> None:
    with pytest.raises(Illegible):
        concluded(decision, "restricts")
    act(steps.ObjectOnCompetition, decision, REGULATOR, opinion="限定了本地企业。")
    assert review(decision).conclusion == "restricts"
    assert progress(decision) == "reopened"
    with pytest.raises(NotNow):
        concluded(decision)
    act(steps.RecordPreliminaryReview, decision, DRAFTER, **PRELIMINARY)
    concluded(decision)
    assert (review(decision).conclusion, progress(decision)) == ("no_restriction", "concluded")


def test_fcr_14_the_drafter_reviews_first() -> None:
    decision = drafted()
    with pytest.raises(NotNow):
        concluded(decision)
    with pytest.raises(NotNow):
        act(steps.ObjectOnCompetition, decision, REGULATOR, opinion="限定了本地企业。")


def test_fcr_14_the_drafter_does_not_conclude(decision: Decision) -> None:
    with pytest.raises(NotYours):
        act(
            steps.ConcludeCompetitionReview,
            decision,
            DRAFTER,
            conclusion="no_restriction",
            opinion="可以出台。",
        )


def test_a_concluded_review_is_not_reviewed_again_unless_reopened(decision: Decision) -> None:
    concluded(decision)
    with pytest.raises(NotNow):
        act(steps.RecordPreliminaryReview, decision, DRAFTER, **PRELIMINARY)


def test_a_preliminary_review_to_come_is_refused() -> None:
    with pytest.raises(Illegible) as refusal:
        act(
            steps.RecordPreliminaryReview,
            drafted(),
            DRAFTER,
            On.declared,
            **PRELIMINARY,
        )
    assert "preliminary_on" in refusal.value.form.errors
