"""Reads the stories of ``fixtures/township``: TOML and plain text, days counted from the anchor.

What the files hold is written down in ``fixtures/README.md``. Nothing is acted here.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings

TOWNSHIP: Path = settings.BASE_DIR / "fixtures" / "township"
HEADING = re.compile(r"^#+\s*", re.MULTILINE)
MARK = re.compile(r"^（样例）\n+", re.MULTILINE)  # the papers of a sample bear the mark themselves
Facts = Mapping[str, Any]


def table(path: Path) -> dict[str, Any]:
    """A TOML file, or nothing when there is none."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


@dataclass(frozen=True)
class Story:
    """One decision's folder, with its days laid on the calendar."""

    folder: Path
    today: date

    @property
    def slug(self) -> str:
        """The folder's name."""
        return self.folder.name

    @cached_property
    def decision(self) -> dict[str, Any]:
        """``decision.toml``, the one file every story has."""
        return table(self.folder / "decision.toml")

    @cached_property
    def anchor(self) -> date:
        """The day from which all days of the folder count."""
        said = self.decision["anchor"]
        return self.today if said == "today" else date.fromisoformat(said)

    @property
    def drafter(self) -> str:
        """The drafting officer's user name."""
        return str(self.decision["drafting_officer"])

    @property
    def head(self) -> str:
        """The user name of the lead unit's head."""
        return str(self.decision["lead_unit_head"])

    def day(self, offset: int) -> date:
        """A day of the story."""
        return self.anchor + timedelta(days=offset)

    def when(self, event: str) -> date | None:
        """The day of an event in the timeline, or None when the story does not reach it."""
        offset = self.decision["timeline"].get(event)
        return None if offset is None else self.day(offset)

    def on(self, event: str) -> date:
        """The day of an event that this story must have."""
        return self.day(self.decision["timeline"][event])

    def part(self, name: str) -> dict[str, Any]:
        """Another TOML file of the folder, empty when the story has none."""
        return table(self.folder / f"{name}.toml")

    def text(self, name: str) -> str:
        """A plain text of the folder, empty when there is none; headings lose their marks."""
        path = self.folder / name
        return plain(path.read_text(encoding="utf-8")).strip() if path.exists() else ""


def plain(text: str) -> str:
    """Text without Markdown's heading marks and the fixture's: papers set plain paragraphs."""
    return MARK.sub("", HEADING.sub("", text))


def stories(today: date, only: tuple[str, ...] = ()) -> list[Story]:
    """Every story of the township, or those named."""
    folders = sorted(path.parent for path in TOWNSHIP.glob("decisions/*/decision.toml"))
    return [Story(folder, today) for folder in folders if not only or folder.name in only]
