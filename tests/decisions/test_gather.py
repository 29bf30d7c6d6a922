"""The dossier says what the rows say: at every stage, on either engine, in two queries.

Rows come from the factories; what a fact means for the law is tested in tests/law.
"""

from datetime import date

import pytest

from accounts.roles import Role
from decisions import models as m
from decisions.gather import gather
from decisions.law.facts.deliberation import Publication, Reports
from decisions.law.facts.review import Competition, Risk
from decisions.law.terms import (
    Progress,
    Stage,
)
from tests.decisions.gathered import TODAY, dossier
from tests.factories import decision_at, town
from tests.stages import On, opinion

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stage", Stage)
def test_two_queries_at_every_stage(stage, django_assert_num_queries):
    decision = decision_at(stage)
    with django_assert_num_queries(2):
        found = dossier(decision)
    assert found.matter.title == decision.title
    assert found.as_of == TODAY
    assert found.profile.name == "township"


def test_two_queries_however_many_opinions(django_assert_num_queries):
    decision = decision_at(Stage.LEGALITY_REVIEW)
    before = dossier(decision)
    for number in range(30):
        opinion(decision.activities.first(), f"意见{number}")
    with django_assert_num_queries(2):
        assert dossier(decision) == before


def test_the_same_rows_make_the_same_dossier():
    decision = decision_at(Stage.CONCLUDED)
    assert dossier(decision) == dossier(decision)


def test_another_decisions_rows_stay_out():
    first = decision_at(Stage.SUSPENDED)
    alone = dossier(first)
    decision_at(Stage.CONCLUDED)
    assert dossier(first) == alone


def test_a_decision_that_does_not_exist_is_not_gathered():
    with pytest.raises(m.Decision.DoesNotExist):
        gather(0, as_of=TODAY)


def test_a_bare_decision_knows_its_organ_and_nothing_it_was_not_told():
    decision = decision_at(Stage.PROPOSED)
    for model in (m.Matter, m.Initiation, m.LeadUnit, m.Tally, m.Preparation, m.SectionProgress):
        model.objects.filter(decision=decision).delete()
    found = dossier(decision)
    assert found.matter.decision_organ == decision.organ.name
    assert found.matter.technical is None
    assert found.initiation.source is None
    assert found.initiation.in_catalogue is None
    assert found.initiation.lead_units == ()
    assert found.participation.tally.opinions is None
    assert found.participation.activities == ()
    assert (found.drafts, found.meetings, found.archive.items) == ((), (), ())
    assert (found.risk, found.competition) == (Risk(), Competition())
    assert (found.reports, found.publication) == (Reports(), Publication())
    assert found.expertise.experts == ()
    assert found.legality.requested_on is None
    assert found.execution.suspension is None
    assert found.risk.progress is Progress.NOT_STARTED


def test_the_offices_own_holiday_table_goes_before_the_shipped_one():
    decision = decision_at(Stage.DRAFTING)
    clerk = town().by(Role.ADMINISTRATOR)
    extra = date(2026, 3, 3)

    def table(organ, rest_days):
        m.HolidayYear.objects.create(
            organ=organ,
            year=2026,
            document_number="样云政〔2026〕1号",
            issued_on=On.proposed,
            rest_days=[day.isoformat() for day in rest_days],
            entered_by=clerk,
        )

    assert dossier(decision).calendar.is_working_day(extra)
    table(decision.organ, [extra])
    table(None, [])
    assert not dossier(decision).calendar.is_working_day(extra)
    elsewhere = town("qingxi", name="青溪镇人民政府")
    assert dossier(decision_at(Stage.DRAFTING, of=elsewhere)).calendar.is_working_day(extra)
