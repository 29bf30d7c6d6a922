"""Art. 29 and 30 as acts: package, agenda, roll, views with the chief executive last, results."""

from datetime import timedelta

import pytest

from accounts.appointments import dismiss
from accounts.roles import Role
from decisions.errors import Illegible, NotNow, NotReady, NotYours
from decisions.gather import gather
from decisions.law.terms import MeetingResult, Stage
from decisions.models import AgendaItem, Decision, MemberView, Package, Publication
from notices.models import Notice
from tests import factories
from tests.stages.days import On
from tests.workflows.meeting import (
    CHIEF,
    MEMBER,
    NEW,
    SECRETARY,
    at,
    chief,
    discussed,
    on_agenda,
    recorded,
    roll,
    says,
)
from tests.workflows.reviewing import DRAFTER, HEAD, act, scan
from workflows import registry
from workflows.models import Deadline, Delegation
from workflows.steps import deliberation as steps
from workflows.steps import meeting as sitting
from workflows.steps import results

pytestmark = pytest.mark.django_db
PLAN = {
    "observers_invited": False,
    "meeting_public": False,
    "interpretation_plan": "同步发布政策解读。",
}


@pytest.fixture
def reviewed() -> Decision:
    decision = at(Stage.SUBMITTED)
    Package.objects.all().delete()
    Decision.objects.update(stage=Stage.LEGALITY_REVIEW)
    return decision


@pytest.fixture
def submitted() -> Decision:
    return at(Stage.SUBMITTED)


@pytest.fixture
def meeting(submitted: Decision) -> Decision:
    on_agenda(submitted)
    return submitted


def stage(decision: Decision) -> str:
    decision.refresh_from_db()
    return decision.stage


def test_art_29_the_package_goes_to_the_meeting(reviewed: Decision) -> None:
    entry = act(steps.SubmitForDeliberation, reviewed, HEAD, On.submitted, **PLAN)
    assert stage(reviewed) == Stage.SUBMITTED
    assert Package.objects.get().draft.digest == entry.facts["draft"]
    assert Package.objects.get().submitted_on == On.submitted


def test_art_25_nothing_is_submitted_before_the_review_is_completed() -> None:
    decision = at(Stage.LEGALITY_REVIEW)
    with pytest.raises(NotNow):
        act(steps.SubmitForDeliberation, decision, HEAD, On.submitted, **PLAN)


def test_art_28_unanswered_points_hold_the_submission(reviewed: Decision) -> None:
    reviewed.legality_reviews.get().points.update(response="")
    with pytest.raises(NotReady) as refusal:
        act(steps.SubmitForDeliberation, reviewed, HEAD, On.submitted, **PLAN)
    assert [s.article for s in refusal.value.shortcomings] == ["28"]
    assert stage(reviewed) == Stage.LEGALITY_REVIEW


def test_sc80_1_invited_observers_are_named(reviewed: Decision) -> None:
    with pytest.raises(Illegible) as refusal:
        act(
            steps.SubmitForDeliberation,
            reviewed,
            HEAD,
            On.submitted,
            **(PLAN | {"observers_invited": True}),
        )
    assert "observer_ways" in refusal.value.form.errors


def test_art_29_only_the_head_of_the_lead_unit_submits(reviewed: Decision) -> None:
    with pytest.raises(NotYours):
        act(steps.SubmitForDeliberation, reviewed, DRAFTER, On.submitted, **PLAN)


def test_art_29_a_submission_is_withdrawn_to_drafting(submitted: Decision) -> None:
    act(steps.WithdrawSubmission, submitted, HEAD, On.met, reason="补充预算依据。")
    assert stage(submitted) == Stage.DRAFTING
    with pytest.raises(NotNow):
        act(steps.WithdrawSubmission, submitted, SECRETARY, On.met, reason="再次撤回。")


def test_art_30_a_meeting_is_set_with_its_roll(submitted: Decision) -> None:
    on_agenda(submitted)
    assert stage(submitted) == Stage.DELIBERATION
    item = AgendaItem.objects.get()
    assert item.draft == submitted.drafts.last()
    seats = {seat.member: seat.chief_executive for seat in item.meeting.roll.all()}
    assert seats == {member: member == chief() for member in factories.town().members}


def test_art_30_a_meeting_has_one_chief_executive(submitted: Decision) -> None:
    office = chief().appointments.filter(role=Role.CHIEF_EXECUTIVE)
    dismiss(office.get(), On.met - timedelta(days=1))
    with pytest.raises(Illegible) as refusal:
        on_agenda(submitted)
    assert refusal.value.form.non_field_errors()


def test_art_30_circulation_is_no_kind_of_meeting(submitted: Decision) -> None:
    with pytest.raises(Illegible) as refusal:
        on_agenda(submitted, meeting_type="circulation")
    assert "meeting_type" in refusal.value.form.errors


def test_art_30_no_meeting_lies_before_the_submission(submitted: Decision) -> None:
    with pytest.raises(Illegible) as refusal:
        on_agenda(submitted, held_on=On.submitted - timedelta(days=1))
    assert "held_on" in refusal.value.form.errors
    with pytest.raises(NotYours):
        act(steps.PutOnAgenda, submitted, HEAD, On.submitted, **NEW)


def test_art_30_two_matters_share_one_meeting(meeting: Decision) -> None:
    other = at(Stage.SUBMITTED, title="集镇夜间照明管理办法")
    held = AgendaItem.objects.get().meeting
    act(steps.PutOnAgenda, other, SECRETARY, On.submitted, meeting=held.pk)
    assert [item.order for item in held.agenda.all()] == [1, 2]
    assert held.roll.count() == 3


def test_art_30_a_meeting_nobody_spoke_at_is_put_off(meeting: Decision) -> None:
    later = NEW | {"number": "2026年第10次", "held_on": On.met + timedelta(days=4)}
    act(steps.PutOnAgenda, meeting, SECRETARY, On.met, **later)
    assert stage(meeting) == Stage.DELIBERATION
    assert AgendaItem.objects.get().meeting.number == "2026年第10次"


def test_art_30_a_meeting_under_way_is_not_put_off(meeting: Decision) -> None:
    roll(meeting)
    says(meeting, factories.town().members[0], "oppose", "建议不办。")
    later = NEW | {"number": "2026年第10次", "held_on": On.met + timedelta(days=4)}
    with pytest.raises(NotNow):
        act(steps.PutOnAgenda, meeting, SECRETARY, On.met, **later)


def test_art_30_without_its_chief_executive_another_meeting_is_set(meeting: Decision) -> None:
    roll(meeting, absent=(chief(),))
    says(meeting, factories.town().members[0], "oppose", "建议不办。")
    later = NEW | {"number": "2026年第10次", "held_on": On.met + timedelta(days=4)}
    act(steps.PutOnAgenda, meeting, SECRETARY, On.met, **later)
    assert AgendaItem.objects.count() == 2
    assert MemberView.objects.get().statement == "建议不办。"


def test_art_30_nothing_is_recorded_before_the_meeting(meeting: Decision) -> None:
    answers = {f"present_{m.pk}": True for m in factories.town().members}
    with pytest.raises(NotNow):
        act(sitting.TakeRoll, meeting, SECRETARY, On.submitted, **answers)


def test_art_30_the_roll_says_who_was_absent_and_why(meeting: Decision) -> None:
    away = factories.town().members[0]
    answers = {f"present_{m.pk}": m != away for m in factories.town().members}
    act(
        sitting.TakeRoll,
        meeting,
        SECRETARY,
        On.met,
        **answers,
        **{f"absence_{away.pk}": "因公外出"},
    )
    seat = AgendaItem.objects.get().meeting.roll.get(member=away)
    assert (seat.present, seat.absence_reason) == (False, "因公外出")


def test_art_30_who_has_spoken_was_present(meeting: Decision) -> None:
    roll(meeting)
    says(meeting, factories.town().members[0], "agree")
    with pytest.raises(Illegible):
        roll(meeting, absent=(factories.town().members[0],))


def test_art_30_the_chief_executive_speaks_last(meeting: Decision) -> None:
    roll(meeting)
    with pytest.raises(NotReady) as refusal:
        says(meeting, chief(), "agree")
    assert refusal.value.shortcomings[0].article == "30.2"
    assert not MemberView.objects.exists()


def test_art_30_whoever_comes_late_is_heard_and_the_chief_executive_speaks_again(
    meeting: Decision,
) -> None:
    first, late, head = factories.town().members
    roll(meeting, absent=(late,))
    says(meeting, first, "agree")
    says(meeting, head, "agree")
    roll(meeting)
    says(meeting, late, "amend", "建议补充夜间停车。")
    says(meeting, head, "agree")
    assert list(MemberView.objects.values_list("member", flat=True)) == [
        first.pk,
        late.pk,
        head.pk,
    ]


def test_art_30_dissent_is_recorded_in_words(meeting: Decision) -> None:
    roll(meeting)
    with pytest.raises(Illegible) as refusal:
        says(meeting, factories.town().members[0], "oppose", "")
    assert "statement" in refusal.value.form.errors
    with pytest.raises(Illegible):
        says(meeting, factories.town().by(HEAD), "agree")


def test_art_30_a_view_comes_after_the_roll(meeting: Decision) -> None:
    with pytest.raises((NotNow, Illegible)):
        says(meeting, factories.town().members[0], "agree")


def test_art_30_each_confirms_only_the_own_view(meeting: Decision) -> None:
    first, second, _head = factories.town().members
    roll(meeting)
    says(meeting, first, "amend", "建议增加泊位。")
    act(sitting.ConfirmView, meeting, first, On.met)
    assert MemberView.objects.get().confirmed_at
    with pytest.raises(NotNow):
        act(sitting.ConfirmView, meeting, second, On.met)
    with pytest.raises(NotYours):
        act(sitting.ConfirmView, meeting, SECRETARY, On.met)


def test_art_30_nobody_confirms_for_somebody_else(meeting: Decision) -> None:
    first = factories.town().members[0]
    roll(meeting)
    says(meeting, first, "agree")
    clerk = factories.town().by(Role.RECORDS_OFFICER)
    Delegation.objects.create(
        giver=first, taker=clerk, role=MEMBER, starts_on=On.met, ends_on=On.met, reason="出差"
    )
    with pytest.raises(NotYours):
        act(sitting.ConfirmView, meeting, clerk, On.met)


def test_art_30_a_confirmed_view_is_not_recorded_anew(meeting: Decision) -> None:
    first = factories.town().members[0]
    roll(meeting)
    says(meeting, first, "oppose", "建议不办。")
    says(meeting, first, "oppose", "建议暂不办理，先试点。")
    act(sitting.ConfirmView, meeting, first, On.met)
    with pytest.raises(Illegible):
        says(meeting, first, "agree")
    assert MemberView.objects.get().statement == "建议暂不办理，先试点。"


def test_art_30_the_record_is_kept_with_its_scan(meeting: Decision) -> None:
    recorded(meeting, disagreement="泊位数量。", record=scan())
    item = AgendaItem.objects.get()
    assert item.record_paper.signed
    assert (item.recorded_on, item.disagreement) == (On.met, "泊位数量。")


def test_art_30_no_record_is_older_than_its_meeting(meeting: Decision) -> None:
    with pytest.raises(Illegible) as refusal:
        recorded(meeting, recorded_on=On.submitted)
    assert "recorded_on" in refusal.value.form.errors


def test_art_30_adopting_sets_the_term_of_publication(meeting: Decision) -> None:
    discussed(meeting, "amend", "agree", "agree")
    act(results.Adopt, meeting, CHIEF, On.met)
    assert stage(meeting) == Stage.DECIDED
    row = Publication.objects.get()
    assert (row.decided_on, row.draft) == (On.met, meeting.drafts.last())
    due = gather(meeting.pk, as_of=On.met).calendar.add_working_days(On.met, 20).day
    assert Deadline.objects.get(kind="publication").due_on == due


def test_art_30_a_silent_member_holds_the_result(meeting: Decision) -> None:
    roll(meeting)
    says(meeting, factories.town().members[0], "agree")
    recorded(meeting)
    with pytest.raises(NotReady) as refusal:
        act(results.Adopt, meeting, CHIEF, On.met)
    assert {s.article for s in refusal.value.shortcomings} == {"30.2"}
    assert stage(meeting) == Stage.DELIBERATION
    assert not Publication.objects.exists()


def test_art_30_against_the_majority_reasons_are_given(meeting: Decision) -> None:
    discussed(meeting, "oppose", "oppose", "agree")
    with pytest.raises(Illegible) as refusal:
        act(results.Adopt, meeting, CHIEF, On.met)
    assert "majority_reason" in refusal.value.form.errors
    act(results.Adopt, meeting, CHIEF, On.met, majority_reason="汛期在即，先行实施。")
    assert AgendaItem.objects.get().majority_reason == "汛期在即，先行实施。"


def test_art_30_only_the_chief_executive_decides(meeting: Decision) -> None:
    discussed(meeting, "agree", "agree", "agree")
    for role in (MEMBER, SECRETARY):
        with pytest.raises(NotYours):
            act(results.Adopt, meeting, role, On.met)


def test_art_30_amendments_are_in_words(meeting: Decision) -> None:
    discussed(meeting, "amend", "amend", "agree")
    with pytest.raises(Illegible) as refusal:
        act(results.AdoptAmended, meeting, CHIEF, On.met)
    assert "amendment" in refusal.value.form.errors
    act(results.AdoptAmended, meeting, CHIEF, On.met, amendment="第二条增加装卸区。")
    assert stage(meeting) == Stage.DECIDED


@pytest.mark.parametrize(
    ("result", "stands"),
    [(results.Defer, ("defer",) * 3), (results.DiscussAgain, ("amend",) * 3)],
)
def test_art_30_put_off_it_can_be_discussed_at_the_next_meeting(
    meeting: Decision, result: type[results.Result], stands: tuple[str, ...]
) -> None:
    discussed(meeting, *stands)
    act(result, meeting, CHIEF, On.met, amendment="补充预算。")
    assert stage(meeting) == Stage.SUBMITTED
    first = AgendaItem.objects.get().meeting
    with pytest.raises(Illegible):
        act(steps.PutOnAgenda, meeting, SECRETARY, On.met, meeting=first.pk)
    on_agenda(meeting, number="2026年第10次", held_on=On.reported)
    assert [m.result for m in gather(meeting.pk, as_of=On.reported).meetings] == [
        result.result,
        None,
    ]


def test_art_30_not_passed_the_course_ends(meeting: Decision) -> None:
    discussed(meeting, "oppose", "oppose", "oppose")
    act(results.Reject, meeting, CHIEF, On.met, reason="与上位规划不一致。")
    assert stage(meeting) == Stage.REJECTED
    assert meeting.closed_reason == "与上位规划不一致。"


def test_art_30_a_result_the_local_rule_does_not_know_is_not_offered(meeting: Decision) -> None:
    dossier = gather(meeting.pk, as_of=On.met)
    known = dossier.profile.meeting_results
    assert set(known) == {str(result) for result in MeetingResult}
    narrow = type(dossier)(
        **(
            vars(dossier)
            | {
                "profile": type(dossier.profile)(
                    **(vars(dossier.profile) | {"meeting_results": ()})
                )
            }
        )
    )
    assert results.Defer().not_yet(narrow)


def test_art_30_the_minutes_are_issued_once(meeting: Decision) -> None:
    discussed(meeting, "agree", "agree", "agree")
    act(results.Adopt, meeting, CHIEF, On.met)
    act(results.IssueMinutes, meeting, SECRETARY, On.met)
    assert AgendaItem.objects.get().minutes_on == On.met
    assert Notice.objects.get(kind="meeting_minutes").number_text
    with pytest.raises(NotNow):
        act(results.IssueMinutes, meeting, SECRETARY, On.met)


def test_the_step_stands_after_the_review_and_lists_its_acts_in_order() -> None:
    assert registry.step("deliberation").after == "legality"
    assert [a.slug for a in registry.step("deliberation").acts] == [
        *("submit_for_deliberation", "withdraw_submission", "put_on_agenda", "take_roll"),
        *("record_view", "confirm_view", "keep_meeting_record", "adopt", "adopt_amended"),
        *("discuss_again", "defer", "reject", "issue_minutes"),
    ]
