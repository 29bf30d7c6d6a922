"""The road as a graph (answer 22): no way round the mandatory steps, and no state without a way on.

The graph is built from the acts (stages, arrows, progress, gates) and explored whole, roles
factored out, for every combination of facts. What the join asks is proved apart, against the
real rules, for every progress of every section.
"""

import ast
import inspect
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest

from decisions.law import judge
from decisions.law.dossier import Dossier
from decisions.law.facts.participation import Hearing, Participation
from decisions.law.facts.review import Competition, Expertise, Risk, SectionFinding
from decisions.law.terms import HearingChoice, Progress, Section, Stage
from tests.law.dossiers import STARTED, lawful_dossier
from workflows.act import Act
from workflows.procedure import arrows
from workflows.registry import acts

pytestmark = pytest.mark.one_engine
NOT_STARTED, UNDER_WAY, CONCLUDED, UNNECESSARY, REOPENED = (
    Progress.NOT_STARTED,
    Progress.UNDER_WAY,
    Progress.CONCLUDED,
    Progress.FOUND_UNNECESSARY,
    Progress.REOPENED,
)
SECTIONS = (
    Section.PARTICIPATION,
    Section.HEARING,
    Section.EXPERTISE,
    Section.RISK,
    Section.COMPETITION,
)
GATE_OF = dict(zip(SECTIONS, ("G5", "G6", "G7", "G8", "G9"), strict=True))
END = {Stage.CONCLUDED, Stage.REJECTED, Stage.TERMINATED}
DECIDED = {Stage.DECIDED, Stage.PROMULGATED, Stage.IN_EXECUTION, Stage.SUSPENDED, Stage.CONCLUDED}
# From which progress a section comes to which, in words of the law and not of the code.
FROM = {
    UNDER_WAY: {NOT_STARTED, UNDER_WAY, REOPENED},
    CONCLUDED: {UNDER_WAY, REOPENED},
    UNNECESSARY: {NOT_STARTED, UNDER_WAY, REOPENED},
    REOPENED: {UNDER_WAY, CONCLUDED, UNNECESSARY, REOPENED},
}
# Acts that choose the section, or what becomes of it, while they are done.
CHOOSING: dict[str, tuple[tuple[Section, Progress], ...]] = {
    "sign_finding": tuple((section, UNNECESSARY) for section in SECTIONS),
    "reopen_section": tuple((section, REOPENED) for section in SECTIONS),
    "determine_risk": ((Section.RISK, REOPENED),),
    "conclude_participation": ((Section.PARTICIPATION, UNNECESSARY),),
    "choose_hearing": ((Section.HEARING, UNDER_WAY), (Section.HEARING, UNNECESSARY)),
    "conclude_hearing": ((Section.HEARING, UNNECESSARY),),
}


@dataclass(frozen=True)
class Facts:
    """What a matter calls for."""

    technical: bool
    risk_possible: bool
    market: bool
    hearing: bool
    exempt: bool

    def calls_for(self, section: Section) -> bool:
        """Whether a section must be gone through."""
        return {
            Section.PARTICIPATION: not self.exempt,
            Section.HEARING: self.hearing and not self.exempt,
            Section.EXPERTISE: self.technical,
            Section.RISK: self.risk_possible,
            Section.COMPETITION: self.market,
        }[section]

    def settled(self, section: Section, progress: Progress) -> bool:
        """A section called for is concluded; another may be passed over by a signed finding."""
        return progress is CONCLUDED or (progress is UNNECESSARY and not self.calls_for(section))


EVERY = [
    Facts(*answers)
    for answers in product((True, False), repeat=5)
    if not (answers[3] and answers[4])  # whoever is exempt from hearing the public holds no hearing
]
# The gates whose passing the graph remembers; the others only refuse at their own act.
GATES = ("G1", "G2", *GATE_OF.values(), "G10", "G11", "G12", "G13", "G14", "G15")
BIT = {gate: 1 << place for place, gate in enumerate(GATES)}
ORDER = {stage: place for place, stage in enumerate(Stage)}


class State(NamedTuple):
    """Where a matter stands: stage, progress of the sections, gates behind it, the organ's word."""

    stage: Stage
    progress: tuple[Progress, ...] = (NOT_STARTED,) * len(SECTIONS)
    passed: int = 0
    uncontrollable: bool = False


@dataclass(frozen=True)
class Effect:
    """What an act does in the abstract: gates it asks, a section it moves, an arrow it takes."""

    stage: Stage
    target: Stage
    asked: int
    sections_asked: tuple[int, ...]
    place: int | None
    becomes: Progress | None
    word: bool | None
    refused_when_uncontrollable: bool


def moves_of(act: type[Act]) -> set[str]:
    """The arrows an act may take, read from its own words."""
    if act.moves_by is Act.moves_by:
        return {act.moves}
    names = {arrow.name for arrow in arrows()}
    source = inspect.getsource(act.moves_by)
    return {name for name in names if f'"{name}"' in source} | {""}


def changes_of(act: type[Act]) -> set[tuple[Section | None, Progress | None]]:
    """The sections an act may move, and whither."""
    found = {(act.section, act.progress)} if act.progress else set()
    found |= set(CHOOSING.get(act.slug, ())) | OPEN_END.get(act.slug, set())
    return found or {(None, None)}


# A risk found uncontrollable is first answered by measures and a supplement (Art. 24).
WAITING = ("determine_risk", "conclude_risk")
OPEN_END = {"determine_risk": {(None, None)}}  # found controllable, it moves nothing


@cache
def ways() -> dict[tuple[str, Stage], Stage]:
    """Arrow and stage it starts from → stage it leads to."""
    return {(arrow.name, arrow.source): arrow.target for arrow in arrows()}


@cache
def compiled() -> tuple[dict[Stage, list[Effect]], dict[Effect, set[str]], set[tuple[str, Stage]]]:
    """The effects possible at each stage, the acts behind each, and the arrows they take."""
    at: dict[Stage, list[Effect]] = defaultdict(list)
    behind: dict[Effect, set[str]] = defaultdict(set)
    taken = set()
    for act in acts().values():
        for stage, arrow, change in product(act.stages or Stage, moves_of(act), changes_of(act)):
            target = ways().get((arrow, stage)) if arrow else stage
            if target is None:
                continue
            effect = effect_of(act, stage, target, *change)
            if effect not in behind:
                at[stage].append(effect)
            behind[effect].add(act.slug)
            if arrow:
                taken.add((arrow, stage))
    return at, behind, taken


def effect_of(
    act: type[Act], stage: Stage, target: Stage, section: Section | None, becomes: Progress | None
) -> Effect:
    """One way in which an act works at one stage."""
    word = None
    if act.slug == "determine_risk":
        word = becomes is REOPENED
    if act.slug == "supplement_risk_assessment":
        word = False
    return Effect(
        stage,
        target,
        sum(BIT[gate] for gate in set(act.gates) & set(GATES)),
        tuple(SECTIONS.index(s) for s, gate in GATE_OF.items() if gate in act.gates),
        SECTIONS.index(section) if section else None,
        becomes,
        word,
        "G12" in act.gates or act.slug.startswith("adopt") or act.slug in WAITING,
    )


@cache
def behind(target: Stage) -> int:
    """The gates that lie behind a stage: an arrow that leads back to it keeps only these."""
    places: dict[str, int] = {}
    for act in acts().values():
        for gate in set(act.gates) & set(GATES):
            place = min(ORDER[stage] for stage in act.stages)
            places[gate] = min(place, places.get(gate, place))
    return sum(BIT[gate] for gate, place in places.items() if place < ORDER[target])


def after(state: State, effect: Effect, facts: Facts) -> State | None:
    """The state an act leads to, or None where the law refuses it."""
    progress, passed = state.progress, state.passed | effect.asked
    word = state.uncontrollable if effect.word is None else effect.word
    if state.uncontrollable and effect.refused_when_uncontrollable:
        return None
    if effect.becomes:
        if progress[effect.place] not in FROM[effect.becomes]:
            return None
        progress = (*progress[: effect.place], effect.becomes, *progress[effect.place + 1 :])
        if effect.becomes is REOPENED:
            passed &= ~BIT[GATE_OF[SECTIONS[effect.place]]]
    for place in effect.sections_asked:
        if not facts.settled(SECTIONS[place], progress[place]):
            return None
    if effect.target not in END and ORDER[effect.target] < ORDER[effect.stage]:
        passed &= behind(effect.target)
    return State(effect.target, progress, passed, word)


@dataclass
class Graph:
    """Every reachable state of one combination of facts, and the effects that led there."""

    back: dict[State, set[State]]
    used: set[Effect]

    def reaching(self, ends: set[State]) -> set[State]:
        """The states from which one of the ends can be reached."""
        seen, waiting = set(ends), list(ends)
        while waiting:
            for earlier in self.back[waiting.pop()] - seen:
                seen.add(earlier)
                waiting.append(earlier)
        return seen


@lru_cache(maxsize=1)
def explored(facts: Facts) -> Graph:
    """The whole graph, from the proposal on."""
    at, _behind, _taken = compiled()
    start = State(Stage.PROPOSED)
    graph, waiting = Graph({start: set()}, set()), [start]
    while waiting:
        state = waiting.pop()
        for effect in at[state.stage]:
            found = after(state, effect, facts)
            if found is None:
                continue
            graph.used.add(effect)
            if found not in graph.back:
                graph.back[found] = set()
                waiting.append(found)
            graph.back[found].add(state)
    return graph


def words(facts: Facts) -> str:
    """The facts as a test's name."""
    return "-".join(name for name, answer in vars(facts).items() if answer) or "none"


def misses(state: State, facts: Facts) -> list[str]:
    """What a decided matter went past."""
    due = set(GATES) - {"G14", "G15"} if state.stage is Stage.DECIDED else set(GATES)
    found = [gate for gate in sorted(due) if not state.passed & BIT[gate]]
    return found + [
        str(section)
        for section, progress in zip(SECTIONS, state.progress, strict=True)
        if not facts.settled(section, progress)
    ]


@pytest.mark.parametrize("facts", EVERY, ids=words)
def test_no_way_past_a_mandatory_step_and_no_dead_end(facts: Facts) -> None:
    graph = explored(facts)
    states = set(graph.back)
    assert {state.stage for state in states} == set(Stage)
    past = {s: misses(s, facts) for s in states if s.stage in DECIDED}
    assert not {state: what for state, what in past.items() if what}
    ended = {state for state in states if state.stage in END}
    assert not states - graph.reaching(ended)
    # Termination hides no dead end: whatever has not ended can still be brought to its end.
    whole = {state for state in ended if state.stage is Stage.CONCLUDED}
    assert not states - ended - graph.reaching(whole)


def test_every_act_is_reachable_and_every_arrow_is_taken() -> None:
    _at, behind, taken = compiled()
    used = explored(EVERY[0]).used | explored(EVERY[-1]).used
    done = set().union(*(behind[effect] for effect in used))
    assert not set(acts()) - done
    assert taken == {(arrow.name, arrow.source) for arrow in arrows()}


def test_every_act_that_chooses_a_section_is_known_here() -> None:
    setting = ("doing.progress =", "_set_progress(", 'facts["progress"]')
    found = {
        act.slug
        for act in acts().values()
        if any(words in inspect.getsource(act.do) for words in setting)
    }
    assert found <= set(CHOOSING)


def test_the_returning_arrows_drop_the_gates_behind_them() -> None:
    assert behind(Stage.DRAFTING) == BIT["G1"]
    assert behind(Stage.SUBMITTED) == sum(BIT[g] for g in GATES[: GATES.index("G13")])


def test_nobody_but_the_procedure_assigns_a_stage() -> None:
    found = {
        (path.as_posix(), line)
        for path in _sources()
        for line in _assignments(ast.parse(_source(path)))
    }
    assert {place for place, _line in found} == {"workflows/procedure.py"}


def test_only_perform_walks_the_road() -> None:
    callers = {path.as_posix() for path in _sources() if " Procedure(" in _source(path)}
    assert callers == {"workflows/act.py"}


def _sources() -> Iterator[Path]:
    for app in ("accounts", "decisions", "notices", "workflows", "config"):
        for path in sorted(Path(app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8").replace("(Procedure(", "( Procedure(")


def _assignments(tree: ast.AST) -> Iterator[int]:
    """Lines that write a stage: attribute, setattr, or a keyword of create and update."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(t, ast.Attribute) and t.attr == "stage" for t in _flat(targets)):
                yield node.lineno
        if isinstance(node, ast.Call) and _writes_stage(node):
            yield node.lineno


def _flat(targets: list[ast.expr]) -> Iterator[ast.expr]:
    for target in targets:
        if isinstance(target, ast.Tuple | ast.List):
            yield from _flat(target.elts)
        else:
            yield target


def _writes_stage(call: ast.Call) -> bool:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name == "setattr":
        return len(call.args) > 1 and getattr(call.args[1], "value", "") == "stage"
    writing = {"update", "create", "get_or_create", "update_or_create", "Decision"}
    return name in writing and any(word.arg == "stage" for word in call.keywords)


# --- The join against the real rules -------------------------------------------------------------

LAWFUL = lawful_dossier()
BEGUN = {
    Section.PARTICIPATION: Participation(activities=LAWFUL.participation.activities),
    Section.HEARING: Hearing(choice=HearingChoice.CHOSEN, notice_on=LAWFUL.hearing.notice_on),
    Section.EXPERTISE: Expertise(form=LAWFUL.expertise.form),
    Section.RISK: Risk(assessor=LAWFUL.risk.assessor),
    Section.COMPETITION: Competition(preliminary_on=LAWFUL.competition.preliminary_on),
}
UNTOUCHED = {
    Section.PARTICIPATION: Participation(),
    Section.HEARING: Hearing(),
    Section.EXPERTISE: Expertise(),
    Section.RISK: Risk(),
    Section.COMPETITION: Competition(),
}


def sheet(section: Section, progress: Progress, facts: Facts) -> object:
    """What the file holds of a section that stands so far."""
    if progress in (CONCLUDED, REOPENED):
        found = getattr(LAWFUL, section)
    else:
        found = (BEGUN if progress is UNDER_WAY else UNTOUCHED)[section]
    if section is Section.HEARING and not facts.calls_for(section):
        done = progress is CONCLUDED
        found = Hearing(choice=HearingChoice.NOT_HELD, ground="没有规定应当听证" if done else "")
    elif section is Section.HEARING:
        found = replace(found, choice=HearingChoice.CHOSEN)
    if section is Section.PARTICIPATION and facts.exempt and progress is not CONCLUDED:
        found = replace(found, exemption_ground="state_secret")
    return replace(found, progress=progress)


def finding(section: Section) -> SectionFinding:
    """A signed finding that passes a section over."""
    return SectionFinding(
        section=section, reason="不涉及。", author="林某", signed_by="宋某", signed_on=STARTED
    )


def variant(progress: tuple[Progress, ...], facts: Facts) -> Dossier:
    """The lawful dossier with each section as far as it is."""
    said = dict(zip(SECTIONS, progress, strict=True))
    passed = tuple(finding(s) for s, how in said.items() if how is UNNECESSARY)
    matter = replace(
        LAWFUL.matter,
        technical=facts.technical,
        risk_possible=facts.risk_possible,
        market=facts.market,
    )
    sheets = {str(section): sheet(section, how, facts) for section, how in said.items()}
    return replace(LAWFUL, matter=matter, findings=passed, **sheets)


def join_is_exact(progress: tuple[Progress, ...], facts: Facts) -> bool:
    """The rules at the join refuse exactly what is not settled."""
    gates = acts()["request_legality_review"].gates
    refused = bool(judge.shortcomings(variant(progress, facts), gates))
    settled = all(facts.settled(s, p) for s, p in zip(SECTIONS, progress, strict=True))
    return refused is not settled


def test_the_join_asks_every_section_anew() -> None:
    gates = set(acts()["request_legality_review"].gates)
    assert gates == {"G2", "G10", *GATE_OF.values()}


def test_submission_asks_feedback_review_and_package() -> None:
    assert {"G5p", "G11", "G12"} <= set(acts()["submit_for_deliberation"].gates)


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("facts", EVERY, ids=words)
def test_the_join_refuses_exactly_what_is_not_settled(facts: Facts, section: Section) -> None:
    """One section at each progress, the others settled in either way."""
    settled = [CONCLUDED if facts.calls_for(s) else UNNECESSARY for s in SECTIONS]
    for progress in Progress:
        settled[SECTIONS.index(section)] = progress
        assert join_is_exact(tuple(settled), facts), (progress, facts)


@pytest.mark.parametrize("facts", [EVERY[0], EVERY[-1], EVERY[1], EVERY[-2]], ids=words)
def test_the_join_for_pairs_of_sections(facts: Facts) -> None:
    """Two sections at every progress, the others concluded."""
    for one, two in product(range(5), repeat=2):
        for first, second in product(Progress, repeat=2):
            progress = [CONCLUDED] * 5
            progress[one], progress[two] = first, second
            assert join_is_exact(tuple(progress), facts), progress


@pytest.mark.long
@pytest.mark.parametrize("facts", EVERY, ids=words)
def test_the_join_for_every_progress_of_every_section(facts: Facts) -> None:
    for progress in product(Progress, repeat=5):
        assert join_is_exact(progress, facts), progress
