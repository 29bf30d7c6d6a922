"""The adoption report laid out for reading (Art. 18): its items, and the clauses they changed.

Made anew from opinions and dispositions whenever the adoption note is written or approved
(``workflows/report_items.py``), so that a page of the report reads its rows in order, whatever
they are filtered by and however many there are. Nothing is decided from these rows.
"""

from django.db import models
from django.db.models import Q

from decisions.law.terms import DispositionKind
from decisions.models.decision import Decision
from decisions.models.opinion import Opinion, Theme


class ReportItem(models.Model):
    """One item of the report: an opinion, or the opinions of a group that got the same answer.

    ``lead`` is the first of them to come in, ``size`` how many they are; ``Opinion.item`` says of
    each opinion under which item it stands.
    """

    # The indexes below begin with the decision; one of its own would lead the planner astray.
    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="report_items", db_index=False
    )
    number = models.PositiveIntegerField()
    lead = models.OneToOneField(Opinion, models.CASCADE, related_name="leads")
    size = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=30, blank=True)
    anchor = models.CharField(max_length=40, blank=True)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes = [
            models.Index(fields=["decision", "kind", "number"], name="item_by_kind"),
            models.Index(fields=["decision", "anchor", "number"], name="item_by_clause"),
            models.Index(fields=["decision", "theme", "number"], name="item_by_theme"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="item_number_once"),
            models.CheckConstraint(condition=Q(size__gte=1), name="item_of_somebody"),
            models.CheckConstraint(
                condition=Q(kind__in=["", *DispositionKind]), name="item_known_kind"
            ),
        ]


class ReportChange(models.Model):
    """A clause that opinions changed, by the anchor it keeps in every version, and how many did."""

    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="report_changes", db_index=False
    )
    anchor = models.CharField(max_length=40)
    opinions = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "anchor"], name="change_once"),
        ]
