"""The citizen's side: an opinion is kept with its receipt, with no lock (Art. 15).

Called by the public comment page: a look at the door and one transaction, whatever the number of
opinions. The sweep puts the leaf into the decision's chain within a minute. Looking up,
withdrawing and erasing stand in ``taking_back.py``, correcting in ``correcting.py``; officers
enter what comes on paper by the acts of ``steps/public/opinions.py``.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from decisions import papers, rows
from decisions.errors import Illegible, NotNow
from decisions.intake.files import Accepted
from decisions.law.terms import Channel, Identity
from decisions.models import (
    Opinion,
    Paper,
    Submission,
    SubmissionFile,
    VerifiedSender,
)
from decisions.period import Standing
from workflows import open_door, quoting, receipts
from workflows.guard.challenges import Proof, Unproved
from workflows.open_door import Door
from workflows.steps.forms.submitting import SubmitForm

Look = Callable[[], Door | None]  # at the door, the moment before going through it


class NotOpen(NotNow):
    """The consultation is not open at this instant; ``form`` keeps every word typed."""

    def __init__(self, message: Any, form: SubmitForm, how: Standing) -> None:
        super().__init__(message)
        self.form, self.standing = form, how


@dataclass(frozen=True)
class Known:
    """A sender who came through an outside login: the least that tells two of them apart."""

    issuer: str
    subject: str
    name: str


@dataclass(frozen=True)
class Way:
    """How a submission comes, beside what it says.

    ``token`` is the form's own: the same twice is one submission. ``held`` marks what came without
    the guard of the page: accepted at once, shown to the public only after an officer's look.
    ``proof`` is the work done for it, spent in the same transaction.
    """

    token: UUID
    at: datetime
    identity: str = ""
    held: bool = False
    proof: Proof | None = None
    known: Known | None = None


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
    """Keep what a citizen sends; raises Illegible, or NotOpen with the text kept."""
    form = SubmitForm(data, files or {})
    if not form.is_valid():
        raise Illegible(_("Please correct what is marked."), form)
    return keep(
        lambda: open_door.of_activity(activity_id),
        form,
        Way(token, received_at or timezone.now(), identity, held),
    )


def keep(look: Look, form: SubmitForm, way: Way) -> Sent:
    """Keep what a valid form says; raises NotOpen, Illegible, or Unproved for work used before."""
    files = form.cleaned_data["files"]
    if files and not Submission.objects.filter(token=way.token).exists():
        _open(look, form, way)  # nothing is stored for a door that is shut
        for file in files:
            papers.store(file.data)
    # Alone, the rows are one transaction by themselves; with files or a login, one around all.
    more = files or way.known
    try:
        with transaction.atomic() if more else nullcontext():
            return _keep(_open(look, form, way), form, way)
    except IntegrityError as clash:
        if earlier := Submission.objects.filter(token=way.token).first():
            return _again(earlier, form)
        raise Unproved from clash
    except NotOpen:
        if earlier := Submission.objects.filter(token=way.token).first():
            return _again(earlier, form)
        raise


def _keep(door: Door, form: SubmitForm, way: Way) -> Sent:
    said, code = form.cleaned_data, receipts.code(way.token)
    clause = quoting.clause_of(door.draft_id, said["clause"], form)
    submission = _submission(door, said, way, code)
    receipts.seal(submission, [file.sha256 for file in said["files"]])
    quote, context = quoting.passage(clause, said["quote"], said["context"])
    opinion = Opinion(
        decision_id=door.decision_id,
        submission=submission,
        text=said["text"],
        clause=clause,
        quote=quote,
        context=context,
        recorded_at=way.at,
    )
    rows.insert_together([*(way.proof.spent() if way.proof else ()), submission, opinion])
    keep_files(submission, said["files"])
    if way.known:
        VerifiedSender.objects.create(submission=submission, **vars(way.known))
    return Sent(submission, code)


def _submission(door: Door, said: Mapping[str, Any], way: Way, code: str) -> Submission:
    named = Identity.REGISTERED if said["name"] or said["contact"] else Identity.ANONYMOUS
    day = timezone.localdate(way.at)
    return Submission(
        decision_id=door.decision_id,
        activity_id=door.activity_id,
        number=receipts.number(day.year),
        receipt=receipts.digest(code),
        channel=Channel.WEB,
        submitter_kind=said["submitter_kind"],
        identity=way.identity or named,
        name=said["name"],
        contact=said["contact"],
        publish_consent=said["publish_consent"],
        text=said["text"],
        token=way.token,
        occurred_on=day,
        received_at=way.at,
        held=way.held,
    )


def keep_files(submission: Submission, files: Sequence[Accepted]) -> None:
    """Keep the files of a submission, whose bytes are stored already."""
    kept = [papers.of_submission(file, submission.occurred_on) for file in files]
    if kept:
        Paper.objects.bulk_create(kept)
        SubmissionFile.objects.bulk_create(
            [SubmissionFile(submission=submission, paper=paper) for paper in kept]
        )


def _open(look: Look, form: SubmitForm, way: Way) -> Door:
    door = look()
    how = door.standing(way.at) if door else Standing.WITHDRAWN
    if door is None or how is not Standing.OPEN:
        raise NotOpen(_WORDS[how](), form, how)
    return door


_WORDS = {
    Standing.PLANNED: lambda: _("This consultation is not open yet. Your text is kept below."),
    Standing.CLOSED: lambda: _(
        "The period for opinions is over. Your text is kept below; the phone and the postal "
        "address of the notice stay open to you."
    ),
    Standing.WITHDRAWN: lambda: _("This consultation was withdrawn. Your text is kept below."),
}


def _again(earlier: Submission, form: SubmitForm) -> Sent:
    """The receipt of a form sent twice; a changed text under an old token is no second sending."""
    if earlier.text != form.cleaned_data["text"]:
        raise Illegible(_("This form was sent already. Open the page anew to send more."), form)
    return Sent(earlier, receipts.code(earlier.token), fresh=False)
