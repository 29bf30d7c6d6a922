"""An appointment counts on its days, both inclusive; what a role allows begins and ends with it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.appointments import appoint, dismiss, keep_in_step, roles_of
from accounts.models import Appointment, User
from accounts.roles import Role
from decisions.errors import NotYours
from decisions.law.terms import Stage
from decisions.models import Decision
from notices.entitled import entitled
from tests import factories
from workflows import handover, outbox, permissions, tasks, todo
from workflows.models import Delegation, Task

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 10)
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
ACT = "prepare_interpretation"


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(datetime(2026, 6, 10, 1, tzinfo=UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def decision() -> Decision:
    made = factories.decision_at(Stage.DECIDED)
    permissions.grant(made)
    return made


@pytest.fixture
def officer(decision: Decision) -> User:
    return factories.person("novice", of=factories.town().offices["planning"], name="新来者")


def drafts(user: User, decision: Decision, on: date) -> bool:
    """Whether a person may do an act of the drafting officer on a day."""
    try:
        return permissions.may(user, ACT, decision, on).role == Role.DRAFTING_OFFICER
    except NotYours:
        return False


def named(officer: User, starts_on: date) -> Appointment:
    return appoint(officer, officer.office, Role.DRAFTING_OFFICER, starts_on)


def test_a_future_start_gives_nothing_today(decision: Decision, officer: User) -> None:
    named(officer, TOMORROW)
    assert not drafts(officer, decision, TODAY)
    assert drafts(officer, decision, TOMORROW)
    assert roles_of(officer) == set()
    assert not entitled(officer, decision.pk)
    assert not todo.decisions_for(officer).exists()
    page = Client()
    page.force_login(officer)
    assert page.get(reverse("desk:case", args=[decision.pk])).status_code == 403


def test_a_future_end_leaves_the_role_until_its_last_day(
    decision: Decision, officer: User, clock: Any
) -> None:
    dismiss(named(officer, YESTERDAY), TOMORROW)
    assert drafts(officer, decision, TODAY)
    assert drafts(officer, decision, TOMORROW)
    assert not drafts(officer, decision, TOMORROW + timedelta(days=1))
    assert roles_of(officer) == {Role.DRAFTING_OFFICER}
    assert todo.decisions_for(officer).exists()
    clock.shift(timedelta(days=2))
    assert roles_of(officer) == set()
    assert not entitled(officer, decision.pk)


def test_the_lists_follow_the_day(decision: Decision, officer: User, clock: Any) -> None:
    named(officer, TOMORROW)
    Task.objects.create(
        decision=decision, act=ACT, role=Role.DRAFTING_OFFICER, missing=0, since=timezone.now()
    )
    assert not todo.waiting_for(officer).exists()
    clock.shift(timedelta(days=1))
    assert todo.waiting_for(officer).filter(act=ACT).exists()
    dismiss(officer.appointments.get(), TOMORROW)
    clock.shift(timedelta(days=1))
    assert not todo.waiting_for(officer).exists()


def test_the_sweep_clears_seats_whose_time_is_over(officer: User, clock: Any) -> None:
    dismiss(named(officer, YESTERDAY), TODAY)
    clock.shift(timedelta(days=1))
    assert officer.groups.count() == 2
    tasks.sweep_all()
    assert officer.groups.count() == 0
    assert keep_in_step() == 0


def test_another_persons_appointment_does_not_lend_the_role(
    decision: Decision, officer: User, clock: Any
) -> None:
    """The colleague in the same group is in force; whoever's time is over is not."""
    dismiss(named(officer, YESTERDAY), TODAY)
    clock.shift(timedelta(days=1))
    colleague = factories.town().by(Role.DRAFTING_OFFICER)
    assert set(officer.groups.all()) <= set(colleague.groups.all())
    assert drafts(colleague, decision, TOMORROW)
    assert not drafts(officer, decision, TOMORROW)


def test_a_delegation_lends_no_role_that_is_over(decision: Decision, officer: User) -> None:
    giver = factories.town().by(Role.DRAFTING_OFFICER)
    Delegation.objects.create(
        giver=giver, taker=officer, role=Role.DRAFTING_OFFICER, starts_on=YESTERDAY,
        ends_on=TOMORROW, reason="出差",
    )  # fmt: skip
    assert drafts(officer, decision, TOMORROW)
    dismiss(giver.appointments.get(), TODAY)
    assert not drafts(officer, decision, TOMORROW)


def test_appointed_again_the_earlier_time_is_kept(decision: Decision, officer: User) -> None:
    first = named(officer, date(2022, 1, 1))
    dismiss(first, date(2023, 1, 1))
    again = named(officer, YESTERDAY)
    assert again.pk != first.pk
    assert drafts(officer, decision, date(2022, 6, 1))
    assert not drafts(officer, decision, date(2024, 6, 1))
    assert named(officer, TOMORROW).starts_on == YESTERDAY
    assert officer.appointments.count() == 2


def test_handed_over_on_the_first_day_it_is_gone_at_once(decision: Decision, officer: User) -> None:
    taker = factories.person("taker", of=officer.office)
    named(officer, TODAY)
    handover.hand_over(factories.town().by(Role.LEAD_UNIT_HEAD), officer, taker, reason="调动")
    assert not drafts(officer, decision, TODAY)
    assert drafts(taker, decision, TODAY)


def test_the_administration_page_keeps_the_groups_in_step(officer: User) -> None:
    admin = User.objects.create_superuser("root", display_name="管理员")
    page = Client()
    page.force_login(admin)
    seat = named(officer, YESTERDAY)
    said = {"user": officer.pk, "office": officer.office_id, "role": seat.role}
    url = reverse("admin:accounts_appointment_change", args=[seat.pk])
    response = page.post(url, said | {"starts_on": YESTERDAY, "ends_on": YESTERDAY})
    assert response.status_code == 302
    assert not officer.groups.exists()
    response = page.post(
        reverse("admin:accounts_appointment_add"), said | {"starts_on": TODAY, "ends_on": ""}
    )
    assert response.status_code == 302
    assert officer.groups.count() == 2
    assert outbox.run_waiting() == 0
