"""What the law still misses: the one shape in which every rule answers.

A rule yields Shortcomings; ``judge`` wraps them in a Finding. A refusal on screen, a line of a
case-file review and a lamp on the desk are all drawn from these two.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from decisions.law.terms import Severity, Verdict


@dataclass(frozen=True)
class Shortcoming:
    """One thing the law asks for and does not find.

    ``article`` is a citation ("15.2"); ``what`` and ``remedy`` are Chinese sentences shown to
    officers; ``who`` is the role code of the person who can mend it.
    """

    article: str
    what: str
    remedy: str
    who: str = "drafting_officer"
    severity: Severity = Severity.BLOCKS
    rule: str = ""
    figures: Mapping[str, str] = field(default_factory=dict)


class Unknown(Exception):
    """A rule needed a fact that nobody has recorded (unknown is not "no")."""

    def __init__(self, path: str, label: str) -> None:
        super().__init__(f"{path} is not recorded")
        self.path, self.label = path, label


@dataclass(frozen=True)
class Finding:
    """The verdict of one rule over one dossier, with what led to it."""

    rule: str
    articles: tuple[str, ...]
    gate: str
    severity: Severity
    verdict: Verdict
    shortcomings: tuple[Shortcoming, ...] = ()
    unknown: str = ""
    path: str = ""
    reason: str = ""

    @property
    def blocks(self) -> bool:
        """Whether this finding stops a review with exit status 1 (answer 4)."""
        return self.verdict is Verdict.NOT_MET and self.severity is not Severity.LOGGED
