"""Gathering legality, the package and the meetings (Art. 25 to 31)."""

import pytest

from accounts.roles import Role
from decisions import models as m
from decisions.law.terms import (
    LegalityConclusion,
    MeetingResult,
    Stage,
)
from tests.decisions.gathered import dossier
from tests.factories import decision_at, town
from tests.stages import On

pytestmark = pytest.mark.django_db


def test_only_the_newest_round_of_review_is_before_the_law():
    decision = decision_at(Stage.SUBMITTED)
    first = decision.legality_reviews.get()
    assert dossier(decision).legality.content is LegalityConclusion.LAWFUL_AFTER_CHANGES
    second = m.LegalityReview.objects.create(
        decision=decision,
        round=2,
        draft=first.draft,
        statement_of_steps="补充。",
        requested_on=On.submitted,
        requested_by=first.requested_by,
        granted_until=On.met,
        office=decision.lead_office,
    )
    second.returns.create(returned_on=On.submitted, defects="缺少依据")
    second.points.create(number=1, text="补充依据。")
    second.counsel.create(name="方圆", capacity="legal_counsel")
    legality = dossier(decision).legality
    assert (legality.requested_on, legality.completed_on) == (On.submitted, None)
    assert (legality.returns, legality.supplemented) == (1, False)
    assert (legality.points, legality.points_unanswered, legality.counsel_opinions) == (1, 1, 0)
    assert legality.reviewer_in_lead_unit is True
    assert legality.content is None
    assert dossier(decision).package.legality_opinion is False


def test_a_completed_review_answers_three_questions():
    legality = dossier(decision_at(Stage.SUBMITTED)).legality
    assert legality.power is legality.procedure is LegalityConclusion.LAWFUL
    assert (legality.points, legality.points_unanswered, legality.counsel_opinions) == (1, 0, 1)
    assert legality.reviewer == town().by(Role.LEGAL_REVIEWER).display_name
    assert (legality.reviewer_unit, legality.reviewer_in_lead_unit) == ("司法所", False)
    assert (legality.legal_bases, legality.statement_of_steps) == (True, True)
    assert (legality.exploratory, legality.comments_instead) == (False, False)


def test_the_package_is_filled_from_the_rows_of_its_sections():
    package = dossier(decision_at(Stage.SUBMITTED)).package
    slots = (package.draft, package.public_adoption, package.expert_adoption)
    assert (*slots, package.risk_report, package.legality_opinion) == (True,) * 5
    assert package.competition_review is True
    assert (package.observers_invited, package.meeting_public) == (True, False)
    assert package.other_materials is False
    empty = dossier(decision_at(Stage.DRAFTING)).package
    assert (empty.draft, empty.public_adoption, empty.risk_report) == (False,) * 3
    assert empty.submitted_on is None


def test_members_speak_in_their_order_and_the_roll_counts_them():
    (meeting,) = dossier(decision_at(Stage.DECIDED)).meetings
    assert (meeting.members, meeting.present) == (3, 3)
    assert [view.order for view in meeting.views] == [1, 2, 3]
    assert [view.chief_executive for view in meeting.views] == [False, False, True]
    assert all(view.confirmed for view in meeting.views)
    assert meeting.result is MeetingResult.ADOPT
    assert meeting.draft_digest == m.Draft.objects.get().digest


def test_a_roll_not_fully_taken_does_not_say_how_many_came():
    decision = decision_at(Stage.DELIBERATION)
    (meeting,) = dossier(decision).meetings
    assert (meeting.members, meeting.present) == (3, None)
    assert (meeting.result, meeting.views) == (None, ())


def test_the_last_meeting_comes_last():
    decision = decision_at(Stage.DECIDED)
    earlier = m.Meeting.objects.create(
        organ=decision.organ,
        meeting_type="joint_meeting",
        number="第0次",
        held_on=On.submitted,
        place="会议室",
        chair="周明远",
    )
    earlier.agenda.create(decision=decision, draft=decision.drafts.get(), result="defer")
    results = [meeting.result for meeting in dossier(decision).meetings]
    assert results == [MeetingResult.DEFER, MeetingResult.ADOPT]
