"""Deadlines are rows; pages compute open and closed from the instant, never from a task."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from decisions.models import Decision


class Deadline(models.Model):
    """One term the law sets on one decision: counted from a day, due on a day (inclusive)."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="deadlines")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=40, blank=True)
    article = models.CharField(max_length=20)
    starts_on = models.DateField(_("counted from"))
    due_on = models.DateField(_("due on"))
    provisional = models.BooleanField(_("provisional"), default=False)
    met_on = models.DateField(_("met on"), null=True)
    warned_at = models.DateTimeField(null=True)
    overdue_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["due_on"], condition=Q(met_on=None), name="deadline_open")]
        constraints = [
            models.UniqueConstraint(fields=["decision", "kind", "subject"], name="deadline_once"),
            models.CheckConstraint(condition=Q(due_on__gte=F("starts_on")), name="due_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"
