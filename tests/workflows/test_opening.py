"""Art. 10, 11: a proposal is laid down with what is known of it; the rest begins where it is done."""

from uuid import UUID

import pytest
from django.utils import timezone

from accounts.roles import Role
from decisions import models as m
from decisions.errors import NotYours
from decisions.gather import gather
from decisions.law.terms import Section, Stage
from tests import factories
from tests.stages.days import On
from tests.workflows import counted
from tests.workflows import road as roads
from workflows import fsck, opening, registry
from workflows.registry import act

pytestmark = pytest.mark.django_db
LATER = (m.Preparation, m.Participation, m.Reports, m.Tally)
TOKEN = UUID(int=7)
SAID = {
    "classified": "no",
    "title": "另一事项",
    "matter_class": "public_policy",
    "source": "department",
    "proposer": "规划建设办公室",
    "proposed_on": On.proposed,
    "summary": "规范停车。",
}


@pytest.fixture
def road() -> roads.Road:
    """A road whose decision is proposed."""
    return roads.opened()


def test_a_proposal_has_no_row_of_what_is_not_begun(road: roads.Road) -> None:
    assert not any(table.objects.filter(decision=road.decision_id).exists() for table in LATER)
    assert not road.decision.sections.exists()
    road.to(Stage.DRAFTING)
    assert m.Tally.objects.get(decision=road.decision_id).opinions == 0


def test_the_form_of_every_act_opens_before_any_row_is_there(road: roads.Road) -> None:
    for found in registry.acts().values():
        found.form(decision=road.decision, actor=road.user(roads.DRAFTER), today=timezone.now())


def test_without_its_row_the_law_sees_what_it_sees_in_an_empty_one(road: roads.Road) -> None:
    road.to(Stage.DRAFTING)
    seen = gather(road.decision_id, as_of=On.initiated)
    _all_rows(road.decision)
    assert gather(road.decision_id, as_of=On.initiated) == seen


def test_a_matter_proposed_with_every_row_goes_the_same_road(road: roads.Road) -> None:
    road.to(Stage.STUDY)
    _all_rows(road.decision)
    road.finish()
    assert road.decision.sections.get(section="risk").progress == "concluded"
    assert list(fsck.examine([road.decision_id])) == []


def test_a_form_sent_twice_is_one_decision_even_after_the_seat_was_lost(road: roads.Road) -> None:
    drafter = road.user(Role.DRAFTING_OFFICER)
    first = opening.propose(drafter, SAID, token=TOKEN, now=road.now)
    drafter.appointments.all().delete()
    assert opening.propose(drafter, SAID, token=TOKEN, now=road.now) == first
    with pytest.raises(NotYours):
        opening.propose(drafter, SAID, token=UUID(int=8), now=road.now)


def test_art_11_three_more_lead_units_are_named_in_as_many_statements_as_one() -> None:
    spent = []
    for code, others in (("yunling", 1), ("yangli", 3)):
        road = roads.opened(factories.town(code, name=f"{code}镇人民政府")).until("initiate")
        offices = road.decision.organ.offices.exclude(pk=road.decision.lead_office_id)[:others]
        said = road.start() | {"other_units": [office.pk for office in offices]}
        chief = road.user(Role.CHIEF_EXECUTIVE)
        road.dawn(On.initiated)
        with counted.cost() as one:
            roads.perform(act("initiate"), road.decision_id, chief, said, now=road.now)
        assert road.decision.lead_units.count() == 1 + others
        spent.append(one.queries)
    assert spent[0] == spent[1]


def _all_rows(decision: m.Decision) -> None:
    """Every row that a proposal laid down before rows began with what is done."""
    for table in LATER:
        table.objects.get_or_create(decision=decision)
    for section in Section:
        m.SectionProgress.objects.create(decision=decision, section=section)
