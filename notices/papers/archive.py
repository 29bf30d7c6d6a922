"""卷内目录: what lies in the file of one decision (art. 33, DA/T 22)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .paper import Paper


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One paper of the file; `digest` is its SHA-256 in hexadecimal."""

    number: str = ""  # 文号
    author: str  # 责任者
    title: str  # 题名
    dated: date | None = None
    pages: int | None = None
    digest: str = ""
    note: str = ""

    def short_digest(self) -> str:
        """Gives the first sixteen characters in groups of four."""
        return " ".join(self.digest[i : i + 4] for i in range(0, min(16, len(self.digest)), 4))


@dataclass(frozen=True, kw_only=True)
class DossierCatalogue(Paper):
    """The catalogue of a decision's file."""

    template: ClassVar = "dossier_catalogue"
    matter: str
    file_number: str = ""  # 档号
    lead_unit: str = ""
    retention: str = ""  # 保管期限
    entries: tuple[Entry, ...] = ()

    def pages(self) -> int:
        """Adds up the pages that are known."""
        return sum(entry.pages or 0 for entry in self.entries)

    def rows(self) -> int:
        """Counts the papers in the file."""
        return len(self.entries)
