"""征求意见函: a consultation letter to one named body (art. 14), in the letter form 信函格式."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .paper import Contact, Paper, Passage


@dataclass(frozen=True, kw_only=True)
class ConsultationLetter(Paper):
    """One letter to one addressee, with the draft and its explanation as annexes."""

    template: ClassVar = "consultation_letter"
    matter: str  # 《…办法（征求意见稿）》
    asks: str  # what is asked of the addressee
    reply_by: date | None = None
    contact: Contact = Contact()
    draft_title: str = ""
    text: tuple[Passage, ...] = ()
    explanation: tuple[Passage, ...] = ()

    def rows(self) -> int:
        """Counts the passages of the draft and of its explanation."""
        return len(self.text) + len(self.explanation)
