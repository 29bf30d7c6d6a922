"""The citizen's side: an opinion is kept with its receipt, with no lock (Art. 15).

Called by the public comment page: one transaction of four statements, whatever the number of
opinions. The sweep puts the leaf into the decision's chain within a minute. Looking up,
withdrawing and erasing stand in ``taking_back.py``, correcting in ``correcting.py``; officers
enter what comes on paper by the acts of ``steps/public/opinions.py``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from decisions import papers
from decisions.errors import Illegible, NotNow
from decisions.intake.files import Accepted
from decisions.law.terms import ActivityKind, Channel, Identity
from decisions.models import (
    Opinion,
    Paper,
    ParticipationActivity,
    Submission,
    SubmissionFile,
    VerifiedSender,
)
from decisions.period import Standing, standing
from workflows import quoting, receipts
from workflows.guard.challenges import Proof, Unproved
from workflows.steps.forms.submitting import SubmitForm

Door = QuerySet[ParticipationActivity]


class NotOpen(NotNow):
    """The consultation is not open at this instant; ``form`` keeps every word typed."""

    def __init__(
        self, message: Any, form: SubmitForm, how: Standing, activity: ParticipationActivity | None
    ) -> None:
        super().__init__(message)
        self.form, self.standing, self.activity = form, how, activity


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
    door = ParticipationActivity.objects.filter(pk=activity_id)
    return keep(door, form, Way(token, received_at or timezone.now(), identity, held))


def newest_door(decision_id: int, today: date) -> Door:
    """The newest open consultation of a decision whose notice is out."""
    announced = ParticipationActivity.objects.filter(
        decision=decision_id, announced_on__lte=today, consultation__isnull=False
    )
    return announced.order_by("-announced_on", "-id")


def keep(door: Door, form: SubmitForm, way: Way) -> Sent:
    """Keep what a valid form says; raises NotOpen, Illegible, or Unproved for work used before."""
    files = form.cleaned_data["files"]
    if files and not Submission.objects.filter(token=way.token).exists():
        _open_activity(door, form, way)  # nothing is stored for a door that is shut
        for file in files:
            papers.store(file.data)
    try:
        with transaction.atomic():
            return _keep(_open_activity(door, form, way), form, way)
    except IntegrityError as clash:
        if earlier := Submission.objects.filter(token=way.token).first():
            return _again(earlier, form)
        raise Unproved from clash
    except NotOpen:
        if earlier := Submission.objects.filter(token=way.token).first():
            return _again(earlier, form)
        raise


def _keep(activity: ParticipationActivity, form: SubmitForm, way: Way) -> Sent:
    said, code = form.cleaned_data, receipts.code(way.token)
    clause = quoting.clause_of(activity.consultation.draft_id, said["clause"], form)
    if way.proof:
        way.proof.spend()
    submission = _submission(activity, said, way, code)
    receipts.seal(submission, [file.sha256 for file in said["files"]]).save(force_insert=True)
    quote, context = quoting.passage(clause, said["quote"], said["context"])
    Opinion(
        decision=activity.decision,
        submission=submission,
        text=said["text"],
        clause=clause,
        quote=quote,
        context=context,
        recorded_at=way.at,
    ).save(force_insert=True)
    keep_files(submission, said["files"])
    if way.known:
        VerifiedSender.objects.create(submission=submission, **vars(way.known))
    return Sent(submission, code)


def _submission(
    activity: ParticipationActivity, said: Mapping[str, Any], way: Way, code: str
) -> Submission:
    named = Identity.REGISTERED if said["name"] or said["contact"] else Identity.ANONYMOUS
    day = timezone.localdate(way.at)
    return Submission(
        decision=activity.decision,
        activity=activity,
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


def _open_activity(door: Door, form: SubmitForm, way: Way) -> ParticipationActivity:
    activity = (
        door.filter(kind=ActivityKind.OPEN_CONSULTATION)
        .select_related("decision", "consultation")
        .first()
    )
    how = standing(activity, way.at) if activity else Standing.WITHDRAWN
    if activity is None or how is not Standing.OPEN:
        raise NotOpen(_WORDS[how](), form, how, activity)
    return activity


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
