"""Who sent it, as far as the sender let us know, and what was asked later (Art. 15; PIPL 6, 47).

Strangers' rows, written without an act: the entries of the record speak of them by number. What
is kept of an outside login is the least that tells two senders apart.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from decisions.labels import choices
from decisions.law.terms import SenderRequestKind
from decisions.models.decision import Decision
from decisions.models.opinion import Submission


class VerifiedSender(models.Model):
    """The outside login under which a submission was sent: issuer, digest of the subject, name."""

    submission = models.OneToOneField(Submission, models.CASCADE, related_name="verified_sender")
    issuer = models.CharField(_("issuer"), max_length=200)
    subject = models.CharField(max_length=64)
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        indexes = [models.Index(fields=["issuer", "subject"], name="verified_sender_same")]


class Confirmation(models.Model):
    """A code sent to the phone or e-mail of a submission, and whether it came back."""

    submission = models.OneToOneField(Submission, models.CASCADE, related_name="confirmation")
    round = models.PositiveSmallIntegerField(default=1)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)


class SenderRequest(models.Model):
    """What a sender, or somebody named as one, asks of the organ about one submission."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="sender_requests")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=20, choices=choices(SenderRequestKind))
    note = models.TextField(_("what was said"), blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    token = models.UUIDField(unique=True)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    granted = models.BooleanField(null=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["decision", "id"], condition=Q(settled_at=None), name="request_waiting"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(settled_by__isnull=False, granted__isnull=False),
                name="request_settled_by_somebody",
            )
        ]
