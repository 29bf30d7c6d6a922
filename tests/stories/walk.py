"""The road walked in paragraphs: start and draft, meeting, execution, archive, and longer walks.

The sections in between stand in ``sections.py`` and can be called from here too.
"""

from datetime import date, timedelta

from django.utils.html import strip_tags

from accounts.roles import Role
from notices import render
from notices.models import Notice
from tests.stories.sections import (
    ASSESSOR,
    CHANGED,
    DRAFT,
    OPENNESS,
    REVIEWER,
    argued,
    assessed,
    closed,
    compared,
    heard,
    opened,
    passed_over,
    redrafted,
    reviewed,
    sent_to_review,
    told,
)
from tests.story import CHIEF, HEAD, Tale
from tests.workflows.reviewing import scan

__all__ = [
    "ASSESSOR",
    "CHANGED",
    "OPENNESS",
    "REVIEWER",
    "closed",
    "opened",
    "passed_over",
    "scan",
    "sent_to_review",
    "told",
]
SECRETARY, ARCHIVIST, EXECUTOR = Role.MEETING_SECRETARY, Role.RECORDS_OFFICER, Role.EXECUTING_UNIT
PAPERS = (  # of the whole road, in the order of their acts
    "consultation_notice",
    "adoption_notice",
    "expert_summary",
    "risk_report",
    "competition_form",
    "legality_opinion",
    "submission_checklist",
    "meeting_plan",
    "meeting_record",
    "meeting_minutes",
    "promulgation_notice",
    "interpretation",
    "execution_report",
    "dossier_cover",
    "dossier_catalogue",
)
NEW_YEAR = date(2026, 1, 5)  # the Monday on which most of these matters are proposed
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
