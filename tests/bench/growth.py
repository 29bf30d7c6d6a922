"""The workbench at two sizes in one database: pages in turn, and answering 900 opinions at once.

``python -m tests.bench.workbench [MANY]`` prints the figures; with PostgreSQL by setup/postgres.py.
"""

import os
import sys
import time
from statistics import median
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()  # before anything that imports a model

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import (  # noqa: E402
    CaptureQueriesContext,
    get_runner,
    setup_test_environment,
)
from django.urls import reverse  # noqa: E402

from accounts.roles import Role  # noqa: E402
from decisions.law.terms import Stage  # noqa: E402
from decisions.models import (  # noqa: E402
    Decision,
    Opinion,
    Participation,
    SectionProgress,
)
from tests.bench.seed import STARTED, _batch  # noqa: E402
from tests.factories import Town, decision_at, town  # noqa: E402
from workflows import permissions, registry, sweep  # noqa: E402
from workflows.act import perform  # noqa: E402

FEW, MANY, ROUNDS = 1_000, 100_000, 15
GROUPS = 50


def main(many: int = MANY) -> None:
    """Seed a small and a large matter side by side, measure both in turn, print."""
    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    old = runner.setup_databases()
    try:
        place = town()
        small, large = _matter(place, 0, FEW), _matter(place, FEW, many)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        sys.stdout.write(f"{connection.vendor}, {FEW:,} and {many:,} opinions\n")
        for name, (a, b) in _pages(place, small, large).items():
            sys.stdout.write(f"{name}: {a:.1f} / {b:.1f} ms, ratio {b / a:.2f}\n")
        a, b = _bulk(place, small), _bulk(place, large)
        sys.stdout.write(
            f"answering 900 at once (700 single, 50 groups of 4): {a[0] * 1000:.0f} / {b[0] * 1000:.0f} ms, "
            f"{a[1]} / {b[1]} statements\n"
        )
    finally:
        runner.teardown_databases(old)


def _matter(place: Town, start: int, number: int) -> Decision:
    decision = decision_at(Stage.DRAFTING, of=place)
    permissions.grant(decision)
    Participation.objects.get_or_create(decision=decision)
    SectionProgress.objects.filter(decision=decision).update(progress="under_way")
    activity = decision.activities.first() or decision.activities.create(
        kind="open_consultation", title="公开征求意见", organiser="样例"
    )
    for first in range(start, start + number, 5000):
        _batch(decision, activity, range(first, min(first + 5000, start + number)))
    sweep.register(decision.pk, STARTED)
    officer = place.by(Role.DRAFTING_OFFICER)
    act = registry.acts()["group_opinions"]
    ids = list(
        Opinion.objects.filter(decision=decision).order_by("-pk").values_list("pk", flat=True)
    )
    for group in range(GROUPS):
        said = {"opinions": ids[group * 4 : group * 4 + 4], "title": f"第{group}组"}
        perform(act, decision.pk, officer, said)
    return decision


def _pages(place: Town, small: Decision, large: Decision) -> dict[str, tuple[float, float]]:
    officer = Client()
    officer.force_login(place.by(Role.DRAFTING_OFFICER))
    found = {}
    for name in ("queue", "opinion", "group", "a later page"):
        both = [_address(name, decision) for decision in (small, large)]
        times: list[list[float]] = [[], []]
        for _round in range(ROUNDS):
            for kept, address in zip(times, both, strict=True):
                start = time.perf_counter()
                assert officer.get(address).status_code == 200
                kept.append(time.perf_counter() - start)
        found[name] = (median(times[0]) * 1000, median(times[1]) * 1000)
    return found


def _address(name: str, decision: Decision) -> str:
    middle = Opinion.objects.filter(decision=decision, cluster=None).order_by("-pk")[100]
    queue = reverse("desk:opinions", args=[decision.pk])
    return {
        "queue": queue,
        "opinion": reverse("desk:opinion", args=[decision.pk, middle.pk]),
        "group": reverse("desk:cluster", args=[decision.pk, decision.clusters.first().pk]),
        "a later page": f"{queue}?after=o{middle.pk}",
    }[name]


def _bulk(place: Town, decision: Decision) -> tuple[float, int]:
    officer, act = place.by(Role.DRAFTING_OFFICER), registry.acts()["dispose_in_bulk"]
    open_ones = Opinion.objects.filter(decision=decision, cluster=None, answer="").order_by("pk")
    said: dict[str, Any] = {
        "opinions": list(open_ones.values_list("pk", flat=True)[:700]),
        "clusters": list(decision.clusters.values_list("pk", flat=True)),
        "kind": "explained",
        "reason": "已有规定。",
    }
    with CaptureQueriesContext(connection) as seen, transaction.atomic():
        perform(act, decision.pk, officer, said)
        transaction.set_rollback(True)
    asked, times = len(seen), []
    for _round in range(5):
        start = time.perf_counter()
        with transaction.atomic():
            perform(act, decision.pk, officer, said)
            transaction.set_rollback(True)
        times.append(time.perf_counter() - start)
    return median(times), asked


if __name__ == "__main__":
    main(*(int(value) for value in sys.argv[1:]))
