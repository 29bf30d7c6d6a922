"""What officers need to get through many opinions (Art. 18): loads, reasons at hand, second looks.

None of it is told to the public. What became of an opinion stands in ``disposition.py``.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organ, User
from decisions.labels import choices
from decisions.law.terms import DispositionKind
from decisions.models.decision import Decision
from decisions.models.opinion import Cluster, Opinion, Theme


class Workload(models.Model):
    """How many opinions of a decision an officer was given, and how many of them are answered."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="workloads")
    officer = models.ForeignKey(User, models.PROTECT, related_name="workloads")
    assigned = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "officer"], name="workload_once"),
            models.CheckConstraint(
                condition=Q(answered__lte=F("assigned")), name="workload_answers_what_it_has"
            ),
        ]


class ThemeSuggestion(models.Model):
    """A theme that the texts suggest: always a proposal, until a person takes or dismisses it.

    ``opinions`` and ``clusters`` are the keys of the single opinions and the groups it would hold,
    ``number`` the opinions in them; ``theme`` is what a person made of it. No text is kept.
    """

    class Settled(models.TextChoices):
        """What a person made of it."""

        TAKEN = "taken", _("Theme taken")
        DISMISSED = "dismissed", _("Theme dismissed")

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="theme_suggestions")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="parts")
    name = models.CharField(max_length=60)
    opinions = models.JSONField(default=list)
    clusters = models.JSONField(default=list)
    number = models.PositiveIntegerField()
    settled = models.CharField(max_length=10, choices=Settled, blank=True)
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return self.name


class AnswerCheck(models.Model):
    """A second look at one disposition that the lot drew (profile: ``opinion_check_share``)."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="checks")
    opinion = models.ForeignKey(Opinion, models.PROTECT, null=True, related_name="checks")
    cluster = models.ForeignKey(Cluster, models.PROTECT, null=True, related_name="checks")
    disposer = models.ForeignKey(User, models.PROTECT, related_name="+")
    drawn_on = models.DateField()
    lot = models.PositiveIntegerField(_("entry of the draw"))
    checker = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    agreed = models.BooleanField(null=True)
    note = models.CharField(max_length=500, blank=True)
    checked_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["decision", "id"], condition=Q(agreed=None), name="check_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(opinion=None, cluster__isnull=False)
                | Q(opinion__isnull=False, cluster=None),
                name="check_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(checker=None) | ~Q(checker=F("disposer")), name="checked_by_another"
            ),
            models.CheckConstraint(
                condition=Q(agreed=None, checker=None)
                | Q(agreed__isnull=False, checker__isnull=False),
                name="check_has_a_checker",
            ),
            models.CheckConstraint(
                condition=~Q(agreed=False) | ~Q(note=""), name="disagreement_says_why"
            ),
        ]


class ReasonText(models.Model):
    """A reason kept at hand by an organ; blanks such as {clause} are filled when it is used."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="reasons")
    title = models.CharField(_("title"), max_length=60)
    kind = models.CharField(max_length=30, choices=choices(DispositionKind), blank=True)
    text = models.TextField(_("text"))
    retired = models.BooleanField(default=False)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["kind", "title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "title"], condition=Q(retired=False), name="reason_titled_once"
            )
        ]

    def __str__(self) -> str:
        return self.title
