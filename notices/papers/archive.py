"""卷内目录 and 案卷封面: what lies in one decision's file, and its cover (art. 33, DA/T 22)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .paper import Incoherent, Paper, Sheet, short


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
        return short(self.digest)


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

    def sheet(self) -> Sheet | None:
        """Each paper of the file in a row."""
        heads = ("序号", "文号", "责任者", "题名", "日期", "页数", "摘要值", "备注")
        rows = (
            (n, e.number, e.author, e.title, e.dated, e.pages, e.digest, e.note)
            for n, e in enumerate(self.entries, 1)
        )
        return heads, tuple(rows)


@dataclass(frozen=True, kw_only=True)
class DossierCover(Paper):
    """The cover of the file: what it is, from when to when, how much, for how long."""

    template: ClassVar = "dossier_cover"
    matter: str
    fonds: str  # 全宗名称
    lead_unit: str = ""
    file_number: str = ""
    retention: str = ""
    begun_on: date
    ended_on: date
    received: int  # papers received
    issued: int  # papers issued
    outcome: str = ""

    def __post_init__(self) -> None:
        if self.ended_on < self.begun_on:
            raise Incoherent("a file ends after it begins")

    def total(self) -> int:
        """Counts all papers of the file."""
        return self.received + self.issued
