"""Delegation (委托) and reminders (催办): who acts for whom, and who was urged when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from decisions.models import Decision


class Delegation(models.Model):
    """A person lets another act in one role, from one day to another, both inclusive."""

    giver = models.ForeignKey(User, models.PROTECT, related_name="delegations_given")
    taker = models.ForeignKey(User, models.PROTECT, related_name="delegations_taken")
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    reason = models.CharField(_("reason"), max_length=200)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="delegation_ends_later"
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("taker")), name="nobody_delegates_to_oneself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.taker}（受{self.giver}委托）"


class Reminder(models.Model):
    """One reminder to act; at most one an hour for the same thing, checked under the lock."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="reminders")
    act = models.CharField(max_length=60)
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = ["-sent_at"]
