"""A sheet of answers between being sent and being taken: by digest in the store, by a signed word.

Nothing of it stands in the file until the act takes it. Sheets nobody took are found by their
``PendingSheet`` row and forgotten with the others.
"""

from typing import NamedTuple

from django.core import signing
from django.utils import timezone

from accounts.models import User
from decisions import papers
from decisions.intake.files import Accepted
from decisions.models import Decision
from workflows.models import PendingSheet

SALT = "answer-sheet"
AGE = 24 * 3600  # seconds


class Kept(NamedTuple):
    """A sheet that lies in the store."""

    sha256: str
    name: str
    size: int


def keep(decision: Decision, sheet: Accepted, by: User) -> str:
    """Store a sheet; the word that leads back to it."""
    PendingSheet.objects.create(
        decision=decision,
        sha256=papers.store(sheet.data),
        name=sheet.name,
        kind="answers",
        size=len(sheet.data),
        handed_by=by,
        handed_at=timezone.now(),
    )
    return signing.dumps([decision.pk, sheet.sha256, sheet.name, len(sheet.data)], salt=SALT)


def kept(word: str, decision: Decision) -> Kept | None:
    """The sheet a word leads to, if it is of this decision."""
    try:
        of, sha256, name, size = signing.loads(word, salt=SALT, max_age=AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Kept(sha256, name, size) if of == decision.pk else None
