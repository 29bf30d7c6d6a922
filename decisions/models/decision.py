"""The decision: one matter and its course (Art. 2, 3, 11).

``stage`` is moved only by ``workflows/act.py``; ``version`` counts the acts; ``chain_head`` is the
digest of the newest entry, kept here so that an act under the row's lock needs no search.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from accounts.models import Office, Organ, User
from accounts.roles import Role
from decisions.labels import choices
from decisions.law.terms import Progress, Section, Stage


class Decision(models.Model):
    """A major administrative decision, from the proposal to the archive."""

    organ = models.ForeignKey(
        Organ, models.PROTECT, related_name="decisions", verbose_name=_("organ")
    )
    lead_office = models.ForeignKey(
        Office, models.PROTECT, related_name="decisions", verbose_name=_("lead unit")
    )
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    stage = models.CharField(
        _("stage"), max_length=20, choices=choices(Stage), default=Stage.PROPOSED
    )
    profile = models.CharField(_("profile"), max_length=40)
    profile_on = models.DateField(_("profile pinned on"))
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("opened at"))
    adjusts = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="adjusted_by"
    )
    closed_reason = models.TextField(_("reason for closing"), blank=True)
    version = models.PositiveIntegerField(default=0)
    chain_head = models.CharField(max_length=64, blank=True)
    sample = models.BooleanField(_("sample data"), default=False)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        indexes = [
            models.Index(fields=["organ", "stage", "-opened_at", "-id"], name="decision_by_stage"),
            models.Index(fields=["-opened_at", "-id"], name="decision_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="decision_has_a_title"),
            models.CheckConstraint(
                condition=Q(stage__in=[s.value for s in Stage]), name="known_stage"
            ),
        ]
        permissions = [(f"act_as_{role}", f"Act as {role}") for role in Role.values]

    def __str__(self) -> str:
        return self.title


class DecisionUserPermission(UserObjectPermissionBase):
    """A grant to one person on one decision: experts, counsel, recusals."""

    content_object = models.ForeignKey(Decision, models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False


class DecisionGroupPermission(GroupObjectPermissionBase):
    """A grant to the holders of a role in an office on one decision."""

    content_object = models.ForeignKey(Decision, models.CASCADE)

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False


class SectionProgress(models.Model):
    """How far a section of the drafting stage is; moved only by ``workflows/act.py``.

    A section without a row has not started.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="sections")
    section = models.CharField(max_length=20, choices=choices(Section))
    progress = models.CharField(
        max_length=20, choices=choices(Progress), default=Progress.NOT_STARTED
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "section"], name="section_once")]


class SectionFinding(models.Model):
    """Why a section is passed over: written by the drafter, signed by the unit's head."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="findings")
    section = models.CharField(max_length=20, choices=choices(Section))
    reason = models.TextField(_("reason"))
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_on = models.DateField()
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_on = models.DateField(null=True)
    superseded = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="finding_states_a_reason"),
            models.CheckConstraint(
                condition=Q(signed_on=None) | Q(signed_on__gte=F("written_on")),
                name="finding_signed_after_writing",
            ),
            models.UniqueConstraint(
                fields=["decision", "section"],
                condition=Q(superseded=False),
                name="one_finding_in_force",
            ),
        ]


class Reason(models.Model):
    """A dated, named reason that lets a rule of severity W pass."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="reasons")
    rule = models.CharField(max_length=100)
    text = models.TextField(_("reason"))
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "rule"], name="one_reason_per_rule"),
            models.CheckConstraint(condition=~Q(text=""), name="reason_is_stated"),
        ]


class Ruling(models.Model):
    """How a sign-off bound to an older draft was ruled on (answer 3)."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="rulings")
    section = models.CharField(max_length=20)
    old_digest = models.CharField(max_length=64)
    new_digest = models.CharField(max_length=64)
    outcome = models.CharField(max_length=30)
    ruled_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ruled_on = models.DateField()
