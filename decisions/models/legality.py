"""Rows of Art. 25 to 29: legality reviews by round, and the package for deliberation."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Office, User
from decisions.labels import choices
from decisions.law.terms import LegalityConclusion
from decisions.models.decision import Decision
from decisions.models.draft import Clause, Draft
from decisions.models.paper import Paper


class LegalityReview(models.Model):
    """One round of review of one draft: three questions answered separately (Art. 27)."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="legality_reviews")
    round = models.PositiveSmallIntegerField(default=1)
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="+")
    statement_of_steps = models.TextField(_("statement of the steps done"))
    requested_on = models.DateField()
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    granted_until = models.DateField(_("time granted until"))
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="+", verbose_name=_("reviewing unit")
    )
    reviewer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    completed_on = models.DateField(null=True)
    power = models.CharField(max_length=30, choices=choices(LegalityConclusion), blank=True)
    procedure = models.CharField(max_length=30, choices=choices(LegalityConclusion), blank=True)
    content = models.CharField(max_length=30, choices=choices(LegalityConclusion), blank=True)
    opinion = models.TextField(_("opinion"), blank=True)
    exploratory = models.BooleanField(
        _("exploratory reform without a national rule"), default=False
    )
    legal_risk = models.TextField(_("legal risk stated"), blank=True)
    number = models.CharField(_("document number"), max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "round"], name="review_round_once"),
            models.CheckConstraint(
                condition=Q(completed_on=None)
                | (~Q(power="") & ~Q(procedure="") & ~Q(content="") & Q(reviewer__isnull=False)),
                name="review_answers_three_questions",
            ),
            models.CheckConstraint(
                condition=Q(exploratory=False) | ~Q(legal_risk=""),
                name="exploration_states_the_risk",
            ),
        ]


class LegalityPoint(models.Model):
    """One point of the opinion, and the lead unit's answer to it (Art. 28)."""

    review = models.ForeignKey(LegalityReview, models.PROTECT, related_name="points")
    number = models.PositiveSmallIntegerField()
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="+")
    text = models.TextField(_("point"))
    response = models.TextField(_("response"), blank=True)
    responded_on = models.DateField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="point_number_once")
        ]


class CounselOpinion(models.Model):
    """The opinion of a legal counsel or government lawyer (Art. 28)."""

    review = models.ForeignKey(LegalityReview, models.PROTECT, related_name="counsel")
    name = models.CharField(_("name"), max_length=60)
    capacity = models.CharField(_("capacity"), max_length=60)
    text = models.TextField(_("opinion"), blank=True)
    given_on = models.DateField(null=True)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    link = models.CharField(max_length=64, unique=True, null=True)
    link_expires_at = models.DateTimeField(null=True)


class LegalityReturn(models.Model):
    """A return for supplement; the review clock stops until it is supplemented (Art. 26)."""

    review = models.ForeignKey(LegalityReview, models.PROTECT, related_name="returns")
    returned_on = models.DateField()
    defects = models.TextField(_("what is to be supplemented"))
    supplemented_on = models.DateField(null=True)
    supplement = models.TextField(_("supplement"), blank=True)


class Package(models.Model):
    """The six-slot package and the plan of the meeting (Art. 29; SC80)."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="package")
    submitted_on = models.DateField()
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="+")
    other_materials = models.TextField(_("other materials"), blank=True)
    observers_invited = models.BooleanField(_("observers invited"))
    meeting_public = models.BooleanField(_("meeting public"))
    observer_ways = models.CharField(_("how"), max_length=200, blank=True)
    interpretation_plan = models.TextField(_("plan of the interpretation"))
