"""Posting one opinion on the full public path beside two references of our own (issue 3, §6).

Interleaved rounds of a closed loop with 16 clients; medians. The database waits for its disk: the
commit of every post is durable on all three sides.
"""

import base64
import json
import tempfile
import uuid
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

import altcha
from django.conf import settings
from django.db import connection
from django.middleware.csrf import _get_new_csrf_string, _mask_cipher_secret
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from decisions.models import (
    Decision,
    OpenConsultation,
    Opinion,
    ParticipationActivity,
    Submission,
)
from tests import stages
from tests.bench import load, serving
from tests.bench.load import Seen
from tests.factories import town
from workflows.guard import challenges

ROUNDS, SECONDS, AT_MOST = 5, 4, 2500  # posts of one round and second, more than any answers
OURS, MINIMAL, BARE = "ours", "minimal", "bare"


def measure(decision: Decision) -> dict[str, Any]:
    """Rates and latencies of the three, and the queries of ours."""
    opened(decision)
    found: dict[str, list[Seen]] = {OURS: [], MINIMAL: [], BARE: []}
    with ExitStack() as stack, override_settings(SECRET_KEY=serving.KEY):
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="yijue-bench-")))
        ours = stack.enter_context(serving.serving("config.settings.production", WSGI))
        theirs = stack.enter_context(serving.serving("tests.bench.reference_settings", WSGI))
        serving.collect_static()
        before = Submission.objects.count()
        ways = [
            (OURS, ours, f"/decisions/{decision.pk}/opinion/", 303),
            (MINIMAL, theirs, f"/minimal/{decision.pk}/", 303),
            (BARE, theirs, "/bare/", 200),
        ]
        for number in range(ROUNDS + 1):
            for name, server, path, status in ways if number % 2 else reversed(ways):
                written, cookie = forms(folder, guarded=name != BARE)
                seen = load.run(
                    server, path, SECONDS, forms=written, cookie=cookie, expected=status
                )
                if number:  # the first round warms up
                    found[name].append(seen)
        kept = Submission.objects.count() - before
        queries = queries_of_one(decision)
    return _told(found) | {"queries": queries, "kept": kept}


WSGI = "config.wsgi:application"


def _told(found: dict[str, list[Seen]]) -> dict[str, Any]:
    rate = {name: median(seen.rate for seen in rounds) for name, rounds in found.items()}
    pairs = list(zip(found[OURS], found[BARE], found[MINIMAL], strict=True))
    return {
        "rate": rate,
        "p50": {name: median(s.p50 for s in rounds) for name, rounds in found.items()},
        "p99": {name: median(s.p99 for s in rounds) for name, rounds in found.items()},
        "cpu": {name: median(s.cpu for s in rounds) for name, rounds in found.items()},
        "errors": sum(seen.errors for rounds in found.values() for seen in rounds),
        "against_bare": median(a.rate / b.rate for a, b, _c in pairs),
        "against_minimal": median(a.rate / c.rate for a, _b, c in pairs),
        "cpu_against_bare": median(b.cpu / a.cpu for a, b, _c in pairs),
        "cpu_against_minimal": median(c.cpu / a.cpu for a, _b, c in pairs),
    }


def opened(decision: Decision) -> None:
    """An open consultation on a decision, and the table of the bare reference."""
    today = timezone.localdate()
    if not OpenConsultation.objects.filter(activity__decision=decision).exists():
        stages.consulting(decision, town())
    ParticipationActivity.objects.filter(decision=decision).update(
        announced_on=today - timedelta(days=3),
        opens_on=today - timedelta(days=2),
        closes_on=today + timedelta(days=28),
        closed_on=None,
    )
    number = "bigserial" if connection.vendor == "postgresql" else "integer"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE IF NOT EXISTS bench_comment (id {number} PRIMARY KEY, "
            "text text NOT NULL, created timestamp with time zone NOT NULL)"
        )


def forms(folder: Path, *, guarded: bool, number: int = 0) -> tuple[Path, str]:
    """A file of bodies to post, each with its own token and work done, and the cookie for them."""
    secret = _get_new_csrf_string()
    written = folder / f"{uuid.uuid4().hex}.txt"
    with written.open("w", encoding="utf-8") as file:
        for _each in range(number or SECONDS * AT_MOST):
            said = {
                "csrfmiddlewaretoken": _mask_cipher_secret(secret),
                "step": "send",
                "token": str(uuid.uuid4()),
                "clause": "",
                "text": "建议在集镇东口增设装卸专用停车区，写明装卸时段，并在路口增设指示牌，方便群众通行。",
                "identity": "anonymous",
                "submitter_kind": "citizen",
                "privacy_read": "on",
            }
            if guarded:
                said["guard"] = solved()
            file.write(urlencode(said) + "\n")
    return written, f"{settings.CSRF_COOKIE_NAME}={secret}"


def solved() -> str:
    """An answer whose work is already done: the clients' work is not the server's."""
    challenge = challenges.make(1)
    solution = altcha.solve_challenge(altcha.Challenge.from_dict(challenge))
    assert solution is not None
    said = {"challenge": challenge, "solution": solution.to_dict()}
    return base64.b64encode(json.dumps(said).encode()).decode()


def queries_of_one(decision: Decision) -> int:
    """The statements of one post, the transaction's own among them."""
    said = {
        "step": "send",
        "token": str(uuid.uuid4()),
        "text": "意见",
        "identity": "anonymous",
        "submitter_kind": "citizen",
        "privacy_read": "on",
    }
    with override_settings(PUBLIC_GUARD=True), CaptureQueriesContext(connection) as queries:
        answer = Client().post(f"/decisions/{decision.pk}/opinion/", said | {"guard": solved()})
    assert answer.status_code == 303, answer.status_code
    assert Opinion.objects.filter(decision=decision).exists()
    return len(queries)


def written(found: dict[str, Any]) -> list[str]:
    """The section of the benchmarks' page."""
    lines = [
        "## Posting one opinion",
        "",
        f"granian, {serving.WORKERS} workers of {serving.THREADS} threads; wrk with {load.CLIENTS} "
        f"clients in a closed loop on the same machine; {ROUNDS} interleaved rounds of {SECONDS} s, "
        "medians. Every commit is durable. *Ours* is the production settings, all middleware, CSRF, "
        "form, guard, phase check, submission, opinion, leaf and receipt code; the answer leads to "
        "the receipt, which is a page of its own. *Minimal* is the same duties by hand with the "
        "ORM and CSRF as the only middleware; *bare* is one durable INSERT and no middleware.",
        "",
        "| | per second | p50 ms | p99 ms | CPU ms of the app |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {name} | {found['rate'][name]:.0f} | {found['p50'][name]:.0f} | "
        f"{found['p99'][name]:.0f} | {found['cpu'][name]:.2f} |"
        for name in (OURS, MINIMAL, BARE)
    ]
    p99 = found["p99"][OURS] / found["p50"][OURS]
    return lines + [
        "",
        "| what | figure | goal |",
        "| --- | --- | --- |",
        f"| rate against bare | {found['against_bare']:.2f} | ≥ 0.40 |",
        f"| rate against minimal | {found['against_minimal']:.2f} | ≥ 0.90 |",
        f"| CPU of bare / ours, of minimal / ours | {found['cpu_against_bare']:.2f} / "
        f"{found['cpu_against_minimal']:.2f} | – |",
        f"| statements of one post | {found['queries']} | ≤ 8 |",
        f"| p99 / p50 | {p99:.1f} | < 4 |",
        f"| errors | {found['errors']} | 0 |",
    ]
