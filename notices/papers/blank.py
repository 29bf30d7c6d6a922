"""Printable blanks: what is filled in by hand and comes back as a signed scan (art. 14-20).

One generic shape, three blanks ready to print. Uploading the signed scan is an act and stands
with its step.
"""

from dataclasses import dataclass
from typing import ClassVar

from .paper import Incoherent, Paper

SHAPES = ("line", "box", "choices")


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing to fill in: a line, a box of so many lines, or boxes to tick."""

    label: str
    shape: str = "line"
    lines: int = 1
    choices: tuple[str, ...] = ()
    filled: str = ""  # what is known beforehand and printed

    def __post_init__(self) -> None:
        if self.shape not in SHAPES:
            raise Incoherent(f"unknown shape of a field: {self.shape}")
        if not 1 <= self.lines <= 40:
            raise Incoherent("a field has between 1 and 40 lines")

    def ruled(self) -> range:
        """Gives one step for each line left free for writing."""
        return range(self.lines)


@dataclass(frozen=True, kw_only=True)
class Blank(Paper):
    """A form to be filled in by hand."""

    template: ClassVar = "blank"
    proves: ClassVar = False  # what is filled in by hand later
    matter: str = ""
    intro: str = ""
    fields: tuple[Field, ...] = ()
    columns: tuple[str, ...] = ()  # heads of a table to write into
    lines: int = 0  # empty rows of that table
    statement: str = ""  # what the signature confirms
    signatures: tuple[str, ...] = ()  # 本人签名, 日期
    note: str = ""
    privacy: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.lines <= 500:
            raise Incoherent("a sheet has at most 500 rows")

    def numbered(self) -> range:
        """Gives the numbers of the empty rows."""
        return range(1, self.lines + 1)

    def rows(self) -> int:
        """Counts the rows to write into."""
        return self.lines


def comment_form(*, organ, title, issued_on, matter, privacy, **frame) -> Blank:
    """Lays out the paper form on which an opinion is sent (art. 15)."""
    return Blank(
        organ=organ,
        title=title,
        issued_on=issued_on,
        matter=matter,
        fields=(
            Field(label="姓名或单位", filled=""),
            Field(label="联系方式"),
            Field(label="身份", shape="choices", choices=("个人", "企业", "社会组织", "其他")),
            Field(label="针对条款"),
            Field(label="意见建议", shape="box", lines=7),
            Field(label="理由", shape="box", lines=4),
            Field(
                label="是否同意公开", shape="choices", choices=("同意", "隐去姓名后同意", "不同意")
            ),
        ),
        signatures=("提交人签名", "日期"),
        note="姓名和联系方式可以不填；不填时无法告知处理结果。",
        privacy=privacy,
        **frame,
    )


def hearing_signin(*, organ, title, issued_on, matter, lines=14, **frame) -> Blank:
    """Lays out the sign-in sheet of a hearing (art. 16-17)."""
    return Blank(
        organ=organ,
        title=title,
        issued_on=issued_on,
        matter=matter,
        fields=(Field(label="时间"), Field(label="地点")),
        columns=("姓名", "单位或住址", "参加身份", "联系方式", "签名"),
        lines=lines,
        **frame,
    )


def expert_signature_sheet(*, organ, title, issued_on, matter, **frame) -> Blank:
    """Lays out the sheet an expert signs, declaring no interest (art. 19-20)."""
    return Blank(
        organ=organ,
        title=title,
        issued_on=issued_on,
        matter=matter,
        fields=(
            Field(label="专家姓名"),
            Field(label="工作单位"),
            Field(label="专业和职称"),
            Field(label="论证方式", shape="choices", choices=("论证会", "书面咨询", "委托咨询")),
            Field(label="论证意见", shape="box", lines=10),
            Field(label="结论", shape="choices", choices=("可行", "修改后可行", "不可行")),
        ),
        statement="本人与本决策事项没有直接利害关系，独立出具以上意见，并对意见负责；对工作中知悉的"
        "国家秘密、商业秘密和个人隐私依法保密。",
        signatures=("专家签名", "日期"),
        **frame,
    )
