"""The public page of a decision beside two references of our own (issue 3, §6).

Uncached beside a bare page of twenty rows from a template; cached beside ``cache_page`` of the
same reference. Interleaved rounds of a closed loop with 16 clients; medians.
"""

from contextlib import ExitStack
from statistics import median
from typing import Any
from urllib.request import urlopen

from decisions.models import Decision
from tests.bench import load, posting, serving
from tests.bench.load import Seen

ROUNDS, SECONDS = 5, 4
AGAINST = {"page, nothing kept": "rows", "page": "rows", "cached page": "cache_page"}
WSGI, OURS = "config.wsgi:application", "config.settings.production"


def measure(decision: Decision, cache_url: str = "") -> dict[str, Any]:
    """Rates and CPU of the page and its references; in a memory cache or in Redis."""
    posting.opened(decision)
    serving.collect_static()
    more = {"CACHE_URL": cache_url}
    found: dict[str, list[Seen]] = {}
    with ExitStack() as stack:
        anew = {"READERS_CACHE": "no", "CONTENTS_KEPT": "0"} | more
        bare = stack.enter_context(serving.serving(OURS, WSGI, **anew))
        fresh = stack.enter_context(serving.serving(OURS, WSGI, READERS_CACHE="no", **more))
        kept = stack.enter_context(serving.serving(OURS, WSGI, **more))
        theirs = stack.enter_context(
            serving.serving("tests.bench.reference_settings", WSGI, **more)
        )
        ways = [
            ("page, nothing kept", bare, f"/decisions/{decision.pk}/"),
            ("page", fresh, f"/decisions/{decision.pk}/"),
            ("rows", theirs, f"/rows/{decision.pk}/"),
            ("cached page", kept, f"/decisions/{decision.pk}/"),
            ("cache_page", theirs, f"/cached/{decision.pk}/"),
        ]
        kilobytes = {name: _kilobytes(server, path) for name, server, path in ways}
        for number in range(ROUNDS + 1):
            for name, server, path in ways if number % 2 else reversed(ways):
                seen = load.run(server, path, SECONDS)
                if number:  # the first round warms up
                    found.setdefault(name, []).append(seen)
    return _told(found) | {"kB": kilobytes}


def _kilobytes(server: serving.Server, path: str) -> float:
    with urlopen(server.address + path, timeout=20) as answer:
        return len(answer.read()) / 1024


def _told(found: dict[str, list[Seen]]) -> dict[str, Any]:
    def ratio(one: str, other: str, what: str) -> float:
        pairs = zip(found[one], found[other], strict=True)
        return float(median(getattr(a, what) / getattr(b, what) for a, b in pairs))

    return {
        "rate": {name: median(seen.rate for seen in rounds) for name, rounds in found.items()},
        "cpu": {name: median(seen.cpu for seen in rounds) for name, rounds in found.items()},
        "p95": {name: median(seen.p95 for seen in rounds) for name, rounds in found.items()},
        "errors": sum(seen.errors for rounds in found.values() for seen in rounds),
        "against": {
            name: (ratio(name, other, "rate"), ratio(other, name, "cpu"))
            for name, other in AGAINST.items()
        },
    }


def written(found: dict[str, Any]) -> list[str]:
    """The section of the benchmarks' page."""
    lines = [
        "## Reading the page of a decision",
        "",
        "*Page* is what a reader gets whom the readers' cache does not serve (a session, another look or "
        "language, the first after half a minute): one statement asks whether the matter is public and at "
        "which version it stands, the frame (masthead, navigation, switches, footer) is made for the "
        "reader, and the contents, made once for that version and day, are put in. *Nothing kept* makes "
        "the contents anew for every reader, as happens once after an act. *Rows* is the reference: "
        "twenty rows from a template, no middleware but CSRF. Clients are 16 in a closed loop.",
        "",
        "| | kB | per second | CPU ms of the app | CPU ms a kB | p95 ms |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {name} | {found['kB'][name]:.1f} | {found['rate'][name]:.0f} | {cpu:.2f} | "
        f"{cpu / found['kB'][name]:.2f} | {found['p95'][name]:.0f} |"
        for name, cpu in found["cpu"].items()
    ]
    goals = {"page, nothing kept": "–", "page": "≥ 0.70", "cached page": "≥ 0.80"}
    lines += ["", "| what | rate | rate of CPU | a kB | goal |", "| --- | --- | --- | --- | --- |"]
    for name, other in AGAINST.items():
        rate, cpu = found["against"][name]
        more = found["kB"][name] / found["kB"][other]
        lines.append(
            f"| {name} against {other} | {rate:.2f} | {cpu:.2f} | {rate * more:.2f} | {goals[name]} |"
        )
    return [*lines, f"| errors | {found['errors']} | | | 0 |"]
