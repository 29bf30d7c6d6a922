"""Rows of experts, risk and fair competition, each concluded (Art. 19 to 24, 29)."""

from typing import Any

from accounts.roles import Role
from decisions import models as m
from decisions.law.terms import Progress, Section
from tests.stages.days import On


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
    reached(decision, Section.EXPERTISE)


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
    reached(decision, Section.RISK)


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
    reached(decision, Section.COMPETITION)


def reached(
    decision: m.Decision, section: Section, progress: Progress = Progress.CONCLUDED
) -> None:
    """A section is so far, concluded unless said otherwise."""
    decision.sections.update_or_create(section=section, defaults={"progress": progress})
