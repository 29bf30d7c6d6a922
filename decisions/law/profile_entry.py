"""Reads one figure of a profile file, and says what is wrong with it when something is.

Every figure names its value, the article it belongs to, where it was read and how surely (V in
full, E in an excerpt, D by design). Called by ``profile_book.py``; which way a figure tightens
stands in ``figures.py``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from decisions.law.figures import ABSENT, KINDS, BadValue
from decisions.law.statutes import UnknownArticle, citation

PARTS = frozenset({"value", "article", "source", "mark", "valid_from", "valid_to", "floor", "note"})
MARKS = ("V", "E", "D")


class ProfileError(ValueError):
    """A profile file cannot be used: which file, which key, what is wrong, how to mend it."""

    def __init__(self, file: Path, key: str, what: str, remedy: str) -> None:
        super().__init__(f"{file.name}：{key}：{what}。{remedy}。")
        self.file, self.key, self.what, self.remedy = file, key, what, remedy


@dataclass(frozen=True)
class Figure:
    """One figure of the law: its value, the article it rests on, and where it was read.

    ``mark`` says how surely: V read in full, E in an excerpt, D derived by design. A floor may
    only be tightened by a file that extends this one.
    """

    key: str
    value: Any = field(hash=False)
    article: str
    source: str
    mark: str
    valid_from: date
    valid_to: date | None = None
    floor: bool = False
    note: str = ""

    def in_force(self, on: date) -> bool:
        """Whether this figure holds on a day; its last day is included."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def laxer_than(self, base: "Figure | None") -> bool:
        """Whether this figure undercuts a floor."""
        if base is None or not base.floor:
            return False
        return KINDS[self.key].laxer(self.value, base.value)


@dataclass(frozen=True)
class Word:
    """How a code of a profile is said to people."""

    zh: str
    en: str


def read_entries(path: Path, content: dict[str, Any], starts: date) -> Iterator[Figure]:
    """All figures of a file, key by key and each key in order of time."""
    for key in KINDS:
        rows = content.get(key, [])
        figures = [_figure(path, key, row, starts) for row in _rows(path, key, rows)]
        dates = [figure.valid_from for figure in figures]
        if len(set(dates)) < len(dates):
            raise ProfileError(path, key, "两条数值自同一日起生效", "请改正 valid_from")
        yield from sorted(figures, key=lambda figure: figure.valid_from)


def _rows(path: Path, key: str, rows: Any) -> list[dict[str, Any]]:
    rows = [rows] if isinstance(rows, dict) else rows
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ProfileError(path, key, "写法不对", "应写为 [条目] 表，含 value、article、source")
    return rows


def _figure(path: Path, key: str, row: dict[str, Any], starts: date) -> Figure:
    for part in row:
        if part not in PARTS:
            raise ProfileError(path, f"{key}.{part}", "不认识的栏目", "请核对拼写")
    return Figure(
        key=key,
        value=_value(path, key, row),
        article=_article(path, key, row.get("article")),
        source=_said(path, key, "source", row.get("source")),
        mark=_mark(path, key, row.get("mark")),
        valid_from=read_date(path, row, "valid_from", starts, key),
        valid_to=read_date(path, row, "valid_to", key=key) if "valid_to" in row else None,
        floor=_floor(path, key, row.get("floor", False)),
        note=str(row.get("note", "")),
    )


def _floor(path: Path, key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ProfileError(path, f"{key}.floor", "写法不对", "应为 true 或 false")
    return value


def _value(path: Path, key: str, row: dict[str, Any]) -> Any:
    if "value" not in row:
        raise ProfileError(path, key, "缺少 value", "请填写数值")
    kind = KINDS[key]
    if row["value"] == ABSENT and kind.may_be_absent:
        return None
    try:
        return kind.read(row["value"])
    except BadValue as error:
        raise ProfileError(path, key, f"数值 {row['value']!r} 不合要求", str(error)) from error


def _article(path: Path, key: str, ref: Any) -> str:
    said = _said(path, key, "article", ref)
    try:
        citation(said)
    except UnknownArticle as error:
        raise ProfileError(path, key, f"没有条文 {said}", "请写所收紧的条文，如 15.2") from error
    return said


def _mark(path: Path, key: str, mark: Any) -> str:
    if mark not in MARKS:
        raise ProfileError(
            path, key, f"mark 为 {mark!r}", "应为 V（全文核对）、E（摘录）或 D（推定）"
        )
    return str(mark)


def _said(path: Path, key: str, part: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ProfileError(path, key, f"缺少 {part}", "每个数值都须写明条文和出处")
    return value


def read_date(
    path: Path, row: dict[str, Any], part: str, default: date | None = None, key: str = ""
) -> date:
    """A day out of a file, not a moment and not a text that looks like one."""
    value = row.get(part, default)
    if type(value) is not date:
        raise ProfileError(path, key or part, f"缺少日期 {part}", "请写作 2019-09-01")
    return value


def read_word(path: Path, key: str, row: object) -> Word:
    """A text in both languages; the Chinese one is required."""
    if not isinstance(row, dict) or not row.get("zh"):
        raise ProfileError(path, key, "缺少中文名称", '请写作 { zh = "…", en = "…" }')
    return Word(str(row["zh"]), str(row.get("en", row["zh"])))
