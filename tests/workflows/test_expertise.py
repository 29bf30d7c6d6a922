"""Art. 19 to 21 as acts: asked, declared, argued, answered, concluded."""

from datetime import date

import pytest

from accounts.roles import Role
from decisions.errors import Illegible, NotNow, NotReady, NotYours
from decisions.models import Decision, Entry, Expert
from tests import factories
from tests.stages.days import On, moment
from tests.workflows.reviewing import DRAFTER, act, drafted, redraft, scan
from workflows import links
from workflows.doing import Guest
from workflows.steps import expertise as steps

pytestmark = pytest.mark.django_db
EXPERTS = [("白教授", "样例大学"), ("丁工", "样例设计院"), ("吴研究员", "样例学会")]
ASKED = {"name": "白教授", "institution": "样例大学", "from_lead_unit": "False"}


@pytest.fixture
def decision() -> Decision:
    opened = drafted()
    act(steps.OpenExpertReview, opened, DRAFTER, form="written", pool_source="县专家库")
    return opened


def invited(decision: Decision, **asked: str) -> tuple[Entry, Guest]:
    entry = act(steps.InviteExpert, decision, DRAFTER, **(ASKED | asked))
    return entry, links.open_link(entry.link_token, moment(On.argued)).guest


def argued(decision: Decision, name: str, institution: str) -> Guest:
    _entry, guest = invited(decision, name=name, institution=institution)
    act(steps.DeclareConflict, decision, guest, direct_interest="False")
    act(steps.GiveExpertOpinion, decision, guest, opinion="必要、可行。", signature=name)
    return guest


def articles(refusal: pytest.ExceptionInfo[NotReady]) -> set[str]:
    return {shortcoming.article for shortcoming in refusal.value.shortcomings}


def test_art_19_the_whole_section_by_links(decision: Decision) -> None:
    for name, institution in EXPERTS:
        argued(decision, name, institution)
    first = decision.experts.first()
    act(steps.AnswerExpertOpinion, decision, DRAFTER, expert=first.pk, adoption="采纳。")
    entry = act(steps.ConcludeExpertise, decision, DRAFTER, On.noted, adoption_note="全部采纳。")
    assert decision.sections.get(section="expertise").progress == "concluded"
    assert decision.expertise.adoption_note_on == On.noted
    assert entry.facts["progress"] == ["expertise", "concluded"]
    first.refresh_from_db()
    assert (first.adoption, first.opinion_on, first.link) == ("采纳。", On.argued, None)
    assert first.draft == decision.drafts.get()
    assert first.signature.startswith("白教授键入姓名签署（单次链接")


def test_art_19_without_enough_experts_the_review_is_not_concluded(decision: Decision) -> None:
    with pytest.raises(NotReady) as refusal:
        act(steps.ConcludeExpertise, decision, DRAFTER, adoption_note="无。")
    assert "19.1" in articles(refusal)
    assert decision.sections.get(section="expertise").progress == "under_way"
    decision.expertise.refresh_from_db()
    assert decision.expertise.adoption_note_on is None


def test_art_20_a_declared_interest_bars_every_further_act(decision: Decision) -> None:
    entry, guest = invited(decision)
    act(steps.DeclareConflict, decision, guest, direct_interest="True", interest_note="持有股份。")
    with pytest.raises(NotReady) as refusal:
        act(steps.GiveExpertOpinion, decision, guest, opinion="可行。", signature="白教授")
    assert articles(refusal) == {"20"}
    with pytest.raises(NotReady) as refusal:
        act(steps.DeclareConflict, decision, guest, direct_interest="False")
    assert articles(refusal) == {"20"}
    assert links.open_link(entry.link_token, moment(On.argued)).row.direct_interest is True


def test_art_20_an_opinion_needs_a_declaration_first(decision: Decision) -> None:
    _entry, guest = invited(decision)
    with pytest.raises(NotReady) as refusal:
        act(steps.GiveExpertOpinion, decision, guest, opinion="可行。", signature="白教授")
    assert articles(refusal) == {"20"}


def test_art_20_an_interest_left_unnamed_is_no_declaration(decision: Decision) -> None:
    _entry, guest = invited(decision)
    with pytest.raises(Illegible) as refusal:
        act(steps.DeclareConflict, decision, guest, direct_interest="True")
    assert "interest_note" in refusal.value.form.errors


def test_art_19_an_unsigned_opinion_is_not_taken(decision: Decision) -> None:
    _entry, guest = invited(decision)
    act(steps.DeclareConflict, decision, guest, direct_interest="False")
    for signature in ("", "别人"):
        with pytest.raises(Illegible) as refusal:
            act(steps.GiveExpertOpinion, decision, guest, opinion="可行。", signature=signature)
        assert "signature" in refusal.value.form.errors


def test_art_19_a_scan_signs_as_well_as_a_typed_name(decision: Decision) -> None:
    _entry, guest = invited(decision)
    act(steps.DeclareConflict, decision, guest, direct_interest="False")
    entry = act(steps.GiveExpertOpinion, decision, guest, opinion="可行。", scan=scan())
    expert = decision.experts.get()
    assert expert.signed_paper.signed
    assert expert.signed_paper.role == "signed_expert_opinion"
    assert entry.files[0]["sha256"] == expert.signed_paper.sha256
    assert entry.facts["signature"] == "scan"
    assert "可行" not in str(entry.facts) + entry.summary


def test_art_19_what_comes_on_paper_is_entered_with_its_scan(decision: Decision) -> None:
    invited(decision)
    paper = {
        "expert": decision.experts.get().pk,
        "direct_interest": "False",
        "declared_on": "2026-04-06",
        "opinion": "必要。",
        "opinion_on": "2026-04-07",
    }
    with pytest.raises(Illegible) as refusal:
        act(steps.EnterExpertOpinion, decision, DRAFTER, **paper)
    assert "scan" in refusal.value.form.errors
    act(steps.EnterExpertOpinion, decision, DRAFTER, **paper, scan=scan())
    expert = decision.experts.get()
    assert (expert.conflict_declared_on, expert.opinion_on) == (On.declared, date(2026, 4, 7))
    assert expert.link is None


def test_art_20_an_interest_declared_on_paper_leaves_no_opinion(decision: Decision) -> None:
    invited(decision)
    expert = decision.experts.get()
    declared = {"expert": expert.pk, "direct_interest": "True", "declared_on": "2026-04-06"}
    act(steps.EnterExpertOpinion, decision, DRAFTER, **declared)
    with pytest.raises(NotReady) as refusal:
        act(
            steps.EnterExpertOpinion,
            decision,
            DRAFTER,
            expert=expert.pk,
            opinion="可行。",
            opinion_on="2026-04-07",
            scan=scan(),
        )
    assert articles(refusal) == {"20"}


def test_art_19_an_opinion_on_a_newer_draft_keeps_the_older_below(decision: Decision) -> None:
    guest = argued(decision, "白教授", "样例大学")
    newer = redraft(decision)
    renewed = act(
        steps.RenewExpertLink, decision, DRAFTER, On.told, expert=decision.experts.get().pk
    )
    with pytest.raises(Illegible):
        act(
            steps.GiveExpertOpinion,
            decision,
            guest,
            On.told,
            opinion="修改后仍然可行。",
            signature="白教授",
            draft_version="1",
        )
    assert links.open_link(renewed.link_token, moment(On.told)).guest == guest
    act(
        steps.GiveExpertOpinion,
        decision,
        guest,
        On.told,
        opinion="修改后仍然可行。",
        signature="白教授",
    )
    expert = decision.experts.get()
    assert expert.draft == newer
    assert expert.opinion.startswith("修改后仍然可行。")
    assert expert.opinion.endswith("必要、可行。")


def test_art_20_an_opinion_is_not_made_to_disappear(decision: Decision) -> None:
    argued(decision, "白教授", "样例大学")
    chosen = {"expert": decision.experts.get().pk, "reason": "意见不合"}
    with pytest.raises(NotReady) as refusal:
        act(steps.RemoveExpert, decision, DRAFTER, **chosen)
    assert articles(refusal) == {"20"}
    act(steps.RemoveExpert, decision, DRAFTER, **chosen, interest_found="on")
    assert decision.experts.get().opinion == "必要、可行。"


def test_a_released_expert_has_no_link_any_more(decision: Decision) -> None:
    entry, guest = invited(decision)
    act(steps.RemoveExpert, decision, DRAFTER, expert=decision.experts.get().pk, reason="出国")
    with pytest.raises(NotYours):
        links.open_link(entry.link_token, moment(On.argued))
    with pytest.raises(NotYours):
        act(steps.DeclareConflict, decision, guest, direct_interest="False")


def test_an_expert_with_an_account_acts_without_a_link(decision: Decision) -> None:
    expert = factories.town().by(Role.EXPERT)
    entry = act(
        steps.InviteExpert, decision, DRAFTER, **(ASKED | {"name": "某", "account": expert.pk})
    )
    assert not hasattr(entry, "link_token")
    act(steps.DeclareConflict, decision, Role.EXPERT, direct_interest="False")
    act(steps.GiveExpertOpinion, decision, Role.EXPERT, opinion="可行。", signature="白教授")
    assert "账号登录" in decision.experts.get().signature


def test_only_the_drafting_officer_opens_and_only_once(decision: Decision) -> None:
    opening = {"form": "meeting", "pool_source": "县专家库"}
    with pytest.raises(NotYours):
        act(steps.OpenExpertReview, decision, Role.MARKET_REGULATOR, **opening)
    with pytest.raises(NotNow):
        act(steps.OpenExpertReview, decision, DRAFTER, **opening)


def test_nobody_is_invited_before_the_section_is_open() -> None:
    with pytest.raises(NotNow):
        act(steps.InviteExpert, drafted(), DRAFTER, **ASKED)


def test_nobody_is_invited_twice(decision: Decision) -> None:
    invited(decision)
    with pytest.raises(Illegible):
        act(steps.InviteExpert, decision, DRAFTER, **ASKED)


def test_a_guest_of_another_decision_is_turned_away(decision: Decision) -> None:
    _entry, guest = invited(decision)
    other = drafted()
    act(steps.OpenExpertReview, other, DRAFTER, form="written", pool_source="县专家库")
    with pytest.raises(NotYours):
        act(steps.DeclareConflict, other, guest, direct_interest="False")
    assert Expert.objects.get().direct_interest is None


def test_an_opinion_is_given_once_on_one_draft(decision: Decision) -> None:
    guest = argued(decision, "白教授", "样例大学")
    with pytest.raises(NotYours):
        act(steps.GiveExpertOpinion, decision, guest, opinion="再说。", signature="白教授")
