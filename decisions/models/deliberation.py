"""Rows of Art. 30: meetings, their agenda, who came, and what each member said."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organ, User
from decisions.labels import choices
from decisions.law.terms import MeetingResult, Stand
from decisions.models.decision import Decision
from decisions.models.draft import Draft
from decisions.models.paper import Paper


class Meeting(models.Model):
    """One meeting of the organ; circulation for signature is no meeting."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="meetings")
    meeting_type = models.CharField(_("type of meeting"), max_length=40)
    number = models.CharField(_("session"), max_length=60)
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("place"), max_length=100)
    chair = models.CharField(_("chair"), max_length=60)
    observers = models.TextField(_("observers"), blank=True)

    class Meta:
        ordering = ["-held_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "meeting_type", "number"], name="session_once")
        ]

    def __str__(self) -> str:
        return self.number


class Attendance(models.Model):
    """Whether a member came; the roll is taken from the organ's members when the meeting is set."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="roll")
    member = models.ForeignKey(User, models.PROTECT, related_name="+")
    chief_executive = models.BooleanField(default=False)
    present = models.BooleanField(null=True)
    absence_reason = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="member_on_the_roll_once"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(chief_executive=True), name="one_chief_on_the_roll"
            ),
        ]


class AgendaItem(models.Model):
    """One decision on the agenda of a meeting, with the result and the chief's reasons."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="agenda_items")
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=1)
    result = models.CharField(max_length=20, choices=choices(MeetingResult), blank=True)
    question = models.TextField(_("question and course"), blank=True)
    disagreement = models.TextField(_("main disagreement"), blank=True)
    majority_reason = models.TextField(_("reasons when against the majority"), blank=True)
    amendment = models.TextField(_("amendments decided"), blank=True)
    secretary = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_on = models.DateField(null=True)
    minutes_on = models.DateField(null=True)
    record_paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "decision"], name="on_the_agenda_once")
        ]


class MemberView(models.Model):
    """What one member said, in words; dissent is never deleted (Art. 30)."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="views")
    member = models.ForeignKey(User, models.PROTECT, related_name="+")
    chief_executive = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(_("order of speaking"))
    stand = models.CharField(max_length=10, choices=choices(Stand))
    statement = models.TextField(_("statement"))
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["item", "member"], name="one_view_a_member"),
            models.UniqueConstraint(fields=["item", "order"], name="one_speaker_at_a_time"),
        ]


class Reports(models.Model):
    """The report to the Party committee and the people's congress (Art. 8, 31)."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="reports")
    party_reference = models.CharField(_("reference"), max_length=60, blank=True)
    party_reported_on = models.DateField(null=True)
    party_paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    npc_reference = models.CharField(_("reference"), max_length=60, blank=True)
    npc_on = models.DateField(null=True)
