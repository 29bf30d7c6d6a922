"""The sections of the procedure as paragraphs: each is done lawfully, by its own people."""

from datetime import timedelta
from typing import Any

from accounts.roles import Role
from decisions.models import Expert, Opinion, ParticipationActivity
from tests.story import CHIEF, HEAD, Tale
from workflows import sweep
from workflows.doing import Guest

OPENNESS, REVIEWER, ASSESSOR = Role.OPENNESS_OFFICER, Role.LEGAL_REVIEWER, Role.RISK_ASSESSOR
REGULATOR, COUNSEL = Role.MARKET_REGULATOR, Role.COUNSEL
DRAFT = "第一条 为了规范集镇停车秩序，制定本办法。\n第二条 本办法适用于集镇范围内的停车活动。"
CHANGED = DRAFT + "\n第三条 设置装卸专用停车区。"


def redrafted(tale: Tale, text: str = CHANGED) -> Tale:
    """One more version, frozen."""
    tale.act("enter_draft", text=text, explanation="说明起草的必要性、依据和主要内容。")
    tale.act("freeze_draft")
    return tale


def opened(tale: Tale, days: int = 32, **said: Any) -> ParticipationActivity:
    """Reviewed before disclosure, and opened for this many days."""
    tale.act("review_disclosure", OPENNESS)
    tale.act("choose_hearing", choice="not_held", ground="法律、法规没有规定应当听证。")
    closes = tale.today + timedelta(days=days)
    channels = ["website", "notice_board"]
    tale.act("open_consultation", **{"closes_on": closes, "channels": channels} | said)
    return ParticipationActivity.objects.get(
        decision=tale.decision_id, kind="open_consultation", withdrawn_reason=""
    )


def closed(tale: Tale, activity: ParticipationActivity) -> None:
    """The day after the last day: registered, counted, closed; silence is said in words."""
    tale.today = activity.closes_on + timedelta(days=1)
    sweep.register(tale.decision_id)
    silent = not Opinion.objects.filter(decision=tale.decision_id).exists()
    none = {"none_received_stated": "on"} if silent else {}
    tale.act("close_consultation", offline_entered="True", **none)


def told(tale: Tale) -> None:
    """The note written and approved, the feedback published, the section concluded."""
    tale.later(5)
    tale.act("write_adoption_note", asked="停车怎样管？", said="要有装卸区。", did="增设装卸区。")
    tale.act("approve_adoption_note", HEAD)
    tale.act("publish_feedback", OPENNESS, personal_data_checked="True")
    tale.act("conclude_participation", HEAD)


def heard(tale: Tale) -> None:
    """The public is heard, and one opinion changes the draft."""
    activity = opened(tale)
    tale.later(3)
    opinion = tale.says(activity.pk, "建议增设装卸区。")
    closed(tale, activity)
    redrafted(tale)
    changed = tale.decision.drafts.last().clauses.last()
    tale.act("dispose_opinion", opinion=opinion.pk, kind="adopted", changed_clauses=[changed.pk])
    told(tale)


def argued(tale: Tale, names: tuple[str, ...] = ("顾教授", "霍工", "靳老师")) -> None:
    """Experts are asked, declare, argue by their links, and are answered."""
    tale.act("open_expert_review", form="written", pool_source="县专家库")
    for name in names:
        tale.act("invite_expert", name=name, institution="样例大学", from_lead_unit="False")
        row = Expert.objects.get(decision=tale.decision_id, name=name)
        guest = Guest(name, Role.EXPERT, row.pk)
        tale.act("declare_conflict", guest, direct_interest="False")
        tale.act("give_expert_opinion", guest, opinion="必要、可行、科学。", signature=name)
        tale.act("answer_expert_opinion", expert=row.pk, adoption="采纳。")
    tale.act("conclude_expertise", adoption_note="三位专家的意见均已采纳。")


def assessed(tale: Tale, conclusion: str = "controllable") -> None:
    """The risk is assessed and reported; concluded where it is controllable."""
    tale.act("open_risk_assessment", ASSESSOR, assessor="平安法治办公室", third_party="False")
    tale.act("hear_department", ASSESSOR, name="派出所", heard_on=tale.today, view="加强疏导。")
    tale.act("add_risk_point", ASSESSOR, description="装卸受限", measure="设置装卸区。")
    tale.act(
        "file_risk_report",
        ASSESSOR,
        level="low" if conclusion == "controllable" else "high",
        conclusion=conclusion,
        contingency_plan="现场劝导，十分钟内报告。",
        report_text="走访商户六十二户。",
        report_on=tale.today,
    )
    if conclusion == "controllable":
        tale.act("determine_risk", CHIEF, conclusion=conclusion)
        tale.act("conclude_risk", HEAD)


def compared(tale: Tale) -> None:
    """The fair-competition review."""
    tale.act(
        "record_preliminary_review",
        preliminary="未限定经营者。",
        preliminary_on=tale.today,
        operators_heard="True",
    )
    tale.act(
        "conclude_competition_review", REGULATOR, opinion="可以实施。", conclusion="no_restriction"
    )


def passed_over(tale: Tale, *sections: str) -> None:
    """Sections that the facts do not call for: found unnecessary, and signed."""
    for section in sections:
        tale.act("find_unnecessary", section=section, reason="事项不涉及。")
        finding = tale.decision.findings.get(section=section, superseded=False)
        tale.act("sign_finding", HEAD, finding=finding.pk)


def sent_to_review(tale: Tale) -> None:
    """Requested with time enough, and argued by counsel."""
    tale.later(2)
    granted = tale.dossier.calendar.add_working_days(tale.today, 8).day
    office = tale.town.offices["justice"]
    tale.act("request_legality_review", HEAD, office=office.pk, granted_until=granted)
    tale.later(5)
    lawyer = tale.town.by(COUNSEL)
    invited = {"name": str(lawyer), "capacity": "legal_counsel", "account": lawyer.pk}
    tale.act("invite_counsel", REVIEWER, **invited)
    tale.act("give_counsel_opinion", lawyer, text="权限清楚。", signature=str(lawyer))


def reviewed(tale: Tale, **questions: str) -> None:
    """The reviewer answers the three questions; lawful unless said otherwise."""
    sent_to_review(tale)
    tale.later(4)
    lawful = dict.fromkeys(("power", "procedure", "content"), "lawful")
    points = "1：权限表述需要修改。" if questions else ""
    tale.act(
        "complete_legality_review",
        REVIEWER,
        opinion="审查意见。",
        points=points,
        **lawful | questions,
    )
