"""Rows of Art. 14 to 17: how the public took part. What was said stands in ``opinion.py``."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from decisions.labels import choices
from decisions.law.terms import ActivityKind, HearingChoice
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
    place = models.CharField(_("place"), max_length=200, blank=True)
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
    """A consultation letter to one addressee, and its reply."""

    activity = models.ForeignKey(ParticipationActivity, models.PROTECT, related_name="letters")
    addressee = models.CharField(_("addressee"), max_length=100)
    sent_on = models.DateField(_("sent on"))
    reply_by = models.DateField(_("reply by"), null=True)
    replied_on = models.DateField(_("replied on"), null=True)
    reply = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")


class Hearing(models.Model):
    """A hearing, whole (Art. 16, 17)."""

    activity = models.OneToOneField(ParticipationActivity, models.PROTECT, related_name="hearing")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="hearing")
    notice = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    notice_on = models.DateField(_("notice published on"), null=True)
    draft_published = models.BooleanField(default=False)
    selecting = models.BooleanField(default=True)
    selection_method = models.TextField(_("selection method"), blank=True)
    selection_published = models.BooleanField(default=False)
    list_published_on = models.DateField(_("list published on"), null=True)
    chair = models.CharField(_("chair"), max_length=60, blank=True)
    clerk = models.CharField(_("clerk"), max_length=60, blank=True)
    agenda_followed = models.BooleanField(null=True)
    report = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    report_on = models.DateField(_("report on"), null=True)


class HearingParticipant(models.Model):
    """One participant: materials, attendance and signature are proved per person."""

    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="people")
    name = models.CharField(_("name"), max_length=60)
    group = models.CharField(_("group"), max_length=60)
    interested = models.BooleanField(_("interested party"), default=False)
    delivered_on = models.DateField(_("materials delivered on"), null=True)
    attended = models.BooleanField(null=True)
    signed = models.BooleanField(null=True)
    refusal_note = models.CharField(_("refusal to sign noted"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hearing", "name", "group"], name="participant_once")
        ]
