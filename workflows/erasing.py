"""Erasing what one sender sent: text, name, contact, salt and files go, the leaf stays (PIPL 47).

Called by the acts ``erase_submission`` and ``answer_request``. Without the salt nobody can tell
what the leaf was over. Packages made before still say it: they are recalled.
"""

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
from workflows.act import Doing
from workflows.dossier_package import recalling


def erase(doing: Doing, said: Submission) -> list[str]:
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
        text="", salt="", name="", contact="", publish_consent=False, erased_at=doing.now
    )
    VerifiedSender.objects.filter(submission=said).delete()
    Confirmation.objects.filter(submission=said).delete()
    SenderRequest.objects.filter(submission=said).update(note="", contact="")
    recalling.recall(doing)
    return digests
