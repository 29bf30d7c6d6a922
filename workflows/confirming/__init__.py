"""Confirming a sender's phone or e-mail by a code that comes back (Art. 15; PIPL 6).

Asked for on the receipt, sent through the outbox, six digits, good for half an hour and five
tries. The code is derived under the server's key and stored nowhere. Whoever does not confirm
stays "registered, not confirmed": never refused, never counted less.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from decisions.errors import NotNow
from decisions.models import Confirmation, Submission
from workflows import outbox
from workflows.confirming import phones
from workflows.models import Job

KIND = "send_confirmation"
LASTS = timedelta(minutes=30)
TRIES, ROUNDS = 5, 3  # of one code; codes for one submission
PAUSE = timedelta(minutes=1)  # between two codes


def can_confirm(submission: Submission) -> bool:
    """Whether the submission bears a phone or an e-mail to which a code can be sent."""
    return bool(submission.contact) and bool(
        is_mail(submission.contact) or phones.number(submission.contact)
    )


def is_mail(contact: str) -> bool:
    """Whether a contact is an e-mail address."""
    return "@" in contact and " " not in contact.strip()


@transaction.atomic
def ask(submission: Submission) -> Confirmation:
    """Send a code to the contact of a submission; raises NotNow when that is not possible now."""
    if not can_confirm(submission):
        raise NotNow(_("No phone or e-mail to send a code to was left with this submission."))
    now = timezone.now()
    asked, fresh = Confirmation.objects.select_for_update().get_or_create(
        submission=submission, defaults={"asked_at": now}
    )
    if not fresh:
        _anew(asked, now)
    key = f"{submission.pk}:{asked.round}"
    outbox.ask(KIND, key, {"submission": submission.pk}, decision=submission.decision)
    return asked


def confirm(submission: Submission, typed: str) -> None:
    """Take a code that came back; raises NotNow for a wrong, used-up or late one."""
    now = timezone.now()
    # Counted before it is compared: two tries at once are two tries.
    counted = Confirmation.objects.filter(
        submission=submission, confirmed_at=None, tries__lt=TRIES, asked_at__gt=now - LASTS
    ).update(tries=F("tries") + 1)
    asked = Confirmation.objects.filter(submission=submission).first()
    if not counted or asked is None:
        raise NotNow(_("This code has run out. Ask for a new one."))
    digits = "".join(sign for sign in typed if sign.isdecimal())
    if not secrets.compare_digest(digits.encode(), code(submission, asked.round).encode()):
        raise NotNow(_("This is not the code that was sent. Look at it once more."))
    Confirmation.objects.filter(pk=asked.pk).update(confirmed_at=now)


def code(submission: Submission, number: int) -> str:
    """The six digits of one round, in ASCII."""
    said = f"confirm\n{submission.token.hex}\n{submission.contact}\n{number}".encode()
    found = hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).digest()
    return f"{int.from_bytes(found[:8]) % 1_000_000:06d}"


@outbox.doer(KIND)
def send(job: Job) -> None:
    """Send the code of the running round; what was erased meanwhile gets none."""
    submission = Submission.objects.select_related("confirmation").get(pk=job.payload["submission"])
    asked = getattr(submission, "confirmation", None)
    if asked is None or not can_confirm(submission) or asked.confirmed_at:
        return
    said = {"code": code(submission, asked.round), "number": submission.number}
    words = _("%(code)s is the code for your opinion %(number)s on %(site)s. Good for 30 minutes.")
    text = words % (said | {"site": settings.SITE["name"]})
    if is_mail(submission.contact):
        send_mail(_("Your confirmation code"), text, None, [submission.contact.strip()])
    else:
        phones.send(phones.number(submission.contact), text)


def _anew(asked: Confirmation, now: "timezone.datetime") -> None:
    if asked.confirmed_at:
        raise NotNow(_("This contact is confirmed already."))
    if asked.asked_at > now - PAUSE:
        raise NotNow(_("A code was sent a moment ago. Wait a minute before asking for another."))
    if asked.round >= ROUNDS:
        raise NotNow(_("Three codes were sent already. Your opinion counts without it."))
    asked.round, asked.tries, asked.asked_at = asked.round + 1, 0, now
    asked.save(update_fields=["round", "tries", "asked_at"])
