"""Rows of Art. 16 and 17: a hearing, its seats by group, who signed up, who took part.

What strangers send when they sign up commits with its receipt and without a lock; closing the
sign-up puts the leaves under one root into the record, before anybody knows the seed of the draw.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from decisions.labels import choices
from decisions.law.terms import SubmitterKind
from decisions.models.decision import Decision
from decisions.models.paper import Paper
from decisions.models.participation import ParticipationActivity


class Hearing(models.Model):
    """A hearing, whole; ``notices`` counts its numbered notices (第1号, 第2号 …)."""

    activity = models.OneToOneField(ParticipationActivity, models.PROTECT, related_name="hearing")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="hearing")
    notice = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    notice_on = models.DateField(_("notice published on"), null=True)
    notices = models.PositiveSmallIntegerField(default=0)
    draft_published = models.BooleanField(default=False)
    selecting = models.BooleanField(default=True)
    selection_method = models.TextField(_("selection method"), blank=True)
    selection_published = models.BooleanField(default=False)
    signup_opens_on = models.DateField(_("sign-up from"), null=True)
    signup_closes_on = models.DateField(_("sign-up until"), null=True)
    signup_closed_on = models.DateField(_("sign-up closed on"), null=True)
    signup_root = models.CharField(max_length=64, blank=True)
    privacy = models.TextField(_("privacy notice"), blank=True)
    seed_commitment = models.CharField(_("commitment to the seed"), max_length=64, blank=True)
    seed_secret = models.CharField(max_length=64, blank=True)
    seed_source = models.CharField(_("public source of the seed"), max_length=200, blank=True)
    seed_value = models.CharField(_("value of the public source"), max_length=200, blank=True)
    drawn_on = models.DateField(_("drawn on"), null=True)
    draw = models.JSONField(default=list)  # by group: seats, order, withdrawn, chosen
    list_published_on = models.DateField(_("list published on"), null=True)
    chair = models.CharField(_("chair"), max_length=60, blank=True)
    clerk = models.CharField(_("clerk"), max_length=60, blank=True)
    monitor = models.CharField(_("monitor"), max_length=60, blank=True)
    agenda_followed = models.BooleanField(null=True)
    observers = models.PositiveIntegerField(_("observers who came"), null=True)
    presented = models.TextField(_("what the lead unit presented"), blank=True)
    disputes = models.TextField(_("points in dispute"), blank=True)
    advice = models.TextField(_("advice of the hearing"), blank=True)
    report = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    report_on = models.DateField(_("report on"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(signup_closes_on=None) | Q(signup_closes_on__gte=F("signup_opens_on")),
                name="signup_closes_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(drawn_on=None) | Q(drawn_on__gte=F("signup_closed_on")),
                name="drawn_after_the_signup",
            ),
        ]


class HearingGroup(models.Model):
    """One side that is represented, with its seats; observers have seats of their own."""

    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="groups")
    name = models.CharField(_("group"), max_length=60)
    seats = models.PositiveSmallIntegerField(_("seats"))
    interested = models.BooleanField(_("interested party"), default=False)
    observer = models.BooleanField(_("observers"), default=False)

    class Meta:
        ordering = ["observer", "id"]
        constraints = [
            models.UniqueConstraint(fields=["hearing", "name"], name="group_once_a_hearing"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="group_has_a_seat"),
        ]

    def __str__(self) -> str:
        return self.name


class HearingSignup(models.Model):
    """One person's wish to take part, with a receipt; withdrawing erases who it was.

    ``leaf`` commits to what was sent, as a submission's does; ``listed`` are those under the root
    of the closing; ``rank`` is the place drawn within the group. ``held`` marks what came without
    the guard of the page, until an officer admits it or not.
    """

    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="signups")
    group = models.ForeignKey(HearingGroup, models.PROTECT, related_name="signups")
    number = models.CharField(_("public number"), max_length=20, unique=True)
    receipt = models.CharField(max_length=64, unique=True)
    token = models.UUIDField(_("form token"), unique=True)
    name = models.CharField(_("name"), max_length=60, blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    submitter_kind = models.CharField(max_length=30, choices=choices(SubmitterKind))
    view = models.TextField(_("main view"), blank=True)
    salt = models.CharField(max_length=32, blank=True)
    leaf = models.CharField(max_length=64)
    received_at = models.DateTimeField(_("recorded at"))
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    held = models.BooleanField(default=False)
    excluded_reason = models.CharField(_("why not admitted"), max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    listed = models.BooleanField(default=False)
    rank = models.PositiveIntegerField(_("place drawn"), null=True)

    class Meta:
        indexes = [
            models.Index(fields=["hearing", "group", "id"], name="signup_by_group"),
            models.Index(fields=["hearing", "id"], condition=Q(held=True), name="signup_held"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["group", "rank"], name="place_drawn_once"),
            models.CheckConstraint(
                condition=~Q(name="") | Q(withdrawn_at__isnull=False), name="signup_has_a_name"
            ),
        ]


class HearingParticipant(models.Model):
    """One participant or drawn observer; materials, attendance and signature are proved each."""

    class Origin(models.TextChoices):
        """How the person came to take part."""

        DRAWN = "drawn", _("Drawn")
        ALTERNATE = "alternate", _("Moved up")
        INVITED = "invited", _("Invited")
        RECOMMENDED = "recommended", _("Recommended")

    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="people")
    signup = models.OneToOneField(
        HearingSignup, models.PROTECT, null=True, related_name="participant"
    )
    name = models.CharField(_("name"), max_length=60)
    group = models.CharField(_("group"), max_length=60)
    submitter_kind = models.CharField(
        max_length=30, choices=choices(SubmitterKind), default=SubmitterKind.OTHER
    )
    origin = models.CharField(max_length=20, choices=Origin, default=Origin.INVITED)
    interested = models.BooleanField(_("interested party"), default=False)
    observer = models.BooleanField(_("observer"), default=False)
    delivered_on = models.DateField(_("materials delivered on"), null=True)
    delivery_way = models.CharField(_("way of delivery"), max_length=60, blank=True)
    delivery_proof = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    attended = models.BooleanField(null=True)
    signed = models.BooleanField(null=True)
    signed_on = models.DateField(_("signed on"), null=True)
    refusal_note = models.CharField(_("refusal to sign noted"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hearing", "name", "group"], name="participant_once")
        ]
