"""The record (answer 14, docs/record.md): bytes, trees, triggers, heads; sign-off and delegation.

The reference implementations below are written from the document and share no code with ours.
"""

import hashlib
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.http import QueryDict

from accounts.models import User
from accounts.roles import Role
from decisions import triggers
from decisions.errors import NotNow, NotReady, NotYours
from decisions.law.terms import Stage
from decisions.models import DailyHead, Entry, Initiation
from tests import factories
from tests.stages.days import On, moment
from tests.workflows import road as roads
from workflows import fsck, heads, record, signoff
from workflows.models import ChainStep, Delegation, Proposal, SignOffChain
from workflows.registry import act

CHIEF, HEAD, SECRETARY = Role.CHIEF_EXECUTIVE, Role.LEAD_UNIT_HEAD, Role.MEETING_SECRETARY
DRAFTER = Role.DRAFTING_OFFICER


# --- The bytes ---

WRITTEN = (
    '{"act":"adopt","actor":7,"actor_name":"周明远","articles":["30.1"],"corrects":null,'
    '"decision":3,"dossier":"dd","facts":{"a":[1,"二"]},"files":[],"late":false,'
    '"late_reason":"","occurred_on":"2026-05-08","on_behalf_of":"","previous":"pp",'
    '"recorded_at":"2026-05-08T02:00:00.000001Z","role":"chief_executive","rows":"rr","seq":2,'
    '"stage_after":"decided","stage_before":"deliberation","summary":"通过",'
    '"token":"00000000-0000-0000-0000-000000000005","v":1}'
)


def entry(**changed: Any) -> Entry:
    """An entry that stands in no database."""
    return Entry(
        **{
            "decision_id": 3,
            "seq": 2,
            "act": "adopt",
            "actor_id": 7,
            "actor_name": "周明远",
            "role": "chief_executive",
            "occurred_on": date(2026, 5, 8),
            "recorded_at": datetime(2026, 5, 8, 2, 0, 0, 1, UTC),
            "articles": ["30.1"],
            "summary": "通过",
            "facts": {"a": [1, "二"]},
            "stage_before": "deliberation",
            "stage_after": "decided",
            "dossier": "dd",
            "rows": "rr",
            "token": UUID(int=5),
            "previous": "pp",
        }
        | changed
    )


def test_an_entry_is_hashed_as_it_is_written_down() -> None:
    wanted = hashlib.sha256(b"yijue-entry-1\n" + WRITTEN.encode()).hexdigest()
    assert record.digest(entry()) == wanted


@pytest.mark.parametrize("column", sorted(json.loads(WRITTEN).keys() - {"v"}))
def test_every_column_of_an_entry_is_in_its_digest(column: str) -> None:
    other = {
        "decision": ("decision_id", 4),
        "actor": ("actor_id", 8),
        "corrects": ("corrects_id", 1),
        "seq": ("seq", 3),
        "late": ("late", True),
        "articles": ("articles", []),
        "facts": ("facts", {}),
        "files": ("files", [{}]),
        "occurred_on": ("occurred_on", date(2026, 5, 9)),
        "recorded_at": ("recorded_at", datetime(2026, 5, 8, 2, tzinfo=UTC)),
        "token": ("token", None),
    }
    name, value = other.get(column, (column, "x"))
    assert record.digest(entry(**{name: value})) != record.digest(entry())


def test_the_digest_does_not_depend_on_the_zone_the_moment_is_given_in() -> None:
    at = datetime(2026, 5, 8, 2, 0, 0, 1, UTC)
    assert record.digest(entry(recorded_at=at.astimezone(moment(On.met).tzinfo))) == record.digest(
        entry()
    )


# --- The tree of RFC 6962, built another way ---


def root_of(leaves: list[str]) -> str:
    """The root by merging equal subtrees on a stack, as a log grows."""
    stack: list[tuple[int, bytes]] = []
    for one in leaves:
        size, node = 1, bytes.fromhex(one)
        while stack and stack[-1][0] == size:
            size, node = size * 2, hashlib.sha256(b"\x01" + stack.pop()[1] + node).digest()
        stack.append((size, node))
    if not stack:
        return hashlib.sha256(b"").hexdigest()
    node = stack.pop()[1]
    while stack:
        node = hashlib.sha256(b"\x01" + stack.pop()[1] + node).digest()
    return node.hex()


def holds(one: str, index: int, size: int, path: list[str], root: str) -> bool:
    """RFC 9162, 2.1.3.2: verifying an inclusion proof."""
    if index >= size:
        return False
    place, last, node = index, size - 1, bytes.fromhex(one)
    for sibling in map(bytes.fromhex, path):
        if last == 0:
            return False
        if place % 2 or place == last:
            node = hashlib.sha256(b"\x01" + sibling + node).digest()
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            node = hashlib.sha256(b"\x01" + node + sibling).digest()
        place, last = place >> 1, last >> 1
    return last == 0 and node.hex() == root


def leaves(size: int) -> list[str]:
    """Distinct leaves."""
    return [hashlib.sha256(bytes([0, n])).hexdigest() for n in range(size)]


@pytest.mark.parametrize("size", range(70))
def test_the_root_is_that_of_the_reference(size: int) -> None:
    assert record.merkle_root(leaves(size)) == root_of(leaves(size))


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 31, 33, 64])
def test_every_leaf_is_proved_and_no_other_is(size: int) -> None:
    all_of_them = leaves(size)
    root = record.merkle_root(all_of_them)
    for index, one in enumerate(all_of_them):
        path = record.inclusion_proof(all_of_them, index)
        assert holds(one, index, size, path, root)
        assert not holds(hashlib.sha256(b"x").hexdigest(), index, size, path, root)
        assert not holds(one, (index + 1) % size, size, path, root) or size == 1


def test_a_leaf_is_salted_and_spelled_canonically() -> None:
    said = {"text": "增加装卸区。", "v": 1}
    salt = "0f" * 16
    spelled = '{"text":"增加装卸区。","v":1}'.encode()
    assert (
        record.leaf(salt, said)
        == hashlib.sha256(b"\x00" + bytes.fromhex(salt) + spelled).hexdigest()
    )
    assert record.leaf("00" * 16, said) != record.leaf(salt, said)


# --- Triggers and heads ---


@pytest.fixture
def road(db: None) -> roads.Road:
    made = roads.opened()
    made.step()
    return made


@pytest.fixture
def chain(road: roads.Road) -> SignOffChain:
    """Initiation is signed by the unit's head, then by one named secretary."""
    made = SignOffChain.objects.create(organ=road.place.organ, act="initiate")
    ChainStep.objects.create(chain=made, order=1, title="核稿", role=HEAD)
    ChainStep.objects.create(chain=made, order=2, title="签发", person=road.user(SECRETARY))
    return made


def refused(statement: str) -> bool:
    """Whether the database itself refuses a statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":  # else waiting foreign keys refuse before us
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(statement)
    except DatabaseError as error:
        return "append-only" in str(error)
    return False


@pytest.mark.parametrize("table", triggers.APPEND_ONLY)
def test_the_database_refuses_to_change_the_record(
    table: str, road: roads.Road, chain: SignOffChain
) -> None:
    heads.take(On.initiated)
    waiting = proposed(road, chain)
    signoff.sign(waiting.pk, road.user(HEAD), passed=True)
    column = {"decisions_dailyhead": "chains"}.get(table, "id")
    assert refused(f"UPDATE {table} SET {column} = {column} + 1")
    assert refused(f"DELETE FROM {table}")
    if connection.vendor == "postgresql":
        assert refused(f"TRUNCATE {table} CASCADE")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")
        assert cursor.fetchone()[0] > 0


def test_the_orm_cannot_change_an_entry_either(road: roads.Road) -> None:
    entries = Entry.objects.filter(decision=road.decision_id)
    for change in (lambda: entries.update(summary="x"), lambda: entries.first().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_triggers_are_put_back_and_their_absence_is_seen(db: None) -> None:
    triggers.drop()
    assert len(triggers.missing()) == len(triggers.APPEND_ONLY) * (
        3 if connection.vendor == "postgresql" else 2
    )
    triggers.install()
    triggers.install()
    assert triggers.missing() == []


def test_the_daily_head_sees_a_decision_vanish(road: roads.Road) -> None:
    other = roads.opened(road.place)
    head = heads.take(On.proposed)
    assert head.chains == 2
    assert heads.take(On.proposed).pk == head.pk
    triggers.drop()
    Entry.objects.filter(decision=other.decision_id).delete()
    triggers.install()
    assert "head" in {found.check for found in fsck.examine()}


def test_the_daily_head_is_the_reference_over_all_chains(road: roads.Road) -> None:
    roads.opened(road.place)
    head = heads.take(On.proposed)
    newest: dict[int, Entry] = {}
    for row in Entry.objects.order_by("seq"):
        newest[row.decision_id] = row
    said = {
        "heads": [[pk, row.seq, row.digest] for pk, row in sorted(newest.items())],
        "on": "2025-12-08",
        "previous": "",
    }
    spelled = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert head.digest == hashlib.sha256(b"yijue-head-1\n" + spelled.encode()).hexdigest()
    assert DailyHead.objects.count() == 1


def test_missing_heads_are_taken_in_order_and_only_once(road: roads.Road) -> None:
    heads.take(On.proposed)
    assert heads.take_missing(On.proposed + timedelta(days=4)) == 3
    assert heads.take_missing(On.proposed + timedelta(days=4)) == 0
    assert list(fsck.examine()) == []


# --- Sign-off (签批) ---


def proposed(road: roads.Road, chain: SignOffChain, **more: Any) -> Proposal:
    """The initiation is proposed on its day."""
    road.until("initiate")
    data = QueryDict(mutable=True)
    data.update({name: str(value) for name, value in (road.start() | more).items()})
    with time_machine.travel(moment(On.initiated), tick=True):
        return signoff.propose(act("initiate"), chain, road.decision_id, road.user(CHIEF), data, {})


def signed(proposal: Proposal, who: User, *, passed: bool = True, note: str = "") -> Proposal:
    """A word on a proposal, on its day."""
    later = timedelta(minutes=proposal.signatures.count())
    with time_machine.travel(moment(On.initiated, 15) + later, tick=True):
        return signoff.sign(proposal.pk, who, passed=passed, note=note)


def test_an_act_under_a_chain_is_returned_proposed_again_and_takes_effect(
    road: roads.Road, chain: SignOffChain
) -> None:
    head, secretary = road.user(HEAD), road.user(SECRETARY)
    first = proposed(road, chain)
    version = road.decision.version
    assert signoff.waiting_for(head) == [first]
    assert signoff.waiting_for(secretary) == []
    assert signed(first, head, passed=False, note="请补充依据。").state == "returned"
    assert (road.decision.stage, road.decision.version) == (Stage.STUDY, version)
    with pytest.raises(NotNow):
        signed(first, head)
    second = proposed(road, chain)
    assert signed(second, head).state == "waiting"
    assert signoff.waiting_for(secretary) == [Proposal.objects.get(pk=second.pk)]
    done = signed(second, secretary)
    assert (done.state, road.decision.stage) == ("done", Stage.DRAFTING)
    assert (done.entry.act, done.entry.actor) == ("initiate", road.user(CHIEF))
    assert [row[1] for row in done.entry.facts["signatures"]] == [str(head), str(secretary)]
    assert list(fsck.examine([road.decision_id])) == []


def test_nobody_signs_out_of_turn_or_for_a_stranger(road: roads.Road, chain: SignOffChain) -> None:
    waiting = proposed(road, chain)
    for who in (SECRETARY, DRAFTER, CHIEF, Role.ADMINISTRATOR):
        with pytest.raises(NotYours):
            signed(waiting, road.user(who))
    other = factories.town("yangli", name="杨梨镇人民政府")
    with pytest.raises(NotYours):
        signed(waiting, other.by(HEAD))
    with pytest.raises(NotNow):
        proposed(road, chain)


def test_the_gates_are_judged_anew_with_the_last_signature(
    road: roads.Road, chain: SignOffChain
) -> None:
    waiting = proposed(road, chain)
    signed(waiting, road.user(HEAD))
    Initiation.objects.filter(decision=road.decision_id).update(study="", studied_on=None)
    with pytest.raises(NotReady) as refusal:
        signed(waiting, road.user(SECRETARY))
    assert refusal.value.shortcomings
    waiting.refresh_from_db()
    assert (waiting.state, waiting.position) == ("waiting", 2)
    assert waiting.signatures.count() == 1
    assert road.decision.stage == Stage.STUDY


# --- Delegation and reminders ---


def lend(road: roads.Road, role: Role, taker: User) -> User:
    """Let somebody act in a role of somebody else through the days of the road."""
    giver = road.user(role)
    Delegation.objects.create(
        giver=giver, taker=taker, role=role, starts_on=On.proposed, ends_on=On.filed, reason="出差"
    )
    return giver


def test_who_acted_for_whom_stands_on_the_record(road: roads.Road) -> None:
    taker = road.user(Role.RECORDS_OFFICER)
    giver = lend(road, HEAD, taker)
    entry = road.act("begin_study", Role.RECORDS_OFFICER, {})
    assert (entry.actor, entry.actor_name) == (taker, str(taker))
    assert (entry.on_behalf_of, entry.role) == (str(giver), HEAD)
    assert record.content(entry)["on_behalf_of"] == str(giver)


def test_who_signed_for_whom_stands_on_the_signature(road: roads.Road, chain: SignOffChain) -> None:
    taker = road.user(Role.RECORDS_OFFICER)
    giver = lend(road, HEAD, taker)
    waiting = proposed(road, chain)
    signed(waiting, taker)
    assert waiting.signatures.get().on_behalf_of == str(giver)
    done = signed(waiting, road.user(SECRETARY))
    assert done.entry.facts["signatures"][0][1:3] == [str(taker), str(giver)]


def test_a_reminder_goes_out_once_an_hour_and_is_recorded(road: roads.Road) -> None:
    urge = {"act": "研究论证", "note": "请尽快。"}
    first = road.act("remind", DRAFTER, urge)
    assert first.summary == "催办：研究论证"
    road.now += timedelta(minutes=59)
    with pytest.raises(NotNow):
        road.act("remind", HEAD, urge)
    assert road.act("remind", DRAFTER, urge | {"act": "启动"}).act == "remind"
    road.now += timedelta(minutes=2)
    assert road.act("remind", HEAD, urge).seq == first.seq + 2
    assert list(fsck.examine([road.decision_id])) == []
