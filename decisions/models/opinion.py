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
from decisions.models.imports import ImportBatch
from decisions.models.paper import Paper
from decisions.models.participation import ParticipationActivity

GROUPED_BY = [("person", _("Grouped by a person")), ("text", _("Grouped by the text"))]


class Submission(models.Model):
    """What one sender sent, with the leaf that commits to it.

    ``leaf`` is SHA-256 over salt and content (docs/record.md); erasing sets salt and text to
    empty and keeps the leaf. ``receipt`` is the digest of the private code; ``number`` is public.
    ``import_key`` and ``import_print`` tell an imported row again: its serial number in the sheet,
    and a keyed digest of what it said.
    """

    # A key that begins an index or a constraint below has none of its own: a post writes each.
    decision = models.ForeignKey(
        Decision, models.PROTECT, db_index=False, related_name="submissions"
    )
    activity = models.ForeignKey(ParticipationActivity, models.PROTECT, related_name="submissions")
    number = models.CharField(_("public number"), max_length=20)
    receipt = models.CharField(max_length=64)
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
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, db_index=False, related_name="corrections"
    )
    taken_off_on = models.DateField(_("taken off publication on"), null=True)
    taken_off_reason = models.CharField(max_length=200, blank=True)
    counted = models.BooleanField(default=False)  # whether the counters hold it already
    withdrawn_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    imported = models.ForeignKey(
        ImportBatch, models.PROTECT, null=True, db_index=False, related_name="submissions"
    )
    import_row = models.PositiveIntegerField(null=True)
    import_key = models.CharField(max_length=60, blank=True)
    import_print = models.BigIntegerField(null=True)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["decision", "-received_at", "-id"], name="submission_newest"),
            models.Index(
                fields=["decision", "id"], condition=Q(batch=None), name="submission_unswept"
            ),
            models.Index(fields=["decision", "id"], condition=Q(held=True), name="submission_held"),
            models.Index(
                fields=["activity", "import_print"],
                condition=Q(import_print__isnull=False),
                name="submission_by_print",
            ),
            models.Index(
                fields=["activity", "import_key"],
                condition=~Q(import_key=""),
                name="submission_by_key",
            ),
            models.Index(
                fields=["decision", "id"],
                condition=Q(counted=False),
                name="submission_uncounted",
            ),
            models.Index(fields=["decision", "channel", "id"], name="submission_by_channel"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="submission_numbered_once"),
            models.UniqueConstraint(fields=["receipt"], name="receipt_given_once"),
            models.UniqueConstraint(fields=["imported", "import_row"], name="row_imported_once"),
            models.UniqueConstraint(
                fields=["corrects"], condition=Q(corrects__isnull=False), name="corrected_once"
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(erased_at__isnull=False), name="submission_says_something"
            ),
        ]


class SubmissionFile(models.Model):
    """A file sent with a submission."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="files")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+")


class Theme(models.Model):
    """A topic under which opinions are sorted; always a person's choice."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="themes")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    name = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "parent", "name"], name="theme_named_once_under_another"
            ),
            models.UniqueConstraint(
                fields=["decision", "name"],
                condition=Q(parent=None),
                name="theme_named_once_at_the_top",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="theme_not_under_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Cluster(models.Model):
    """Opinions that say the same; counted, never dropped.

    ``origin`` tells who found the group: the machine (text) or a person; whoever changes it makes
    it a person's. ``main`` is the opinion shown for all. What arrives after the answer stands in a
    group of its own that ``follows`` the answered one, so that no machine ever answers. ``size``
    counts the standing members, ``answer`` is the kind of the group's own disposition; clause,
    theme and officer are those of the group as one unit of work (workflows/counting.py).
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="clusters")
    title = models.CharField(max_length=200)
    origin = models.CharField(max_length=20, choices=GROUPED_BY, default="person")
    main = models.ForeignKey("Opinion", models.PROTECT, null=True, related_name="+")
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followers")
    size = models.PositiveIntegerField(default=0)
    answer = models.CharField(max_length=30, blank=True)
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="clusters")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, related_name="clusters")
    assigned_to = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["decision", "answer", "size", "id"], name="cluster_by_answer"),
            models.Index(fields=["decision", "size", "id"], name="cluster_by_size"),
        ]


class Opinion(models.Model):
    """One point in a submission, on a clause or on the whole draft.

    ``start`` and ``end`` are code-point offsets in the submission's text; ``quote`` and
    ``context`` anchor a passage of the draft. ``said_first`` is the oldest opinion that says the
    same (itself, if none before it does), null until it was read; what a person decided about its
    group (``grouped_by``) no machine changes. ``answer`` is the kind of its own disposition, empty
    without one; ``covered`` holds the passages covered before publication, as [start, end, reason]
    within ``text``.
    """

    # As above: decision, clause and cluster begin indexes below.
    decision = models.ForeignKey(Decision, models.PROTECT, db_index=False, related_name="opinions")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="opinions")
    serial = models.PositiveIntegerField(_("number in the report"), null=True)
    item = models.PositiveIntegerField(_("item of the report"), null=True)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(null=True)
    text = models.TextField(_("text"))
    public_text = models.TextField(_("text as published"), blank=True)
    redaction_reason = models.CharField(max_length=200, blank=True)
    clause = models.ForeignKey(
        Clause, models.PROTECT, null=True, db_index=False, related_name="opinions"
    )
    quote = models.CharField(max_length=500, blank=True)
    context = models.CharField(max_length=200, blank=True)
    cluster = models.ForeignKey(
        Cluster, models.PROTECT, null=True, db_index=False, related_name="opinions"
    )
    grouped_by = models.CharField(max_length=10, choices=GROUPED_BY, blank=True, default="")
    said_first = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", db_index=False
    )
    fingerprint = models.BigIntegerField(null=True)
    novel = models.BooleanField(default=False)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, related_name="opinions")
    assigned_to = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=30, blank=True)
    covered = models.JSONField(default=list)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["decision", "recorded_at", "id"], name="opinion_in_order"),
            models.Index(fields=["clause", "id"], name="opinion_by_clause"),
            models.Index(
                fields=["decision", "id"], condition=Q(said_first=None), name="opinion_unread"
            ),
            models.Index(fields=["decision", "id"], condition=Q(novel=True), name="opinion_novel"),
            models.Index(
                fields=["decision", "fingerprint"],
                condition=Q(fingerprint__isnull=False),
                name="opinion_by_fingerprint",
            ),
            models.Index(
                fields=["decision", "item", "serial"],
                condition=Q(item__isnull=False),
                name="opinion_by_item",
            ),
            # The workbench walks these: single opinions, the open ones first, each filter by key.
            models.Index(
                fields=["decision", "answer", "recorded_at", "id"],
                condition=Q(cluster=None),
                name="single_by_answer",
            ),
            models.Index(
                fields=["clause", "answer", "recorded_at", "id"],
                condition=Q(cluster=None, clause__isnull=False),
                name="single_by_clause",
            ),
            models.Index(
                fields=["theme", "answer", "recorded_at", "id"],
                condition=Q(cluster=None, theme__isnull=False),
                name="single_by_theme",
            ),
            models.Index(
                fields=["decision", "assigned_to", "answer", "recorded_at", "id"],
                condition=Q(cluster=None, assigned_to__isnull=False),
                name="single_by_officer",
            ),
            models.Index(
                fields=["cluster", "id"],
                condition=Q(cluster__isnull=False),
                name="opinion_of_cluster",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["decision", "serial"], name="opinion_serial_once"),
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gt=F("start")), name="opinion_span_forward"
            ),
        ]


class Voices(models.Model):
    """How many spoke and how many different things they said, as of ``counted_at``.

    ``merged`` counts each group once; ``senders`` counts a name with its contact once, and every
    submission without either. ``took_ms`` is how long the last reading took.
    """

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="voices")
    counted_at = models.DateTimeField()
    submissions = models.PositiveIntegerField(default=0)
    opinions = models.PositiveIntegerField(default=0)
    merged = models.PositiveIntegerField(default=0)
    senders = models.PositiveIntegerField(default=0)
    took_ms = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(merged__lte=F("opinions")) & Q(senders__lte=F("submissions")),
                name="voices_merge_and_never_grow",
            )
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
