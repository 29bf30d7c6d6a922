"""The decision draft, version by version, and its clauses (Art. 12, 15).

A frozen version never changes; a new one is added. ``anchor`` ties a clause to its ancestors in
older versions, so that an opinion on a clause survives redrafting.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from decisions.models.decision import Decision
from decisions.models.paper import Paper


class Draft(models.Model):
    """One version of the decision draft; ``digest`` is the SHA-256 over its clauses in order."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="drafts")
    version = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=200)
    explanation = models.TextField(_("drafting note"), blank=True)
    change_note = models.TextField(_("what changed and why"), blank=True)
    major_revision = models.BooleanField(_("major revision"), default=False)
    digest = models.CharField(max_length=64)
    frozen_on = models.DateField(_("frozen on"), null=True)
    source = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "version"], name="draft_version_once"),
            models.CheckConstraint(condition=~Q(digest=""), name="draft_has_a_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"


class Clause(models.Model):
    """One chapter, article, paragraph or item of a draft; ``path`` reads "3.2" for 第三条第二款."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="clauses")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    label = models.CharField(max_length=40)
    path = models.CharField(max_length=40)
    anchor = models.CharField(max_length=40)
    heading = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "order"], name="clause_order_once"),
            models.UniqueConstraint(fields=["draft", "anchor"], name="clause_anchor_once"),
        ]

    def __str__(self) -> str:
        return self.label
