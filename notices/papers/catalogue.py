"""年度重大行政决策事项目录: the notice that makes it known, with its annex table (art. 3)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .paper import Incoherent, Paper, Sheet


@dataclass(frozen=True, kw_only=True)
class CatalogueRow:
    """One matter of the year; one taken out keeps its row and says why."""

    serial: int
    title: str
    procedure: str
    hearing: bool = False
    lead_unit: str
    planned: str
    added_on: date | None = None
    removed: str = ""

    def note(self) -> str:
        """Says what was changed after publication."""
        if self.removed:
            return f"调出：{self.removed}"
        return f"{self.added_on.year}年{self.added_on.month}月增补" if self.added_on else ""


@dataclass(frozen=True, kw_only=True)
class AnnualCatalogue(Paper):
    """The notice and its table, turned to landscape."""

    template: ClassVar = "annual_catalogue"
    year: int
    party_consent_on: date
    items: tuple[CatalogueRow, ...]
    standing: int  # matters that stand
    hearings: int  # of them with a hearing

    def __post_init__(self) -> None:
        kept = [row for row in self.items if not row.removed]
        if len(kept) != self.standing or sum(r.hearing for r in kept) != self.hearings:
            raise Incoherent("the matters counted are not those of the table")
        if self.issued_on < self.party_consent_on:
            raise Incoherent("the catalogue is issued after the Party committee's consent (art. 3)")

    def rows(self) -> int:
        """Counts the matters."""
        return len(self.items)

    def sheet(self) -> Sheet | None:
        """Each matter in a row."""
        heads = ("序号", "决策事项名称", "决策事项程序", "是否听证", "承办单位", "决策时间", "备注")
        rows = (
            (r.serial, r.title, r.procedure, r.hearing, r.lead_unit, r.planned, r.note())
            for r in self.items
        )
        return heads, tuple(rows)
