"""A profile file with all its dates, standing on the file it extends.

Refuses what an office must not drop in: an unknown key, a code without words, and a figure laxer
than a floor below it. How one figure is written stands in ``profile_entry.py``; ``profile.py``
picks the figures of one date.
"""

import tomllib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from decisions.law.figures import KINDS
from decisions.law.profile_entry import (
    Figure,
    ProfileError,
    Word,
    read_date,
    read_entries,
    read_word,
)
from decisions.law.statutes import citation

ROOT = "national"
HEAD = frozenset({"name", "title", "extends", "in_force_from", "words"})


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
    base = _base(path, content.get("extends"), shipped, above)
    starts = read_date(path, content, "in_force_from")
    book = Book(
        path=path,
        name=_name(path, content),
        title=read_word(path, "title", content.get("title")),
        in_force_from=starts,
        words=(base.words if base else {}) | _words(path, content.get("words", {})),
        entries=tuple(read_entries(path, content, starts)),
        base=base,
    )
    _refuse_unsaid(book)
    _refuse_lax(book)
    return book


def _base(path: Path, name: object, shipped: Path, above: tuple[Path, ...]) -> Book | None:
    if path == shipped / f"{ROOT}.toml":
        return None
    if not isinstance(name, str):
        raise ProfileError(path, "extends", "没有写明以哪个配置为底", f'请写 extends = "{ROOT}"')
    return read_book(find(name, shipped, path.parent), shipped, (*above, path))


def find(name: str | Path, *folders: Path) -> Path:
    """The file of a profile name, in the first folder that has it; a Path is taken as it is."""
    if isinstance(name, Path):
        return name
    for path in (path for folder in folders for path in folder.glob("*.toml")):
        if path.stem == name:
            return path
    raise ProfileError(Path(f"{name}.toml"), "文件", "没有这个配置", "请核对名称")


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


def _name(path: Path, content: dict[str, Any]) -> str:
    name = content.get("name")
    if not isinstance(name, str) or not name:
        raise ProfileError(path, "name", "缺少名称", "请填写英文代码，如 township")
    return name


def _words(path: Path, rows: dict[str, Any]) -> dict[str, Word]:
    return {code: read_word(path, f"words.{code}", row) for code, row in rows.items()}


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
            where = citation(base.article).article_label_zh
            what = f"数值 {entry.value} 宽于底线 {base.value}（{where}）"
            raise ProfileError(book.path, entry.key, what, "地方规定只能更严，请改正或删除该条")
