"""Art. 25 to 28 as acts: requested, returned, argued by counsel, completed, answered."""

from datetime import date
from typing import Any

import pytest

from accounts.models import User
from accounts.roles import Role
from decisions import evidence
from decisions.errors import Illegible, NotNow, NotReady, NotYours
from decisions.gather import gather
from decisions.law.terms import Stage
from decisions.models import Decision, Entry, LegalityReview
from notices.models import Notice
from tests import factories
from tests.stages.days import On, moment
from tests.workflows.reviewing import DRAFTER, HEAD, REVIEWER, act, granted, redraft, scan
from workflows import links
from workflows.doing import Guest
from workflows.models import Deadline
from workflows.offices import people_in, reviewing_offices
from workflows.steps import legality as steps
from workflows.steps import risk
from workflows.steps.forms.legality import RequestForm
from workflows.steps.review import asking
from workflows.steps.review import counsel as advice

pytestmark = pytest.mark.django_db
LAWFUL = {"power": "lawful", "procedure": "lawful", "content": "lawful", "opinion": "合法。"}
COUNSEL = {"name": "方圆", "capacity": "legal_counsel"}


@pytest.fixture
def ready() -> Decision:
    return granted(factories.decision_in_drafting_with_all_sections_done())


@pytest.fixture
def decision(ready: Decision) -> Decision:
    requested(ready)
    return ready


def requested(decision: Decision, on: date = On.requested, **more: Any) -> Entry:
    given = {
        "office": factories.town().offices["justice"].pk,
        "granted_until": On.granted,
        "statement_of_steps": "已公开征求意见、论证、评估、审查。",
        "disclosure": "proactive_disclosure",
    }
    return act(asking.RequestLegalityReview, decision, HEAD, on, **(given | more))


def advised(decision: Decision) -> Guest:
    entry = act(advice.InviteCounsel, decision, REVIEWER, On.told.replace(day=20), **COUNSEL)
    guest = links.open_link(entry.link_token, moment(On.completed)).guest
    act(advice.GiveCounselOpinion, decision, guest, On.completed, text="合法。", signature="方圆")
    return guest


def completed(decision: Decision, by: Any = REVIEWER, **more: Any) -> Entry:
    return act(steps.CompleteLegalityReview, decision, by, On.completed, **(LAWFUL | more))


def round_of(decision: Decision) -> LegalityReview:
    return decision.legality_reviews.order_by("-round").first()


def term(decision: Decision, subject: str = "1") -> Deadline:
    return Deadline.objects.get(decision=decision, kind="legality_review", subject=subject)


def articles(refusal: pytest.ExceptionInfo[NotReady]) -> set[str]:
    return {shortcoming.article for shortcoming in refusal.value.shortcomings}


def test_art_26_the_request_starts_a_round_and_its_term(ready: Decision) -> None:
    entry = requested(ready)
    review = round_of(ready)
    assert (entry.stage_before, entry.stage_after) == (Stage.DRAFTING, Stage.LEGALITY_REVIEW)
    assert (review.round, review.draft) == (1, ready.drafts.get())
    assert review.requested_by == factories.town().by(HEAD)
    kept = term(ready)
    assert (kept.starts_on, kept.due_on, kept.article) == (On.requested, On.granted, "26.2")
    assert not kept.provisional


def test_art_26_an_incomplete_file_is_not_sent() -> None:
    decision = granted(factories.decision_in_drafting_with_all_sections_done())
    decision.sections.filter(section="risk").update(progress="under_way")
    decision.legal_bases.all().delete()
    with pytest.raises(NotReady) as refusal:
        requested(decision)
    assert articles(refusal) == {"12.2", "26.1"}
    decision.refresh_from_db()
    assert decision.stage == Stage.DRAFTING
    assert not decision.legality_reviews.exists()


def test_art_26_2_less_than_seven_working_days_needs_a_reason(ready: Decision) -> None:
    early = {"granted_until": "2026-04-22"}
    with pytest.raises(Illegible) as refusal:
        requested(ready, **early)
    assert "3" in str(refusal.value.form.errors["short_reason"])
    requested(ready, **early, short_reason="汛期临近。")
    assert ready.reasons.get().rule == "review_had_time"


def test_art_26_2_the_form_offers_the_day_reckoned_by_the_calendar(ready: Decision) -> None:
    form = RequestForm(decision=ready, today=moment(On.requested))
    assert form.initial["granted_until"] == date(2026, 4, 28)
    assert "满7个工作日为4月28日" in str(form.fields["granted_until"].help_text)
    statement = form.initial["statement_of_steps"]
    for said in ("2026年1月5日", "共收到意见建议2条，其中采纳1条", "3名专家", "公平竞争审查"):
        assert said in statement


def test_art_25_the_lead_unit_does_not_review_itself(ready: Decision) -> None:
    planning = factories.town().offices["planning"]
    user = factories.person("planning-lawyer", REVIEWER, of=planning)
    assert user.appointments.filter(office=planning).exists()
    assert planning not in reviewing_offices(ready)
    with pytest.raises(Illegible) as refusal:
        requested(ready, office=planning.pk)
    assert "office" in refusal.value.form.errors


def county_reviewer() -> User:
    county = factories.organ("yangli", name="样例县人民政府", level="county", profile="national")
    factories.town().organ.__class__.objects.filter(code="yunling").update(parent=county)
    bureau = factories.office(county, "justice", "县司法局")
    return factories.person("county-lawyer", REVIEWER, of=bureau, name="岳法")


def test_art_25_a_reviewer_from_above_is_let_in(ready: Decision) -> None:
    outside = county_reviewer()
    bureau = outside.appointments.get().office
    with pytest.raises(NotYours):
        act(advice.InviteCounsel, ready, outside, On.completed, **COUNSEL)
    requested(ready, office=bureau.pk)
    act(advice.InviteCounsel, ready, outside, On.completed, **COUNSEL)
    with pytest.raises(NotYours) as refusal:
        act(advice.InviteCounsel, ready, REVIEWER, On.completed, **COUNSEL)
    assert "县司法局" in str(refusal.value.message)


def test_only_people_of_the_organ_and_those_above_can_be_named(ready: Decision) -> None:
    outside = county_reviewer()
    ready.organ.refresh_from_db()
    elsewhere = factories.town("qingshi", name="青石镇人民政府")
    named = people_in(REVIEWER, ready)
    assert set(named) == {outside, factories.town().by(REVIEWER)}
    assert elsewhere.offices["justice"] not in reviewing_offices(ready)


def test_art_26_a_return_stops_the_clock(decision: Decision) -> None:
    act(asking.ReturnForSupplement, decision, REVIEWER, date(2026, 4, 20), defects="缺说明。")
    assert term(decision).met_on == date(2026, 4, 20)
    with pytest.raises(NotNow):
        act(asking.ReturnForSupplement, decision, REVIEWER, date(2026, 4, 20), defects="再补。")
    act(asking.SupplementReviewRequest, decision, DRAFTER, date(2026, 4, 23), supplement="已补。")
    # Three working days stood still: 29 April moves over the May holiday to 7 May.
    assert round_of(decision).granted_until == date(2026, 5, 7)
    assert term(decision, "1.1").due_on == date(2026, 5, 7)
    assert term(decision, "1.1").met_on is None
    assert round_of(decision).returns.get().supplement == "已补。"


def test_art_26_only_what_was_returned_is_supplemented(decision: Decision) -> None:
    with pytest.raises(NotNow):
        act(asking.SupplementReviewRequest, decision, DRAFTER, On.completed, supplement="已补。")


def test_art_26_a_returned_request_is_not_completed(decision: Decision) -> None:
    advised(decision)
    act(asking.ReturnForSupplement, decision, REVIEWER, On.completed, defects="缺说明。")
    with pytest.raises(NotNow) as refusal:
        completed(decision)
    assert "第二十六条第一款" in str(refusal.value.message)


def test_art_28_without_counsel_the_review_is_not_completed(decision: Decision) -> None:
    with pytest.raises(NotNow) as refusal:
        completed(decision)
    assert "第二十八条" in str(refusal.value.message)


def test_art_28_counsel_signs_once(decision: Decision) -> None:
    guest = advised(decision)
    counsel = round_of(decision).counsel.get()
    assert (counsel.given_on, counsel.text, counsel.link) == (On.completed, "合法。", None)
    with pytest.raises(NotNow):
        act(advice.GiveCounselOpinion, decision, guest, On.completed, text="改。", signature="方圆")


def test_art_28_counsel_on_paper_is_entered_with_its_scan(decision: Decision) -> None:
    paper = COUNSEL | {"given_on": "2026-04-27"}
    with pytest.raises(Illegible) as refusal:
        act(advice.EnterCounselOpinion, decision, REVIEWER, On.completed, **paper)
    assert "scan" in refusal.value.form.errors
    act(advice.EnterCounselOpinion, decision, REVIEWER, On.completed, **paper, scan=scan())
    counsel = round_of(decision).counsel.get()
    assert counsel.paper.signed
    assert counsel.given_on == date(2026, 4, 27)
    completed(decision)


def test_art_28_a_fresh_link_for_counsel_voids_the_older(decision: Decision) -> None:
    first = act(advice.InviteCounsel, decision, REVIEWER, On.completed, **COUNSEL)
    counsel = round_of(decision).counsel.get()
    second = act(advice.RenewCounselLink, decision, REVIEWER, On.completed, counsel=counsel.pk)
    with pytest.raises(NotYours):
        links.open_link(first.link_token, moment(On.completed))
    assert links.open_link(second.link_token, moment(On.completed)).row == counsel


def test_art_28_counsel_with_an_account_acts_without_a_link(decision: Decision) -> None:
    lawyer = factories.town().by(Role.COUNSEL)
    entry = act(
        advice.InviteCounsel,
        decision,
        REVIEWER,
        On.completed,
        **(COUNSEL | {"account": lawyer.pk}),
    )
    assert not hasattr(entry, "link_token")
    act(advice.GiveCounselOpinion, decision, lawyer, On.completed, text="合法。", signature="方圆")
    assert round_of(decision).counsel.get().given_on == On.completed


def test_art_27_three_questions_are_answered_and_the_opinion_is_issued(
    decision: Decision,
) -> None:
    advised(decision)
    entry = completed(
        decision,
        content="lawful_after_changes",
        points="第二条：明确收费依据。\n语言再精炼。\n2：写明期限。",
    )
    review = round_of(decision)
    assert (review.power, review.content) == ("lawful", "lawful_after_changes")
    assert review.reviewer == factories.town().by(REVIEWER)
    points = [(p.number, p.clause and p.clause.label, p.text) for p in review.points.all()]
    assert points == [
        (1, "第二条", "明确收费依据。"),
        (2, None, "语言再精炼。"),
        (3, "第二条", "写明期限。"),
    ]
    notice = Notice.objects.get(entry=entry)
    assert notice.kind == "legality_opinion"
    assert notice.number_text.startswith("样云政法审〔2026〕")
    assert evidence.digest(decision.pk) == entry.rows
    assert term(decision).met_on == On.completed


def test_art_27_a_question_left_open_is_asked_again(decision: Decision) -> None:
    advised(decision)
    with pytest.raises(Illegible) as refusal:
        completed(decision, procedure="")
    assert "procedure" in refusal.value.form.errors


def test_art_28_changes_are_asked_point_by_point_on_clauses_that_exist(
    decision: Decision,
) -> None:
    advised(decision)
    with pytest.raises(Illegible) as refusal:
        completed(decision, content="unlawful")
    assert list(refusal.value.form.errors) == ["points"]
    with pytest.raises(Illegible) as refusal:
        completed(decision, content="unlawful", points="第二条：写明期限。\n第九条：删去。")
    assert "第九条" in str(refusal.value.form.errors["points"])
    assert not Notice.objects.exists()


def test_art_25_2_an_exploratory_reform_states_its_risk(decision: Decision) -> None:
    advised(decision)
    reform = {"content": "unlawful", "points": "没有上位法依据。", "exploratory": "True"}
    with pytest.raises(Illegible) as refusal:
        completed(decision, **reform)
    assert "legal_risk" in refusal.value.form.errors
    completed(decision, **reform, legal_risk="可能被认定越权。")
    assert round_of(decision).exploratory


def test_art_25_2_an_unlawful_draft_gets_its_opinion_and_goes_back(decision: Decision) -> None:
    advised(decision)
    completed(decision, content="unlawful", points="第二条：没有依据。")
    entry = act(steps.ReturnToDrafting, decision, REVIEWER, On.completed, defects="删去第二条。")
    assert entry.stage_after == Stage.DRAFTING
    assert round_of(decision).returns.get().defects == "删去第二条。"
    redraft(decision, On.completed)


def test_art_25_the_next_request_is_a_round_of_its_own(decision: Decision) -> None:
    act(steps.ReturnToDrafting, decision, HEAD, On.completed, defects="补充论证。")
    requested(decision, On.submitted, granted_until="2026-05-15")
    assert round_of(decision).round == 2
    assert term(decision, "2").met_on is None
    assert term(decision).met_on == On.completed
    assert decision.legality_reviews.get(round=1).returns.get().supplemented_on == On.submitted


def test_art_24_an_uncontrollable_risk_ends_the_round(decision: Decision) -> None:
    found = {"conclusion": "uncontrollable", "reason": "增设临时停车点。"}
    entry = act(risk.DetermineRisk, decision, Role.CHIEF_EXECUTIVE, On.completed, **found)
    assert entry.stage_after == Stage.DRAFTING
    assert term(decision).met_on == On.completed
    assert round_of(decision).returns.get().defects == "增设临时停车点。"


def test_art_25_only_the_reviewing_unit_or_the_lead_unit_sends_back(decision: Decision) -> None:
    other = factories.person("records-lawyer", REVIEWER, of=factories.town().offices["records"])
    with pytest.raises(NotYours):
        act(steps.ReturnToDrafting, decision, other, On.completed, defects="补充。")


def test_art_28_another_round_after_the_first_is_completed(decision: Decision) -> None:
    again = {
        "office": factories.town().offices["justice"].pk,
        "granted_until": "2026-05-15",
        "statement_of_steps": "同前。",
        "disclosure": "proactive_disclosure",
    }
    with pytest.raises(NotNow):
        act(asking.RequestAnotherReview, decision, HEAD, On.completed, **again)
    advised(decision)
    completed(decision)
    entry = act(asking.RequestAnotherReview, decision, HEAD, On.submitted, **again)
    assert entry.stage_after == Stage.LEGALITY_REVIEW
    assert (round_of(decision).round, round_of(decision).completed_on) == (2, None)


def test_art_28_the_lead_unit_answers_point_by_point(decision: Decision) -> None:
    waiting = gather(decision.pk, as_of=On.completed)
    assert steps.RespondToPoint().not_yet(waiting)
    advised(decision)
    completed(decision, content="lawful_after_changes", points="第二条：明确依据。")
    point = round_of(decision).points.get()
    entry = act(
        steps.RespondToPoint,
        decision,
        DRAFTER,
        On.submitted,
        point=point.pk,
        response="已补充依据。",
    )
    point.refresh_from_db()
    assert (point.response, point.responded_on) == ("已补充依据。", On.submitted)
    assert "已补充依据" not in str(entry.facts) + entry.summary


def test_art_25_a_review_is_completed_once(decision: Decision) -> None:
    advised(decision)
    completed(decision)
    with pytest.raises(NotNow):
        completed(decision)
    with pytest.raises(NotNow):
        act(advice.InviteCounsel, decision, REVIEWER, On.completed, **COUNSEL)


def test_art_25_the_review_binds_the_draft_the_reviewer_saw(decision: Decision) -> None:
    advised(decision)
    newer = redraft(decision, On.completed)
    with pytest.raises(Illegible):
        completed(decision, draft_version="1")
    completed(decision, draft_version="2")
    assert round_of(decision).draft == newer


def test_art_25_who_drafted_does_not_review(decision: Decision) -> None:
    with pytest.raises(NotYours):
        completed(decision, by=DRAFTER)


def test_sc80_withholding_rests_on_a_ground(ready: Decision) -> None:
    with pytest.raises(Illegible) as refusal:
        requested(ready, disclosure="withheld")
    assert "withholding_ground" in refusal.value.form.errors
    requested(ready)
    ready.matter.refresh_from_db()
    assert ready.matter.disclosure == "proactive_disclosure"
