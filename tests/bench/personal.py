"""How much of what is private in a text is found, and how often ordinary words are taken for it."""

import time
from typing import Any

from decisions.intake.masking import find_personal
from tests.intake import personal_items as items
from tests.intake.test_personal import covered

ITEMS, UNSEEN = 2000, 19980713  # the tests look at other seeds


def measure() -> dict[str, Any]:
    """Found of 2,000 private passages, wrongly covered of 2,000 ordinary opinions, and the time."""
    private = list(items.with_personal(ITEMS, UNSEEN))
    ordinary = list(items.without_personal(ITEMS, UNSEEN))
    found = sum(covered(text, passage) for text, _kind, passage in private)
    start = time.perf_counter()
    wrong = sum(bool(find_personal(text)) for text in ordinary)
    return {
        "found": found,
        "wrong": wrong,
        "us": (time.perf_counter() - start) / ITEMS * 1_000_000,
    }


def written(found: dict[str, Any]) -> list[str]:
    """The lines of docs/benchmarks.md."""
    wrong = found["wrong"]
    return [
        "## Personal data inside texts",
        "",
        f"{ITEMS:,} made passages (mobile and landline numbers, identity numbers of 18 and 15 signs, "
        "full-width, separated and in Chinese digits, e-mail, WeChat and QQ, bank cards, plates, "
        f"names and homes after their cues) and {ITEMS:,} ordinary opinions, of a seed no test uses.",
        "",
        "| what | figure | goal |",
        "| --- | --- | --- |",
        f"| recall | {found['found'] / ITEMS:.4f} | ≥ 0.99 |",
        f"| precision | {found['found'] / ((found['found'] + wrong) or 1):.4f} | – |",
        f"| time for an ordinary opinion | {found['us']:.0f} µs | – |",
        "",
    ]
