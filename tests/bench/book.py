"""docs/benchmarks.md: one section a part, each written by itself with its day, versions and load.

A part that is measured anew replaces its own section and leaves the others as they were.
"""

import os
import platform
import re
from collections.abc import Sequence
from pathlib import Path

import django
from django.db import connection
from django.utils import timezone

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Each section is measured by `make bench`, or alone by `python -m tests.bench PART` (the part's name stands
above its section in the source of this page). The machine is small, shared and noisy: read ratios against
references that ran beside in the same minutes, not milliseconds."""
MARK = "<!-- part: {} -->"
_SECTION = re.compile(r"^<!-- part: (\w+) -->\n(.*?)(?=^<!-- part: |\Z)", re.S | re.M)


def put(name: str, lines: Sequence[str], order: Sequence[str]) -> None:
    """Write a part's section in its place; those that other programs write stay at the end."""
    sections = _sections()
    sections[name] = "\n".join([*lines, "", _when()]).strip()
    left = ", ".join(part for part in order if part not in sections)
    head = f"{HEAD}\n\nParts that have not run to their end yet: {left}." if left else HEAD
    ordered = [*(part for part in order if part in sections), *sorted(sections.keys() - set(order))]
    told = [f"{MARK.format(part)}\n{sections[part]}" for part in ordered]
    PAGE.write_text("\n\n".join([head, *told]) + "\n", encoding="utf-8")


def _sections() -> dict[str, str]:
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    return {name: body.strip() for name, body in _SECTION.findall(text)}


def _when() -> str:
    """The day, the versions, and how busy the machine was with other work."""
    engine = connection.vendor
    if engine == "postgresql":
        number = connection.cursor().execute("SHOW server_version").fetchone()[0]
        engine = f"PostgreSQL {number.partition(' ')[0]}"
    return (
        f"*Measured {timezone.localdate()}: {engine}, Python {platform.python_version()}, Django "
        f"{django.get_version()}, {os.cpu_count()} cores, load of the last quarter of an hour "
        f"{os.getloadavg()[2]:.0f}.*"
    )
