"""Acts that the great road passes by: another procedure, joint signature, a finding sent back, erasing."""

import pytest

from decisions.errors import NotNow
from decisions.law.terms import Stage
from decisions.models import Opinion, Submission
from tests.stories import walk
from tests.story import HEAD, Tale, proposed, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def tale() -> Tale:
    return proposed(walk.NEW_YEAR)


def test_art_3_2_a_matter_of_another_procedure_is_closed_with_reasons(tale: Tale) -> None:
    with refused(NotNow):
        tale.act("close_as_other_procedure", HEAD, reason="属于突发事件应急处置。")
    answers = dict.fromkeys(walk.EVERYTHING, "False")
    tale.act("describe_matter", exclusion="emergency", npc_step="none", **answers)
    entry = tale.act("close_as_other_procedure", HEAD, reason="属于突发事件应急处置。")
    assert tale.stage is Stage.TERMINATED
    assert tale.decision.closed_reason == "属于突发事件应急处置。"
    assert "3.2" in entry.articles


def test_art_11_a_joint_signature_stands_on_the_record(tale: Tale) -> None:
    walk.started(tale)
    entry = tale.act("join_sign_off", HEAD, note="同意上报。")
    office = str(tale.town.by(HEAD).office)
    assert entry.facts["office"] == office
    assert entry.summary == f"{office}会签：同意上报。"


def test_art_14_a_finding_sent_back_is_out_of_force(tale: Tale) -> None:
    walk.started(tale)
    tale.act("find_unnecessary", section="risk", reason="事项不涉及。")
    finding = tale.decision.findings.get(section="risk")
    tale.act("return_finding", HEAD, finding=finding.pk, reason="涉及周边居民，应当评估。")
    finding.refresh_from_db()
    assert finding.superseded
    assert finding.signed_on is None
    assert not tale.act("find_unnecessary", section="risk", reason="已另行评估。").corrects


def test_what_a_sender_asks_to_erase_is_gone_and_its_leaf_stays(tale: Tale) -> None:
    walk.drafted(walk.started(tale))
    walk.opened(tale)
    tale.later(3)
    number = tale.says(
        tale.decision.activities.get().pk, "门前停车太乱。", name="张三"
    ).submission.number
    leaf = Submission.objects.get(number=number).leaf
    entry = tale.act("erase_submission", walk.OPENNESS, number=number, reason="本人申请删除。")
    gone = Submission.objects.get(number=number)
    assert (gone.text, gone.name, gone.salt) == ("", "", "")
    assert gone.erased_at
    assert gone.leaf == leaf == entry.facts["leaf"]
    assert Opinion.objects.get(submission=gone).text == ""
    with refused(NotNow):
        tale.act("erase_submission", walk.OPENNESS, number=number, reason="本人申请删除。")
