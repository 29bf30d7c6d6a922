"""What the same work costs at 1,000 and at 1,000,000 opinions: statements, buffers and CPU.

A small matter is measured alone; then a large one is laid down in the same tables, and both are
measured in turn. So it shows what the size of a matter does and what a popular neighbour does.
"""

import os
import time
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from decisions.law.terms import Stage
from decisions.models import Decision, Opinion, Participation, SectionProgress, Submission, Tally
from tests.bench import posting, report
from tests.factories import Town, decision_at
from workflows import permissions, registry
from workflows.act import perform

FEW, ROUNDS, GROUPS = 1_000, 15, 50
TICKS = os.sysconf("SC_CLK_TCK")
Work = Callable[[], Any]


class Cost(NamedTuple):
    """Of one piece of work; CPU in ms of the application and of the database."""

    statements: int
    buffers: int
    app: float
    database: float


def measure(place: Town, many: int) -> dict[str, Any]:
    """Each piece of work on the small matter alone, beside the large one, and on the large one."""
    small = _works(place, *_laid_down(place, FEW))
    alone = {name: _costs([work])[0] for name, work in small.items()}
    large = _works(place, *_laid_down(place, many))
    both = {name: _costs([work, large[name]]) for name, work in small.items()}
    return {"many": many, "rows": {name: (alone[name], *both[name]) for name in small}}


def _laid_down(place: Town, size: int) -> tuple[Decision, Decision]:
    """A matter being answered and one whose report is out, with so many opinions each."""
    told = report._laid_down(size)
    report._counted(told)
    being_answered = _matter(place, size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return being_answered, told


def _matter(place: Town, size: int) -> Decision:
    decision = decision_at(Stage.DRAFTING, of=place, title=f"样例事项（{size}条意见待答）")
    permissions.grant(decision)
    posting.opened(decision)
    Participation.objects.get_or_create(decision=decision)
    SectionProgress.objects.create(decision=decision, section="participation", progress="under_way")
    report.laid(decision, size)
    Submission.objects.filter(decision=decision).update(counted=True)
    numbers = {"submissions": size, "opinions": size, "undisposed": size, "from_web": size}
    Tally.objects.update_or_create(decision=decision, defaults=numbers)
    _grouped(place, decision)
    return decision


def _grouped(place: Town, decision: Decision) -> None:
    act, officer = registry.acts()["group_opinions"], place.by(Role.DRAFTING_OFFICER)
    newest = Opinion.objects.filter(decision=decision).order_by("-pk").values_list("pk", flat=True)
    ids = list(newest[: GROUPS * 4])
    for group in range(GROUPS):
        said = {"opinions": ids[group * 4 : group * 4 + 4], "title": f"第{group}组"}
        perform(act, decision.pk, officer, said)


def _works(place: Town, answering: Decision, told: Decision) -> dict[str, Work]:
    """What is measured, by name."""
    officer, public = Client(), Client()
    officer.force_login(place.by(Role.DRAFTING_OFFICER))
    fresh = Decision.objects.get(pk=told.pk)
    queue = reverse("desk:opinions", args=[answering.pk])
    pages = {
        "list of decisions": (public, reverse("portal:list")),
        "decision page, made anew": (public, reverse("portal:decision", args=[answering.pk])),
        "adoption report, first page": (public, reverse("portal:feedback", args=[told.pk])),
        "workbench, first page": (officer, queue),
        "workbench, one opinion": (officer, _an_opinion(answering)),
    }
    return {
        "posting one opinion": lambda: _post(answering),
        **{name: lambda one=one: _get(*one) for name, one in pages.items()},
        "adoption summary, all counts": lambda: report._summary(fresh),
        "bulk-disposing 1,000": _bulk(place, answering),
    }


def _an_opinion(decision: Decision) -> str:
    single = Opinion.objects.filter(decision=decision, cluster=None).order_by("-pk")[100]
    return reverse("desk:opinion", args=[decision.pk, single.pk])


def _get(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200, address


def _post(decision: Decision) -> None:
    said = {
        "step": "send",
        "token": str(uuid.uuid4()),
        "text": "建议增设指示牌。",
        "identity": "anonymous",
        "submitter_kind": "citizen",
        "privacy_read": "on",
        "guard": posting.solved(),
    }
    with override_settings(PUBLIC_GUARD=True):
        answer = Client().post(f"/decisions/{decision.pk}/opinion/", said)
    assert answer.status_code == 303, answer.status_code


def _bulk(place: Town, decision: Decision) -> Work:
    """800 single opinions and 50 groups of four, answered in one act and rolled back."""
    officer, act = place.by(Role.DRAFTING_OFFICER), registry.acts()["dispose_in_bulk"]
    open_ones = Opinion.objects.filter(decision=decision, cluster=None, answer="").order_by("pk")
    said = {
        "opinions": list(open_ones.values_list("pk", flat=True)[: 1000 - GROUPS * 4]),
        "clusters": list(decision.clusters.values_list("pk", flat=True)),
        "kind": "explained",
        "reason": "已有规定。",
    }

    def work() -> None:
        with transaction.atomic():
            perform(act, decision.pk, officer, said)
            transaction.set_rollback(True)

    return work


def _costs(works: Sequence[Work]) -> list[Cost]:
    """Of each; the clocks are read while all of them run in turn."""
    asked, touched = [], []
    for work in works:
        work()
        with CaptureQueriesContext(connection) as queries:
            work()
            asked.append(len(queries))
        touched.append(min(_buffers(work) for _each in range(3)))
    app: list[list[float]] = [[] for _work in works]
    database = [0.0] * len(works)
    for _round in range(ROUNDS):
        for at, work in enumerate(works):
            before, busy = _database_cpu(), time.process_time()
            work()
            app[at].append(time.process_time() - busy)
            database[at] += _database_cpu() - before
    return [
        Cost(asked[at], touched[at], median(app[at]) * 1000, database[at] / ROUNDS * 1000)
        for at in range(len(works))
    ]


def _buffers(work: Work) -> int:
    """Pages of tables and indexes that the database looked at for it."""
    if connection.vendor != "postgresql":
        return 0
    _looked_at()
    empty = -_looked_at() + _looked_at()
    before = _looked_at()
    work()
    return _looked_at() - before - empty


def _looked_at() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT 1")
        cursor.execute(
            "SELECT blks_hit + blks_read FROM pg_stat_database WHERE datname = current_database()"
        )
        return int(cursor.fetchone()[0])


def _database_cpu() -> float:
    """Seconds of the process that serves this connection."""
    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text()
    used = stat.rpartition(")")[2].split()
    return (int(used[11]) + int(used[12])) / TICKS


def written(found: dict[str, Any]) -> list[str]:
    """The section of the benchmarks' page."""
    lines = [
        "## Growth",
        "",
        f"Statements, buffers of the database and CPU ms (application + database) of the same work on a "
        f"matter of {FEW:,} opinions alone, on the same matter after one of {found['many']:,} was laid "
        "down in the same tables, and on that one; goal ± 15 %. The ratio is that of the large matter to "
        "the small one beside it, both measured in turn.",
        "",
        f"| what | {FEW:,} alone | {FEW:,} beside | {found['many']:,} | buffers, ratio | CPU, ratio |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, (alone, beside, large) in found["rows"].items():
        cells = " | ".join(_cell(cost) for cost in (alone, beside, large))
        cpu = (large.app + large.database) / (beside.app + beside.database)
        lines.append(
            f"| {name} | {cells} | {large.buffers / max(beside.buffers, 1):.2f} | {cpu:.2f} |"
        )
    return lines


def _cell(cost: Cost) -> str:
    return f"{cost.statements}; {cost.buffers:,}; {cost.app:.1f} + {cost.database:.1f}"
