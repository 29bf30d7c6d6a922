"""The public page of a decision beside two references of our own (issue 3, §6).

Uncached beside a bare page of twenty rows from a template; cached beside ``cache_page`` of the
same reference. Interleaved rounds of a closed loop with 16 clients; medians.
"""

from contextlib import ExitStack
from statistics import median
from typing import Any

from decisions.models import Decision
from tests.bench import load, posting, serving
from tests.bench.load import Seen

ROUNDS, SECONDS = 5, 4
WSGI, OURS = "config.wsgi:application", "config.settings.production"


def measure(decision: Decision, cache_url: str = "") -> dict[str, Any]:
    """Rates and CPU of the page and its references; in a memory cache or in Redis."""
    posting.opened(decision)
    serving.collect_static()
    more = {"CACHE_URL": cache_url}
    found: dict[str, list[Seen]] = {}
    with ExitStack() as stack:
        fresh = stack.enter_context(serving.serving(OURS, WSGI, READERS_CACHE="no", **more))
        kept = stack.enter_context(serving.serving(OURS, WSGI, **more))
        theirs = stack.enter_context(
            serving.serving("tests.bench.reference_settings", WSGI, **more)
        )
        ways = [
            ("page", fresh, f"/decisions/{decision.pk}/"),
            ("rows", theirs, f"/rows/{decision.pk}/"),
            ("cached page", kept, f"/decisions/{decision.pk}/"),
            ("cache_page", theirs, f"/cached/{decision.pk}/"),
        ]
        for number in range(ROUNDS + 1):
            for name, server, path in ways if number % 2 else reversed(ways):
                seen = load.run(server, path, SECONDS)
                if number:  # the first round warms up
                    found.setdefault(name, []).append(seen)
    return _told(found)


def _told(found: dict[str, list[Seen]]) -> dict[str, Any]:
    def ratio(one: str, other: str, what: str) -> float:
        pairs = zip(found[one], found[other], strict=True)
        return float(median(getattr(a, what) / getattr(b, what) for a, b in pairs))

    return {
        "rate": {name: median(seen.rate for seen in rounds) for name, rounds in found.items()},
        "cpu": {name: median(seen.cpu for seen in rounds) for name, rounds in found.items()},
        "p95": {name: median(seen.p95 for seen in rounds) for name, rounds in found.items()},
        "errors": sum(seen.errors for rounds in found.values() for seen in rounds),
        "uncached": ratio("page", "rows", "rate"),
        "uncached_cpu": ratio("rows", "page", "cpu"),
        "cached": ratio("cached page", "cache_page", "rate"),
        "cached_cpu": ratio("cache_page", "cached page", "cpu"),
    }


def written(found: dict[str, Any] | None) -> list[str]:
    """The section of the benchmarks' page."""
    if found is None:
        return []
    lines = ["", "## Reading the page of a decision", ""]
    lines += ["| | per second | CPU ms of the app | p95 ms |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {name} | {found['rate'][name]:.0f} | {found['cpu'][name]:.2f} | "
        f"{found['p95'][name]:.0f} |"
        for name in found["rate"]
    ]
    return lines + [
        "",
        "| what | figure | goal |",
        "| --- | --- | --- |",
        f"| uncached page against a bare page of 20 rows | {found['uncached']:.2f} | ≥ 0.70 |",
        f"| cached page against `cache_page` | {found['cached']:.2f} | ≥ 0.80 |",
        f"| errors | {found['errors']} | 0 |",
    ]
