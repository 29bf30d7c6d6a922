"""Sign-off chains (签批): an act is proposed, passed from signer to signer, and takes effect last.

An organ sets at most one active chain per act. A proposal keeps what was typed, so that the last
signature performs the very act that was proposed, with the gates judged anew.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organ, User
from accounts.roles import Role
from decisions.models import Decision, Entry


class SignOffChain(models.Model):
    """The ordered signers of one kind of act in one organ."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="chains")
    act = models.CharField(_("act"), max_length=60)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("sign-off chain")
        verbose_name_plural = _("sign-off chains")
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "act"], condition=Q(active=True), name="one_active_chain"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organ} · {self.act}"


class ChainStep(models.Model):
    """One signer of a chain: a role in the organ, or one person."""

    chain = models.ForeignKey(SignOffChain, models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("step"), max_length=40)
    role = models.CharField(_("role"), max_length=30, choices=Role.choices, blank=True)
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "order"], name="chain_order_once"),
            models.CheckConstraint(
                condition=(~Q(role="") & Q(person=None)) | (Q(role="") & Q(person__isnull=False)),
                name="signer_is_a_role_or_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Proposal(models.Model):
    """An act waiting for its signatures; ``position`` is the order of the step it waits at."""

    class State(models.TextChoices):
        """What became of the proposal."""

        WAITING = "waiting", _("Waiting for sign-off")
        RETURNED = "returned", _("Returned")
        DONE = "done", _("Signed off")
        WITHDRAWN = "withdrawn", _("Withdrawn by the proposer")

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="proposals")
    chain = models.ForeignKey(SignOffChain, models.PROTECT, related_name="proposals")
    act = models.CharField(max_length=60)
    data = models.JSONField()
    papers = models.JSONField(default=dict)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="proposals")
    proposed_at = models.DateTimeField()
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "act"],
                condition=Q(state="waiting"),
                name="one_proposal_waiting",
            )
        ]
        indexes = [models.Index(fields=["state", "position"], name="proposal_waiting")]


class Signature(models.Model):
    """One signer's word on a proposal; never changed."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="signatures")
    order = models.PositiveSmallIntegerField()
    signer = models.ForeignKey(User, models.PROTECT, related_name="+")
    on_behalf_of = models.CharField(max_length=60, blank=True)
    passed = models.BooleanField()
    note = models.TextField(_("note"), blank=True)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["signed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(passed=True) | ~Q(note=""), name="return_states_a_reason"
            )
        ]
