"""Queries and time of the pages, at two sizes: what must not grow is shown not to grow."""

import time
from statistics import median
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from decisions.models import Decision
from tests.factories import Town

ROUNDS = 9


def measure(place: Town, decisions: list[Decision]) -> dict[str, dict[str, Any]]:
    """Each page asked by the one who works there, the public ones by nobody."""
    busy, quiet = decisions[0], decisions[4]
    officer = Client()
    officer.force_login(place.by(Role.DRAFTING_OFFICER))
    public = Client()
    wanted = {
        "desk inbox": (officer, reverse("desk:inbox")),
        "desk decisions": (officer, reverse("desk:decisions")),
        "desk case": (officer, reverse("desk:case", args=[busy.pk])),
        "desk case, quiet": (officer, reverse("desk:case", args=[quiet.pk])),
        "desk opinions": (officer, reverse("desk:opinions", args=[busy.pk])),
        "desk opinions, quiet": (officer, reverse("desk:opinions", args=[quiet.pk])),
        "desk act": (officer, reverse("desk:act", args=[busy.pk, "add_legal_basis"])),
        "portal list": (public, reverse("portal:list")),
        "portal decision": (public, reverse("portal:decision", args=[busy.pk])),
        "portal decision, quiet": (public, reverse("portal:decision", args=[quiet.pk])),
    }
    return {name: _page(client, url) for name, (client, url) in wanted.items()}


def _page(client: Client, url: str) -> dict[str, Any]:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    asked = len(queries)  # the next request empties the log
    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        client.get(url)
        times.append(time.perf_counter() - start)
    return {
        "status": answer.status_code,
        "queries": asked,
        "ms": median(times) * 1000,
        "kB": len(answer.content) / 1024,
    }


def written(found: dict[str, dict[str, Any]]) -> list[str]:
    """The section of the benchmarks' page."""
    lines = [
        "## Pages",
        "",
        "| page | status | queries | median ms | kB |",
        "| --- | --- | --- | --- | --- |",
    ]
    return lines + [
        f"| {name} | {row['status']} | {row['queries']} | {row['ms']:.1f} | {row['kB']:.0f} |"
        for name, row in found.items()
    ]
