"""What every paper carries: who speaks, under which number, when, and small shared parts.

The kinds of paper stand beside this file, one section of the road each. Pure: no Django, no
database, no clock. A paper that contradicts itself (counts that do not add up) cannot be made.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

Sheet = tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]  # heads and rows


def short(digest: str) -> str:
    """A digest as papers print it: its first sixteen characters in groups of four."""
    return " ".join(digest[i : i + 4] for i in range(0, min(16, len(digest)), 4))


class Incoherent(ValueError):
    """What the paper says contradicts itself."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """The frame of an official paper (GB/T 9704-2012); every kind of paper adds its words."""

    template: ClassVar[str] = ""
    chapter_template: ClassVar[str] = ""  # of one chapter of its annex, where it may grow long
    annex_heading: ClassVar[str] = ""
    proves: ClassVar[bool] = True  # bears the code by which anybody checks what it says
    organ: str  # 发文机关署名
    title: str  # a line break in it is kept as the author's own
    issued_on: date  # 成文日期
    head: str = ""  # 发文机关标志; the organ's name when empty
    number: str = ""  # 发文字号, 云政发〔2026〕5号
    index_number: str = ""  # 索引号
    addressee: str = ""  # 主送机关, without the colon
    annexes: tuple[str, ...] = ()  # 附件说明
    remark: str = ""  # 附注, without brackets: 此件公开发布
    copies_to: str = ""  # 抄送, without the full stop
    printed_by: str = ""  # 印发机关
    printed_on: date | None = None  # 印发日期
    page_url: str = ""  # where the matter can be read; drawn as a QR code
    verify_url: str = ""  # where the code of the paper is checked; drawn as a QR code
    sample: bool = False  # an invented example: marked 样例 on every page

    def rows(self) -> int:
        """Counts the rows of the paper's longest table; limits of time and memory grow with it."""
        return 0

    def on_one_line(self) -> str:
        """The title as a register lists it."""
        return self.title.replace("\n", "")[:300]

    def sheet(self) -> Sheet | None:
        """Gives the paper's table as a sheet, which the PDF carries inside; None without one."""
        return None

    def chapters(self, size: int) -> Iterator["Chapter"]:
        """The annex in chapters of so many rows; a paper without a chapter template has none."""
        return iter(())


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """Some rows of a long annex that are laid out by themselves; the title is their bookmark."""

    title: str
    rows: tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Where an officer can be reached (联系方式)."""

    unit: str = ""
    person: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""

    def lines(self) -> tuple[tuple[str, str], ...]:
        """Gives the lines that are filled in, with their names."""
        named = (
            ("联系单位", self.unit),
            ("联系人", self.person),
            ("联系电话", self.phone),
            ("电子邮箱", self.email),
            ("通信地址", self.address),
            ("邮政编码", self.postcode),
        )
        return tuple((name, text) for name, text in named if text)


@dataclass(frozen=True, kw_only=True)
class Passage:
    """One paragraph of a draft, decision or opinion, with the label it bears."""

    ROLES: ClassVar = ("chapter", "section", "article", "paragraph", "item", "subitem")
    text: str
    role: str = "paragraph"  # one of ROLES, or level1 … level4 for headings 一、（一）1.（1）
    label: str = ""  # 第一章, 第一条, （一）

    def __post_init__(self) -> None:
        if self.role not in (*self.ROLES, "level1", "level2", "level3", "level4"):
            raise Incoherent(f"unknown role of a passage: {self.role}")
