"""Work on texts: clustering, anchors, themes and search, each beside what is known or a reference.

The planted sets are drawn by seeds of their own; the seed given here is looked at by no test. The
clustering runs in a process of its own, so that its memory is measured alone.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from statistics import median
from typing import Any

from django.db import connection

from decisions import search
from decisions.models import Decision, Opinion
from decisions.selectors.search import search_opinions
from decisions.text.themes import suggest_themes
from tests.bench import planted_themes, redrafts
from workflows import reading

UNSEEN = 20_271
SIZES = (100_000,)
LARGE = (100_000, 1_000_000)
WORDS = ("路", "指示", "指示牌", "指示牌3", "集鎮路口", "火星")
ROUNDS = 7
_ONE = """
import json, resource, sys, time
from decisions.text.clusters import grouped
from tests.bench.planted import measured, planted
from tests.bench.plain_clusters import grouped as reference
number, seed = int(sys.argv[1]), int(sys.argv[2])
grouped(["warm", "up"])
found = planted(number, seed)
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
loaded, wall, cpu = peak(), time.perf_counter(), time.process_time()
told = measured(found)
told |= {"s": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "mb": peak() - loaded}
if number <= 100_000:
    cpu = time.process_time()
    told["reference"] = reference(found.texts)
    told["reference_cpu"] = time.process_time() - cpu
print(json.dumps(told))
"""


def measure(decision: Decision, sizes: Sequence[int] = SIZES) -> dict[str, Any]:
    """Everything about texts, by name."""
    return {
        "clusters": {number: _clusters(number) for number in sizes},
        "anchors": redrafts.scores(seed=UNSEEN),
        "themes": [_themes(number) for number in (300, 5_000)],
        "search": _search(decision),
        "reading": _reading(decision),
        "versions": ", ".join(
            f"{name} {version(name)}" for name in ("rensa", "rapidfuzz", "rjieba", "opencc")
        ),
    }


def _clusters(number: int) -> dict[str, float]:
    ran = subprocess.run(
        [sys.executable, "-c", _ONE, str(number), str(UNSEEN)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return dict(json.loads(ran.stdout))


def _themes(number: int) -> dict[str, float]:
    texts, labels = planted_themes.planted(number, UNSEEN)
    start = time.perf_counter()
    found = suggest_themes(texts)
    took = time.perf_counter() - start
    return {"texts": number, "ms": took * 1000, **planted_themes.agreement(labels, found)}


def _reading(decision: Decision) -> dict[str, float]:
    """The whole job over the seeded opinions: read, grouped, indexed, counted; then one more."""
    search.OPINIONS.empty()
    reading.read_anew(Opinion.objects.filter(decision=decision))
    start = time.perf_counter()
    number = reading.read(decision.pk)
    first = time.perf_counter() - start
    Opinion.objects.filter(pk=Opinion.objects.filter(decision=decision).latest("pk").pk).update(
        said_first=None, fingerprint=None
    )
    start = time.perf_counter()
    again = reading.read(decision.pk)
    return {"number": number, "s": first, "again": again, "again_s": time.perf_counter() - start}


def _search(decision: Decision) -> list[dict[str, Any]]:
    """The first fifty opinions with these words: through the index, and by looking at every text."""
    if Opinion.objects.filter(decision=decision, said_first=None).exists():
        reading.read(decision.pk)
    found = []
    for words in WORDS:
        rows = search_opinions(decision, words).order_by("pk")
        plain = Opinion.objects.filter(decision=decision, text__contains=words).order_by("pk")
        found.append(
            {
                "words": words,
                "ms": _ms(lambda rows=rows: list(rows[:50])),
                "like_ms": _ms(lambda plain=plain: list(plain[:50])),
                "found": rows.count(),
            }
        )
    return found


def _ms(work: Callable[[], Any]) -> float:
    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times) * 1000


def written(found: dict[str, Any]) -> list[str]:
    """The tables of docs/benchmarks.md."""
    return [
        "", "## Work on texts", "",
        f"{found['versions']}; {connection.vendor}. The planted sets are drawn by a seed that no test "
        f"uses ({UNSEEN}). Half of a set says what others say, with slips, particles, width, script, greetings "
        "and numerals changed; beside a third of the groups stands a twin that differs only in a stance, "
        "a duty, a number, a place or one word. A slip that makes another word of the dictionary "
        "(小学, 小字) parts two texts on purpose and is not in the set.",
        "", "| texts | s | CPU s | MB above the texts | precision | recall | F1 | twins | twins merged |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        *(_cluster_row(number, row) for number, row in found["clusters"].items()),
        "", *_beside(found["clusters"]),
        "", "Goals: 100,000 ≤ 5 s, 1,000,000 ≤ 60 s and 2 GB, P ≥ 0.999, R ≥ 0.99, no twin merged.",
        "", f"Reading a matter in the product (group, index for search, count, write): {found['reading']['number']:,} "
        f"opinions in {found['reading']['s']:.1f} s; with one more opinion after that {found['reading']['again_s']:.1f} s.",
        "", "### Anchors over redrafts", "",
        "Three to five anchors a sentence of an invented draft; nine kinds of revision. Only what is sure is placed.",
        "", "| revision | anchors | placed | right | left to a person | of these gone |",
        "| --- | --- | --- | --- | --- | --- |",
        *(
            f"| {kind} | {s.anchors} | {s.placed} | {s.right} | {s.left_to_a_person} | {s.gone} |"
            for kind, s in found["anchors"].items()
        ),
        _all_anchors(found["anchors"].values()),
        "", "### Search", "",
        "| words | found | first 50, ms | by LIKE over every text, ms |", "| --- | --- | --- | --- |",
        *(f"| {r['words']} | {r['found']:,} | {r['ms']:.1f} | {r['like_ms']:.1f} |" for r in found["search"]),
        "", "LIKE does not find traditional characters; it is quick where the first fifty rows hold the word.",
        "", "### Themes", "", "| texts | ms | themes | adjusted Rand index | in a theme |",
        "| --- | --- | --- | --- | --- |",
        *(
            f"| {t['texts']:,} | {t['ms']:.0f} | {t['themes']:.0f} of 6 | {t['ari']:.2f} | {t['covered']:.0%} |"
            for t in found["themes"]
        ),
    ]  # fmt: skip


def _cluster_row(number: int, row: dict[str, float]) -> str:
    return (
        f"| {number:,} | {row['s']:.1f} | {row['cpu']:.1f} | {row['mb']:.0f} | {row['precision']:.5f} | "
        f"{row['recall']:.4f} | {row['f1']:.4f} | {row['twins']:.0f} | {row['turned']:.0f} |"
    )


def _beside(clusters: dict[int, dict[str, float]]) -> list[str]:
    said = [
        f"Beside it at {number:,}: the reference of the design (NFKC, MinHash, letters, a list of stances) "
        f"takes {row['reference_cpu']:.1f} CPU s; ratio {row['cpu'] / row['reference_cpu']:.2f}."
        for number, row in clusters.items()
        if "reference_cpu" in row
    ]
    if {100_000, 1_000_000} <= set(clusters):
        grows = clusters[1_000_000]["cpu"] / clusters[100_000]["cpu"]
        said.append(f"Ten times the texts cost {grows:.1f} times the CPU.")
    return said


def _all_anchors(scores: Any) -> str:
    scores = list(scores)
    placed, right = sum(s.placed for s in scores), sum(s.right for s in scores)
    return (
        f"| **all** | {sum(s.anchors for s in scores)} | {placed} | {right} ({right / placed:.2%}) | "
        f"{sum(s.left_to_a_person for s in scores)} | {sum(s.gone for s in scores)} |"
    )
