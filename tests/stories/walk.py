"""The road walked in paragraphs: each function is one section of the procedure, done lawfully."""

from datetime import date, timedelta
from typing import Any

from django.utils.html import strip_tags

from accounts.roles import Role
from decisions.models import Expert, Opinion, ParticipationActivity
from notices import render
from notices.models import Notice
from tests.story import CHIEF, HEAD, Tale
from tests.workflows.reviewing import scan
from workflows import sweep
from workflows.act import Guest

OPENNESS, REVIEWER, ASSESSOR = Role.OPENNESS_OFFICER, Role.LEGAL_REVIEWER, Role.RISK_ASSESSOR
SECRETARY, REGULATOR, COUNSEL = Role.MEETING_SECRETARY, Role.MARKET_REGULATOR, Role.COUNSEL
ARCHIVIST, EXECUTOR, EVALUATOR = Role.RECORDS_OFFICER, Role.EXECUTING_UNIT, Role.EVALUATING_UNIT
DRAFT = "第一条 为了规范集镇停车秩序，制定本办法。\n第二条 本办法适用于集镇范围内的停车活动。"
CHANGED = DRAFT + "\n第三条 设置装卸专用停车区。"
EVERYTHING = {
    "technical": True,
    "risk_possible": True,
    "market": True,
    "market_entities": True,
    "specific_group": False,
    "general_concern": True,
}
NOTHING = dict.fromkeys(EVERYTHING, False)


def started(tale: Tale, **touches: bool) -> Tale:
    """Described, studied and started."""
    answers = {name: str(value) for name, value in (EVERYTHING | touches).items()}
    tale.act("describe_matter", exclusion="none", npc_step="none", **answers)
    tale.act("begin_study", HEAD)
    tale.later(7)
    tale.act("record_study", study="有必要，可行。", studied_on=tale.today)
    tale.later(3)
    tale.act("initiate", CHIEF, initiated_on=tale.today, approved_addition_on=tale.today)
    return tale


def drafted(tale: Tale, text: str = DRAFT) -> Tale:
    """Prepared, entered and frozen."""
    tale.later(10)
    tale.act(
        "record_preparation",
        researched_on=tale.today,
        research="走访商户和居民六十户。",
        cost_benefit="年维护费用十八万元，周转率提高一倍。",
        bodies_affected="True",
    )
    tale.act("add_legal_basis", title="《中华人民共和国道路交通安全法》", article="第三十三条")
    tale.act("consult_body", body="县交通运输局", consulted_on=tale.today, agreed="True")
    return redrafted(tale, text)


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


def submitted(tale: Tale) -> None:
    """Submitted with the plan of the meeting."""
    tale.later(2)
    tale.act(
        "submit_for_deliberation",
        HEAD,
        observers_invited="False",
        meeting_public="False",
        interpretation_plan="与文件同步解读。",
    )


def sat(tale: Tale, *stands: str, kind: str = "joint_meeting") -> None:
    """The meeting: the roll, every member's view, the chief executive's last, the record."""
    held = tale.today + timedelta(days=5)
    tale.act(
        "put_on_agenda",
        SECRETARY,
        meeting_type=kind,
        number=f"{held}会议",
        held_on=held,
        place="会议室",
        chair=str(tale.town.by(CHIEF)),
    )
    tale.today = held
    members = tale.town.members
    tale.act("take_roll", SECRETARY, **{f"present_{m.pk}": "True" for m in members})
    for member, stand in zip(members, stands or ["agree"] * len(members), strict=True):
        tale.act(
            "record_view",
            SECRETARY,
            member=member.pk,
            stand=stand,
            statement=f"我的意见：{stand}。",
        )
        tale.act("confirm_view", member)
    tale.act("keep_meeting_record", SECRETARY, question="审议办法。", recorded_on=tale.today)


def promulgated(tale: Tale) -> None:
    """Minutes, Party report, interpretation, promulgation."""
    tale.later(1)
    tale.act("issue_minutes", SECRETARY)
    tale.act("report_to_party", SECRETARY, reference="样云委〔2026〕9号", reported_on=tale.today)
    tale.act("prepare_interpretation", interpretation="为什么制定、怎样停车。")
    tale.later(2)
    tale.act("promulgate", OPENNESS, adoption_statement="意见采纳情况已经公布。")


def executed(tale: Tale) -> None:
    """The executing unit named, its report filed."""
    tale.act(
        "begin_execution",
        CHIEF,
        office=tale.town.offices["enforcement"].pk,
        measures="先宣传，后执行。",
        first_report_on=tale.today + timedelta(days=90),
    )


def archived(tale: Tale) -> None:
    """The file checked and closed."""
    tale.act("check_archive", ARCHIVIST)
    tale.act("close_file", ARCHIVIST, retention="permanent", finished_on=tale.today)


def words(tale: Tale, kind: str) -> str:
    """The words of the one issued paper of a kind, as they will be printed."""
    notice = Notice.objects.get(decision=tale.decision_id, kind=kind)
    return "".join(strip_tags(render.html(kind, notice.snapshot)).split())


def until_review(tale: Tale) -> Tale:
    """From the suggestion to the door of the legality review, with every section done."""
    started(tale)
    drafted(tale)
    tale.later(5)
    heard(tale)
    argued(tale)
    assessed(tale)
    compared(tale)
    return tale


def until_meeting(tale: Tale) -> Tale:
    """From the suggestion to the door of the meeting."""
    until_review(tale)
    reviewed(tale)
    submitted(tale)
    return tale


NEW_YEAR = date(2026, 1, 5)  # the Monday on which most of these matters are proposed
__all__ = ["CHIEF", "scan"]
