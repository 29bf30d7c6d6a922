"""The paper of a course that ends before its meeting (art. 10): to the public, or to the units.

The decision to start leaves no paper of its own; its day stands in the file.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .paper import Contact, Incoherent, Paper


@dataclass(frozen=True, kw_only=True)
class Told:
    """One notice by which the public was told of the matter: its title and its day."""

    title: str
    told_on: date


@dataclass(frozen=True, kw_only=True)
class TerminationNotice(Paper):
    """终止决策程序公告 where the public had been told of the matter, else a 通知 to the units."""

    template: ClassVar = "termination_notice"
    matter: str
    lead_unit: str
    initiated_on: date | None = None  # 启动日期; without one the course was only studied
    ended_on: date
    reason: tuple[str, ...]
    told: tuple[Told, ...] = ()  # what the public was told; empty in a 通知
    called_off: tuple[str, ...] = ()  # of it, what was still to come and no longer takes place
    submissions: int = 0
    opinions: int = 0
    answered_on: date | None = None  # 意见收集和采纳情况公布日期
    contact: Contact = Contact()

    def __post_init__(self) -> None:
        if not self.reason:
            raise Incoherent("a course is ended with reasons (art. 10)")
        if self.opinions and not self.submissions:
            raise Incoherent("opinions were received with no submission")
        if self.called_off and not self.told:
            raise Incoherent("only what the public was told of is called off to the public")

    def received(self) -> str:
        """Tells how many opinions had come in; silence is told too."""
        if not self.submissions:
            return "截至程序终止，未收到意见建议。"
        return f"截至程序终止，共收到意见建议{self.opinions}条（提交{self.submissions}件）。"

    def kept(self) -> str:
        """Tells what becomes of them: published already, or kept in the file unanswered."""
        if self.answered_on:
            on = self.answered_on
            return f"意见收集和采纳情况已于{on.year}年{on.month}月{on.day}日向社会公布，仍可查阅。"
        if not self.submissions:
            return ""
        return "上述意见随本事项案卷归档保存；因决策程序终止，不再公布采纳情况。"
