"""Art. 26: the statement of the steps done is begun from the dossier, and says nothing more."""

import pytest

from decisions.gather import gather
from decisions.law.terms import Stage
from decisions.models import Decision, SectionFinding
from tests import factories
from tests.stages.days import On
from tests.workflows.reviewing import DRAFTER, HEAD
from workflows.statement import statement_of_steps

pytestmark = pytest.mark.django_db


def said(decision: Decision) -> list[str]:
    return statement_of_steps(gather(decision.pk, as_of=On.requested)).splitlines()


def test_art_26_what_was_done_is_stated_with_its_day() -> None:
    lines = said(factories.decision_in_drafting_with_all_sections_done())
    assert [line.split("。")[0] for line in lines] == [
        "一、决策启动",
        "二、草案拟订",
        "三、公众参与",
        "四、专家论证",
        "五、风险评估",
        "六、公平竞争审查",
    ]
    assert "2026年3月2日至2026年4月2日" in lines[2]
    assert lines[4] == "五、风险评估。2026年4月15日形成风险评估报告，低风险，风险可控。"


def test_art_26_what_was_not_done_is_not_stated() -> None:
    lines = said(factories.decision_at(Stage.DRAFTING))
    assert len(lines) == 1
    assert lines[0].startswith("一、决策启动。2026年1月5日决定启动决策程序")


def test_art_26_a_section_passed_over_is_named_with_its_finding() -> None:
    decision = factories.decision_at(Stage.DRAFTING)
    finding = {"section": "risk", "reason": "不涉及社会稳定。", "written_on": On.told}
    people = factories.town()
    author = people.by(DRAFTER)
    unsigned = SectionFinding.objects.create(decision=decision, author=author, **finding)
    assert len(said(decision)) == 1
    unsigned.signed_by, unsigned.signed_on = people.by(HEAD), On.told
    unsigned.save()
    assert said(decision)[1] == (
        "二、风险评估。未开展。2026年4月14日由宋雅琳签署认定书，理由：不涉及社会稳定。"
    )
