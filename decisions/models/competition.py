"""The row of the fair-competition review (Art. 29(1); FCR)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from decisions.labels import choices
from decisions.law.terms import CompetitionConclusion
from decisions.models.decision import Decision
from decisions.models.draft import Draft
from decisions.models.paper import Paper


class CompetitionReview(models.Model):
    """The drafter's preliminary review and the conclusion, with the three exception fields."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="competition")
    preliminary = models.TextField(_("preliminary review"), blank=True)
    preliminary_on = models.DateField(null=True)
    operators_heard = models.BooleanField(_("operators heard"), null=True)
    reviewed_by_regulator = models.BooleanField(default=False)
    conclusion = models.CharField(max_length=20, choices=choices(CompetitionConclusion), blank=True)
    opinion = models.TextField(_("review opinion"), blank=True)
    concluded_on = models.DateField(null=True)
    concluded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    exception_purpose = models.TextField(_("purpose of the exception"), blank=True)
    exception_no_alternative = models.TextField(_("why no less harmful alternative"), blank=True)
    exception_term = models.CharField(_("term or end condition"), max_length=200, blank=True)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    draft = models.ForeignKey(Draft, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(conclusion="exception")
                | (
                    ~Q(exception_purpose="")
                    & ~Q(exception_no_alternative="")
                    & ~Q(exception_term="")
                ),
                name="exception_is_argued",
            )
        ]
