"""Paper: material received or uploaded, kept by its digest (what we issue is a Notice)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from decisions.labels import choices
from decisions.law.terms import Disclosure
from decisions.models.decision import Decision


class Paper(models.Model):
    """One file received, with who entered it, when it was made and what it proves.

    ``sha256`` is the digest of the stored bytes; the file's name in the store is its digest, so
    equal papers are stored once. ``signed`` says that the file is a signed or sealed scan.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="papers")
    role = models.CharField(_("kind of paper"), max_length=40)
    title = models.CharField(_("title"), max_length=200)
    name = models.CharField(_("file name"), max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64, db_index=True)
    pages = models.PositiveIntegerField(_("pages"), null=True)
    signed = models.BooleanField(_("signed or sealed"), default=False)
    disclosure = models.CharField(
        max_length=30, choices=choices(Disclosure), default=Disclosure.ON_REQUEST
    )
    occurred_on = models.DateField(_("date of the paper"))
    recorded_at = models.DateTimeField(auto_now_add=True)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        constraints = [models.CheckConstraint(condition=~Q(sha256=""), name="paper_has_a_digest")]

    def __str__(self) -> str:
        return self.title
