"""What was said: a submission is what one sender sent, an opinion one point in it (Art. 18).

Submissions are inserted with no lock on the decision; counters and the record take them up in
batches (``workflows/sweep.py``). Texts stay as typed; erasing one leaves its leaf in the record.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from decisions.labels import choices
from decisions.law.terms import Channel, SubmitterKind
from decisions.models.decision import Decision
from decisions.models.draft import Clause
from decisions.models.entry import Entry
from decisions.models.paper import Paper
from decisions.models.participation import ParticipationActivity


class ImportBatch(models.Model):
    """One imported sheet: its file, its mapping and what became of its rows."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="imports")
    activity = models.ForeignKey(ParticipationActivity, models.PROTECT, related_name="imports")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+")
    mapping = models.JSONField()
    rows = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)
    finished_at = models.DateTimeField(null=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")


class Submission(models.Model):
    """What one sender sent, with the leaf that commits to it.

    ``leaf`` is SHA-256 over salt and content (docs/record.md); erasing sets salt and text to
    empty and keeps the leaf. ``receipt`` is the digest of the private code; ``number`` is public.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="submissions")
    activity = models.ForeignKey(ParticipationActivity, models.PROTECT, related_name="submissions")
    number = models.CharField(_("public number"), max_length=20, unique=True)
    receipt = models.CharField(max_length=64, unique=True)
    channel = models.CharField(max_length=20, choices=choices(Channel), default=Channel.WEB)
    submitter_kind = models.CharField(
        max_length=30, choices=choices(SubmitterKind), default=SubmitterKind.CITIZEN
    )
    identity = models.CharField(max_length=20, default="anonymous")
    name = models.CharField(_("name"), max_length=100, blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    publish_consent = models.BooleanField(default=False)
    text = models.TextField(_("text"))
    salt = models.CharField(max_length=32, blank=True)
    leaf = models.CharField(max_length=64)
    batch = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="leaves")
    batch_index = models.PositiveIntegerField(null=True)
    token = models.UUIDField(_("form token"), unique=True)
    occurred_on = models.DateField(_("received on"))
    received_at = models.DateTimeField(_("recorded at"))
    held = models.BooleanField(default=False)
    counted = models.BooleanField(default=False)  # whether the counters hold it already
    withdrawn_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    imported = models.ForeignKey(ImportBatch, models.PROTECT, null=True, related_name="submissions")
    import_row = models.PositiveIntegerField(null=True)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["decision", "-received_at", "-id"], name="submission_newest"),
            models.Index(
                fields=["decision", "id"], condition=Q(batch=None), name="submission_unswept"
            ),
            models.Index(
                fields=["decision", "id"],
                condition=Q(counted=False),
                name="submission_uncounted",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["imported", "import_row"], name="row_imported_once"),
            models.CheckConstraint(
                condition=~Q(text="") | Q(erased_at__isnull=False), name="submission_says_something"
            ),
        ]


class SubmissionFile(models.Model):
    """A file sent with a submission."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="files")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+")


class Cluster(models.Model):
    """Opinions that say the same; counted, never dropped."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="clusters")
    title = models.CharField(max_length=200)
    origin = models.CharField(max_length=20, default="person")


class Theme(models.Model):
    """A topic under which opinions are sorted; always a person's choice."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="themes")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    name = models.CharField(max_length=60)


class Opinion(models.Model):
    """One point in a submission, on a clause or on the whole draft.

    ``start`` and ``end`` are code-point offsets in the submission's text; ``quote`` and
    ``context`` anchor a passage of the draft.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="opinions")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="opinions")
    serial = models.PositiveIntegerField(_("number in the report"), null=True)
    item = models.PositiveIntegerField(_("item of the report"), null=True)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(null=True)
    text = models.TextField(_("text"))
    public_text = models.TextField(_("text as published"), blank=True)
    redaction_reason = models.CharField(max_length=200, blank=True)
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="opinions")
    quote = models.CharField(max_length=500, blank=True)
    context = models.CharField(max_length=200, blank=True)
    cluster = models.ForeignKey(Cluster, models.PROTECT, null=True, related_name="opinions")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, related_name="opinions")
    assigned_to = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["decision", "recorded_at", "id"], name="opinion_in_order"),
            models.Index(fields=["clause", "id"], name="opinion_by_clause"),
            models.Index(
                fields=["decision", "item", "serial"],
                condition=Q(item__isnull=False),
                name="opinion_by_item",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["decision", "serial"], name="opinion_serial_once"),
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gt=F("start")), name="opinion_span_forward"
            ),
        ]


class PersonalFlag(models.Model):
    """Personal data seen in what one sender typed, before anything of it is published (PIPL 25).

    ``kinds`` says how often each kind was seen; the passages themselves are found anew whenever
    they are shown, so that no copy of them is kept.
    """

    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="personal_flags", db_index=False
    )
    submission = models.OneToOneField(Submission, models.PROTECT, related_name="personal_flag")
    kinds = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["decision", "id"], name="personal_flag_in_order")]
