"""GIR, SC80 and PIPL: what is public, what is withheld, whose data is spared."""

from datetime import date

from decisions.law.terms import Disclosure
from tests.law.dossiers import consulted, lawful_dossier, not_met, unknown

WITHHELD = {
    "publication__disclosure": Disclosure.WITHHELD,
    "publication__withholding_ground": "state_secret",
    "publication__withholding_reviewed_on": date(2024, 12, 10),
}


def test_gir_17_what_goes_out_is_reviewed_first() -> None:
    late = consulted(disclosure_reviewed_on=date(2024, 9, 24))
    assert not_met(late) == {"reviewed_before_disclosure"}


def test_pipl_17_the_notice_tells_about_personal_data() -> None:
    assert not_met(consulted(notice__privacy=False)) == {"notice_tells_about_personal_data"}


def test_pipl_25_the_published_table_names_nobody() -> None:
    dossier = lawful_dossier(participation__personal_data_published=True)
    assert not_met(dossier) == {"published_table_names_nobody"}


def test_sc80_1_withholding_rests_on_a_reviewed_ground() -> None:
    withheld = {"matter__disclosure": Disclosure.ON_REQUEST}
    assert unknown(lawful_dossier(**withheld)) == {"withholding_rests_on_a_ground"}
    dossier = lawful_dossier(matter__withholding_ground="inconvenient", **withheld)
    assert not_met(dossier) == {"withholding_rests_on_a_ground"}
    lawful = lawful_dossier(matter__withholding_ground="process_record", **withheld)
    assert not_met(lawful) == set()


def test_sc80_1_every_matter_carries_a_disclosure_attribute() -> None:
    assert "withholding_rests_on_a_ground" in unknown(lawful_dossier(matter__disclosure=None))


def test_gir_14_a_decision_is_withheld_only_on_a_ground() -> None:
    assert not_met(lawful_dossier(**WITHHELD)) == set()
    dossier = lawful_dossier(**WITHHELD | {"publication__withholding_ground": "inconvenient"})
    assert not_met(dossier) == {"decision_is_withheld_lawfully"}


def test_gir_14_a_withheld_decision_was_reviewed() -> None:
    unreviewed = WITHHELD | {
        "publication__withholding_reviewed_on": None,
        "matter__disclosure_reviewed_on": None,
    }
    assert unknown(lawful_dossier(**unreviewed)) == {"decision_is_withheld_lawfully"}
