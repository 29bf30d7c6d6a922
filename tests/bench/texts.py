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
SEEDS = (9_001, 9_002, 9_003)  # drawn once the code of the grouping stood; the first for 1,000,000
WORKED_ON = (1, 12, 13)  # looked at while it was written
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
cpu = time.process_time()
told["reference"] = reference(found.texts)
told["reference_cpu"] = time.process_time() - cpu
print(json.dumps(told))
"""


def measure(decision: Decision, sizes: Sequence[int] = SIZES) -> dict[str, Any]:
    """Everything about texts, by name."""
    return {
        "clusters": clusters(sizes),
        "anchors": redrafts.scores(seed=UNSEEN),
        "themes": [_themes(number) for number in (300, 5_000)],
        "search": _search(decision),
        "reading": _reading(decision),
        "versions": ", ".join(
            f"{name} {version(name)}" for name in ("rensa", "rapidfuzz", "rjieba", "opencc")
        ),
    }


def clusters(sizes: Sequence[int] = SIZES) -> list[dict[str, Any]]:
    """Planted sets grouped: the seeds worked on, then those unseen; the largest size once."""
    small, *large = sizes
    runs = [(small, seed) for seed in (*WORKED_ON, *SEEDS)] + [(size, SEEDS[0]) for size in large]
    return [_clusters(number, seed) for number, seed in runs]


def _clusters(number: int, seed: int) -> dict[str, Any]:
    ran = subprocess.run(
        [sys.executable, "-c", _ONE, str(number), str(seed)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return {"texts": number, "seed": seed, **json.loads(ran.stdout)}


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
        "", "## Work on texts", "", f"{found['versions']}; {connection.vendor}.",
        *written_clusters(found["clusters"]),
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


def written_clusters(rows: Sequence[dict[str, Any]]) -> list[str]:
    """The table of the groups found in planted sets."""
    return [
        "", "### Groups of texts that say the same", "",
        "Planted sets (tests/bench/planted.py). Half of a set says what others say, with slips, particles, width, "
        "script, greetings and numerals changed; beside a third of the groups stands a twin that differs only in a "
        "stance, a duty, a number, a place or one word. *Worked on*: the seed was looked at while the rules were "
        "written; *unseen*: drawn afterwards, measured once.",
        "", "| texts, seed | the seed was | precision | recall | F1 | twins | twins merged | CPU s | of the reference "
        "| s | MB above the texts |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        *map(_cluster_row, rows),
        "", "The reference is that of the design (NFKC, MinHash, letters, a list of stances), beside it in the same "
        "process, so its CPU tells how busy the machine was.", *_growth(rows),
        "", "Goals: 100,000 ≤ 5 s, 1,000,000 ≤ 60 s and 2 GB, P ≥ 0.999, R ≥ 0.99, no twin merged.",
    ]  # fmt: skip


def _cluster_row(row: dict[str, Any]) -> str:
    was = "worked on" if row["seed"] in WORKED_ON else "unseen"
    beside = f"{row['cpu'] / row['reference_cpu']:.2f} × {row['reference_cpu']:.1f}"
    return (
        f"| {row['texts']:,}, {row['seed']} | {was} | {row['precision']:.5f} | {row['recall']:.4f} | "
        f"{row['f1']:.4f} | {row['twins']:.0f} | {row['turned']:.0f} | {row['cpu']:.1f} | {beside} | "
        f"{row['s']:.1f} | {row['mb']:.0f} |"
    )


def _growth(rows: Sequence[dict[str, Any]]) -> list[str]:
    """What ten times the texts of a seed cost in CPU."""
    cpu = {(row["texts"], row["seed"]): row["cpu"] for row in rows}
    return [
        f"{number // 100_000} times the texts cost {took / cpu[100_000, seed]:.1f} times the CPU."
        for (number, seed), took in cpu.items()
        if number > 100_000
    ]


def _all_anchors(scores: Any) -> str:
    scores = list(scores)
    placed, right = sum(s.placed for s in scores), sum(s.right for s in scores)
    return (
        f"| **all** | {sum(s.anchors for s in scores)} | {placed} | {right} ({right / placed:.2%}) | "
        f"{sum(s.left_to_a_person for s in scores)} | {sum(s.gone for s in scores)} |"
    )
