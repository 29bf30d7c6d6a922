"""Art. 14, 15, 18 as acts: a consultation is opened, closed, answered and published in its order."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.roles import Role
from decisions.errors import Illegible, NotNow, NotReady, NotYours
from decisions.models import (
    ConsultationLetter,
    Matter,
    Opinion,
    Participation,
    ParticipationActivity,
    SectionProgress,
    Submission,
    Tally,
)
from notices.models import Notice
from tests.workflows.consulting import CLOSES, OPENS, at, do, drafted, notice, opened, points, say
from workflows import sweep
from workflows.models import Deadline

pytestmark = pytest.mark.django_db


@pytest.fixture
def travel(time_machine):
    """The clock, standing on the first day of the consultation."""
    time_machine.move_to(at(OPENS), tick=False)
    return time_machine


def articles(refusal):
    """The articles a refusal names."""
    return {shortcoming.article for shortcoming in refusal.value.shortcomings}


def closed(travel, decision):
    """Collecting is over and was closed on the next day."""
    sweep.register(decision.pk)
    travel.move_to(at(CLOSES.replace(day=3)), tick=False)
    activity = decision.activities.latest("id").pk
    do("close_consultation", decision, activity=activity, offline_entered="True")
    return decision


def noted(decision):
    """The note is written and approved."""
    do(
        "write_adoption_note",
        decision,
        asked="停车",
        said="装卸",
        did="增加",
        adoption_note="共收到意见1条。",
    )
    do("approve_adoption_note", decision, Role.LEAD_UNIT_HEAD)


def adopt(decision, *ids, **more):
    """Opinions adopted, with why the text did not change."""
    said = {"kind": "adopted", "no_change_reason": "草案已有规定。"} | more
    if len(ids) == 1:
        return do("dispose_opinion", decision, opinion=ids[0], **said)
    return do("dispose_in_bulk", decision, opinions=list(ids), **said)


# --- opening ------------------------------------------------------------------------------


def test_art_15_opening_publishes_the_notice_and_sets_the_term(travel):
    decision = opened(travel)
    activity = decision.activities.get()
    assert (activity.announced_on, activity.closes_on) == (OPENS, CLOSES)
    assert activity.consultation.first_closes_on == CLOSES
    term = Deadline.objects.get(decision=decision, kind="consultation_closes")
    assert term.due_on == CLOSES
    entry = decision.entries.last()
    assert entry.facts["period"]["days"] == 31
    assert "满30日" in entry.facts["period"]["sum"]
    assert Notice.objects.get(entry=entry).kind == "consultation_notice"
    assert (
        SectionProgress.objects.get(decision=decision, section="participation").progress
        == "under_way"
    )


def test_art_15_a_short_period_without_a_reason_in_the_notice_is_refused(travel):
    with pytest.raises(NotReady) as refusal:
        opened(travel, closes_on="2026-03-12")
    assert "15.2" in articles(refusal)
    assert not ParticipationActivity.objects.exists()


def test_art_15_a_short_period_passes_with_its_reason_printed(travel):
    decision = opened(travel, closes_on="2026-03-12", shortened_reason="防汛期临近，情况紧急。")
    assert "情况紧急" in str(Notice.objects.get(decision=decision).snapshot)


def test_gir_17_a_draft_frozen_after_the_review_is_reviewed_again(travel):
    decision = drafted()
    Matter.objects.filter(decision=decision).update(disclosure_reviewed_on="2026-02-01")
    with pytest.raises(NotReady) as refusal:
        opened(travel, decision)
    assert "GIR-17" in articles(refusal)
    do("review_disclosure", decision, Role.OPENNESS_OFFICER, disclosure="proactive_disclosure")
    opened(travel, decision)
    assert decision.activities.get().consultation.disclosure_reviewed_by is not None


def test_withholding_without_a_ground_is_not_taken():
    with pytest.raises(Illegible) as refusal:
        do("review_disclosure", drafted(), Role.OPENNESS_OFFICER, disclosure="withheld")
    assert "withholding_ground" in refusal.value.form.errors


def test_only_the_lead_unit_opens_a_consultation(travel):
    decision = drafted()
    with pytest.raises(NotYours):
        do("open_consultation", decision, Role.OPENNESS_OFFICER, **notice(decision))


def test_one_consultation_runs_at_a_time(travel):
    decision = opened(travel)
    with pytest.raises(NotNow):
        do("open_consultation", decision, **notice(decision))


# --- extending, withdrawing, closing ----------------------------------------------------------


def test_art_15_extending_keeps_the_first_last_day_and_tells_the_public(travel):
    decision = opened(travel)
    activity = decision.activities.get()
    do(
        "extend_consultation",
        decision,
        activity=activity.pk,
        closes_on="2026-04-20",
        extension_reason="意见较多。",
    )
    activity.refresh_from_db()
    assert activity.closes_on.isoformat() == "2026-04-20"
    assert activity.consultation.first_closes_on == CLOSES
    assert Deadline.objects.get(decision=decision).due_on.isoformat() == "2026-04-20"
    assert "意见较多" in str(Notice.objects.get(kind="extension_notice").snapshot)


def test_an_extension_never_shortens(travel):
    decision = opened(travel)
    with pytest.raises(Illegible):
        do(
            "extend_consultation",
            decision,
            activity=decision.activities.get().pk,
            closes_on="2026-03-20",
            extension_reason="无",
        )


def test_a_withdrawn_consultation_takes_nothing_more(travel):
    decision = opened(travel)
    do(
        "withdraw_consultation",
        decision,
        activity=decision.activities.get().pk,
        reason="草案需重大修改。",
        consequence="另行公告。",
    )
    assert Notice.objects.filter(kind="withdrawal_notice").count() == 1
    with pytest.raises(NotNow):
        say(decision)


def test_art_15_nobody_closes_before_the_last_day_is_over(travel):
    decision = opened(travel)
    travel.move_to(at(CLOSES, 23, 59), tick=False)
    with pytest.raises(NotReady) as refusal:
        do(
            "close_consultation",
            decision,
            activity=decision.activities.get().pk,
            offline_entered="True",
        )
    assert "15.2" in articles(refusal)


def test_art_18_silence_is_said_in_words(travel):
    decision = opened(travel)
    travel.move_to(at(CLOSES.replace(day=3)), tick=False)
    activity = decision.activities.get().pk
    with pytest.raises(NotReady) as refusal:
        do("close_consultation", decision, activity=activity, offline_entered="True")
    assert articles(refusal) == {"18"}
    do(
        "close_consultation",
        decision,
        activity=activity,
        offline_entered="True",
        none_received_stated="on",
    )
    assert "未收到意见建议" in decision.entries.last().summary


def test_art_18_closing_counts_what_came_in(travel):
    decision = opened(travel)
    say(decision)
    say(decision, "停车应当免费。")
    closed(travel, decision)
    tally = Tally.objects.get(decision=decision)
    assert (tally.submissions, tally.opinions, tally.from_web, tally.undisposed) == (2, 2, 2, 2)


# --- the other ways ---------------------------------------------------------------------------


def test_art_14_a_seminar_is_planned_then_held_and_recorded():
    decision = drafted()
    plan = {"kind": "seminar", "title": "商户座谈会", "organiser": "规划建设办公室"}
    do("record_activity", decision, **plan, planned_on="2027-01-05")
    planned = decision.activities.get()
    assert planned.held_on is None
    do(
        "record_activity",
        decision,
        **plan,
        planned=planned.pk,
        held_on="2026-03-01",
        participants=["enterprise"],
        number=12,
        summary="商户希望增加装卸时段。",
    )
    planned.refresh_from_db()
    assert planned.participants == {"enterprise": 12}
    assert decision.activities.count() == 1


def test_art_14_what_was_held_leaves_a_record():
    with pytest.raises(Illegible) as refusal:
        do(
            "record_activity",
            drafted(),
            kind="seminar",
            title="会",
            organiser="办",
            held_on="2026-03-01",
        )
    assert "summary" in refusal.value.form.errors


def test_art_14_a_letter_goes_to_each_addressee_and_replies_are_tracked(travel):
    decision = drafted()
    do(
        "send_letter",
        decision,
        title="征求意见函",
        addressees="县公安局\n县交通运输局\n县公安局",
        reply_by="2026-03-20",
    )
    first, second = ConsultationLetter.objects.order_by("id")
    do("record_letter_reply", decision, letter=first.pk, text="建议与限行规定衔接。")
    do("record_letter_reply", decision, letter=second.pk)
    assert Deadline.objects.get(kind="letter_reply").met_on == OPENS
    said = Submission.objects.get()
    assert (said.name, said.channel, said.opinions.count()) == ("县公安局", "letter", 1)


def test_an_opinion_on_paper_keeps_the_day_it_was_received(travel):
    decision = opened(travel)
    travel.move_to(at(CLOSES), tick=False)
    scan = SimpleUploadedFile("信.csv", "姓名,意见\n某,好\n".encode())
    do(
        "enter_opinion",
        decision,
        activity=decision.activities.get().pk,
        channel="letter",
        submitter_kind="citizen",
        received_on="2026-03-10",
        name="王某",
        text="路灯太暗。",
        files={"files": scan},
    )
    said = Submission.objects.get()
    assert (said.occurred_on.isoformat(), said.received_at) == ("2026-03-10", at(CLOSES))
    assert said.files.count() == 1
    assert "路灯" not in str(decision.entries.last().facts)


def test_a_letter_that_came_after_the_period_needs_a_reason(travel):
    decision = opened(travel)
    travel.move_to(at(CLOSES.replace(day=8)), tick=False)
    letter = {
        "activity": decision.activities.get().pk,
        "channel": "letter",
        "submitter_kind": "citizen",
        "received_on": "2026-04-07",
        "text": "路灯太暗。",
    }
    with pytest.raises(Illegible):
        do("enter_opinion", decision, **letter)
    do("enter_opinion", decision, **letter, late_reason="邮戳日期在期限内。")
    assert decision.entries.last().facts["late_reason"] == "邮戳日期在期限内。"


# --- ending -----------------------------------------------------------------------------------


def test_art_18_the_whole_way_from_opening_to_conclusion(travel):
    decision = opened(travel)
    say(decision)
    closed(travel, decision)
    adopt(decision, *points(decision))
    noted(decision)
    assert Opinion.objects.get().serial == 1
    do("publish_feedback", decision, Role.OPENNESS_OFFICER, personal_data_checked="True")
    assert Notice.objects.get(kind="adoption_notice").public
    do("conclude_participation", decision)
    assert (
        SectionProgress.objects.get(decision=decision, section="participation").progress
        == "concluded"
    )


def test_art_18_no_note_is_approved_over_an_unanswered_opinion(travel):
    decision = opened(travel)
    say(decision)
    closed(travel, decision)
    with pytest.raises(NotReady) as refusal:
        noted(decision)
    assert articles(refusal) == {"18"}


def test_art_18_a_note_written_anew_waits_for_a_new_approval(travel):
    decision = opened(travel)
    say(decision)
    closed(travel, decision)
    adopt(decision, *points(decision))
    noted(decision)
    do("write_adoption_note", decision, asked="甲", said="乙", did="丙", adoption_note="另写。")
    assert Participation.objects.get(decision=decision).adoption_note_on is None


def test_art_18_the_section_does_not_end_before_the_feedback_is_out(travel):
    decision = opened(travel)
    say(decision)
    closed(travel, decision)
    adopt(decision, *points(decision))
    noted(decision)
    with pytest.raises(NotReady):
        do("conclude_participation", decision)


def test_pipl_25_nothing_is_published_unlooked_at(travel):
    decision = opened(travel)
    say(decision)
    closed(travel, decision)
    adopt(decision, *points(decision))
    noted(decision)
    with pytest.raises(Illegible):
        do("publish_feedback", decision, Role.OPENNESS_OFFICER, personal_data_checked="False")


def test_a_held_submission_is_looked_at_before_the_section_ends(travel):
    decision = opened(travel)
    sent = say(decision, held=True)
    closed(travel, decision)
    adopt(decision, *points(decision))
    noted(decision)
    do("publish_feedback", decision, Role.OPENNESS_OFFICER, personal_data_checked="True")
    with pytest.raises(NotNow):
        do("conclude_participation", decision)
    do("release_held_submission", decision, submission=sent.submission.pk)
    do("conclude_participation", decision)


def test_art_14_an_exemption_needs_a_signed_finding_beside_its_ground():
    decision = drafted()
    do("exempt_participation", decision, ground="state_secret")
    with pytest.raises(NotReady) as refusal:
        do("conclude_participation", decision)
    assert "14.1" in articles(refusal)


def test_art_14_nobody_is_exempted_after_asking(travel):
    decision = opened(travel)
    with pytest.raises(NotNow):
        do("exempt_participation", decision, ground="state_secret")
