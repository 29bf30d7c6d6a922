"""Art. 10 to 13: the proposal, the start, the draft."""

from datetime import date

import pytest

from decisions.law.facts.initiation import BodyConsulted
from decisions.law.terms import ProposalSource
from tests.law.dossiers import DRAFTS, changed, lawful_dossier, not_met, unknown


def test_art_10_a_proposal_is_studied_before_the_start() -> None:
    dossier = lawful_dossier(initiation__studied_on=date(2024, 9, 3))
    assert not_met(dossier) == {"proposal_was_studied"}


@pytest.mark.parametrize("source", [ProposalSource.DEPARTMENT, ProposalSource.LOWER_GOVERNMENT])
def test_art_10_an_office_argues_its_proposal(source: ProposalSource) -> None:
    dossier = lawful_dossier(initiation__source=source, initiation__argued=False)
    assert not_met(dossier) == {"office_argued_its_proposal"}


@pytest.mark.parametrize("source", [ProposalSource.LEADER, ProposalSource.CITIZEN])
def test_art_10_leaders_and_citizens_need_not_argue(source: ProposalSource) -> None:
    assert not_met(lawful_dossier(initiation__source=source, initiation__argued=False)) == set()


def test_art_10_somebody_decides_to_start() -> None:
    assert not_met(lawful_dossier(initiation__started_by="")) == {"start_was_decided"}


def test_art_11_a_lead_unit_is_named() -> None:
    assert not_met(lawful_dossier(initiation__lead_units=())) == {"one_lead_unit_is_named"}


def test_art_11_of_several_units_one_leads() -> None:
    dossier = lawful_dossier(initiation__coordinating_lead="县财政局")
    assert not_met(dossier) == {"one_lead_unit_is_named"}


def test_art_11_a_single_unit_leads_by_itself() -> None:
    dossier = lawful_dossier(
        initiation__lead_units=("县公安局",), initiation__coordinating_lead=None
    )
    assert not_met(dossier) == set()


def test_art_12_a_draft_is_frozen_before_anybody_is_asked() -> None:
    dossier = lawful_dossier(drafts=())
    assert "draft_is_frozen" in not_met(dossier)
    assert "draft_is_frozen" in unknown(lawful_dossier(drafts=(changed(DRAFTS[1], digest=None),)))
    assert "draft_is_frozen" in unknown(lawful_dossier(drafts=None))


def test_art_12_the_draft_is_explained() -> None:
    drafts = (DRAFTS[0], changed(DRAFTS[1], explanation=False))
    assert not_met(lawful_dossier(drafts=drafts)) == {"draft_is_explained"}


def test_art_12_research_comes_before_the_draft() -> None:
    dossier = lawful_dossier(preparation__researched_on=date(2024, 11, 9))
    assert not_met(dossier) == {"matter_was_researched"}


def test_art_12_law_and_policy_are_listed() -> None:
    assert not_met(lawful_dossier(preparation__legal_bases=())) == {"legal_bases_are_listed"}


def test_art_12_costs_are_weighed_as_needed() -> None:
    assert not_met(lawful_dossier(preparation__cost_benefit=False)) == {"costs_were_weighed"}


def test_art_12_options_may_be_drawn_where_views_differ() -> None:
    dossier = lawful_dossier(preparation__alternative_options=1)
    assert not_met(dossier) == {"options_were_drawn"}


def test_art_13_affected_bodies_are_consulted() -> None:
    assert not_met(lawful_dossier(preparation__bodies=())) == {"affected_bodies_were_consulted"}
    undated = (BodyConsulted(body="县财政局", agreed=True),)
    assert unknown(lawful_dossier(preparation__bodies=undated)) == {
        "affected_bodies_were_consulted"
    }


def test_art_13_nobody_is_consulted_where_nobody_else_is_touched() -> None:
    dossier = lawful_dossier(preparation__bodies_affected=False, preparation__bodies=())
    assert not_met(dossier) == set()


def test_art_13_a_dispute_is_put_to_the_organ() -> None:
    dossier = lawful_dossier(preparation__dispute_statement=False)
    assert not_met(dossier) == {"disputes_are_put_to_the_organ"}
