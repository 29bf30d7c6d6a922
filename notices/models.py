"""Notices issued and the numbers they bear (发文字号).

A notice keeps the snapshot it was rendered from: the same snapshot gives the same bytes. A number
is reserved when the notice is approved, voided with a reason, and never used again.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organ, User
from decisions.models import Decision, Entry


class NumberSeries(models.Model):
    """The numbers of one organ, code and year, without a gap: ``last`` is the newest given."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="series")
    code = models.CharField(_("code"), max_length=20)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organ", "code", "year"], name="one_series_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕"


class Number(models.Model):
    """One document number: reserved, used by a notice, or voided with a reason."""

    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="numbers")
    serial = models.PositiveIntegerField()
    reserved_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(_("why voided"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "serial"], name="number_given_once"),
            models.CheckConstraint(
                condition=Q(voided_at=None) | ~Q(void_reason=""), name="voiding_states_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series.code}〔{self.series.year}〕{self.serial}号"


class Notice(models.Model):
    """One paper issued by the organ; rendered in the background from its frozen snapshot.

    ``sha256`` is the digest of the PDF in the store, ``size`` its bytes; both stay empty until it
    is rendered; meanwhile ``laid_out`` of its ``chapters`` are ready.
    ``public`` notices are shown on the portal from ``issued_on`` on. ``registered`` is
    the entry that keeps both digests (workflows/issued.py).
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=40)
    subject = models.CharField(_("of several alike, which"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=300)
    number = models.OneToOneField(Number, models.PROTECT, null=True, related_name="notice")
    number_text = models.CharField(_("document number"), max_length=60, blank=True)
    public = models.BooleanField(default=False)
    issued_on = models.DateField(_("issued on"))
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="notices")
    snapshot = models.JSONField()
    snapshot_sha256 = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    rendered_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)
    stopped_at = models.DateTimeField(null=True)  # somebody stopped its making
    chapters = models.PositiveIntegerField(default=0)
    laid_out = models.PositiveIntegerField(default=0)
    registered = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "kind", "subject"], name="one_notice_of_a_kind_per_entry"
            ),
            models.CheckConstraint(
                condition=Q(rendered_at=None) | ~Q(sha256=""), name="rendered_notice_has_a_digest"
            ),
        ]
        indexes = [
            models.Index(fields=["decision", "kind"], name="notice_by_kind"),
            models.Index(fields=["snapshot_sha256"], name="notice_by_code"),
            models.Index(fields=["sha256"], name="notice_by_pdf"),
            models.Index(
                fields=["id"], condition=Q(rendered_at=None, failure=""), name="notice_to_render"
            ),
            models.Index(
                fields=["decision"], condition=Q(registered=None), name="notice_to_register"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def void(self) -> bool:
        """Whether the number it bears was voided; the notice is then no longer shown to anybody."""
        return self.number is not None and self.number.voided_at is not None

    @property
    def signature(self) -> "SignedCopy | None":
        """The signed file, where the organ has signed."""
        return getattr(self, "signed", None)

    @property
    def file(self) -> str:
        """The digest of the file that is handed out: the signed one, else the one printed."""
        return self.signature.sha256 if self.signature else self.sha256


class SignedCopy(models.Model):
    """The signed file of a notice: its unsigned PDF, byte for byte, with the signature behind it.

    ``sha256`` and ``size`` are those of the signed file; ``signer`` is the name in the certificate,
    ``certificate`` its SHA-256. What the record speaks of stays the notice's own digest.
    """

    notice = models.OneToOneField(Notice, models.PROTECT, related_name="signed")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    signer = models.CharField(_("signed by"), max_length=200)
    certificate = models.CharField(max_length=64)
    signed_at = models.DateTimeField(_("signed at"))
    timestamped = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="signed_copy_by_file")]

    def __str__(self) -> str:
        return f"{self.notice} · {self.signer}"


class Print(models.Model):
    """A paper of no decision: a yearly catalogue, the review of a file kept elsewhere, a sample.

    Like a notice it keeps the snapshot it is printed from. ``public`` ones are for anybody, others
    for ``asked_by``; a sample belongs to no organ and is for administrators.
    """

    organ = models.ForeignKey(Organ, models.PROTECT, null=True, related_name="prints")
    kind = models.CharField(max_length=40)
    title = models.CharField(_("title"), max_length=300)
    number = models.OneToOneField(Number, models.PROTECT, null=True, related_name="print")
    public = models.BooleanField(default=False)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    snapshot = models.JSONField()
    snapshot_sha256 = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(default=0)
    rendered_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=Q(organ=None), name="one_sample_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(rendered_at=None) | ~Q(sha256=""), name="made_print_has_a_digest"
            ),
        ]
        indexes = [models.Index(fields=["snapshot_sha256"], name="print_by_code")]

    def __str__(self) -> str:
        return self.title
