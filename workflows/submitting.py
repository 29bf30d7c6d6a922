"""The citizen's side: an opinion is kept with its receipt, with no lock (Art. 15).

Called by the public comment page. The sweep puts the leaf into the decision's chain within a
minute. Looking up, withdrawing and erasing stand in ``workflows/taking_back.py``; officers enter
what comes on paper by the acts of ``steps/public/opinions.py``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from decisions import papers
from decisions.errors import Illegible, NotNow
from decisions.intake.files import Accepted
from decisions.law.terms import ActivityKind, Channel
from decisions.models import (
    Clause,
    Opinion,
    Paper,
    ParticipationActivity,
    Submission,
    SubmissionFile,
)
from decisions.period import Standing, standing
from workflows import receipts
from workflows.steps.forms.submitting import ANONYMOUS, REGISTERED, SubmitForm


class NotOpen(NotNow):
    """The consultation is not open at this instant; ``form`` keeps every word typed."""

    def __init__(self, message: Any, form: SubmitForm, how: Standing) -> None:
        super().__init__(message)
        self.form, self.standing = form, how


@dataclass(frozen=True)
class Sent:
    """A submission kept, with the private code that is shown once; ``fresh`` unless sent before."""

    submission: Submission
    code: str
    fresh: bool = True


def submit_opinion(
    activity_id: int,
    data: Mapping[str, Any],
    files: Mapping[str, Any] | None = None,
    *,
    token: UUID,
    received_at: datetime | None = None,
    identity: str = "",
    held: bool = False,
) -> Sent:
    """Keep what a citizen sends; raises Illegible, or NotOpen with the text kept.

    ``held`` marks what came without the guard of the page: accepted at once, shown to the public
    only after an officer's look. The same token twice is one submission.
    """
    at = received_at or timezone.now()
    form = SubmitForm(data, files or {})
    if not form.is_valid():
        raise Illegible(_("Please correct what is marked."), form)
    if form.cleaned_data["files"] and not Submission.objects.filter(token=token).exists():
        _open_activity(activity_id, form, at)  # nothing is stored for a door that is shut
        for file in form.cleaned_data["files"]:
            papers.store(file.data)
    try:
        with transaction.atomic():
            return _keep(activity_id, form, token, at, identity, held)
    except IntegrityError:
        return _again(Submission.objects.get(token=token), form)


def _keep(
    activity_id: int, form: SubmitForm, token: UUID, at: datetime, identity: str, held: bool
) -> Sent:
    said = form.cleaned_data
    if earlier := Submission.objects.filter(token=token).first():
        return _again(earlier, form)
    activity = _open_activity(activity_id, form, at)
    submission = Submission(
        decision=activity.decision,
        activity=activity,
        number=receipts.number(timezone.localdate(at).year),
        receipt=receipts.digest(receipts.code(token)),
        channel=Channel.WEB,
        submitter_kind=said["submitter_kind"],
        identity=identity or (REGISTERED if said["name"] or said["contact"] else ANONYMOUS),
        name=said["name"],
        contact=said["contact"],
        publish_consent=said["publish_consent"],
        text=said["text"],
        token=token,
        occurred_on=timezone.localdate(at),
        received_at=at,
        held=held,
    )
    receipts.seal(submission, [file.sha256 for file in said["files"]]).save(force_insert=True)
    Opinion.objects.create(
        decision=activity.decision,
        submission=submission,
        text=said["text"],
        clause=_clause(activity, said["clause"]),
        quote=said["quote"],
        context=said["context"],
        recorded_at=at,
    )
    keep_files(submission, said["files"])
    return Sent(submission, receipts.code(token))


def keep_files(submission: Submission, files: Sequence[Accepted]) -> None:
    """Keep the files of a submission, whose bytes are stored already."""
    kept = [
        Paper(
            role="submission",  # of the submission, not of the file: the leaf covers it
            title=file.name[:200],
            name=file.name,
            media_type=file.media_type,
            size=len(file.data),
            sha256=file.sha256,
            occurred_on=submission.occurred_on,
        )
        for file in files
    ]
    if kept:
        Paper.objects.bulk_create(kept)
        SubmissionFile.objects.bulk_create(
            [SubmissionFile(submission=submission, paper=paper) for paper in kept]
        )


def _open_activity(activity_id: int, form: SubmitForm, at: datetime) -> ParticipationActivity:
    activity = (
        ParticipationActivity.objects.select_related("decision", "consultation")
        .filter(pk=activity_id, kind=ActivityKind.OPEN_CONSULTATION)
        .first()
    )
    how = standing(activity, at) if activity else Standing.WITHDRAWN
    if activity is None or how is not Standing.OPEN:
        raise NotOpen(_WORDS[how](), form, how)
    return activity


_WORDS = {
    Standing.PLANNED: lambda: _("This consultation is not open yet. Your text is kept below."),
    Standing.CLOSED: lambda: _(
        "The period for opinions is over. Your text is kept below; the phone and the postal "
        "address of the notice stay open to you."
    ),
    Standing.WITHDRAWN: lambda: _("This consultation was withdrawn. Your text is kept below."),
}


def _clause(activity: ParticipationActivity, clause_id: int | None) -> Clause | None:
    """The clause spoken of, if it belongs to the draft that was published."""
    if clause_id is None:
        return None
    return Clause.objects.filter(pk=clause_id, draft=activity.consultation.draft_id).first()


def _again(earlier: Submission, form: SubmitForm) -> Sent:
    """The receipt of a form sent twice; a changed text under an old token is no second sending."""
    if earlier.text != form.cleaned_data["text"]:
        raise Illegible(_("This form was sent already. Open the page anew to send more."), form)
    return Sent(earlier, receipts.code(earlier.token), fresh=False)
