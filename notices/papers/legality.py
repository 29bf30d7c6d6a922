"""合法性审查意见书: power, procedure, content, each with its own conclusion (art. 25-28).

A letter (信函格式) with a number of its own, from the reviewing organ to the lead unit.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .paper import Incoherent, Paper

QUESTIONS = {"power": "决策权限", "procedure": "决策程序", "content": "决策内容"}


@dataclass(frozen=True, kw_only=True)
class Conclusion:
    """The answer to one of the three questions."""

    question: str  # a key of QUESTIONS
    finding: str  # 合法 / 不合法 / 需修改后合法, in the reviewer's words
    reasons: str = ""

    def __post_init__(self) -> None:
        if self.question not in QUESTIONS:
            raise Incoherent(f"unknown question of the legality review: {self.question}")

    def name(self) -> str:
        """Names the question."""
        return QUESTIONS[self.question]


@dataclass(frozen=True, kw_only=True)
class Point:
    """One point the reviewer asks to have changed, and why."""

    clause: str  # 第五条第二款, or empty for the whole draft
    problem: str
    advice: str = ""


@dataclass(frozen=True, kw_only=True)
class CounselOpinion:
    """What a legal adviser or government lawyer said (art. 28)."""

    name: str
    role: str  # 法律顾问, 公职律师
    text: str
    signed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class LegalityOpinion(Paper):
    """The reviewer's written opinion."""

    template: ClassVar = "legality_opinion"
    matter: str
    draft_version: str  # 送审稿（第3稿）
    draft_digest: str = ""  # the first characters of the draft's SHA-256
    requested_on: date
    granted_days: int  # working days given for the review
    materials: tuple[str, ...] = ()  # what was sent for review (art. 26)
    basis: tuple[str, ...] = ()
    conclusions: tuple[Conclusion, ...]
    points: tuple[Point, ...] = ()
    counsel: tuple[CounselOpinion, ...] = ()
    overall: str  # the conclusion in one sentence
    legal_risk: str = ""  # stated for exploratory reform (art. 25)
    reviewers: tuple[str, ...] = ()
    contact: str = ""

    def __post_init__(self) -> None:
        asked = [conclusion.question for conclusion in self.conclusions]
        if sorted(asked) != sorted(QUESTIONS):
            raise Incoherent("the opinion answers power, procedure and content, once each")
