"""Gathering the start and the preparation (Art. 3, 10 to 13)."""

from datetime import date

import pytest

from accounts.roles import Role
from decisions import models as m
from decisions.law.terms import (
    Disclosure,
    MatterClass,
    Stage,
)
from tests.decisions.gathered import dossier
from tests.factories import decision_at, town
from tests.stages import On, draft

pytestmark = pytest.mark.django_db


def test_the_matter_speaks_the_statutes_words():
    matter = dossier(decision_at(Stage.DRAFTING)).matter
    assert matter.matter_class is MatterClass.PUBLIC_POLICY
    assert matter.technical is True
    assert matter.classified is False
    assert matter.specific_group is False
    assert matter.disclosure is Disclosure.PROACTIVE
    assert matter.withholding_ground is None
    assert matter.tags == ()


def test_the_start_names_the_lead_and_its_place_in_the_catalogue():
    decision = decision_at(Stage.DRAFTING)
    other = town().offices["market"]
    m.LeadUnit.objects.create(decision=decision, office=other)
    start = dossier(decision).initiation
    assert start.lead_units == (decision.lead_office.name, other.name)
    assert start.coordinating_lead == decision.lead_office.name
    assert (start.argued, start.in_catalogue, start.catalogue_kept) == (True, True, True)
    assert start.catalogue_consented_on == date(2026, 1, 2)
    assert start.catalogue_published_on == date(2026, 1, 4)


def test_a_struck_catalogue_item_no_longer_counts():
    decision = decision_at(Stage.DRAFTING)
    m.CatalogueItem.objects.update(removed_reason="情况变化")
    assert dossier(decision).initiation.in_catalogue is False


def test_a_matter_outside_the_catalogue_reads_the_catalogue_of_its_year():
    decision = decision_at(Stage.DRAFTING)
    m.Initiation.objects.update(catalogue_item=None, approved_addition_on=On.studied)
    start = dossier(decision).initiation
    assert start.in_catalogue is False
    assert start.approved_addition_on == On.studied
    assert start.catalogue_published_on == date(2026, 1, 4)


def test_a_version_still_being_written_is_not_before_the_law():
    decision = decision_at(Stage.LEGALITY_REVIEW)
    draft(decision, town(), frozen_on=None)
    found = dossier(decision)
    assert [d.version for d in found.drafts] == [1]
    assert found.draft.clauses == 2
    assert found.draft.explanation is True
    assert found.draft.frozen_on == On.frozen


def test_the_newest_frozen_version_leads_and_sign_offs_keep_theirs():
    decision = decision_at(Stage.SUBMITTED)
    seen = decision.drafts.get().digest
    newer = draft(decision, town())
    found = dossier(decision)
    assert found.draft.digest == newer.digest
    assert found.risk.draft_digest == found.competition.draft_digest == seen
    assert found.legality.draft_digest == found.expertise.experts[0].draft_digest == seen


def test_the_bodies_consulted_say_whether_they_agreed():
    decision = decision_at(Stage.LEGALITY_REVIEW)
    m.BodyConsulted.objects.create(
        decision=decision,
        body="县发改局",
        consulted_on=On.consulted,
        entered_by=town().by(Role.DRAFTING_OFFICER),
    )
    preparation = dossier(decision).preparation
    assert [(b.body, b.agreed) for b in preparation.bodies] == [
        ("县交通运输局", True),
        ("县发改局", None),
    ]
    assert preparation.legal_bases == ("《中华人民共和国道路交通安全法》第三十三条",)
    assert (preparation.cost_benefit, preparation.dispute_statement) == (True, False)
