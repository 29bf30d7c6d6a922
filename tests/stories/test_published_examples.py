"""Six published examples as live decisions (law.md, chapter 3): what the law lets through or not.

Their files are judged by ``tests/law/test_review.py``; here the same facts come about by acts.
"""

from datetime import date, timedelta
from typing import Any

import pytest

from decisions.errors import Illegible, NotNow, NotReady
from decisions.law import judge
from decisions.law.consultation import long_enough_either_way
from decisions.law.shortcoming import Finding
from decisions.law.terms import Stage, Verdict
from decisions.models import ConsultationLetter, Opinion, ParticipationActivity
from notices.models import Notice
from tests.factories import Town, town
from tests.stories import walk
from tests.story import CHIEF, HEAD, Tale, proposed, refused

pytestmark = pytest.mark.django_db
QUIET = walk.NOTHING | {"general_concern": True}


@pytest.fixture
def county() -> Town:
    """An organ of county level, judged by the national figures."""
    return town("yangli", name="样例县人民政府", level="county", profile="national")


def ready(where: Town, opens: date, **touches: bool) -> Tale:
    """A matter whose draft is frozen on the day on which its consultation may open."""
    tale = proposed(opens - timedelta(days=20), where=where)
    walk.drafted(walk.started(tale, **QUIET | touches))
    assert tale.today == opens
    return tale


def consulted(tale: Tale, closes: date, **said: Any) -> ParticipationActivity:
    """Opened today with this last day."""
    return walk.opened(tale, (closes - tale.today).days, **said)


def entered(tale: Tale, activity: ParticipationActivity, channel: str, number: int) -> None:
    """So many opinions by one channel, entered by the drafting officer."""
    for n in range(number):
        tale.act(
            "enter_opinion",
            activity=activity.pk,
            channel=channel,
            submitter_kind="enterprise",
            received_on=tale.today,
            text=f"{channel}意见{n + 1}：建议补充水土流失监测内容。",
        )


def test_no_9_sixty_two_received_fifty_five_adopted_through_three_channels(county: Town) -> None:
    tale = ready(county, date(2023, 6, 5))
    activity = consulted(tale, date(2023, 7, 6))
    tale.later(10)
    tale.act(
        "record_activity", kind="seminar", title="座谈会", held_on=tale.today, summary="座谈。"
    )
    entered(tale, activity, "seminar", 24)
    entered(tale, activity, "letter", 29)
    for n in range(9):
        tale.says(activity.pk, f"网上意见{n + 1}")
    walk.closed(tale, activity)
    with refused(NotReady, article="18"):
        walk.told(tale)
    ids = list(Opinion.objects.filter(decision=tale.decision_id).values_list("pk", flat=True))
    answers = (("adopted", ids[:55]), ("explained", ids[55:58]), ("not_adopted", ids[58:]))
    for kind, opinions in answers:
        tale.act(
            "dispose_in_bulk",
            opinions=opinions,
            kind=kind,
            reason="" if kind == "adopted" else "规划已有安排。",
            no_change_reason="在专章中统一体现。" if kind == "adopted" else "",
        )
    walk.told(tale)
    tally = tale.decision.tally
    assert (tally.opinions, tally.is_adopted, tally.undisposed) == (62, 55, 0)
    assert (tally.from_seminar, tally.from_letter, tally.from_web) == (24, 29, 9)
    said = walk.words(tale, "adoption_notice")
    assert "62条" in said
    assert "采纳55条" in said


def test_no_7_none_received_by_two_channels_is_said_in_words(county: Town) -> None:
    tale = ready(county, date(2024, 3, 29))
    activity = consulted(tale, date(2024, 4, 29))
    tale.later(4)
    tale.act("send_letter", addressees="甲镇人民政府\n乙镇人民政府", participants=["public_body"])
    for letter in ConsultationLetter.objects.all():
        tale.act("record_letter_reply", letter=letter.pk)
    tale.today = date(2024, 4, 30)
    with refused(NotReady, article="18"):
        tale.act("close_consultation", activity=activity.pk, offline_entered="True")
    walk.closed(tale, activity)
    walk.told(tale)
    assert "未收到意见建议" in walk.words(tale, "adoption_notice")
    assert tale.decision.tally.submissions == 0


def test_no_12_no_full_name_is_printed_in_the_table(county: Town) -> None:
    tale = ready(county, date(2024, 5, 6))
    reason = "为在汛期前落实古树加固措施，缩短征求意见期限。"
    activity = consulted(tale, date(2024, 5, 20), shortened_reason=reason)
    assert reason in walk.words(tale, "consultation_notice")
    tale.later(2)
    opinion = tale.says(activity.pk, "建议给古树设围栏。", name="欧阳静怡", contact="13800000000")
    walk.closed(tale, activity)
    tale.act(
        "dispose_opinion", opinion=opinion.pk, kind="adopted", no_change_reason="已在方案中安排。"
    )
    tale.later(5)
    tale.act("write_adoption_note", asked="怎样保护？", said="设围栏。", did="已安排。")
    tale.act("approve_adoption_note", HEAD)
    with refused(Illegible):
        tale.act("publish_feedback", walk.OPENNESS, personal_data_checked="False")
    tale.act("publish_feedback", walk.OPENNESS, personal_data_checked="True")
    said = walk.words(tale, "adoption_notice")
    assert "建议给古树设围栏" in said
    assert not [word for word in ("欧阳静怡", "静怡", "13800000000") if word in said]


def test_no_24_a_risk_report_under_another_heading_is_no_risk_report(county: Town) -> None:
    tale = ready(county, date(2020, 10, 12), risk_possible=True)
    activity = consulted(tale, date(2020, 11, 13))
    walk.closed(tale, activity)
    walk.told(tale)
    walk.passed_over(tale, "expertise", "competition")
    tale.act(
        "attach_paper",
        kind="other",
        title="决策后评估：社会稳定风险评估报告",
        file=walk.scan(),
        disclosure="proactive_disclosure",
    )
    with refused(NotReady, article="26.1"):
        walk.sent_to_review(tale)
    with refused(NotNow):
        tale.act("commission_evaluation", CHIEF, trigger="found_necessary")
    walk.assessed(tale)
    walk.sent_to_review(tale)
    assert tale.stage is Stage.LEGALITY_REVIEW


def test_no_3_twenty_nine_days_or_thirty_is_the_edge(county: Town) -> None:
    tale = ready(county, date(2023, 4, 27))
    with refused(NotReady, article="15.2"):
        consulted(tale, date(2023, 5, 26))
    with refused(NotReady, article="15.2"):
        consulted(tale, date(2023, 5, 27))  # the thirtieth day, and a Saturday
    assert consulted(tale, date(2023, 5, 29)).closes_on == date(2023, 5, 29)
    assert edge(tale).verdict is Verdict.MET


def test_no_3_at_the_edge_with_a_reason_it_is_pointed_out(county: Town) -> None:
    tale = ready(county, date(2023, 4, 27))
    consulted(tale, date(2023, 5, 26), shortened_reason="上级要求五月底前印发。")
    assert edge(tale).verdict is Verdict.NOT_MET


def edge(tale: Tale) -> Finding:
    """What the law says of a period that is long enough only when its first day counts."""
    return judge.find(long_enough_either_way, tale.dossier)


def test_no_5_art_15_eleven_days_without_a_reason_are_refused(county: Town) -> None:
    tale = ready(county, date(2021, 7, 15))
    with refused(NotReady, article="15.2"):
        consulted(tale, date(2021, 7, 26))
    assert not ParticipationActivity.objects.filter(decision=tale.decision_id).exists()
    assert not Notice.objects.filter(decision=tale.decision_id).exists()
    with_reason = "桥梁检测认定存在安全隐患，须在汛期前实施。"
    consulted(tale, date(2021, 7, 26), shortened_reason=with_reason)
    assert with_reason in walk.words(tale, "consultation_notice")
