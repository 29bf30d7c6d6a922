"""The record: one append-only hash chain per decision (docs/record.md, trust.md).

Rows are written only by ``workflows/record.py``; triggers refuse UPDATE and DELETE. The record
is evidence and is never read to decide.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from decisions.models.decision import Decision


class Entry(models.Model):
    """One act done: who, for whom, when, what, on which articles, over which dossier.

    ``dossier`` is the digest of the dossier as the act leaves it: what the law looked at;
    ``rows`` the digest over every row of its file (decisions/evidence.py).
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="entries")
    seq = models.PositiveIntegerField()
    act = models.CharField(max_length=60)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="entries")
    actor_name = models.CharField(max_length=60)
    on_behalf_of = models.CharField(_("on behalf of"), max_length=60, blank=True)
    role = models.CharField(max_length=30, blank=True)
    occurred_on = models.DateField(_("occurred on"))
    recorded_at = models.DateTimeField(_("recorded at"))
    late = models.BooleanField(_("late entry"), default=False)
    late_reason = models.TextField(blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    articles = models.JSONField(default=list)
    summary = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    files = models.JSONField(default=list)
    stage_before = models.CharField(max_length=20)
    stage_after = models.CharField(max_length=20)
    dossier = models.CharField(max_length=64)
    rows = models.CharField(max_length=64)
    token = models.UUIDField(null=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["decision", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "seq"], name="entry_seq_once"),
            models.UniqueConstraint(fields=["decision", "token"], name="entry_token_once"),
            models.CheckConstraint(
                condition=Q(late=False) | ~Q(late_reason=""), name="late_entry_states_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["decision", "act", "-seq"], name="entry_by_act")]


class DailyHead(models.Model):
    """The head over the heads of all chains at the end of a day, in the order of decision ids."""

    on = models.DateField(unique=True)
    chains = models.PositiveIntegerField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    taken_at = models.DateTimeField()
