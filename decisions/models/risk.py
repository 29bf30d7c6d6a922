"""Rows of Art. 22 to 24: the risk assessment."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from decisions.labels import choices
from decisions.law.terms import RiskConclusion, RiskLevel
from decisions.models.decision import Decision
from decisions.models.draft import Draft
from decisions.models.paper import Paper


class RiskAssessment(models.Model):
    """The assessment, its report and the organ's finding whether the risk is controllable."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="risk")
    assessor = models.CharField(_("evaluating unit"), max_length=100)
    third_party = models.BooleanField(_("third party"), default=False)
    linked_report = models.CharField(_("earlier report relied on"), max_length=200, blank=True)
    level = models.CharField(max_length=10, choices=choices(RiskLevel), blank=True)
    conclusion = models.CharField(max_length=20, choices=choices(RiskConclusion), blank=True)
    organ_conclusion = models.CharField(max_length=20, choices=choices(RiskConclusion), blank=True)
    contingency_plan = models.TextField(_("contingency plan"), blank=True)
    report_text = models.TextField(_("report"), blank=True)
    report = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    report_on = models.DateField(_("report on"), null=True)
    supplemented_on = models.DateField(null=True)
    draft = models.ForeignKey(Draft, models.PROTECT, null=True, related_name="+")
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")


class RiskPoint(models.Model):
    """One risk point and its mitigation measure (Art. 23)."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="risk_points")
    description = models.TextField(_("risk point"))
    measure = models.TextField(_("mitigation measure"), blank=True)


class DepartmentHeard(models.Model):
    """A department heard in the assessment (Art. 23)."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="departments_heard")
    name = models.CharField(_("department"), max_length=100)
    heard_on = models.DateField()
    view = models.TextField(blank=True)
