"""Reads a profile file with all its dates, and refuses what an office must not drop in.

Refused: an unknown key, a figure without article or source, an article no statute holds, a code
without words, and a figure laxer than a floor of the file it extends. Called by ``profile.py``,
which picks the figures of one date.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from decisions.law.figures import ABSENT, KINDS, BadValue
from decisions.law.statutes import UnknownArticle, citation

HEAD = frozenset({"name", "title", "extends", "in_force_from", "words"})
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
        if base is None or not base.floor or base.value is None:
            return False
        return KINDS[self.key].laxer(self.value, base.value)


@dataclass(frozen=True)
class Word:
    """How a code of a profile is said to people."""

    zh: str
    en: str


@dataclass(frozen=True)
class Book:
    """A profile file with all its dates, standing on the file it extends."""

    path: Path
    name: str
    title: Word
    in_force_from: date
    words: dict[str, Word]
    entries: tuple[Figure, ...]
    base: "Book | None" = None

    def on(self, day: date) -> dict[str, Figure]:
        """The figures in force on a day: the newest local one, unless a floor is stricter."""
        figures = self.base.on(day) if self.base else {}
        below = dict(figures)
        for entry in self.entries:
            base = below.get(entry.key)
            if entry.in_force(day) and not entry.laxer_than(base):
                figures[entry.key] = replace(entry, floor=entry.floor or bool(base and base.floor))
        return figures

    @property
    def starts_on(self) -> date:
        """The day on which the law at the bottom of this book came into force."""
        return self.base.starts_on if self.base else self.in_force_from


def read_book(path: Path, shipped: Path, above: tuple[Path, ...] = ()) -> Book:
    """Read a profile file and the files it extends; raises ProfileError."""
    if path in above:
        raise ProfileError(path, "extends", "文件互相引用", "请改为沿用 national")
    content = _content(path)
    base_path = find(content["extends"], path.parent, shipped) if "extends" in content else None
    base = read_book(base_path, shipped, (*above, path)) if base_path else None
    starts = _date(path, content, "in_force_from")
    book = Book(
        path=path,
        name=_head(path, content, "name", str),
        title=_word(path, "title", content.get("title")),
        in_force_from=starts,
        words=(base.words if base else {}) | _words(path, content.get("words", {})),
        entries=tuple(_entries(path, content, starts)),
        base=base,
    )
    _refuse_unsaid(book)
    _refuse_lax(book)
    return book


def find(name: str | Path, *folders: Path) -> Path:
    """The file of a profile name, in the first folder that has it; a Path is taken as it is."""
    if isinstance(name, Path):
        return name
    for folder in folders:
        path = folder / f"{name}.toml"
        if path.is_file():
            return path
    raise ProfileError(folders[-1] / f"{name}.toml", "extends", "没有这个文件", "请核对名称")


def _content(path: Path) -> dict[str, Any]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ProfileError(path, "文件", "无法读取", "请核对路径") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProfileError(path, "文件", f"不是有效的 TOML：{error}", "请改正后重试") from error
    for key in content:
        if key not in HEAD and key not in KINDS:
            raise ProfileError(path, key, "不认识的条目", "请核对拼写，可用条目见 national.toml")
    return content


def _entries(path: Path, content: dict[str, Any], starts: date) -> Iterator[Figure]:
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
        valid_from=_date(path, row, "valid_from", starts, key),
        valid_to=row.get("valid_to"),
        floor=row.get("floor", False),
        note=row.get("note", ""),
    )


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


def _date(
    path: Path, row: dict[str, Any], part: str, default: date | None = None, key: str = ""
) -> date:
    value = row.get(part, default)
    if type(value) is not date:
        raise ProfileError(path, key or part, f"缺少日期 {part}", "请写作 2019-09-01")
    return value


def _head(path: Path, content: dict[str, Any], key: str, kind: type[str]) -> str:
    if not isinstance(content.get(key), kind):
        raise ProfileError(path, key, "缺少", "请填写")
    return str(content[key])


def _words(path: Path, rows: dict[str, Any]) -> dict[str, Word]:
    return {code: _word(path, f"words.{code}", row) for code, row in rows.items()}


def _word(path: Path, key: str, row: object) -> Word:
    if not isinstance(row, dict) or not row.get("zh"):
        raise ProfileError(path, key, "缺少中文名称", '请写作 { zh = "…", en = "…" }')
    return Word(str(row["zh"]), str(row.get("en", row["zh"])))


def _refuse_unsaid(book: Book) -> None:
    """Every code a figure uses has words for people."""
    for entry in book.entries:
        coded = KINDS[entry.key].coded
        for code in entry.value if coded else ():
            if code not in book.words:
                raise ProfileError(
                    book.path, entry.key, f"代码 {code} 没有名称", "请在 [words] 中补充"
                )


def _refuse_lax(book: Book) -> None:
    """No local figure undercuts a floor on the day it begins."""
    if book.base is None:
        return
    for entry in book.entries:
        base = book.base.on(max(entry.valid_from, book.starts_on)).get(entry.key)
        if base and entry.laxer_than(base):
            raise ProfileError(
                book.path,
                entry.key,
                f"数值 {entry.value} 宽于底线 {base.value}（{citation(base.article).label_zh}）",
                "地方规定只能更严，请改正或删除该条",
            )
