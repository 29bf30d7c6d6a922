"""Erasing what one sender sent: text, name, contact, salt and files go, the leaf stays (PIPL 47).

Called by the act ``erase_submission``. Without the salt nobody can tell what the leaf was over.
"""

from datetime import datetime

from django.db import transaction

from decisions import papers
from decisions.models import (
    AnswerSheet,
    Confirmation,
    Opinion,
    Paper,
    PersonalFlag,
    SenderRequest,
    Submission,
    VerifiedSender,
)
from workflows import anchoring, reading


def erase(said: Submission, at: datetime) -> list[str]:
    """Erase a submission; returns the digests of the files that are gone."""
    held = list(said.files.select_related("paper"))
    digests = [row.paper.sha256 for row in held]
    said.files.all().delete()
    Paper.objects.filter(pk__in=[row.paper_id for row in held]).delete()
    transaction.on_commit(lambda: papers.drop(digests))
    opinions = Opinion.objects.filter(submission=said)
    reading.read_anew(opinions)
    anchoring.forget(opinions)
    opinions.update(text="", public_text="", quote="", context="", redaction_reason="", covered=[])
    PersonalFlag.objects.filter(submission=said).delete()
    AnswerSheet.objects.filter(submission=said).update(words={}, taken=[])
    Submission.objects.filter(pk=said.pk).update(
        text="", salt="", name="", contact="", publish_consent=False, erased_at=at
    )
    VerifiedSender.objects.filter(submission=said).delete()
    Confirmation.objects.filter(submission=said).delete()
    SenderRequest.objects.filter(submission=said).update(note="", contact="")
    return digests
