"""Rows of Art. 32 and 33: promulgation, interpretation and the archive."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from decisions.labels import choices
from decisions.law.terms import Disclosure
from decisions.models.decision import Decision
from decisions.models.draft import Draft


class Publication(models.Model):
    """How the decision is made public, with its interpretation (Art. 32; GIR)."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="publication")
    decided_on = models.DateField(_("decided on"))
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="+")
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    published_on = models.DateField(_("published on"), null=True)
    channels = models.JSONField(_("channels"), default=list)
    adoption_statement = models.TextField(_("adoption statement"), blank=True)
    interpretation = models.TextField(_("policy interpretation"), blank=True)
    interpretation_on = models.DateField(null=True)
    disclosure = models.CharField(max_length=30, choices=choices(Disclosure), blank=True)
    withholding_ground = models.CharField(max_length=100, blank=True)
    withholding_reviewed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(published_on=None) | Q(published_on__gte=F("decided_on")),
                name="published_after_deciding",
            )
        ]


class ArchiveItem(models.Model):
    """One slot of the archive checklist: present, or not needed and why (Art. 33)."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="archive_items")
    slot = models.CharField(max_length=60)
    present = models.BooleanField()
    not_needed = models.CharField(_("why not needed"), max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "slot"], name="slot_once")]


class Archive(models.Model):
    """The closed file: retention and hand-over (Art. 33; ARCHIVES)."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="archive")
    retention = models.CharField(_("retention period"), max_length=20)
    file_number = models.CharField(_("file number"), max_length=60, blank=True)
    digests_match = models.BooleanField()
    finished_on = models.DateField(_("finished on"), null=True)
    archived_on = models.DateField()
    archived_by = models.ForeignKey(User, models.PROTECT, related_name="+")
