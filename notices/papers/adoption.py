"""意见收集和采纳情况公告: what was asked, what people said, what was done (art. 18, 32).

Counts by channel and by disposition add up or the paper cannot be made; "none received" is said
in words. Per-opinion rows carry masked sources only: whoever builds the paper has masked them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from .paper import Chapter, Incoherent, Paper, Sheet

DISPOSITIONS = {
    "adopted": "采纳",
    "partly_adopted": "部分采纳",
    "not_adopted": "未采纳",
    "explained": "解释说明",
    "out_of_scope": "与本草案无关",
    "petition_transferred": "转信访办理",
    "duplicate": "重复意见",
}
ALWAYS_SAID = ("adopted", "partly_adopted", "not_adopted")


@dataclass(frozen=True, kw_only=True)
class ChannelCount:
    """What came in by one channel (征集渠道), in number of opinions."""

    channel: str
    period: str = ""  # in words: 2026年5月1日至5月31日
    opinions: int

    def said(self) -> str:
        """Says the count in words, none received included."""
        if not self.opinions:
            return "征求意见期间，未收到意见建议。"
        return f"共收到意见建议{self.opinions}条。"


@dataclass(frozen=True, kw_only=True)
class DispositionCounts:
    """How many opinions were disposed of in each of the seven ways."""

    adopted: int = 0
    partly_adopted: int = 0
    not_adopted: int = 0
    explained: int = 0
    out_of_scope: int = 0
    petition_transferred: int = 0
    duplicate: int = 0

    def total(self) -> int:
        """Adds the seven ways up."""
        return sum(getattr(self, way) for way in DISPOSITIONS)

    def table(self) -> tuple[tuple[str, int], ...]:
        """Gives the ways to be shown: the first three always, the others when used."""
        every = ((way, name, getattr(self, way)) for way, name in DISPOSITIONS.items())
        return tuple((name, n) for way, name, n in every if n or way in ALWAYS_SAID)


@dataclass(frozen=True, kw_only=True)
class OpinionRow:
    """One line of the annex; `alike` opinions of the same wording stand in one line."""

    number: str
    source: str  # masked
    text: str
    disposition: str  # a key of DISPOSITIONS
    reason: str = ""
    clause: str = ""  # what was changed where: 第五条第二款
    alike: int = 1

    def __post_init__(self) -> None:
        if self.disposition not in DISPOSITIONS:
            raise Incoherent(f"unknown disposition: {self.disposition}")
        if self.alike < 1:
            raise Incoherent("a row stands for at least one opinion")

    def is_long(self) -> bool:
        """Tells whether the row may be broken over two pages."""
        return len(self.text) + len(self.reason) + len(self.clause) > 400

    def weight(self) -> int:
        """How many rows of ordinary length it is as long as."""
        return 1 + (len(self.text) + len(self.reason) + len(self.clause)) // 200

    def outcome(self) -> str:
        """Names the disposition in the words of the notice."""
        return DISPOSITIONS[self.disposition]


@dataclass(frozen=True, kw_only=True)
class AdoptionNotice(Paper):
    """The adoption notice with its annex of opinions."""

    template: ClassVar = "adoption_notice"
    chapter_template: ClassVar = "adoption_chapter"
    annex_heading: ClassVar = "意见收集和采纳情况汇总表"
    matter: str
    asked: str  # 我们问了什么
    heard: str  # 大家说了什么
    did: str  # 我们做了什么
    channels: tuple[ChannelCount, ...]
    dispositions: DispositionCounts
    opinions: tuple[OpinionRow, ...] = ()
    unlisted_reason: str = ""  # why some opinions have no row of their own
    lead_unit: str = ""

    def __post_init__(self) -> None:
        if self.received() != self.dispositions.total():
            raise Incoherent("counts by channel and by disposition do not add up to one total")
        if self.listed() > self.received():
            raise Incoherent("the annex lists more opinions than were received")
        if self.listed() < self.received() and not self.unlisted_reason.strip():
            raise Incoherent("opinions without a row need a stated reason")

    def received(self) -> int:
        """Counts all opinions received by all channels."""
        return sum(channel.opinions for channel in self.channels)

    def listed(self) -> int:
        """Counts the opinions the annex stands for."""
        return sum(row.alike for row in self.opinions)

    def unlisted(self) -> int:
        """Counts the opinions without a row of their own."""
        return self.received() - self.listed()

    def said(self) -> str:
        """Says the counts in one sentence, as notices do."""
        if not self.received():
            return "征求意见期间，未收到意见建议。"
        parts = "、".join(f"{name}{n}条" for name, n in self.dispositions.table())
        return f"共收到意见建议{self.received()}条，其中{parts}。"

    def rows(self) -> int:
        """Counts the rows of the annex."""
        return len(self.opinions)

    def sheet(self) -> Sheet | None:
        """Each opinion in a row; None where the annex is empty."""
        heads = ("序号", "意见来源", "意见内容", "采纳情况", "理由", "修改之处", "同类意见数")
        rows = (
            (r.number, r.source, r.text, r.outcome(), r.reason, r.clause, r.alike)
            for r in self.opinions
        )
        return (heads, tuple(rows)) if self.opinions else None

    def chapters(self, size: int) -> Iterator[Chapter]:
        """The annex in chapters of like weight, each of about so many rows of ordinary length."""
        weights = [row.weight() for row in self.opinions]
        number = max(1, -(-sum(weights) // size))
        share, weight, start = sum(weights) / number, 0, 0
        for end, one in enumerate(weights, 1):
            weight += one
            if weight >= share or end == len(weights):
                rows = self.opinions[start:end]
                yield Chapter(title=f"第{rows[0].number}号至第{rows[-1].number}号", rows=rows)
                weight, start = weight - share, end
