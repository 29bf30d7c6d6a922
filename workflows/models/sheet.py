"""A sheet that was handed in and is not imported yet: looked through, then taken or forgotten.

Nothing of it stands in the file until the act takes it. What would become of its rows is worked
out in ``workflows/importing/looking.py``; ``sweep`` forgets sheets after two days.
"""

from django.db import models

from accounts.models import User
from decisions.models import Decision, ImportBatch, ParticipationActivity


class PendingSheet(models.Model):
    """One sheet in waiting: its bytes by digest, its columns, and what a look through it found.

    ``columns`` maps fields to places once somebody chose them; ``counts`` says how many rows would
    become what, ``shown`` holds the first rows of each sort. ``refusal`` says why it is unreadable.
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="+")
    activity = models.ForeignKey(ParticipationActivity, models.CASCADE, null=True, related_name="+")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=10)
    size = models.PositiveBigIntegerField()
    headers = models.JSONField(default=list)
    sample = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    channel = models.CharField(max_length=20, blank=True)
    continues = models.ForeignKey(ImportBatch, models.SET_NULL, null=True, related_name="+")
    handed_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    handed_at = models.DateTimeField(db_index=True)
    chosen_at = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    shown = models.JSONField(default=dict)
    spare_files = models.JSONField(default=list)
    refusal = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name
