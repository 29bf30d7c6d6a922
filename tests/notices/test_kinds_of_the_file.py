"""The papers that acts leave in the file: what each says, and that no act leaves none."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from accounts.roles import Role
from decisions.law.terms import Stage
from decisions.models import Evaluation, Suspension
from notices import carried, papers, services
from notices.models import Notice
from tests import factories
from tests.notices import rows
from tests.stages.days import On
from tests.stories.walk import PAPERS
from tests.workflows import road as roads
from workflows.fsck import stored

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def walked(django_db_setup: None, django_db_blocker: Any) -> Iterator[roads.Road]:
    """A matter at the end of its road; gone after this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield roads.opened().finish()
        transaction.set_rollback(True)


def of(road: roads.Road, kind: str) -> Any:
    notice = Notice.objects.get(decision=road.decision_id, kind=kind)
    assert carried.digest(notice.snapshot) == notice.snapshot_sha256
    return papers.restore(kind, notice.snapshot)


def test_every_act_of_the_road_leaves_its_papers(walked):
    issued = Notice.objects.filter(decision=walked.decision_id).order_by("id")
    assert list(issued.values_list("kind", flat=True)) == list(PAPERS)
    public = issued.filter(public=True).values_list("kind", flat=True)
    assert set(public) == {
        *("consultation_notice", "adoption_notice", "promulgation_notice", "interpretation")
    }


def test_a_paper_that_an_entry_names_and_nobody_finds_is_a_difference(walked):
    assert list(stored.examine(walked.decision)) == []
    with transaction.atomic():
        Notice.objects.filter(decision=walked.decision_id, kind="risk_report").delete()
        (found,) = stored.examine(walked.decision)
        assert "形成的文书缺失" in found.what
        transaction.set_rollback(True)


def test_art_19_the_summary_holds_each_signed_opinion(walked):
    paper = of(walked, "expert_summary")
    assert (paper.form, paper.invited, paper.released, paper.silent) == ("专家论证会", 1, 0, 0)
    (said,) = paper.opinions
    assert said.text
    assert On.declared <= said.declared_on <= said.given_on  # first the declaration (Art. 20)
    assert said.signature or said.paper_digest
    assert paper.adoption == ("全部采纳。",)


def test_art_23_the_report_holds_points_departments_and_what_is_proposed(walked):
    paper = of(walked, "risk_report")
    assert [(p.description, p.measure) for p in paper.points] == [("冲突。", "分时。")]
    assert [one.name for one in paper.departments] == ["派出所"]
    assert (paper.level_name(), paper.conclusion_name()) == ("低风险", "风险可控")
    assert paper.contingency == ("集日增派人员。",)


def test_fcr_14_the_form_holds_the_drafters_part_and_the_regulators(walked):
    paper = of(walked, "competition_form")
    assert paper.preliminary == "不排除、限制竞争。"
    assert paper.heard() == "已听取经营者、行业协会等意见"
    assert [found for _name, found in paper.conclusions()] == [True, False, False]


def test_art_29_the_list_names_the_six(walked):
    paper = of(walked, "submission_checklist")
    assert [slot.said() for slot in paper.slots] == [*["已附"] * 5, "不需要"]
    assert (paper.present(), paper.not_needed(), paper.missing()) == (5, 1, 0)
    assert paper.slots[4].number.startswith("样云政法审")
    assert paper.interpretation == ("同步发布政策解读。",)


def test_sc80_the_plan_says_who_observes_and_whether_it_is_public(walked):
    paper = of(walked, "meeting_plan")
    assert paper.observers_invited
    assert not paper.meeting_public
    assert paper.ways == "邀请镇人大代表列席。"
    assert paper.members[-1] == "周明远"  # the chief executive speaks last
    assert paper.adoption_attached


def test_art_30_the_record_keeps_every_view_and_the_minutes_none(walked):
    record, minutes = of(walked, "meeting_record"), of(walked, "meeting_minutes")
    assert [view.order for view in record.views] == [1, 2, 3]
    assert record.views[-1].chief_executive
    assert sum(number for _name, number in record.tally()) == len(record.views) == 3
    assert record.result.startswith("通过")
    for view in record.views:
        assert view.statement not in str(minutes)


def test_art_32_the_interpretation_comes_with_the_decision(walked):
    paper = of(walked, "interpretation")
    assert paper.published_on == paper.issued_on == On.published
    assert paper.document_number == of(walked, "promulgation_notice").number
    assert [passage.text for passage in paper.text] == ["为什么制定。"]


def test_art_34_the_report_says_which_of_how_many(walked):
    paper = of(walked, "execution_report")
    assert (paper.serial, paper.of) == (1, 1)
    assert paper.late_days() == max(0, (paper.filed_on - paper.due_on).days)
    assert paper.addressee == "云岭镇人民政府"


def test_art_33_the_cover_counts_what_the_catalogue_lists(walked):
    cover, catalogue = of(walked, "dossier_cover"), of(walked, "dossier_catalogue")
    assert cover.total() == catalogue.rows()
    assert (cover.file_number, cover.retention) == ("2026-001", "永久")
    assert cover.begun_on == On.proposed


def test_art_37_a_suspension_bears_a_number_and_is_public_as_the_decision_is():
    decision = factories.decision_at(Stage.IN_EXECUTION)
    chief = factories.town().by(Role.CHIEF_EXECUTIVE)
    suspended = Suspension.objects.create(
        decision=decision,
        situation="山洪冲毁停车场",
        urgency="继续使用有危险",
        decided_by=chief,
        suspended_on=rows.DAY,
    )
    notice = services.issue(
        "suspension_notice", decision, rows.entry(decision), suspension=suspended
    )
    assert notice.public
    assert notice.number_text.startswith("样云政〔2026〕")
    paper = papers.restore(notice.kind, notice.snapshot)
    assert (paper.situation, paper.urgency) == ("山洪冲毁停车场。", "继续使用有危险。")
    decision.publication.published_on = None
    decision.publication.save()
    entry = rows.entry(decision)
    assert not services.issue("suspension_notice", decision, entry, suspension=suspended).public


def test_art_36_the_evaluation_says_who_was_heard_and_what_follows():
    decision = factories.decision_at(Stage.IN_EXECUTION)
    Evaluation.objects.filter(decision=decision).delete()
    Evaluation.objects.create(
        decision=decision,
        trigger="many_opinions",
        evaluator="样例大学",
        third_party=True,
        commissioned_on=rows.DAY,
        public_heard=False,
        deputies_heard=True,
        findings="（一）成本效益\n节省时间两万小时。",
        result="adjust",
        concluded_on=rows.DAY + timedelta(days=30),
    )
    notice = services.issue("evaluation_report", decision, rows.entry(decision))
    paper = papers.restore(notice.kind, notice.snapshot)
    assert paper.use() == "调整决策"
    assert [passage.role for passage in paper.findings] == ["level2", "paragraph"]
    assert not notice.public
