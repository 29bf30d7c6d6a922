"""The machine against a small model of its own (trust.md, row 6): random acts on the real gate.

Hypothesis tries acts in any order, lawful and not, by the right person and by others. The model
is written from the Decree, not from the code: it says where the matter stands, and past which
steps nobody gets. The record must account for everything after every step.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.roles import Role
from decisions.errors import NotYours, Refusal
from decisions.law.terms import Stage
from decisions.models import Decision, Entry, SectionProgress, Tally
from tests import factories
from tests.workflows import road as roads
from workflows import fsck, record, tallying

# Where each moving act starts and leads, as the Decree draws the road.
MOVES = {
    "begin_study": ("proposed", "study"),
    "initiate": ("study", "drafting"),
    "request_legality_review": ("drafting", "legality_review"),
    "return_to_drafting": ("legality_review submitted", "drafting"),
    "submit_for_deliberation": ("legality_review", "submitted"),
    "withdraw_submission": ("submitted", "drafting"),
    "put_on_agenda": ("submitted", "deliberation"),
    "adopt": ("deliberation", "decided"),
    "defer": ("deliberation", "submitted"),
    "discuss_again": ("deliberation", "submitted"),
    "reject": ("deliberation", "rejected"),
    "promulgate": ("decided", "promulgated"),
    "begin_execution": ("promulgated", "in_execution"),
    "suspend": ("in_execution", "suspended"),
    "resume": ("suspended", "in_execution"),
    "stop_execution": ("in_execution suspended", "terminated"),
    "conclude": ("in_execution", "concluded"),
    "terminate": ("proposed study drafting legality_review submitted", "terminated"),
}
# What must have been done before, since the step that makes it stale was last done.
AFTER = {
    "initiate": [("record_study", None)],
    "close_consultation": [("open_consultation", "withdraw_consultation")],
    "publish_feedback": [("approve_adoption_note", "write_adoption_note")],
    "conclude_participation": [("close_consultation", None), ("approve_adoption_note", None)],
    "conclude_expertise": [("give_expert_opinion", None)],
    "conclude_risk": [("file_risk_report", None)],
    "conclude_competition_review": [("record_preliminary_review", None)],
    "request_legality_review": [("freeze_draft", None)],
    "complete_legality_review": [("give_counsel_opinion", "request_legality_review")],
    "submit_for_deliberation": [("complete_legality_review", "request_legality_review")],
    "put_on_agenda": [("submit_for_deliberation", "request_legality_review")],
    "adopt": [("take_roll", None), ("keep_meeting_record", None), ("record_view", None)],
    "promulgate": [("adopt", None), ("report_to_party", None)],
    "begin_execution": [("promulgate", None)],
    "conclude": [("close_file", None), ("file_execution_report", "begin_execution")],
    "stop_execution": [("suspend", None)],
}
SETTLES = {
    "conclude_participation": "participation",
    "conclude_expertise": "expertise",
    "conclude_risk": "risk",
    "conclude_competition_review": "competition",
}
SECTIONS = {*SETTLES.values(), "hearing"}
REASON = {"reason": "情况有变。", "defects": "补充材料。", "amendment": "再作研究。"}
ASIDE = {
    "return_to_drafting": (Role.LEGAL_REVIEWER, REASON),
    "withdraw_submission": (Role.MEETING_SECRETARY, REASON),
    "defer": (Role.CHIEF_EXECUTIVE, REASON),
    "discuss_again": (Role.CHIEF_EXECUTIVE, REASON),
    "reject": (Role.CHIEF_EXECUTIVE, REASON),
    "suspend": (Role.CHIEF_EXECUTIVE, {"situation": "山洪。", "urgency": "危及行人。"}),
    "resume": (Role.CHIEF_EXECUTIVE, REASON),
    "stop_execution": (Role.CHIEF_EXECUTIVE, REASON),
    "terminate": (Role.CHIEF_EXECUTIVE, REASON),
    "reopen_section": (Role.DRAFTING_OFFICER, REASON | {"section": "risk"}),
    "remind": (Role.DRAFTING_OFFICER, {"act": "下一步"}),
}
# The road asks for rows (an opinion to answer, say) that are not there off its way.
NOTHING_TO_SAY = (LookupError, ObjectDoesNotExist)
STARTS = [Stage.PROPOSED, Stage.DRAFTING, Stage.LEGALITY_REVIEW, Stage.DELIBERATION, Stage.DECIDED]


@dataclass
class Model:
    """Where a matter stands and what was done, by the Decree."""

    stage: str = "proposed"
    acts: list[str] = field(default_factory=list)
    settled: set[str] = field(default_factory=set)

    def since(self, act: str, stale: str | None) -> bool:
        """Whether an act was done, and not made stale afterwards."""
        done = [n for n, one in enumerate(self.acts) if one == act]
        spoilt = [n for n, one in enumerate(self.acts) if one == stale]
        return bool(done) and (not spoilt or max(done) > max(spoilt))

    def may(self, act: str) -> bool:
        """Whether the Decree lets an act be done here at all (it may still miss something)."""
        if act in MOVES and self.stage not in MOVES[act][0].split():
            return act == "put_on_agenda" and self.stage == "deliberation"
        if act == "request_legality_review" and self.settled != SECTIONS:
            return False
        if act == "stop_execution" and self.stage == "in_execution":
            return False  # a suspension that was lifted gives no ground
        return all(self.since(*step) for step in AFTER.get(act, ()))

    def done(self, act: str, data: dict[str, Any]) -> None:
        """Take note of an act."""
        if act in MOVES and self.stage in MOVES[act][0].split():
            self.stage = MOVES[act][1]
        if act in SETTLES:
            self.settled.add(SETTLES[act])
        if act == "sign_finding":
            self.settled.add("hearing")
        if act == "reopen_section":
            self.settled.discard(data["section"])
        self.acts.append(act)


@dataclass
class Laid:
    """A road walked up to a stage, and the model of it; examples start from here."""

    done: int
    decision_id: int
    now: Any
    acts: list[str]
    settled: set[str]


STARTED: dict[Stage, Laid] = {}


def walked(place: factories.Town, stage: Stage) -> Laid:
    """The lawful road up to a stage."""
    road = roads.opened(place).to(stage)
    acts = list(Entry.objects.filter(decision=road.decision_id).values_list("act", flat=True))
    past = ("concluded", "found_unnecessary")
    rows = SectionProgress.objects.filter(decision=road.decision_id, progress__in=past)
    return Laid(
        road.done, road.decision_id, road.now, acts, set(rows.values_list("section", flat=True))
    )


class Machine(RuleBasedStateMachine):
    """One matter, tried in every way."""

    place: factories.Town

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.road = roads.Road(self.place)
        self.model = Model()

    def teardown(self) -> None:
        """Everything this example did is undone."""
        transaction.savepoint_rollback(self.savepoint)

    @initialize(stage=st.sampled_from(STARTS))
    def begin(self, stage: Stage) -> None:
        """Start somewhere on the lawful road."""
        laid = STARTED[stage]
        self.road.decision_id, self.road.done, self.road.now = (
            laid.decision_id,
            laid.done,
            laid.now,
        )
        self.model = Model(str(stage), list(laid.acts), set(laid.settled))

    def attempt(self, act: str, by: str, data: Any) -> bool:
        """Try an act; the model must allow whatever the gate allowed."""
        decision = self.road.decision
        sent = {}
        try:
            with transaction.atomic():
                sent = data(self.road) if callable(data) else dict(data)
                self.road.act(act, by, sent)
        except (Refusal, *NOTHING_TO_SAY):
            self._left_alone(decision)
            return False
        assert self.model.may(act), (act, self.model)
        self.model.done(act, sent)
        return True

    def _left_alone(self, before: Decision) -> None:
        """A refusal leaves no trace."""
        after = self.road.decision
        assert (after.stage, after.version) == (before.stage, before.version)

    @precondition(lambda self: self.on_the_way())
    @rule()
    def the_next_lawful_act(self) -> None:
        """Whoever keeps to the road is let through."""
        turn = self.road.told[self.road.done]
        self.road.dawn(turn.on)
        if turn.slug == "say":
            self.road.said()
            self.model.acts.append("register_submissions")
        else:
            assert self.attempt(turn.slug, turn.by, turn.data), turn.slug
        self.road.done += 1

    def on_the_way(self) -> bool:
        """Whether nothing led off the lawful road yet."""
        return self.road.done < len(self.road.told) and not self.off

    off = False

    @rule(place=st.integers(0, 70), by=st.sampled_from(["", *map(str, Role)]))
    def any_act_of_the_road(self, place: int, by: str) -> None:
        """Any act, at any time, often by the wrong person."""
        turn, now = self.road.told[place % len(self.road.told)], self.road.now
        if turn.slug == "say":
            return
        self.road.dawn(turn.on)
        if self.attempt(turn.slug, by or turn.by, turn.data):
            self.off = True
        else:
            self.road.now = now  # the day of a refused act must not make the lawful ones late

    @rule(act=st.sampled_from(sorted(ASIDE)))
    def a_detour(self, act: str) -> None:
        """Back, aside or to an end."""
        by, data = ASIDE[act]
        self.road.dawn(roads.today(self.road))
        if self.attempt(act, by, data) and act != "remind":
            self.off = True

    @rule(act=st.sampled_from(sorted(MOVES)), by=st.sampled_from([Role.AUDITOR, Role.COUNSEL]))
    def an_act_of_somebody_else(self, act: str, by: Role) -> None:
        """Auditors and counsel move nothing."""
        with pytest.raises(NotYours), transaction.atomic():
            self.road.act(act, by, {})

    @invariant()
    def the_stage_is_that_of_the_model(self) -> None:
        if self.road.decision_id:
            assert self.road.decision.stage == self.model.stage

    @invariant()
    def the_record_accounts_for_everything(self) -> None:
        if not self.road.decision_id:
            return
        assert list(fsck.examine([self.road.decision_id])) == []
        acts = list(self.road.decision.entries.order_by("seq").values_list("act", flat=True))
        assert acts == self.model.acts
        newest = self.road.decision.entries.order_by("-seq").first()
        assert record.digest(newest) == self.road.decision.chain_head

    @invariant()
    def the_tally_adds_up(self) -> None:
        if not self.road.decision_id:
            return
        tally = Tally.objects.filter(decision=self.road.decision_id).first() or Tally()
        counted = tallying.counts(self.road.decision)
        assert {name: getattr(tally, name) for name in counted} == counted


@pytest.fixture
def laid(db: None) -> Iterator[None]:
    """A matter at each stage from which examples start."""
    Machine.place = factories.town()
    for stage in STARTS:
        STARTED[stage] = walked(Machine.place, stage)
    yield
    STARTED.clear()


def walk(examples: int, steps: int) -> None:
    """Let Hypothesis walk."""
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            derandomize=examples < 100,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_no_walk_leads_past_the_decree(laid: None) -> None:
    walk(20, 20)


@pytest.mark.long
def test_no_long_walk_leads_past_the_decree(laid: None) -> None:
    walk(200, 30)
