"""Dossier packages that were made: what each holds is told by its manifest (Art. 33)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from decisions.models import Decision, Entry


class DossierPackage(models.Model):
    """One package, made for the entry by which somebody asked for it.

    ``manifest`` is the SHA-256 (hex) of its list of contents, ``sha256`` that of the ZIP in the
    store, ``head`` the digest of the newest entry inside. ``volume`` is the SHA-256 of the whole
    file as one PDF that it carries: the newest on the record, empty where there is none. Why none
    was bound for this package says ``volume_failure``. A package that is recalled is not handed out
    any more: a submission was erased since, and its bytes are deleted.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="packages")
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="package")
    manifest = models.CharField(_("digest of the contents"), max_length=64)
    head = models.CharField(_("newest entry"), max_length=64)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    volume = models.CharField(max_length=64, blank=True)
    volume_pages = models.PositiveIntegerField(default=0)
    volume_failure = models.TextField(blank=True)
    made_at = models.DateTimeField(_("made at"))
    recalled_at = models.DateTimeField(_("recalled at"), null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(sha256=""), name="package_has_a_digest")
        ]

    @property
    def carries_an_earlier_volume(self) -> bool:
        """Whether its PDF was bound for an earlier package, of the file as it stood then."""
        return bool(self.volume) and bool(self.volume_failure or not self.entry.facts.get("volume"))
