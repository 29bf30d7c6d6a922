"""Gathering public participation and the hearing (Art. 14 to 18)."""

from datetime import timedelta

import pytest

from accounts.roles import Role
from decisions import models as m
from decisions.law.terms import (
    ActivityKind,
    Channel,
    DispositionKind,
    HearingChoice,
    Progress,
    Stage,
)
from tests.decisions.gathered import dossier, hearing_of
from tests.factories import decision_at, town
from tests.stages import On, disposed, moment, opinion

pytestmark = pytest.mark.django_db


def test_an_open_consultation_comes_with_its_notice():
    (activity,) = dossier(decision_at(Stage.LEGALITY_REVIEW)).participation.activities
    assert activity.kind is ActivityKind.OPEN_CONSULTATION
    assert (activity.opens_on, activity.closes_on) == (On.opens, On.closes)
    assert activity.channels == ("website", "notice_board")
    assert activity.participant_kinds == ("citizen",)
    assert (activity.withdrawn, activity.offline_entered) == (False, True)
    notice = activity.notice
    assert (notice.draft, notice.explanation, notice.contact, notice.privacy) == (True,) * 4
    assert notice.ways == ("website", "letter")
    assert notice.shortened_reason == ""


def test_letters_all_answered_are_their_own_record():
    decision = decision_at(Stage.DRAFTING)
    activity = m.ParticipationActivity.objects.create(
        decision=decision, kind="consultation_letter", title="征求意见函", organiser="镇政府"
    )
    assert dossier(decision).participation.activities[0].recorded is False
    letter = activity.letters.create(addressee="县工商联", sent_on=On.opens)
    assert dossier(decision).participation.activities[0].recorded is False
    letter.replied_on = On.closes
    letter.save()
    (found,) = dossier(decision).participation.activities
    assert found.recorded is True
    assert found.notice is None


def test_the_counters_are_read_and_add_up():
    tally = dossier(decision_at(Stage.LEGALITY_REVIEW)).participation.tally
    assert (tally.submissions, tally.opinions) == (2, 2)
    assert set(tally.by_channel) == {c.value for c in Channel}
    assert set(tally.by_disposition) == {d.value for d in DispositionKind}
    assert sum(tally.by_channel.values()) == 2
    assert sum(tally.by_disposition.values()) + tally.without_disposition == 2
    assert tally.by_disposition["not_adopted"] == 1


def test_a_petition_nobody_was_told_of_is_overdue_after_its_days():
    decision = decision_at(Stage.LEGALITY_REVIEW)
    said = opinion(decision.activities.first(), "请解决我家门前的路灯。")
    answer = disposed(said, DispositionKind.PETITION_TRANSFERRED, town())

    def overdue(days):
        return dossier(decision, On.opens + timedelta(days=days)).participation.tally

    limit = dossier(decision).profile.petition_days
    assert overdue(limit).petitions_overdue == 0
    assert overdue(limit + 1).petitions_overdue == 1
    answer.petition_told_on = On.told
    answer.save()
    assert overdue(limit + 1).petitions_overdue == 0


def test_the_adoption_note_names_who_approved_it():
    part = dossier(decision_at(Stage.LEGALITY_REVIEW)).participation
    assert part.adoption_note_by == town().by(Role.LEAD_UNIT_HEAD).display_name
    assert part.personal_data_published is False
    m.Participation.objects.update(personal_data_checked_on=None)
    assert dossier(m.Decision.objects.get()).participation.personal_data_published is None


def test_a_hearing_not_held_keeps_its_ground():
    hearing = dossier(decision_at(Stage.LEGALITY_REVIEW)).hearing
    assert hearing.choice is HearingChoice.NOT_HELD
    assert hearing.ground
    assert hearing.progress is Progress.FOUND_UNNECESSARY
    assert hearing.participants is None


def test_a_hearing_is_counted_in_persons():
    decision = decision_at(Stage.DRAFTING)
    hearing = hearing_of(decision, notice_on=On.opens, report_on=On.noted, agenda_followed=True)
    people = [("甲", True, True, ""), ("乙", True, False, "拒签"), ("丙", True, False, "")]
    for name, attended, signed, note in people:
        hearing.people.create(
            name=name,
            group="居民",
            interested=name == "甲",
            delivered_on=On.opens,
            attended=attended,
            signed=signed,
            refusal_note=note,
        )
    hearing.people.create(name="丁", group="商户", delivered_on=On.closes, attended=False)
    found = dossier(decision).hearing
    assert (found.participants, found.interested_parties, found.attended) == (4, 1, 3)
    assert found.materials_delivered_by == On.closes
    assert found.materials_undelivered == 0
    assert found.record_unsigned == 1
    assert found.held_on == On.argued


def test_attendance_not_taken_is_unknown():
    decision = decision_at(Stage.DRAFTING)
    hearing_of(decision).people.create(name="甲", group="居民")
    found = dossier(decision).hearing
    assert (found.attended, found.record_unsigned, found.materials_delivered_by) == (None,) * 3
    assert found.materials_undelivered == 1


def test_what_was_withdrawn_waits_for_nothing():
    decision = decision_at(Stage.LEGALITY_REVIEW)
    activity = hearing_of(decision).activity
    activity.opens_on = On.opens
    said = opinion(activity, "请修路灯。")
    opinion(activity, "反对限时。")
    disposed(said, DispositionKind.PETITION_TRANSFERRED, town())
    assert dossier(decision).hearing.views_undisposed == 1
    assert dossier(decision).participation.tally.petitions_overdue == 1
    m.Submission.objects.update(withdrawn_at=moment(On.told))
    assert dossier(decision).hearing.views_undisposed == 0
    assert dossier(decision).participation.tally.petitions_overdue == 0


def test_views_of_the_hearing_wait_until_they_or_their_cluster_are_answered():
    decision = decision_at(Stage.DRAFTING)
    activity = hearing_of(decision).activity
    m.ParticipationActivity.objects.filter(pk=activity.pk).update(opens_on=On.opens)
    activity.refresh_from_db()
    first, second = opinion(activity, "反对限时。"), opinion(activity, "赞成限时。")
    assert dossier(decision).hearing.views_undisposed == 2
    disposed(first, DispositionKind.EXPLAINED, town())
    assert dossier(decision).hearing.views_undisposed == 1
    second.cluster = m.Cluster.objects.create(decision=decision, title="限时")
    second.save()
    disposed(second, DispositionKind.EXPLAINED, town(), opinion=None, cluster=second.cluster)
    assert dossier(decision).hearing.views_undisposed == 0
