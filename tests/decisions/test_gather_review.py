"""Gathering experts, risk, findings, rulings and reasons (Art. 19 to 24)."""

import pytest

from accounts.roles import Role
from decisions.law.terms import (
    RulingOutcome,
    Section,
    Stage,
)
from tests.decisions.gathered import dossier
from tests.factories import decision_at, town
from tests.stages import On

pytestmark = pytest.mark.django_db


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
