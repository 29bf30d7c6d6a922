"""What each act of the road costs: its statements, and the rows they read and write.

Each act is sent as its page sends it, with the token and the version shown. The statements that
only frame the transaction (BEGIN, SAVEPOINT …) ask nothing and are not counted. SQLite does not
say how many rows a SELECT will give, so rows read are known on PostgreSQL alone.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import connection

from accounts.models import User
from decisions.models import Decision, Entry
from tests.workflows import road
from workflows.act import Act

FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@dataclass
class Cost:
    """Statements asked, rows read and rows written."""

    queries: int = 0
    read: int = 0
    written: int = 0

    def asked(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Count one statement as it passes."""
        result = execute(sql, params, many, context)
        if not sql.startswith(FRAME):
            self.queries += 1
            rows = max(context["cursor"].rowcount, 0)
            if sql.lstrip("( \n").startswith("SELECT"):
                self.read += rows
            else:
                self.written += rows
        return result


@contextmanager
def cost() -> Iterator[Cost]:
    """What is asked in between."""
    found = Cost()
    with connection.execute_wrapper(found.asked):
        yield found


@dataclass(frozen=True)
class Sent:
    """One act as its page sends it: by whom, on what, with what; called, it is done."""

    act: type[Act]
    decision_id: int
    actor: User
    data: Mapping[str, Any]
    now: datetime
    shown: int
    perform: Callable[..., Entry]

    def __call__(self) -> Entry:
        """Send it, with a token of its own and the version the page showed."""
        return self.perform(
            self.act,
            self.decision_id,
            self.actor,
            self.data,
            now=self.now,
            token=uuid4(),
            version=self.shown,
        )


@contextmanager
def each_act(handle: Callable[[Sent], Entry]) -> Iterator[None]:
    """Let ``handle`` do every act of a road."""
    plain = road.perform

    def through(act: Any, decision_id: int, actor: Any, data: Any, *, now: datetime) -> Entry:
        shown = Decision.objects.values_list("version", flat=True).get(pk=decision_id)
        return handle(Sent(act, decision_id, actor, data, now, shown, plain))

    road.perform = through
    try:
        yield
    finally:
        road.perform = plain


def costs(matter: road.Road) -> dict[str, Cost]:
    """Each act of a whole road, the dearest time it was done."""
    found: dict[str, Cost] = {"propose": proposed(matter)}
    with each_act(lambda sent: keep(sent, found)):
        matter.finish()
    return found


def proposed(matter: road.Road) -> Cost:
    """The act that opens the decision and has none to lock yet."""
    with cost() as spent:
        matter.propose(uuid4())
    return spent


def keep(sent: Sent, found: dict[str, Cost]) -> Entry:
    """Do an act and keep what it cost."""
    with cost() as spent:
        entry = sent()
    slug = sent.act.slug
    found[slug] = max(found.get(slug, spent), spent, key=lambda one: one.queries)
    return entry
