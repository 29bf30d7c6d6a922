"""The traits of ``factories.decision_at``: what a lawful decision has at each stage of the road.

Each trait adds the rows of one stage to those before; the days are fixed, in 2026, and keep every
term of the national figures. Tests that need something unlawful change a row afterwards.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from accounts.roles import Role
from decisions import models as m
from decisions.drafts import digest
from decisions.law.archive import SLOTS
from decisions.law.terms import Channel, DispositionKind, Progress, Section, Stage


class On:
    """The days on which things happened."""

    proposed = date(2025, 12, 8)
    studied = date(2025, 12, 29)
    initiated = date(2026, 1, 5)
    consulted = date(2026, 1, 19)
    frozen = date(2026, 2, 25)
    reviewed = date(2026, 2, 27)
    opens = date(2026, 3, 2)
    closes = date(2026, 4, 2)
    closed = date(2026, 4, 3)
    declared = date(2026, 4, 6)
    argued = date(2026, 4, 8)
    noted = date(2026, 4, 13)
    told = date(2026, 4, 14)
    assessed = date(2026, 4, 15)
    compared = date(2026, 4, 16)
    requested = date(2026, 4, 17)
    completed = date(2026, 4, 28)
    granted = date(2026, 4, 29)
    submitted = date(2026, 4, 30)
    met = date(2026, 5, 8)
    reported = date(2026, 5, 11)
    published = date(2026, 5, 12)
    archived = date(2026, 5, 20)
    suspended = date(2026, 7, 1)
    filed = date(2026, 8, 10)
    due = date(2026, 8, 12)
    commissioned = date(2026, 10, 12)
    evaluated = date(2026, 11, 13)


CLAUSES = {"第一条": "为了规范集镇停车秩序，制定本办法。", "第二条": "本办法适用于集镇范围内停车。"}
BEIJING = ZoneInfo("Asia/Shanghai")
Trait = Callable[[m.Decision, Any], None]


def moment(day: date, hour: int = 10) -> datetime:
    """A moment of a day in Beijing."""
    return datetime.combine(day, time(hour), BEIJING)


def proposed(decision: m.Decision, town: Any) -> None:
    """The proposal, and the answers to the questions about the matter."""
    m.Matter.objects.create(
        decision=decision,
        matter_class="public_policy",
        exclusion="none",
        classified=False,
        technical=True,
        risk_possible=True,
        market=True,
        market_entities=True,
        specific_group=False,
        general_concern=True,
        npc_step="none",
        disclosure="proactive_disclosure",
        disclosure_reviewed_on=On.proposed,
        tags=[],
    )
    m.Initiation.objects.create(
        decision=decision,
        source="npc_deputy",
        proposer="镇人大代表三人",
        proposed_on=On.proposed,
        argument="集镇停车位少、秩序乱，急救车辆受阻。",
    )
    m.LeadUnit.objects.create(decision=decision, office=decision.lead_office, coordinating=True)
    for row in (m.Preparation, m.Participation, m.Reports, m.Tally):
        row.objects.create(decision=decision)
    for section in Section:
        m.SectionProgress.objects.create(decision=decision, section=section)


def studied(decision: m.Decision, town: Any) -> None:
    """The preliminary study."""
    m.Initiation.objects.filter(decision=decision).update(
        study="有必要，可行。", studied_on=On.studied
    )


def drafting(decision: m.Decision, town: Any) -> None:
    """The start of the procedure, from the yearly catalogue."""
    catalogue, _ = m.Catalogue.objects.get_or_create(
        organ=decision.organ,
        year=On.initiated.year,
        defaults={"party_consent_on": date(2026, 1, 2), "published_on": date(2026, 1, 4)},
    )
    item = m.CatalogueItem.objects.create(
        catalogue=catalogue,
        serial=catalogue.items.count() + 1,
        title=decision.title,
        procedure="公众参与、专家论证、风险评估、公平竞争审查、合法性审查、集体讨论决定",
        lead_unit=decision.lead_office.name,
        planned="2026年5月",
    )
    m.Initiation.objects.filter(decision=decision).update(
        started_by=town.by(Role.CHIEF_EXECUTIVE).display_name,
        initiated_on=On.initiated,
        catalogue_item=item,
    )


def draft(decision: m.Decision, town: Any, *, frozen_on: date | None = On.frozen) -> m.Draft:
    """One more version of the draft, with its clauses."""
    version = decision.drafts.count() + 1
    clauses = [
        m.Clause(order=n, kind="article", label=label, path=str(n + 1), anchor=f"a{n}", text=text)
        for n, (label, text) in enumerate(CLAUSES.items())
    ]
    clauses[0].text += f"（第{version}稿）"
    made = m.Draft.objects.create(
        decision=decision,
        version=version,
        title=f"{decision.title}（征求意见稿）",
        explanation="说明起草的必要性、依据和主要内容。",
        digest=digest(clauses),
        frozen_on=frozen_on,
        entered_by=town.by(Role.DRAFTING_OFFICER),
    )
    for clause in clauses:
        clause.draft = made
        clause.save()
    return made


def prepared(decision: m.Decision, town: Any) -> m.Draft:
    """Research, legal basis, the bodies consulted, and the draft frozen (G2)."""
    m.Preparation.objects.filter(decision=decision).update(
        researched_on=On.initiated,
        research="走访商户和居民。",
        cost_benefit="投入三十万元，年节省通行时间两万小时。",
        bodies_affected=True,
    )
    m.LegalBasis.objects.create(
        decision=decision, title="《中华人民共和国道路交通安全法》", article="第三十三条"
    )
    m.BodyConsulted.objects.create(
        decision=decision,
        body="县交通运输局",
        consulted_on=On.consulted,
        agreed=True,
        entered_by=town.by(Role.DRAFTING_OFFICER),
    )
    return draft(decision, town)


def consulting(decision: m.Decision, town: Any) -> m.ParticipationActivity:
    """An open consultation that is open: the notice is out, nobody has closed it."""
    frozen = decision.drafts.last() or prepared(decision, town)
    m.Participation.objects.filter(decision=decision).update(
        hearing_choice="not_held", hearing_ground="法律法规没有规定应当听证。"
    )
    activity = m.ParticipationActivity.objects.create(
        decision=decision,
        kind="open_consultation",
        title=f"关于公开征求《{frozen.title}》意见的公告",
        organiser=decision.lead_office.name,
        announced_on=On.opens,
        opens_on=On.opens,
        closes_on=On.closes,
        channels=["website", "notice_board"],
        participants={"citizen": 2},
        explained_by_experts=True,
    )
    m.OpenConsultation.objects.create(
        activity=activity,
        draft=frozen,
        ways=["website", "letter"],
        contact="规划建设办公室 000-10000112",
        privacy="个人信息仅用于研究意见，保存三年。",
        disclosure_reviewed_on=On.reviewed,
        disclosure_reviewed_by=town.by(Role.OPENNESS_OFFICER),
        first_closes_on=On.closes,
    )
    _progress(decision, Section.PARTICIPATION, Progress.UNDER_WAY)
    return activity


def opinion(
    activity: m.ParticipationActivity, text: str, channel: Channel = Channel.WEB
) -> m.Opinion:
    """One submission with one opinion in it; the counters are the test's own business."""
    token = uuid4()
    submission = m.Submission.objects.create(
        decision=activity.decision,
        activity=activity,
        number=f"T{token.hex[:12]}",
        receipt=sha256(token.bytes).hexdigest(),
        channel=channel,
        text=text,
        leaf=sha256(text.encode()).hexdigest(),
        token=token,
        occurred_on=activity.opens_on,
        received_at=moment(activity.opens_on),
    )
    return m.Opinion.objects.create(
        decision=activity.decision, submission=submission, text=text, recorded_at=moment(On.opens)
    )


def disposed(said: m.Opinion, kind: DispositionKind, town: Any, **facts: Any) -> m.Disposition:
    """What became of an opinion."""
    reason = "" if kind is DispositionKind.ADOPTED else "超出本办法范围。"
    return m.Disposition.objects.create(
        **{"decision": said.decision, "opinion": said, "kind": kind, "reason": reason}
        | {"no_change_reason": "草案已有规定。", "decided_on": On.noted}
        | {"decided_by": town.by(Role.DRAFTING_OFFICER)}
        | facts
    )


def heard(decision: m.Decision, town: Any) -> None:
    """Public participation, concluded: two opinions, answered, and the answer published."""
    activity = decision.activities.first() or consulting(decision, town)
    m.ParticipationActivity.objects.filter(pk=activity.pk).update(
        closed_on=On.closed, offline_entered=True
    )
    disposed(opinion(activity, "增加装卸区。"), DispositionKind.ADOPTED, town)
    by_letter = opinion(activity, "停车应当全部免费。", Channel.LETTER)
    disposed(by_letter, DispositionKind.NOT_ADOPTED, town)
    m.Tally.objects.filter(decision=decision).update(
        counted_at=moment(On.closed),
        submissions=2,
        opinions=2,
        from_web=1,
        from_letter=1,
        is_adopted=1,
        is_not_adopted=1,
    )
    m.Participation.objects.filter(decision=decision).update(
        adoption_note="共收到意见2条，采纳1条，未采纳1条。",
        adoption_note_on=On.noted,
        adoption_note_by=town.by(Role.LEAD_UNIT_HEAD),
        asked="停车怎样管。",
        said="增加装卸区。",
        did="增加了装卸区。",
        feedback_published_on=On.told,
        personal_data_checked_on=On.told,
    )
    _progress(decision, Section.PARTICIPATION)
    _progress(decision, Section.HEARING, Progress.FOUND_UNNECESSARY)


def argued(decision: m.Decision, town: Any) -> None:
    """The expert review, concluded: three experts of three houses."""
    m.Expertise.objects.create(
        decision=decision,
        form="meeting",
        pool_source="县专家库",
        adoption_note="专家意见全部采纳。",
        adoption_note_on=On.noted,
    )
    for name, institution in [
        ("白教授", "样例大学"),
        ("丁工", "样例设计院"),
        ("吴研究员", "样例学会"),
    ]:
        m.Expert.objects.create(
            decision=decision,
            name=name,
            institution=institution,
            draft=decision.drafts.last(),
            conflict_declared_on=On.declared,
            direct_interest=False,
            opinion="必要、可行。",
            opinion_on=On.argued,
            signature="手写签名扫描件",
        )
    _progress(decision, Section.EXPERTISE)


def assessed(decision: m.Decision, town: Any) -> None:
    """The risk assessment, concluded: low and controllable."""
    m.RiskAssessment.objects.create(
        decision=decision,
        assessor="平安法治办公室",
        level="low",
        conclusion="controllable",
        contingency_plan="集日增派人员。",
        report_text="风险可控。",
        report_on=On.assessed,
        draft=decision.drafts.last(),
        entered_by=town.by(Role.RISK_ASSESSOR),
    )
    m.RiskPoint.objects.create(decision=decision, description="装卸冲突", measure="划定装卸时段")
    m.DepartmentHeard.objects.create(decision=decision, name="派出所", heard_on=On.argued)
    _progress(decision, Section.RISK)


def compared(decision: m.Decision, town: Any) -> None:
    """The fair-competition review, concluded: no restriction."""
    m.CompetitionReview.objects.create(
        decision=decision,
        preliminary="不具有排除、限制竞争效果。",
        preliminary_on=On.assessed,
        operators_heard=True,
        reviewed_by_regulator=True,
        conclusion="no_restriction",
        opinion="可以出台。",
        concluded_on=On.compared,
        concluded_by=town.by(Role.MARKET_REGULATOR),
        draft=decision.drafts.last(),
    )
    _progress(decision, Section.COMPETITION)


def sections_concluded(decision: m.Decision, town: Any) -> None:
    """The draft and all sections that run side by side in drafting."""
    for trait in (heard, argued, assessed, compared):
        trait(decision, town)


def legality_review(decision: m.Decision, town: Any) -> None:
    """Sections concluded, and the request for review sent."""
    sections_concluded(decision, town)
    m.LegalityReview.objects.create(
        decision=decision,
        draft=decision.drafts.last(),
        statement_of_steps="已公开征求意见、论证、评估、审查。",
        requested_on=On.requested,
        requested_by=town.by(Role.DRAFTING_OFFICER),
        granted_until=On.granted,
        office=town.offices["justice"],
    )


def submitted(decision: m.Decision, town: Any) -> None:
    """The review completed with one point answered, and the package submitted."""
    review = decision.legality_reviews.get()
    m.LegalityPoint.objects.create(
        review=review,
        number=1,
        text="明确收费依据。",
        response="已补充。",
        responded_on=On.completed,
    )
    m.CounselOpinion.objects.create(
        review=review, name="方圆", capacity="legal_counsel", text="合法。", given_on=On.completed
    )
    m.LegalityReview.objects.filter(pk=review.pk).update(
        reviewer=town.by(Role.LEGAL_REVIEWER),
        completed_on=On.completed,
        power="lawful",
        procedure="lawful",
        content="lawful_after_changes",
        opinion="原则合法，修改后可以提请讨论。",
    )
    m.Package.objects.create(
        decision=decision,
        submitted_on=On.submitted,
        draft=decision.drafts.last(),
        observers_invited=True,
        meeting_public=False,
        observer_ways="邀请镇人大代表列席。",
        interpretation_plan="同步发布政策解读。",
    )


def deliberation(decision: m.Decision, town: Any) -> None:
    """On the agenda of a meeting, the roll taken from the members."""
    number = m.Meeting.objects.filter(organ=decision.organ).count() + 1
    meeting = m.Meeting.objects.create(
        organ=decision.organ,
        meeting_type="joint_meeting",
        number=f"第{number}次",
        held_on=On.met,
        place="镇政府会议室",
        chair=town.by(Role.CHIEF_EXECUTIVE).display_name,
    )
    chief = town.by(Role.CHIEF_EXECUTIVE)
    for member in town.members:
        meeting.roll.create(member=member, chief_executive=member == chief)
    m.AgendaItem.objects.create(
        meeting=meeting,
        decision=decision,
        draft=decision.drafts.last(),
        secretary=town.by(Role.MEETING_SECRETARY),
    )


def discussed(decision: m.Decision, town: Any, result: str = "adopt") -> m.AgendaItem:
    """The members came and spoke, the chief executive last; one of them dissented."""
    item, chief = decision.agenda_items.get(), town.by(Role.CHIEF_EXECUTIVE)
    item.meeting.roll.update(present=True)
    for order, member in enumerate(town.members, 1):
        stand = "amend" if order == 1 else "agree"
        if result == "reject" and order > 1:
            stand = "oppose"
        m.MemberView.objects.create(
            item=item,
            member=member,
            chief_executive=member == chief,
            order=order,
            stand=stand,
            statement="建议增加泊位。" if order == 1 else "没有不同意见。",
            confirmed_at=moment(On.met),
        )
    item.result, item.recorded_on, item.minutes_on = result, On.met, On.met
    item.save()
    return item


def decided(decision: m.Decision, town: Any) -> None:
    """Discussed and adopted."""
    discussed(decision, town)
    m.RiskAssessment.objects.filter(decision=decision).update(organ_conclusion="controllable")


def promulgated(decision: m.Decision, town: Any) -> None:
    """Reported to the Party committee, then published with its interpretation."""
    m.Reports.objects.filter(decision=decision).update(
        party_reference="样云委〔2026〕5号", party_reported_on=On.reported
    )
    m.Publication.objects.create(
        decision=decision,
        decided_on=On.met,
        draft=decision.drafts.last(),
        document_number="样云政〔2026〕8号",
        published_on=On.published,
        channels=["website", "notice_board"],
        adoption_statement="公众意见和专家意见的采纳情况已经公布。",
        interpretation="为什么制定本办法。",
        interpretation_on=On.published,
        disclosure="proactive_disclosure",
    )


def in_execution(decision: m.Decision, town: Any) -> None:
    """The executing unit named and bound to report."""
    m.Execution.objects.create(
        decision=decision,
        office=town.offices["enforcement"],
        named_on=On.published,
        measures="划线、设牌、巡查。",
    )
    m.ExecutionReport.objects.create(decision=decision, due_on=On.due)


def concluded(decision: m.Decision, town: Any) -> None:
    """Reported on, evaluated, archived."""
    m.ExecutionReport.objects.filter(decision=decision).update(
        filed_on=On.filed, text="秩序好转。", filed_by=town.by(Role.EXECUTING_UNIT)
    )
    m.Evaluation.objects.create(
        decision=decision,
        trigger="found_necessary",
        evaluator="样例社会调查中心",
        third_party=True,
        commissioned_on=On.commissioned,
        public_heard=True,
        deputies_heard=True,
        findings="目标基本实现。",
        result="continue",
        concluded_on=On.evaluated,
    )
    for slot in SLOTS:
        decision.archive_items.create(
            slot=slot,
            present=slot != "hearing",
            not_needed="未举行听证" if slot == "hearing" else "",
        )
    m.Archive.objects.create(
        decision=decision,
        retention="permanent",
        file_number="2026-001",
        digests_match=True,
        finished_on=On.evaluated,
        archived_on=On.evaluated,
        archived_by=town.by(Role.RECORDS_OFFICER),
    )


def suspended(decision: m.Decision, town: Any) -> None:
    """The chief executive suspended execution."""
    m.Suspension.objects.create(
        decision=decision,
        situation="山洪冲毁停车场。",
        urgency="危及车辆和行人。",
        decided_by=town.by(Role.CHIEF_EXECUTIVE),
        suspended_on=On.suspended,
    )


def rejected(decision: m.Decision, town: Any) -> None:
    """Discussed and not adopted."""
    discussed(decision, town, "reject")


def terminated(decision: m.Decision, town: Any) -> None:
    """Closed before it was done."""
    m.Decision.objects.filter(pk=decision.pk).update(closed_reason="上级另有规定。")


ROAD: dict[Stage, Trait] = {
    Stage.PROPOSED: proposed,
    Stage.STUDY: studied,
    Stage.DRAFTING: drafting,
    Stage.LEGALITY_REVIEW: legality_review,
    Stage.SUBMITTED: submitted,
    Stage.DELIBERATION: deliberation,
    Stage.DECIDED: decided,
    Stage.PROMULGATED: promulgated,
    Stage.IN_EXECUTION: in_execution,
    Stage.CONCLUDED: concluded,
}
ASIDE: dict[Stage, tuple[Stage, Trait]] = {
    Stage.SUSPENDED: (Stage.IN_EXECUTION, suspended),
    Stage.REJECTED: (Stage.DELIBERATION, rejected),
    Stage.TERMINATED: (Stage.DRAFTING, terminated),
}


def up_to(stage: Stage) -> Iterator[Trait]:
    """The traits of a stage and of all stages before it."""
    before, last = ASIDE.get(stage, (stage, None))
    for passed, trait in ROAD.items():
        yield trait
        if passed is before:
            break
    if last is not None:
        yield last


def _progress(
    decision: m.Decision, section: Section, progress: Progress = Progress.CONCLUDED
) -> None:
    decision.sections.filter(section=section).update(progress=progress)
