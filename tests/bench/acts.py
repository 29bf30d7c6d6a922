"""An act through ``perform`` beside a plain ORM script that reads and writes the same rows."""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from decisions import evidence
from decisions.models import Decision, DecisionGroupPermission, Entry, LegalBasis
from tests.factories import Town, town
from tests.workflows import road
from workflows import registry
from workflows.act import Act, perform
from workflows.models import Delegation

ROUNDS = 60
FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")  # the transaction itself asks nothing


def measure(place: Town, decisions: list[Decision]) -> dict[str, Any]:
    """Queries of one act, and the median time of both ways in turn."""
    actor = place.by(Role.DRAFTING_OFFICER)
    act = registry.act("add_legal_basis")
    drafting = [d for d in decisions if d.stage == "drafting"][1:]
    ours: list[float] = []
    plain: list[float] = []
    for number in range(ROUNDS):
        pk = drafting[number % len(drafting)].pk
        ours.append(_time(perform, act, pk, actor, {"title": f"法规{number}"}))
        plain.append(_time(_script, pk, actor, number))
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        perform(act, drafting[0].pk, actor, {"title": "查询数"})
    return {
        "queries": sum(1 for q in queries if not q["sql"].startswith(FRAME)),
        "act_ms": median(ours) * 1000,
        "script_ms": median(plain) * 1000,
        "rate": median(plain) / median(ours),
    }


def queries_of_every_act() -> dict[str, int]:
    """The statements of each act on the whole road, the most an act ever took."""
    found: dict[str, int] = {}
    plain = road.perform

    def counted(act: type[Act], *given: Any, **more: Any) -> Entry:
        with CaptureQueriesContext(connection) as queries:
            entry = plain(act, *given, **more)
        asked = sum(1 for q in queries if not q["sql"].startswith(FRAME))
        found[act.slug] = max(asked, found.get(act.slug, 0))
        return entry

    road.perform = counted
    try:
        road.opened(town("yangli", name="杨梨镇人民政府")).finish()
    finally:
        road.perform = plain
    return found


def _time(work: Callable[..., Any], *given: Any) -> float:
    start = time.perf_counter()
    work(*given)
    return time.perf_counter() - start


@transaction.atomic
def _script(decision_id: int, actor: User, number: int) -> None:
    """What somebody writes who only wants the rows: no rules, no digests, no refusals."""
    decision = Decision.objects.select_for_update().get(pk=decision_id)
    list(Delegation.objects.filter(taker=actor))
    list(DecisionGroupPermission.objects.filter(content_object=decision, group__user=actor))
    for table, path in evidence.TABLES.items():
        list(table._default_manager.filter(**{path: decision_id}).values())
    LegalBasis.objects.create(decision=decision, title=f"规章{number}")
    decision.version += 1
    Entry.objects.create(
        decision=decision,
        seq=decision.version,
        act="add_legal_basis",
        actor=actor,
        actor_name=str(actor),
        occurred_on=timezone.localdate(),
        recorded_at=timezone.now(),
        stage_before=decision.stage,
        stage_after=decision.stage,
        dossier="0" * 64,
        rows="0" * 64,
        previous="0" * 64,
        digest=f"{decision_id:032d}{decision.version:032d}",
    )
    decision.save(update_fields=["version"])
