"""Where what an opinion spoke of stands in a newer version of the draft (Art. 15, 18).

One row an anchor and a version, however many opinions share it: opinions keep the clause, the quote
and the context they were given, and are found by these three.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from decisions.models.decision import Decision
from decisions.models.draft import Clause, Draft

SETTLED_BY = [
    ("text", _("Placed by the text")),
    ("person", _("Ruled by a person")),
]


class Placement(models.Model):
    """An anchor of an older version in a newer one: placed, gone, or waiting for a person.

    ``start`` and ``end`` are code-point offsets in the text of ``target``. While nobody settled it,
    ``target`` is only the likeliest clause. ``confidence`` is in per cent.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="placements")
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="placements")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="placements")
    quote = models.CharField(max_length=500, blank=True)
    context = models.CharField(max_length=200, blank=True)
    target = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="placed")
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    confidence = models.PositiveSmallIntegerField(default=0)
    gone = models.BooleanField(_("no longer in the draft"), default=False)
    settled_by = models.CharField(max_length=10, choices=SETTLED_BY, blank=True, default="")
    ruled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ruled_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["decision", "draft", "id"],
                condition=Q(settled_by=""),
                name="placement_waiting",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "clause", "quote", "context"], name="placed_once_a_version"
            ),
            models.CheckConstraint(
                condition=Q(settled_by="") | Q(gone=True) | Q(target__isnull=False),
                name="what_is_placed_has_a_place",
            ),
            models.CheckConstraint(
                condition=Q(gone=False) | Q(target=None), name="what_is_gone_has_none"
            ),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="placement_forward"),
        ]
