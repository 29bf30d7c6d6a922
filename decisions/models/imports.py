"""What came in as sheets: each import, the rows it left out, what columns were chosen to hold.

What was taken stands as submissions in ``opinion.py``; the taking in ``workflows/importing``.
"""

from django.db import models

from accounts.models import Organ, User
from decisions.models.decision import Decision
from decisions.models.paper import Paper
from decisions.models.participation import ParticipationActivity


class ImportBatch(models.Model):
    """One imported sheet: its file, its mapping and what became of its rows.

    ``done`` is the last row of the sheet that was looked at. ``continues`` is the first import of
    the same list, whose serial numbers then tell one row from another. ``policy`` says what to do
    with rows seen before and with changed ones; ``counts`` how many rows became what.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="imports")
    activity = models.ForeignKey(ParticipationActivity, models.PROTECT, related_name="imports")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+")
    mapping = models.JSONField()
    rows = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    continues = models.ForeignKey("self", models.PROTECT, null=True, related_name="later")
    policy = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    spare_files = models.JSONField(default=list)
    stopped_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["decision", "-id"], name="imports_newest")]

    @property
    def left(self) -> int:
        """How many rows were left out: refused, changed or in conflict."""
        return sum(self.counts.get(name, 0) for name in ("refused", "changed", "conflict"))


class RowLeftOut(models.Model):
    """A row of an imported sheet that was not taken: refused, changed or in conflict, and why."""

    imported = models.ForeignKey(ImportBatch, models.PROTECT, related_name="left_out")
    row = models.PositiveIntegerField()
    outcome = models.CharField(max_length=20)
    reasons = models.JSONField(default=list)
    cells = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["imported", "row"], name="row_left_out_once")
        ]


class RememberedColumn(models.Model):
    """What an organ's officers chose a column of this header to hold; empty means nothing."""

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="remembered_columns")
    header = models.CharField(max_length=100)
    field = models.CharField(max_length=20, blank=True)
    chosen_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organ", "header"], name="column_remembered_once")
        ]
