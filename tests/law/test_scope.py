"""Art. 2, 3 and 42: whom and what the Decree binds."""

from datetime import date

from decisions.law.terms import Exclusion, OrganLevel
from tests.law.dossiers import lawful_dossier, not_met, reason, unknown, with_figures


def test_a_lawful_dossier_lacks_nothing_at_any_gate() -> None:
    assert not_met(lawful_dossier()) == set()
    assert unknown(lawful_dossier()) == set()


def test_art_2_the_decision_organ_is_named() -> None:
    assert not_met(lawful_dossier(matter__decision_organ=" ")) == {"organ_is_named"}


def test_art_42_the_level_of_the_organ_is_recorded() -> None:
    assert "organ_is_named" in unknown(lawful_dossier(matter__organ_level=None))


def test_art_42_a_township_comes_in_by_reference() -> None:
    assert not_met(lawful_dossier(matter__organ_level=OrganLevel.TOWNSHIP)) == set()


def test_art_3_the_matter_belongs_to_a_class_and_bears_a_title() -> None:
    assert not_met(lawful_dossier(matter__title="")) == {"matter_has_a_class"}
    assert "matter_has_a_class" in unknown(lawful_dossier(matter__matter_class=None))


def test_art_3_an_excluded_matter_is_not_started() -> None:
    dossier = lawful_dossier(matter__exclusion=Exclusion.EMERGENCY)
    assert not_met(dossier) == {"matter_is_not_excluded"}


def test_art_14_a_classified_matter_never_enters() -> None:
    assert not_met(lawful_dossier(matter__classified=True)) == {"matter_is_not_classified"}


def test_art_3_where_a_catalogue_is_kept_the_matter_stands_in_it() -> None:
    dossier = lawful_dossier(initiation__in_catalogue=False)
    assert not_met(dossier) == {"matter_is_in_the_catalogue"}


def test_art_3_an_approved_addition_is_as_good_as_the_catalogue() -> None:
    dossier = lawful_dossier(
        initiation__in_catalogue=False, initiation__approved_addition_on=date(2024, 8, 28)
    )
    assert not_met(dossier) == set()


def test_art_3_an_organ_without_a_catalogue_needs_none_unless_its_rule_says_so() -> None:
    dossier = lawful_dossier(initiation__in_catalogue=None, initiation__catalogue_kept=False)
    assert "matter_is_in_the_catalogue" not in unknown(dossier)
    strict = with_figures(dossier, catalogue_required=True)
    assert "matter_is_in_the_catalogue" in unknown(strict)


def test_art_3_the_party_committee_consents_before_the_catalogue_is_published() -> None:
    late = {"initiation__catalogue_consented_on": date(2024, 4, 1)}
    assert not_met(lawful_dossier(**late)) == {"catalogue_had_consent"}
    assert not_met(lawful_dossier(reasons=(reason("catalogue_had_consent"),), **late)) == set()
