"""The citizen's side of a hearing: a sign-up is kept with its receipt, with no lock (Art. 16).

Called by the public sign-up page. Withdrawing erases who it was and leaves number and leaf. The
closing, the draw and the list are acts (``steps/public/drawing.py``).
"""

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from decisions import rows
from decisions.errors import Illegible, NotNow
from decisions.law.terms import Stage
from decisions.models import Hearing, HearingSignup
from decisions.period import Standing, begins
from workflows import receipts, record
from workflows.guard.challenges import Proof, Unproved
from workflows.steps.forms.signing_up import SignUpForm


@dataclass(frozen=True)
class SignedUp:
    """A sign-up kept, with the private code that is shown once."""

    signup: HearingSignup
    code: str


def standing(hearing: Hearing, at: datetime) -> Standing:
    """How the sign-up stands at an instant; activity and decision must be loaded with it."""
    if hearing.signup_closes_on is None or hearing.signup_opens_on is None:
        return Standing.WITHDRAWN
    if hearing.activity.withdrawn_reason or hearing.decision.stage == Stage.TERMINATED:
        return Standing.WITHDRAWN
    if at < begins(hearing.signup_opens_on):
        return Standing.PLANNED
    over = at >= begins(hearing.signup_closes_on + timedelta(days=1))
    return Standing.CLOSED if over or hearing.signup_closed_on else Standing.OPEN


def sign_up(
    hearing: Hearing,
    data: Mapping[str, Any],
    *,
    at: datetime | None = None,
    held: bool = False,
    proof: Proof | None = None,
) -> SignedUp:
    """Keep a sign-up; raises Illegible, or NotNow when it is not open. A form twice is one.

    ``proof`` is the work done for it, spent with it (Unproved when it was used before); what came
    without any is ``held`` until an officer admits it or not.
    """
    at = at or timezone.now()
    form = SignUpForm(data, hearing=hearing)
    if not form.is_valid():
        raise Illegible(_("Please correct what is marked."), form)
    token = form.cleaned_data["token"]
    if earlier := HearingSignup.objects.filter(token=token).first():
        return _again(earlier, form)
    if standing(hearing, at) is not Standing.OPEN:
        raise NotNow(_("Sign-ups are not taken now. Your text is kept below."))
    row = made(hearing, form.cleaned_data, at=at, token=token)
    row.held = held
    try:
        rows.insert_together([*(proof.spent() if proof else ()), row])
    except IntegrityError as clash:
        if earlier := HearingSignup.objects.filter(token=token).first():
            return _again(earlier, form)
        raise Unproved from clash
    return SignedUp(row, receipts.code(token))


def made(
    hearing: Hearing,
    data: Mapping[str, Any],
    *,
    at: datetime,
    token: uuid.UUID | None = None,
    entered_by: User | None = None,
) -> HearingSignup:
    """An unsaved sign-up with number, receipt, salt and leaf."""
    token = token or uuid.uuid4()
    row = HearingSignup(
        hearing=hearing,
        group=data["group"],
        number=receipts.number(timezone.localdate(at).year),
        receipt=receipts.digest(receipts.code(token)),
        token=token,
        name=data["name"],
        contact=data["contact"],
        submitter_kind=data["submitter_kind"],
        view=data["view"],
        received_at=at,
        entered_by=entered_by,
        salt=secrets.token_hex(16),
    )
    row.leaf = record.leaf(row.salt, said(row))
    return row


def said(row: HearingSignup) -> dict[str, Any]:
    """What the leaf covers: what was sent, never the contact."""
    return {
        "v": 1,
        "hearing": row.hearing_id,
        "group": row.group.name,
        "number": row.number,
        "submitter_kind": str(row.submitter_kind),
        "name": row.name,
        "view": row.view,
        "received_at": record.instant(row.received_at),
    }


def intact(row: HearingSignup) -> bool:
    """Whether the row is what its leaf committed to; what was withdrawn proves nothing."""
    return bool(row.withdrawn_at) or record.leaf(row.salt, said(row)) == row.leaf


def lookup(code: str) -> HearingSignup | None:
    """The sign-up that a code opens, or None."""
    rows = HearingSignup.objects.select_related("group", "hearing__activity", "hearing__decision")
    return rows.filter(receipt=receipts.digest(code)).first()


def withdraw(code: str, at: datetime | None = None) -> HearingSignup:
    """Take a sign-up back and erase who it was; raises NotNow once the hearing was held."""
    with transaction.atomic():
        row = (
            HearingSignup.objects.select_for_update(of=("self",))
            .select_related("group", "hearing__activity", "hearing__decision")
            .filter(receipt=receipts.digest(code))
            .first()
        )
        if row is None:
            raise NotNow(_("No sign-up belongs to this code."))
        if row.withdrawn_at:
            raise NotNow(_("This sign-up was withdrawn already."))
        if row.hearing.activity.held_on:
            raise NotNow(_("The hearing was held already."))
        row.withdrawn_at = at or timezone.now()
        row.name = row.contact = row.view = row.salt = ""
        row.save(update_fields=["withdrawn_at", "name", "contact", "view", "salt"])
    return row


def _again(earlier: HearingSignup, form: SignUpForm) -> SignedUp:
    """The receipt of a form sent twice; a changed name under an old token is no second sending."""
    if earlier.name != form.cleaned_data["name"]:
        raise Illegible(_("This form was sent already. Open the page anew to send more."), form)
    return SignedUp(earlier, receipts.code(earlier.token))
