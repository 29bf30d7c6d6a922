"""The outbox: everything told to the outside or done later is a row, written with the act.

The Celery message only wakes a worker; a lease by conditional UPDATE keeps two from doing one
job, and the sweep brings back what a dead worker held (stack.md: messages get lost, rows do not).
"""

from django.db import models
from django.db.models import Q

from decisions.models import Decision


class Job(models.Model):
    """One thing to be done once; ``key`` makes asking twice the same as asking once."""

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="jobs")
    payload = models.JSONField(default=dict)
    not_before = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    progress = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["not_before"], condition=Q(done_at=None), name="job_waiting")
        ]

    def __str__(self) -> str:
        return self.key
