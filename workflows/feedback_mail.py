"""Tells those who left an e-mail address that their opinions were answered (Art. 18; SC33).

Asked for when the feedback is published. One job finds the addresses and asks for one job each;
each sends one letter to one address, whatever becomes of the others. Jobs hold ids and no
address, so that what is erased or taken back meanwhile is told nothing; a letter says the public
number, the item and where to read, and nothing of what was said.
"""

import hashlib
import re
import smtplib
from collections.abc import Iterator

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from decisions.models import Decision, Entry, Submission
from workflows import outbox
from workflows.models import Job

ALL, ONE = "tell_senders", "tell_sender"
CHUNK = 500  # submissions looked through at once
NAMED_AT_MOST = 20  # public numbers in one letter
ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


class NotDelivered(Exception):
    """The mail server would not take a letter now; says with what answer, never to whom."""


def telling(decision: Decision, entry: Entry) -> Job:
    """The job that tells everybody who left an address of this publication, once."""
    payload = {"decision": decision.pk, "entry": entry.seq}
    return outbox.first(ALL, f"{decision.pk}:{entry.seq}", payload, decision)


def address_of(submission: Submission) -> str:
    """The e-mail address among what the sender left, in small letters, or nothing."""
    found = ADDRESS.search(submission.contact)
    return found[0].lower() if found else ""


@outbox.doer(ALL)
def tell_senders(job: Job) -> None:
    """Ask for one letter to each address; run again, it asks for nothing twice."""
    number, seq = job.payload["decision"], job.payload["entry"]
    for address, submissions in _by_address(number).items():
        key = hashlib.sha256(f"{number}:{seq}:{address}".encode()).hexdigest()
        outbox.ask(ONE, key, {"submissions": submissions}, decision=job.decision)


@outbox.doer(ONE)
def tell_sender(job: Job) -> None:
    """Send one letter, unless everything it would speak of is gone."""
    rows = _told(Submission.objects.filter(pk__in=job.payload["submissions"])).order_by("id")
    rows = rows.select_related("decision__organ").prefetch_related("opinions")
    letters = [one for one in rows if address_of(one)]
    if not letters:
        return
    with translation.override("zh-hans"):
        message = _letter(letters, job.key.partition(":")[2][:32])
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused:
        return  # no such address: asking again would change nothing
    except (smtplib.SMTPException, OSError) as fault:
        raise NotDelivered(type(fault).__name__, getattr(fault, "smtp_code", "")) from None


def _told(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    return rows.filter(withdrawn_at=None, erased_at=None).exclude(contact="")


def _by_address(decision_id: int) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for submission in _leaving_contacts(decision_id):
        if address := address_of(submission):
            found.setdefault(address, []).append(submission.pk)
    return {address: ids[:NAMED_AT_MOST] for address, ids in found.items()}


def _leaving_contacts(decision_id: int) -> Iterator[Submission]:
    rows = _told(Submission.objects.filter(decision=decision_id, contact__contains="@"))
    last = 0
    while chunk := list(rows.filter(pk__gt=last).order_by("pk").only("contact")[:CHUNK]):
        yield from chunk
        last = chunk[-1].pk


def _letter(sent: list[Submission], mark: str) -> EmailMessage:
    decision = sent[0].decision
    lines = [
        _("The opinions on “%(title)s” have been answered.") % {"title": decision.title},
        "",
        *(_line(one) for one in sent),
        "",
        _("Every opinion and what became of it: %(url)s") % {"url": _page(decision)},
        _("With the code of your receipt you see your own opinion and its answer: %(url)s")
        % {"url": _site() + reverse("portal:receipt_lookup")},
        "",
        decision.organ.name,
        _("This letter was sent by a machine because an address was left with the opinion."),
    ]
    subject = _("Opinions answered: %(title)s") % {"title": decision.title}
    headers = {"Message-ID": f"<{mark}@feedback.yijue>", "Auto-Submitted": "auto-generated"}
    body = "\n".join(map(str, lines))
    return EmailMessage(_one_line(subject), body, None, [address_of(sent[0])], headers=headers)


def _line(sent: Submission) -> str:
    """The public number, and the items under which its opinions stand."""
    items = sorted({opinion.item for opinion in sent.opinions.all() if opinion.item})
    if not items:
        return sent.number
    return _("%(number)s: item %(items)s of the report") % {
        "number": sent.number,
        "items": "、".join(map(str, items)),
    }


def _one_line(subject: str) -> str:
    return " ".join(subject.split())[:200]


def _page(decision: Decision) -> str:
    return _site() + reverse("portal:feedback", args=[decision.pk])


def _site() -> str:
    return str(settings.PUBLIC_ADDRESS).rstrip("/")
