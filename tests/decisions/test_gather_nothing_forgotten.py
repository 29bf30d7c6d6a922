"""Every fact the law can ask for is filled from some row; the record is never read."""

from dataclasses import fields, is_dataclass

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from decisions import models as m
from decisions.law.facts.base import Sheet
from decisions.law.terms import (
    Stage,
)
from tests.decisions.gathered import dossier, hearing_of
from tests.factories import decision_at, town
from tests.stages import On

pytestmark = pytest.mark.django_db


# Fields which no row can fill, each with its reason; at present there is none.
NEVER_SET: set[str] = set()


def everything_filled() -> set[str]:
    """The fields that some decision of the test has set."""
    decision = decision_at(Stage.CONCLUDED)
    head, officer = town().by(Role.LEAD_UNIT_HEAD), town().by(Role.DRAFTING_OFFICER)
    hearing = hearing_of(
        decision,
        notice_on=On.opens,
        signup_opens_on=On.opens,
        signup_closes_on=On.opens,
        signup_closed_on=On.opens,
        drawn_on=On.opens,
        list_published_on=On.opens,
        report_on=On.met,
    )
    m.Hearing.objects.update(agenda_followed=True)
    hearing.people.create(name="甲", group="居民", delivered_on=On.opens, attended=True)
    on_section = {
        "section": "risk",
        "author": officer,
        "written_on": On.opens,
        "reason": "已有评估",
    }
    decision.findings.create(**on_section, signed_by=head, signed_on=On.opens)
    decision.rulings.create(
        section="risk",
        old_digest="a",
        new_digest="b",
        outcome="signed_anew",
        ruled_by=head,
        ruled_on=On.met,
    )
    decision.reasons.create(rule="x", text="理由", given_by=head, given_on=On.met)
    m.Matter.objects.update(withholding_ground="privacy", tags=["health"])
    m.Initiation.objects.update(approved_addition_on=On.studied)
    m.Participation.objects.update(exemption_ground="state_secret")
    m.RiskAssessment.objects.update(supplemented_on=On.met)
    m.CompetitionReview.objects.update(
        exception_purpose="救灾", exception_no_alternative="没有", exception_term="一年"
    )
    m.LegalityReview.objects.update(exploratory=True, legal_risk="依据不足")
    m.AgendaItem.objects.update(majority_reason="财政不足")
    m.Reports.objects.update(npc_reference="样云人〔2026〕1号", npc_on=On.met)
    m.Publication.objects.update(withholding_ground="privacy", withholding_reviewed_on=On.met)
    m.Suspension.objects.create(
        decision=decision,
        situation="山洪",
        urgency="危及行人",
        decided_by=town().by(Role.CHIEF_EXECUTIVE),
        suspended_on=On.suspended,
    )
    decision_at(Stage.DRAFTING, adjusts=decision)
    return set(_set_fields(dossier(decision)))


def _set_fields(value):
    """Every ``Sheet.field`` below this value that is not unknown and not an empty list."""
    if isinstance(value, tuple):
        for part in value:
            yield from _set_fields(part)
    elif is_dataclass(value) and isinstance(value, Sheet):
        for field in fields(value):
            inside = getattr(value, field.name)
            if inside is not None and inside != ():
                yield f"{type(value).__module__}.{type(value).__name__}.{field.name}"
                yield from _set_fields(inside)


def every_field() -> set[str]:
    """Every field of every fact sheet there is."""
    known, waiting = set(), list(Sheet.__subclasses__())
    while waiting:
        sheet = waiting.pop()
        waiting += sheet.__subclasses__()
        if sheet.__module__.startswith("decisions.law"):
            known |= {
                f"{sheet.__module__}.{sheet.__name__}.{field.name}" for field in fields(sheet)
            }
    return known


def test_every_fact_the_law_can_ask_for_is_gathered_from_some_row():
    assert every_field() - everything_filled() == NEVER_SET


def test_the_record_is_never_read():
    decision = decision_at(Stage.CONCLUDED)
    with CaptureQueriesContext(connection) as asked:
        dossier(decision)
    assert all("decisions_entry" not in query["sql"] for query in asked)
