"""Writes ``docs/casefile.md``: the schema of a case file, drawn from the fact sheets themselves.

Called by ``manage.py review --schema``; a test holds the page to the dataclasses.
"""

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin

from decisions.casefile_values import sheet_fields
from decisions.law.archive import SLOTS
from decisions.law.dossier import Dossier
from decisions.law.profile import profile_names

INTRODUCTION = """\
# 案卷文件（JSON）

`manage.py review FILE.json` 评查存放在别处的决策案卷；
各环节办理时所判断的也是同一份卷宗、同一套规则。
本页由 `manage.py review --schema` 生成，请勿手改。

The file that `manage.py review` reads: the same dossier that the live gates judge. This page is
generated; do not edit it.

- 每个字段都可以不写；不写或者写 `null` 表示**未知**，不等于“否”。
  Every field is optional; absent or `null` means *unknown*, never "no".
- 认定书（`findings`）、认定结论（`rulings`）和理由（`reasons`）没有列出的，按没有评查。
  Findings, rulings and reasons that are not listed do not exist.
- 写了公告而没有写缩短期限理由、写了会议意见而没有写说明理由的，按没有理由评查。
  A notice or a vote on file without the reason the law asks for has none.
- 不认识的字段、不对的类型会被拒绝，并指出位置（如 `$.meetings[0].held_on`）。
  An unknown field or a wrong type is refused with its JSON path.
- 日期写作 `2026-05-01`；编码为 UTF-8。
  Dates are ISO dates; the file is UTF-8.
- 退出码：0 没有阻碍；1 有不符合项（应当说明理由而没有说明的也算）；2 文件不能读取。
  Exit status: 0 nothing blocks, 1 something does, 2 bad file.
- 法律日期是启动日期：2019年9月1日前启动的事项不作条例项下的认定。
  The law's date is the day of initiation; nothing is found of what began before the Decree.

两个例子 Two examples:
[complete.json](../fixtures/casefiles/complete.json)（各项齐备）、
[no-05-eleven-days-no-reason.json](../fixtures/casefiles/no-05-eleven-days-no-reason.json)
（十一日，没有说明理由）。
"""

TYPES = {bool: "true / false", int: "整数 integer", str: "文字 text", date: "日期 date"}


def page() -> str:
    """The whole page."""
    return "\n".join((INTRODUCTION, *_top(), *_sheets(), *_slots()))


def _top() -> Iterator[str]:
    names = "、".join(f"`{name}`" for name in profile_names())
    yield "## 文件 The file\n"
    yield from _header()
    yield f'| `profile` | {names}，或者 `{{"name": …, "on": 日期}}` | 适用的规则 |'
    yield "| `as_of` | 日期 date | 评查日期，不写为当日 |"
    yield from _rows(Dossier)
    yield ""


def _sheets() -> Iterator[str]:
    for sheet in _reachable(Dossier)[1:]:
        yield f"## {sheet.__name__}\n"
        yield f"{(sheet.__doc__ or '').strip()}\n"
        yield from _header()
        yield from _rows(sheet)
        yield ""


def _slots() -> Iterator[str]:
    yield "## 归档材料的代码 Slots of the archive checklist\n"
    for code, name in SLOTS.items():
        yield f"- `{code}` {name}"
    yield ""


def _header() -> Iterator[str]:
    yield "| 字段 field | 类型 type | 含义 meaning |"
    yield "| --- | --- | --- |"


def _rows(sheet: type) -> Iterator[str]:
    for field, hint in sheet_fields(sheet):
        yield f"| `{field.name}` | {_said(hint)} | {field.metadata.get('label', '')} |"


def _said(hint: Any) -> str:
    """A type in words."""
    hint = _bare(hint)
    if get_origin(hint) is tuple:
        return f"列表 list：{_said(get_args(hint)[0])}"
    if get_origin(hint) is Mapping:
        return f"表 table：名称 → {_said(get_args(hint)[1])}"
    if is_dataclass(hint):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    if issubclass(hint, StrEnum):
        return "、".join(f"`{word}`" for word in hint)
    return TYPES[hint]


def _reachable(sheet: type) -> list[type]:
    """A sheet and those below it, in order of appearance, each once."""
    found = [sheet]
    for _field, hint in sheet_fields(sheet):
        below = _bare(hint)
        below = _bare(get_args(below)[0]) if get_origin(below) is tuple else below
        if is_dataclass(below):
            found += [more for more in _reachable(below) if more not in found]
    return found


def _bare(hint: Any) -> Any:
    """A type without "or unknown"."""
    if isinstance(hint, UnionType) or get_origin(hint) is Union:
        return next(h for h in get_args(hint) if h is not type(None))
    return hint
