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
