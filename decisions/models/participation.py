"""Rows of Art. 14 and 15: how the public took part. What was said stands in ``opinion.py``.

Hearings and questionnaires have rooms of their own.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from decisions.labels import choices
from decisions.law.terms import ActivityKind, HearingChoice, SubmitterKind
from decisions.models.decision import Decision
from decisions.models.draft import Draft
from decisions.models.paper import Paper


class Participation(models.Model):
    """The section's own facts: exemption, choice of a hearing, adoption note (Art. 14, 16, 18)."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="participation")
    exemption_ground = models.CharField(
        _("ground for not consulting openly"), max_length=100, blank=True
    )
    hearing_choice = models.CharField(max_length=10, choices=choices(HearingChoice), blank=True)
    hearing_ground = models.TextField(_("ground"), blank=True)
    none_received_stated = models.BooleanField(default=False)
    adoption_note = models.TextField(_("adoption note"), blank=True)
    adoption_note_on = models.DateField(null=True)
    adoption_note_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    asked = models.CharField(_("what we asked"), max_length=150, blank=True)
    said = models.CharField(_("what people said"), max_length=150, blank=True)
    did = models.CharField(_("what we did"), max_length=150, blank=True)
    feedback_published_on = models.DateField(null=True)
    changes_published = models.BooleanField(_("changed clauses published"), default=False)
    personal_data_checked_on = models.DateField(null=True)


class ParticipationActivity(models.Model):
    """One way in which the public takes part; details by kind stand in rows of their own."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="activities")
    kind = models.CharField(max_length=30, choices=choices(ActivityKind))
    title = models.CharField(_("title"), max_length=200)
    organiser = models.CharField(_("organiser"), max_length=100)
    announced_on = models.DateField(_("announced on"), null=True)
    opens_on = models.DateField(_("opens on"), null=True)
    closes_on = models.DateField(_("closes on"), null=True)
    held_on = models.DateField(_("held on"), null=True)
    starts_at = models.TimeField(_("begins at"), null=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    contact = models.CharField(_("how to take part"), max_length=200, blank=True)
    channels = models.JSONField(_("channels of publication"), default=list)
    participants = models.JSONField(_("participants by kind"), default=dict)
    explained_by_experts = models.BooleanField(default=False)
    record = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    summary = models.TextField(_("summary"), blank=True)
    closed_on = models.DateField(_("closed on"), null=True)
    offline_entered = models.BooleanField(null=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "closes_on", "id"], name="activity_by_closing")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(closes_on__gte=F("opens_on")),
                name="closes_after_opening",
            )
        ]

    def __str__(self) -> str:
        return self.title


class OpenConsultation(models.Model):
    """The published draft and its notice (Art. 15); open from 0:00 of ``opens_on`` up to, not
    including, 24:00 of ``closes_on`` in Beijing."""

    activity = models.OneToOneField(
        ParticipationActivity, models.PROTECT, related_name="consultation"
    )
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="consultations")
    ways = models.JSONField(_("ways to send opinions"), default=list)
    contact = models.CharField(_("contact"), max_length=200)
    address = models.CharField(_("postal address"), max_length=200, blank=True)
    shortened_reason = models.TextField(_("reason for the shortened period"), blank=True)
    privacy = models.TextField(_("privacy notice"))
    disclosure_reviewed_on = models.DateField(null=True)
    disclosure_reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    first_closes_on = models.DateField(_("first closing date"), null=True)
    extension_reason = models.TextField(blank=True)


class ConsultationLetter(models.Model):
    """A consultation letter to one addressee, its reminders and its reply."""

    activity = models.ForeignKey(ParticipationActivity, models.PROTECT, related_name="letters")
    addressee = models.CharField(_("addressee"), max_length=100)
    kind = models.CharField(
        _("kind of addressee"),
        max_length=30,
        choices=choices(SubmitterKind),
        default=SubmitterKind.PUBLIC_BODY,
    )
    sent_on = models.DateField(_("sent on"))
    reply_by = models.DateField(_("reply by"), null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(_("reminded at"), null=True)
    replied_on = models.DateField(_("replied on"), null=True)
    reply = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
