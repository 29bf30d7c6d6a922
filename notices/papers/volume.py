"""The front of a whole file bound as one volume: cover, 卷内目录 with pages, what is complete.

Art. 33; DA/T 22. ``PageStamps`` are the numbers laid over the pages that follow.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .paper import Paper, short


@dataclass(frozen=True, kw_only=True)
class VolumeEntry:
    """One paper in the volume; ``first`` is its first page there, 0 when it gives none."""

    section: str
    number: str = ""  # 文号
    author: str = ""  # 责任者
    title: str
    dated: date | None = None
    first: int = 0
    pages: int = 0
    digest: str = ""  # SHA-256
    name: str = ""  # of the file, where it cannot be shown
    signed: bool = False  # the file of this digest bears the organ's signature

    def leaves(self) -> str:
        """Gives its pages as the catalogue prints them."""
        last = self.first + self.pages - 1
        return "" if not self.pages else f"{self.first}" if last == self.first else (
            f"{self.first}—{last}"
        )  # fmt: skip

    def short_digest(self) -> str:
        """Gives the first sixteen characters in groups of four."""
        return short(self.digest)


@dataclass(frozen=True, kw_only=True)
class Completeness:
    """One heading of the statute's checklist: present, missing, or not needed and why."""

    title: str
    present: bool
    not_needed: str = ""

    def state(self) -> str:
        """Says it in a word."""
        return "齐全" if self.present else "不需要" if self.not_needed else "缺少"


@dataclass(frozen=True, kw_only=True)
class DossierVolume(Paper):
    """The front of the volume."""

    template: ClassVar = "dossier_volume"
    matter: str
    lead_unit: str = ""
    file_number: str = ""  # 档号
    retention: str = ""  # 保管期限
    archived_on: date | None = None
    newest: str = ""  # digest of the newest entry of the record
    entries: tuple[VolumeEntry, ...] = ()
    checklist: tuple[Completeness, ...] = ()

    def shown(self) -> tuple[VolumeEntry, ...]:
        """The papers that stand in the volume."""
        return tuple(entry for entry in self.entries if entry.pages)

    def listed_only(self) -> tuple[VolumeEntry, ...]:
        """The files that cannot be shown on pages, kept in the package beside it."""
        return tuple(entry for entry in self.entries if not entry.pages)

    def signed(self) -> int:
        """Counts the papers whose signature holds in their own file, not in the volume."""
        return sum(entry.signed for entry in self.entries)

    def pages(self) -> int:
        """Adds up the pages."""
        return sum(entry.pages for entry in self.entries)

    def rows(self) -> int:
        """Counts the papers."""
        return len(self.entries)


@dataclass(frozen=True, kw_only=True)
class PageStamps(Paper):
    """Sheets that bear nothing but a page number."""

    template: ClassVar = "page_stamps"
    last: int

    def numbers(self) -> range:
        """The numbers, from 1."""
        return range(1, self.last + 1)

    def rows(self) -> int:
        """Counts the sheets."""
        return self.last
