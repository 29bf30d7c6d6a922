"""Handing over: open work follows the appointment, each file says so, duties stay separate."""

import pytest
from django.http import QueryDict

from accounts.models import User
from accounts.roles import Role
from decisions.errors import NotNow, NotYours
from decisions.law.terms import Stage
from decisions.models import Decision
from tests import factories
from tests.stages.days import On
from tests.workflows.meeting import at
from tests.workflows.reviewing import DRAFTER, act
from workflows import permissions, signoff
from workflows.handover import HandOver, hand_over
from workflows.models import ChainStep, Delegation, Proposal, SignOffChain
from workflows.steps.drafting import RecordPreparation
from workflows.steps.publication import PrepareInterpretation

pytestmark = pytest.mark.django_db
REASON = {"reason": "工作调动。"}


@pytest.fixture
def decision() -> Decision:
    return at(Stage.DECIDED)


@pytest.fixture
def newcomer(decision: Decision) -> User:
    return factories.person("newcomer", of=factories.town().offices["planning"], name="新来者")


def by(role: Role) -> User:
    return factories.town().by(role)


def test_open_work_passes_to_the_taker_and_the_file_says_so(
    decision: Decision, newcomer: User
) -> None:
    giver = by(DRAFTER)
    entries = hand_over(by(Role.LEAD_UNIT_HEAD), giver, newcomer, on=On.reported, **REASON)
    assert [e.facts["role"] for e in entries] == [DRAFTER]
    assert "林晓禾移交新来者" in entries[0].summary
    given = {"interpretation": "为什么制定。"}
    act(PrepareInterpretation, decision, newcomer, On.reported, **given)
    with pytest.raises(NotYours):
        act(PrepareInterpretation, decision, giver, On.reported, **given)


def test_what_is_over_gets_no_entry(decision: Decision, newcomer: User) -> None:
    at(Stage.REJECTED, title="已结束的事项")
    assert len(hand_over(by(Role.ADMINISTRATOR), by(DRAFTER), newcomer, **REASON)) == 1


def test_a_named_grant_and_a_delegation_move_with_the_role(
    decision: Decision, newcomer: User
) -> None:
    giver = by(Role.HEARING_CHAIR)
    permissions.grant_person(decision, giver, Role.HEARING_CHAIR)
    lent = Delegation.objects.create(
        giver=giver,
        taker=by(Role.HEARING_CLERK),
        role=Role.HEARING_CHAIR,
        starts_on=On.met,
        ends_on=On.evaluated,
        reason="出差",
    )
    hand_over(by(Role.ADMINISTRATOR), giver, newcomer, **REASON, roles=[Role.HEARING_CHAIR])
    lent.refresh_from_db()
    assert lent.revoked_at
    held = {c.role for c in permissions.capacities(newcomer, decision, On.met)}
    assert held == {Role.HEARING_CHAIR}
    assert permissions.capacities(giver, decision, On.met) == []


def test_only_the_head_or_the_administrator_hands_over(decision: Decision, newcomer: User) -> None:
    for role in (DRAFTER, Role.CHIEF_EXECUTIVE, Role.AUDITOR):
        with pytest.raises(NotYours):
            hand_over(by(role), by(DRAFTER), newcomer, **REASON)
    with pytest.raises(NotYours):
        hand_over(by(Role.LEAD_UNIT_HEAD), by(Role.LEGAL_REVIEWER), newcomer, **REASON)


def test_who_acted_in_a_separate_duty_cannot_take_the_work(decision: Decision) -> None:
    drafting = at(Stage.DRAFTING, title="正在拟订的事项")
    given = {"researched_on": On.initiated, "research": "走访。", "alternative_options": 0}
    act(RecordPreparation, drafting, DRAFTER, On.frozen, **given, bodies_affected=False)
    with pytest.raises(NotNow):
        hand_over(by(Role.ADMINISTRATOR), by(Role.LEGAL_REVIEWER), by(DRAFTER), **REASON)
    assert permissions.may(by(Role.LEGAL_REVIEWER), "rule_on_change", drafting, On.frozen)


def test_nobody_hands_over_to_oneself_or_without_an_appointment(
    decision: Decision, newcomer: User
) -> None:
    admin = by(Role.ADMINISTRATOR)
    with pytest.raises(NotNow):
        hand_over(admin, by(DRAFTER), by(DRAFTER), **REASON)
    with pytest.raises(NotNow):
        hand_over(admin, newcomer, by(DRAFTER), **REASON)


def test_the_note_alone_moves_nothing_and_is_refused(decision: Decision, newcomer: User) -> None:
    given = {"giver": by(DRAFTER).pk, "taker": newcomer.pk, **REASON}
    with pytest.raises(NotNow):
        act(HandOver, decision, Role.ADMINISTRATOR, On.met, **given)


def test_what_waits_for_signatures_takes_effect_in_the_takers_name(
    decision: Decision, newcomer: User
) -> None:
    """Else the last signer would be told that the proposer may not do it any more."""
    giver, head = by(DRAFTER), by(Role.LEAD_UNIT_HEAD)
    chain = SignOffChain.objects.create(organ=decision.organ, act="prepare_interpretation")
    ChainStep.objects.create(chain=chain, order=1, title="审核", role=Role.LEAD_UNIT_HEAD)
    said = QueryDict(mutable=True)
    said.update({"interpretation": "为什么制定。"})
    waiting = signoff.propose(PrepareInterpretation, chain, decision.pk, giver, said, {})
    hand_over(head, giver, newcomer, **REASON)
    signed = signoff.sign(waiting.pk, head, passed=True)
    assert (signed.state, signed.entry.actor) == (Proposal.State.DONE, newcomer)
    assert [signature[1] for signature in signed.entry.facts["signatures"]] == [str(head)]
