"""The dossier says what the rows say: at every stage, on either engine, in two queries.

Rows come from the factories; what a fact means for the law is tested in tests/law.
"""

from dataclasses import fields, is_dataclass
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from decisions import models as m
from decisions.gather import gather
from decisions.law.archive import SLOTS
from decisions.law.dossier import Dossier
from decisions.law.facts.base import Sheet
from decisions.law.facts.deliberation import Publication, Reports
from decisions.law.facts.review import Competition, Risk
from decisions.law.terms import (
    ActivityKind,
    Channel,
    Disclosure,
    DispositionKind,
    HearingChoice,
    LegalityConclusion,
    MatterClass,
    MeetingResult,
    Progress,
    RulingOutcome,
    Section,
    Stage,
)
from tests.factories import decision_at, town
from tests.stages import On, disposed, draft, moment, opinion

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 1)


def dossier(decision: m.Decision, as_of: date = TODAY) -> Dossier:
    return gather(decision.pk, as_of=as_of)


def hearing_of(decision: m.Decision, **facts) -> m.Hearing:
    activity = m.ParticipationActivity.objects.create(
        decision=decision, kind="hearing", title="听证会", organiser="镇政府", held_on=On.argued
    )
    return m.Hearing.objects.create(activity=activity, decision=decision, **facts)


# the whole


@pytest.mark.parametrize("stage", Stage)
def test_two_queries_at_every_stage(stage, django_assert_num_queries):
    decision = decision_at(stage)
    with django_assert_num_queries(2):
        found = dossier(decision)
    assert found.matter.title == decision.title
    assert found.as_of == TODAY
    assert found.profile.name == "township"


def test_two_queries_however_many_opinions(django_assert_num_queries):
    decision = decision_at(Stage.LEGALITY_REVIEW)
    before = dossier(decision)
    for number in range(30):
        opinion(decision.activities.first(), f"意见{number}")
    with django_assert_num_queries(2):
        assert dossier(decision) == before


def test_the_same_rows_make_the_same_dossier():
    decision = decision_at(Stage.CONCLUDED)
    assert dossier(decision) == dossier(decision)


def test_another_decisions_rows_stay_out():
    first = decision_at(Stage.SUSPENDED)
    alone = dossier(first)
    decision_at(Stage.CONCLUDED)
    assert dossier(first) == alone


def test_a_decision_that_does_not_exist_is_not_gathered():
    with pytest.raises(m.Decision.DoesNotExist):
        gather(0, as_of=TODAY)


def test_a_bare_decision_knows_its_organ_and_nothing_it_was_not_told():
    decision = decision_at(Stage.PROPOSED)
    for model in (m.Matter, m.Initiation, m.LeadUnit, m.Tally, m.Preparation, m.SectionProgress):
        model.objects.filter(decision=decision).delete()
    found = dossier(decision)
    assert found.matter.decision_organ == decision.organ.name
    assert found.matter.technical is None
    assert found.initiation.source is None
    assert found.initiation.in_catalogue is None
    assert found.initiation.lead_units == ()
    assert found.participation.tally.opinions is None
    assert found.participation.activities == ()
    assert (found.drafts, found.meetings, found.archive.items) == ((), (), ())
    assert (found.risk, found.competition) == (Risk(), Competition())
    assert (found.reports, found.publication) == (Reports(), Publication())
    assert found.expertise.experts == ()
    assert found.legality.requested_on is None
    assert found.execution.suspension is None
    assert found.risk.progress is Progress.NOT_STARTED


# Art. 3, 10, 11, 12, 13


def test_the_matter_speaks_the_statutes_words():
    matter = dossier(decision_at(Stage.DRAFTING)).matter
    assert matter.matter_class is MatterClass.PUBLIC_POLICY
    assert matter.technical is True
    assert matter.classified is False
    assert matter.specific_group is False
    assert matter.disclosure is Disclosure.PROACTIVE
    assert matter.withholding_ground is None
    assert matter.tags == ()


def test_the_start_names_the_lead_and_its_place_in_the_catalogue():
    decision = decision_at(Stage.DRAFTING)
    other = town().offices["market"]
    m.LeadUnit.objects.create(decision=decision, office=other)
    start = dossier(decision).initiation
    assert start.lead_units == (decision.lead_office.name, other.name)
    assert start.coordinating_lead == decision.lead_office.name
    assert (start.argued, start.in_catalogue, start.catalogue_kept) == (True, True, True)
    assert start.catalogue_consented_on == date(2026, 1, 2)
    assert start.catalogue_published_on == date(2026, 1, 4)


def test_a_struck_catalogue_item_no_longer_counts():
    decision = decision_at(Stage.DRAFTING)
    m.CatalogueItem.objects.update(removed_reason="情况变化")
    assert dossier(decision).initiation.in_catalogue is False


def test_a_matter_outside_the_catalogue_reads_the_catalogue_of_its_year():
    decision = decision_at(Stage.DRAFTING)
    m.Initiation.objects.update(catalogue_item=None, approved_addition_on=On.studied)
    start = dossier(decision).initiation
    assert start.in_catalogue is False
    assert start.approved_addition_on == On.studied
    assert start.catalogue_published_on == date(2026, 1, 4)


def test_a_version_still_being_written_is_not_before_the_law():
    decision = decision_at(Stage.LEGALITY_REVIEW)
    draft(decision, town(), frozen_on=None)
    found = dossier(decision)
    assert [d.version for d in found.drafts] == [1]
    assert found.draft.clauses == 2
    assert found.draft.explanation is True
    assert found.draft.frozen_on == On.frozen


def test_the_newest_frozen_version_leads_and_sign_offs_keep_theirs():
    decision = decision_at(Stage.SUBMITTED)
    seen = decision.drafts.get().digest
    newer = draft(decision, town())
    found = dossier(decision)
    assert found.draft.digest == newer.digest
    assert found.risk.draft_digest == found.competition.draft_digest == seen
    assert found.legality.draft_digest == found.expertise.experts[0].draft_digest == seen


def test_the_bodies_consulted_say_whether_they_agreed():
    decision = decision_at(Stage.LEGALITY_REVIEW)
    m.BodyConsulted.objects.create(
        decision=decision,
        body="县发改局",
        consulted_on=On.consulted,
        entered_by=town().by(Role.DRAFTING_OFFICER),
    )
    preparation = dossier(decision).preparation
    assert [(b.body, b.agreed) for b in preparation.bodies] == [
        ("县交通运输局", True),
        ("县发改局", None),
    ]
    assert preparation.legal_bases == ("《中华人民共和国道路交通安全法》第三十三条",)
    assert (preparation.cost_benefit, preparation.dispute_statement) == (True, False)


# Art. 14 to 18


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


# Art. 19 to 24, 29(1)


def test_a_released_expert_is_left_out():
    decision = decision_at(Stage.LEGALITY_REVIEW)
    decision.experts.filter(name="丁工").update(removed_reason="有利害关系")
    experts = dossier(decision).expertise.experts
    assert [e.name for e in experts] == ["白教授", "吴研究员"]
    assert [(e.signed, e.direct_interest, e.from_lead_unit) for e in experts] == [
        (True, False, False)
    ] * 2


def test_every_risk_point_needs_its_measure():
    decision = decision_at(Stage.LEGALITY_REVIEW)
    assert dossier(decision).risk.mitigation_measures is True
    decision.risk_points.create(description="停车费争议")
    risk = dossier(decision).risk
    assert (risk.risk_points, risk.mitigation_measures) == (2, False)
    assert (risk.contingency_plan, risk.linked_report) == (True, False)
    assert risk.departments_heard == ("派出所",)


def test_findings_in_force_are_gathered_and_superseded_ones_are_not():
    decision = decision_at(Stage.DRAFTING)
    head, officer = town().by(Role.LEAD_UNIT_HEAD), town().by(Role.DRAFTING_OFFICER)
    for superseded, reason in [(True, "旧"), (False, "不涉及市场主体")]:
        decision.findings.create(
            section=Section.COMPETITION,
            reason=reason,
            author=officer,
            written_on=On.opens,
            signed_by=head,
            signed_on=On.opens,
            superseded=superseded,
        )
    found = dossier(decision)
    assert [f.reason for f in found.findings] == ["不涉及市场主体"]
    assert found.finding_for(Section.COMPETITION).signed_by == head.display_name
    assert found.package.competition_review is True


def test_rulings_and_reasons_name_who_answers_for_them():
    decision = decision_at(Stage.DRAFTING)
    head = town().by(Role.LEAD_UNIT_HEAD)
    decision.rulings.create(
        section="legality",
        old_digest="a",
        new_digest="b",
        outcome="no_substantive_change",
        ruled_by=head,
        ruled_on=On.met,
    )
    decision.reasons.create(rule="open_long_enough", text="汛期", given_by=head, given_on=On.met)
    found = dossier(decision)
    assert found.rulings[0].outcome is RulingOutcome.NO_SUBSTANTIVE_CHANGE
    assert found.rulings[0].ruled_by == found.reasons[0].given_by == head.display_name
    assert found.reason_for("open_long_enough") == "汛期"


# Art. 25 to 31


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


# Art. 32 to 37


def test_the_promulgation_is_read_whole():
    found = dossier(decision_at(Stage.PROMULGATED))
    publication = found.publication
    assert (publication.decided_on, publication.published_on) == (On.met, On.published)
    assert publication.channels == ("website", "notice_board")
    assert publication.adoption_statement is True
    assert publication.disclosure is Disclosure.PROACTIVE
    assert found.reports.party_reported_on == On.reported
    assert found.reports.npc_reference is None


def test_only_the_chief_executive_of_that_day_counts_as_the_head():
    decision = decision_at(Stage.SUSPENDED)
    assert dossier(decision).execution.suspension.decided_by_head is True
    chief = town().by(Role.CHIEF_EXECUTIVE).appointments.filter(role=Role.CHIEF_EXECUTIVE)
    chief.update(ends_on=On.suspended)
    assert dossier(decision).execution.suspension.decided_by_head is True
    chief.update(ends_on=On.suspended - timedelta(days=1))
    assert dossier(decision).execution.suspension.decided_by_head is False


def test_an_adjustment_is_a_linked_decision_that_ran_its_course():
    decision = decision_at(Stage.IN_EXECUTION)
    assert dossier(decision).execution.adjustment is None
    decision_at(Stage.TERMINATED, adjusts=decision)
    assert dossier(decision).execution.adjustment is None
    decision_at(Stage.DRAFTING, adjusts=decision)
    adjustment = dossier(decision).execution.adjustment
    assert (adjustment.linked_decision, adjustment.procedures_rerun) == (True, False)
    decision_at(Stage.PROMULGATED, adjusts=decision)
    assert dossier(decision).execution.adjustment.procedures_rerun is True


@pytest.mark.parametrize(
    ("evaluator", "main", "appears"),
    [
        ("样例社会调查中心", False, False),
        ("平安法治办公室", True, True),
        ("样例大学", False, True),
        ("丁工", False, True),
    ],
)
def test_art_36_who_assessed_before_is_recognised(evaluator, main, appears):
    decision = decision_at(Stage.CONCLUDED)
    m.Evaluation.objects.update(evaluator=evaluator)
    evaluation = dossier(decision).execution.evaluation
    assert (evaluation.main_assessor, evaluation.appears_in_file) == (main, appears)


def test_art_36_the_house_with_most_expert_opinions_is_a_main_assessor():
    decision = decision_at(Stage.CONCLUDED)
    decision.experts.filter(name="丁工").update(institution="样例大学")
    m.Evaluation.objects.update(evaluator="样例大学")
    assert dossier(decision).execution.evaluation.main_assessor is True


def test_the_archive_is_read_with_its_checklist():
    archive = dossier(decision_at(Stage.CONCLUDED)).archive
    assert [item.slot for item in archive.items] == list(SLOTS)
    hearing = next(item for item in archive.items if item.slot == "hearing")
    assert (hearing.present, hearing.not_needed) == (False, "未举行听证")
    assert hearing.filed_under == "hearing"
    assert (archive.retention, archive.digests_match) == ("permanent", True)
    assert archive.archived_on == On.evaluated


# calendar


def test_the_offices_own_holiday_table_goes_before_the_shipped_one():
    decision = decision_at(Stage.DRAFTING)
    clerk = town().by(Role.ADMINISTRATOR)
    extra = date(2026, 3, 3)

    def table(organ, rest_days):
        m.HolidayYear.objects.create(
            organ=organ,
            year=2026,
            document_number="样云政〔2026〕1号",
            issued_on=On.proposed,
            rest_days=[day.isoformat() for day in rest_days],
            entered_by=clerk,
        )

    assert dossier(decision).calendar.is_working_day(extra)
    table(decision.organ, [extra])
    table(None, [])
    assert not dossier(decision).calendar.is_working_day(extra)
    elsewhere = town("qingxi", name="青溪镇人民政府")
    assert dossier(decision_at(Stage.DRAFTING, of=elsewhere)).calendar.is_working_day(extra)


# nothing forgotten

# Fields which no row can fill, each with its reason; at present there is none.
NEVER_SET: set[str] = set()


def everything_filled() -> set[str]:
    """The fields that some decision of the test has set."""
    decision = decision_at(Stage.CONCLUDED)
    head, officer = town().by(Role.LEAD_UNIT_HEAD), town().by(Role.DRAFTING_OFFICER)
    hearing = hearing_of(decision, notice_on=On.opens, list_published_on=On.opens, report_on=On.met)
    m.Hearing.objects.update(agenda_followed=True)
    hearing.people.create(name="甲", group="居民", delivered_on=On.opens, attended=True)
    on_section = {
        "section": "risk",
        "author": officer,
        "written_on": On.opens,
        "reason": "已有评估",
    }
    decision.findings.create(**on_section, signed_by=head, signed_on=On.opens)
    decision.rulings.create(
        section="risk",
        old_digest="a",
        new_digest="b",
        outcome="signed_anew",
        ruled_by=head,
        ruled_on=On.met,
    )
    decision.reasons.create(rule="x", text="理由", given_by=head, given_on=On.met)
    m.Matter.objects.update(withholding_ground="privacy", tags=["health"])
    m.Initiation.objects.update(approved_addition_on=On.studied)
    m.Participation.objects.update(exemption_ground="state_secret")
    m.RiskAssessment.objects.update(supplemented_on=On.met)
    m.CompetitionReview.objects.update(
        exception_purpose="救灾", exception_no_alternative="没有", exception_term="一年"
    )
    m.LegalityReview.objects.update(exploratory=True, legal_risk="依据不足")
    m.AgendaItem.objects.update(majority_reason="财政不足")
    m.Reports.objects.update(npc_reference="样云人〔2026〕1号", npc_on=On.met)
    m.Publication.objects.update(withholding_ground="privacy", withholding_reviewed_on=On.met)
    m.Suspension.objects.create(
        decision=decision,
        situation="山洪",
        urgency="危及行人",
        decided_by=town().by(Role.CHIEF_EXECUTIVE),
        suspended_on=On.suspended,
    )
    decision_at(Stage.DRAFTING, adjusts=decision)
    return set(_set_fields(dossier(decision)))


def _set_fields(value):
    """Every ``Sheet.field`` below this value that is not unknown and not an empty list."""
    if isinstance(value, tuple):
        for part in value:
            yield from _set_fields(part)
    elif is_dataclass(value) and isinstance(value, Sheet):
        for field in fields(value):
            inside = getattr(value, field.name)
            if inside is not None and inside != ():
                yield f"{type(value).__module__}.{type(value).__name__}.{field.name}"
                yield from _set_fields(inside)


def every_field() -> set[str]:
    """Every field of every fact sheet there is."""
    known, waiting = set(), list(Sheet.__subclasses__())
    while waiting:
        sheet = waiting.pop()
        waiting += sheet.__subclasses__()
        if sheet.__module__.startswith("decisions.law"):
            known |= {
                f"{sheet.__module__}.{sheet.__name__}.{field.name}" for field in fields(sheet)
            }
    return known


def test_every_fact_the_law_can_ask_for_is_gathered_from_some_row():
    assert every_field() - everything_filled() == NEVER_SET


def test_the_record_is_never_read():
    decision = decision_at(Stage.CONCLUDED)
    with CaptureQueriesContext(connection) as asked:
        dossier(decision)
    assert all("decisions_entry" not in query["sql"] for query in asked)
