"""专家论证意见汇总: who was asked, each signed opinion, and what became of it (art. 19-21).

A report with a cover, not a 公文. Each opinion stands in an annex of its own, word for word, with
the evidence of its signature.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from .paper import Incoherent, Paper, Sheet, short


@dataclass(frozen=True, kw_only=True)
class ExpertOpinion:
    """One expert's opinion as signed; ``paper_digest`` is the SHA-256 of the signed scan."""

    name: str
    institution: str
    title: str = ""
    declared_on: date | None = None  # the declaration of no direct interest (art. 20)
    given_on: date | None = None
    text: tuple[str, ...]
    signature: str = ""
    paper_digest: str = ""
    adoption: str = ""

    def row(self, number: int) -> tuple[Any, ...]:
        """Gives the opinion as a row of the sheet."""
        who, said = (self.name, self.institution, self.title), "\n".join(self.text)
        return (number, *who, self.given_on, said, self.adoption, self.signature)

    def short_digest(self) -> str:
        """Gives the first sixteen characters in groups of four."""
        return short(self.paper_digest)


@dataclass(frozen=True, kw_only=True)
class ExpertSummary(Paper):
    """The summary of the expert review, with each opinion."""

    template: ClassVar = "expert_summary"
    matter: str
    lead_unit: str = ""
    form: str  # 专家论证会, 书面论证, 委托专业机构论证
    source: str = ""  # where the experts come from
    invited: int
    released: int = 0  # those who took no part, released with reasons
    silent: int = 0  # those who gave no opinion
    opinions: tuple[ExpertOpinion, ...]
    adoption: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.invited != len(self.opinions) + self.released + self.silent:
            raise Incoherent("the experts invited and those heard do not add up (art. 19)")

    def answers(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Gives whose opinions became what, in paragraphs; those answered alike stand together."""
        alike: dict[str, list[str]] = {}
        for one in self.opinions:
            if one.adoption:
                alike.setdefault(one.adoption, []).append(one.name)
        return tuple(("、".join(names), tuple(said.split("\n"))) for said, names in alike.items())

    def rows(self) -> int:
        """Counts the opinions."""
        return len(self.opinions)

    def sheet(self) -> Sheet | None:
        """Each opinion in a row."""
        heads = ("序号", "专家", "单位", "职称", "日期", "论证意见", "采纳情况", "签名凭证")
        return heads, tuple(one.row(n) for n, one in enumerate(self.opinions, 1))
