"""A dossier that is lawful at every gate, and ways of breaking exactly one thing in it.

``lawful_dossier(legality__counsel_opinions=0)`` reads: the same dossier, but no counsel was heard.
All sections apply: the county's matter is technical, risky, close to the market, touches a group,
was heard in public, executed, suspended, adjusted and evaluated.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from decisions.law.dossier import Dossier, Reason
from decisions.law.facts.deliberation import Meeting, Publication, Reports, View
from decisions.law.facts.execution import (
    Adjustment,
    Archive,
    ArchiveItem,
    Evaluation,
    Execution,
    Report,
    Suspension,
)
from decisions.law.facts.initiation import BodyConsulted, Draft, Initiation, Matter, Preparation
from decisions.law.facts.legality import Legality, Package
from decisions.law.facts.participation import Activity, Hearing, Notice, Participation, Tally
from decisions.law.facts.review import (
    Competition,
    Expert,
    Expertise,
    Risk,
    Ruling,
    SectionFinding,
)
from decisions.law.gates import GATES
from decisions.law.judge import findings
from decisions.law.profile import load_profile
from decisions.law.shortcoming import Finding
from decisions.law.terms import (
    ActivityKind,
    CompetitionConclusion,
    Disclosure,
    Exclusion,
    HearingChoice,
    LegalityConclusion,
    MatterClass,
    MeetingResult,
    NpcStep,
    OrganLevel,
    Progress,
    ProposalSource,
    RiskConclusion,
    RiskLevel,
    RulingOutcome,
    Section,
    Stand,
    Verdict,
)

STARTED = date(2024, 9, 2)
FIRST, SECOND, THIRD = "a" * 64, "b" * 64, "c" * 64

MATTER = Matter(
    title="样例县中心城区停车管理办法",
    decision_organ="样例县人民政府",
    organ_level=OrganLevel.COUNTY,
    matter_class=MatterClass.PUBLIC_POLICY,
    exclusion=Exclusion.NONE,
    classified=False,
    technical=True,
    risk_possible=True,
    market=True,
    market_entities=True,
    specific_group=True,
    general_concern=True,
    npc_step=NpcStep.REPORT,
    disclosure=Disclosure.PROACTIVE,
    disclosure_reviewed_on=date(2024, 11, 18),
    tags=("transport",),
)
INITIATION = Initiation(
    source=ProposalSource.DEPARTMENT,
    proposed_on=date(2024, 8, 1),
    argued=True,
    studied_on=date(2024, 8, 20),
    started_by="县长办公会议",
    initiated_on=STARTED,
    lead_units=("县交通运输局", "县公安局"),
    coordinating_lead="县交通运输局",
    in_catalogue=True,
    catalogue_consented_on=date(2024, 3, 20),
    catalogue_published_on=date(2024, 3, 28),
)
PREPARATION = Preparation(
    legal_bases=("中华人民共和国道路交通安全法",),
    researched_on=date(2024, 9, 10),
    cost_benefit=True,
    alternative_options=2,
    bodies_affected=True,
    bodies=(
        BodyConsulted(body="县财政局", consulted_on=date(2024, 9, 18), agreed=True),
        BodyConsulted(body="县住建局", consulted_on=date(2024, 9, 18), agreed=False),
    ),
    dispute_statement=True,
)
DRAFTS = (
    Draft(
        version=1,
        digest=FIRST,
        frozen_on=date(2024, 9, 20),
        explanation=True,
        clauses=20,
        major_revision=False,
    ),
    Draft(
        version=2,
        digest=SECOND,
        frozen_on=date(2024, 11, 8),
        explanation=True,
        clauses=21,
        major_revision=False,
    ),
)
CONSULTATION = Activity(
    kind=ActivityKind.OPEN_CONSULTATION,
    announced_on=date(2024, 9, 23),
    opens_on=date(2024, 9, 23),
    closes_on=date(2024, 10, 25),
    channels=("website", "newspaper"),
    notice=Notice(draft=True, explanation=True, ways=("web", "letter"), contact=True, privacy=True),
    disclosure_reviewed_on=date(2024, 9, 20),
    explained_by_experts=True,
    closed_on=date(2024, 10, 26),
    offline_entered=True,
)
SEMINAR = Activity(
    kind=ActivityKind.SEMINAR,
    held_on=date(2024, 10, 10),
    participant_kinds=("social_organisation",),
    recorded=True,
)
PARTICIPATION = Participation(
    progress=Progress.CONCLUDED,
    activities=(CONSULTATION, SEMINAR),
    tally=Tally(
        submissions=4,
        opinions=5,
        by_channel={"web": 3, "seminar": 2},
        by_disposition={"adopted": 3, "not_adopted": 2},
        without_disposition=0,
        without_reason=0,
        adopted_without_change=0,
        petitions_overdue=0,
    ),
    adoption_note_on=date(2024, 11, 8),
    adoption_note_by="承办单位负责人",
    feedback_published_on=date(2024, 11, 11),
    personal_data_published=False,
)
HEARING = Hearing(
    progress=Progress.CONCLUDED,
    choice=HearingChoice.CHOSEN,
    ground="直接涉及群众切身利益",
    notice_on=date(2024, 10, 8),
    draft_published=True,
    selecting=True,
    selection_published=True,
    list_published_on=date(2024, 10, 15),
    held_on=date(2024, 10, 30),
    participants=15,
    interested_parties=8,
    attended=14,
    materials_delivered_by=date(2024, 10, 22),
    materials_undelivered=0,
    agenda_followed=True,
    record_unsigned=0,
    report_on=date(2024, 11, 4),
    views_undisposed=0,
)
EXPERT = Expert(
    name="张某",
    institution="样例大学",
    from_lead_unit=False,
    conflict_declared_on=date(2024, 11, 9),
    direct_interest=False,
    opinion_on=date(2024, 11, 12),
    signed=True,
    draft_digest=SECOND,
)
EXPERTISE = Expertise(
    progress=Progress.CONCLUDED,
    form="书面咨询",
    experts=(EXPERT, replace(EXPERT, name="李某"), replace(EXPERT, name="王某")),
    adoption_note_on=date(2024, 11, 13),
)
RISK = Risk(
    progress=Progress.CONCLUDED,
    assessor="样例评估中心",
    linked_report=False,
    departments_heard=("县公安局", "县信访局"),
    risk_points=3,
    mitigation_measures=True,
    contingency_plan=True,
    level=RiskLevel.LOW,
    conclusion=RiskConclusion.CONTROLLABLE,
    report_on=date(2024, 11, 14),
    draft_digest=SECOND,
)
COMPETITION = Competition(
    progress=Progress.CONCLUDED,
    preliminary_on=date(2024, 11, 12),
    reviewed_by_regulator=True,
    operators_heard=True,
    conclusion=CompetitionConclusion.NO_RESTRICTION,
    concluded_on=date(2024, 11, 15),
    draft_digest=SECOND,
)
LEGALITY = Legality(
    requested_on=date(2024, 11, 18),
    statement_of_steps=True,
    legal_bases=True,
    returns=1,
    supplemented=True,
    granted_until=date(2024, 11, 29),
    completed_on=date(2024, 11, 27),
    reviewer="陈某",
    reviewer_unit="县司法局",
    reviewer_in_lead_unit=False,
    power=LegalityConclusion.LAWFUL,
    procedure=LegalityConclusion.LAWFUL,
    content=LegalityConclusion.LAWFUL_AFTER_CHANGES,
    exploratory=False,
    counsel_opinions=1,
    points=2,
    points_unanswered=0,
    draft_digest=SECOND,
)
PACKAGE = Package(
    submitted_on=date(2024, 12, 2),
    draft=True,
    public_adoption=True,
    expert_adoption=True,
    risk_report=True,
    legality_opinion=True,
    competition_review=True,
    other_materials=False,
    observers_invited=True,
    meeting_public=False,
    observer_ways="邀请两名利益相关方代表列席",
    interpretation_planned=True,
)


def view(member: str, order: int, stand: Stand = Stand.AGREE, statement: str = "") -> View:
    """What one member said, in which place."""
    return View(
        member=member,
        chief_executive=member == "县长",
        order=order,
        stand=stand,
        statement=statement,
        confirmed=True,
    )


VIEWS = (
    view("副县长甲", 1),
    view("副县长乙", 2, Stand.AMEND, "建议收费标准分区制定。"),
    view("县长", 3),
)
MEETING = Meeting(
    meeting_type="executive_meeting",
    held_on=date(2024, 12, 9),
    members=4,
    present=3,
    draft_digest=SECOND,
    views=VIEWS,
    result=MeetingResult.ADOPT,
    recorded_on=date(2024, 12, 9),
    minutes_on=date(2024, 12, 11),
)
EVALUATION = Evaluation(
    trigger="many_opinions",
    evaluator="样例研究院",
    main_assessor=False,
    appears_in_file=False,
    public_heard=True,
    deputies_heard=True,
    result="继续执行",
    concluded_on=date(2025, 11, 20),
)
LAWFUL = Dossier(
    profile=load_profile("national", STARTED),
    as_of=date(2025, 12, 1),
    matter=MATTER,
    initiation=INITIATION,
    preparation=PREPARATION,
    drafts=DRAFTS,
    participation=PARTICIPATION,
    hearing=HEARING,
    expertise=EXPERTISE,
    risk=RISK,
    competition=COMPETITION,
    legality=LEGALITY,
    package=PACKAGE,
    meetings=(MEETING,),
    reports=Reports(
        party_reference="样例委请〔2024〕8号",
        party_reported_on=date(2024, 12, 12),
        npc_reference="样例府报〔2024〕3号",
        npc_on=date(2024, 12, 13),
    ),
    publication=Publication(
        decided_on=date(2024, 12, 9),
        document_number="样例府发〔2024〕12号",
        published_on=date(2024, 12, 16),
        channels=("gazette", "website", "newspaper"),
        adoption_statement=True,
        interpretation_on=date(2024, 12, 17),
        disclosure=Disclosure.PROACTIVE,
    ),
    execution=Execution(
        executing_unit="县公安局",
        reports=(Report(due_on=date(2025, 6, 30), filed_on=date(2025, 6, 27)),),
        suspension=Suspension(
            situation="冰雪灾害",
            urgency="道路临时封闭",
            decided_by_head=True,
            suspended_on=date(2025, 1, 20),
        ),
        adjustment=Adjustment(linked_decision=True, procedures_rerun=True),
        evaluation=EVALUATION,
    ),
    archive=Archive(
        items=(
            ArchiveItem(slot="draft", present=True, filed_under="draft"),
            ArchiveItem(slot="risk", present=True, filed_under="risk"),
            ArchiveItem(slot="legality", present=True),
            ArchiveItem(slot="meeting", present=True),
            ArchiveItem(slot="execution", present=False, not_needed="执行尚未结束"),
        ),
        digests_match=True,
        retention="永久",
        archived_on=date(2025, 1, 10),
        finished_on=date(2024, 12, 31),
    ),
)


def changed(sheet: Any, **changes: Any) -> Any:
    """A sheet with changes; ``legality__power`` reaches into the sheet below."""
    direct: dict[str, Any] = {}
    for path, value in changes.items():
        name, _, rest = path.partition("__")
        below = direct.get(name, getattr(sheet, name))
        direct[name] = changed(below, **{rest: value}) if rest else value
    return replace(sheet, **direct)


def lawful_dossier(**changes: Any) -> Dossier:
    """The lawful dossier, with these changes."""
    dossier: Dossier = changed(LAWFUL, **changes)
    return dossier


def consulted(*more: Activity, **changes: Any) -> Dossier:
    """The lawful dossier with a changed open consultation (and more activities)."""
    consultation = changed(CONSULTATION, **changes)
    return lawful_dossier(participation__activities=(consultation, SEMINAR, *more))


def met_by(**changes: Any) -> Dossier:
    """The lawful dossier with a changed meeting."""
    return lawful_dossier(meetings=(changed(MEETING, **changes),))


def with_figures(dossier: Dossier, **figures: Any) -> Dossier:
    """The same dossier under a profile with other figures."""
    return replace(dossier, profile=replace(dossier.profile, **figures))


def with_finding(section: Section, **changes: Any) -> Dossier:
    """The lawful dossier, changed, with a signed finding that passes a section over."""
    return lawful_dossier(findings=(finding(section),), **changes)


def finding(section: Section) -> SectionFinding:
    """A finding as it should be."""
    return SectionFinding(
        section=section,
        reason="事项不涉及相应情形",
        author="承办人",
        written_on=date(2024, 9, 10),
        signed_by="承办单位负责人",
        signed_on=date(2024, 9, 11),
    )


def ruling(section: str, old: str, new: str, by: str = "陈某") -> Ruling:
    """A ruling that a change of the draft was no substantive one."""
    return Ruling(
        section=section,
        old_digest=old,
        new_digest=new,
        outcome=RulingOutcome.NO_SUBSTANTIVE_CHANGE,
        ruled_by=by,
        ruled_on=date(2024, 11, 28),
    )


def reason(rule: str, text: str = "汛期将至，情况紧急") -> Reason:
    """A named reason for a rule."""
    return Reason(rule=rule, text=text, given_by="承办单位负责人", given_on=date(2024, 9, 20))


def of(verdict: Verdict, dossier: Dossier) -> dict[str, Finding]:
    """The findings of one verdict, by the name of the rule."""
    return {f.rule: f for f in findings(dossier, GATES) if f.verdict is verdict}


def not_met(dossier: Dossier) -> set[str]:
    """The names of the rules that are not met."""
    return set(of(Verdict.NOT_MET, dossier))


def unknown(dossier: Dossier) -> set[str]:
    """The names of the rules that cannot be judged."""
    return set(of(Verdict.UNKNOWN, dossier))
