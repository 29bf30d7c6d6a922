"""Rows of Art. 34 to 37: execution, problems, suspension and post-evaluation."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Office, User
from decisions.models.decision import Decision
from decisions.models.paper import Paper


class Execution(models.Model):
    """The executing unit and its duty to report (Art. 34)."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="execution")
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="+", verbose_name=_("executing unit")
    )
    named_on = models.DateField()
    measures = models.TextField(_("measures, steps and division of duty"), blank=True)


class ExecutionReport(models.Model):
    """One report: due on a day, filed on another."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="execution_reports")
    due_on = models.DateField()
    filed_on = models.DateField(null=True)
    text = models.TextField(_("progress and effects"), blank=True)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    filed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "due_on"], name="report_due_once"),
            models.CheckConstraint(
                condition=Q(filed_on=None) | ~Q(text=""), name="filed_report_says_something"
            ),
        ]


class ExecutionIssue(models.Model):
    """A problem, a great change or force majeure reported in execution (Art. 35)."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="execution_issues")
    reported_on = models.DateField()
    situation = models.TextField(_("situation"))
    reported_by = models.ForeignKey(User, models.PROTECT, related_name="+")


class Suspension(models.Model):
    """The chief executive suspends execution first, in urgency (Art. 37)."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="suspensions")
    situation = models.TextField(_("situation of Art. 35"))
    urgency = models.TextField(_("urgency"))
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    suspended_on = models.DateField()
    resumed_on = models.DateField(null=True)
    resumed_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(situation="") & ~Q(urgency=""), name="suspension_states_both_facts"
            )
        ]


class Evaluation(models.Model):
    """The post-evaluation (Art. 36); the evaluator did not do the main earlier assessment."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="evaluation")
    trigger = models.CharField(_("trigger"), max_length=60)
    evaluator = models.CharField(_("evaluator"), max_length=100)
    third_party = models.BooleanField(default=False)
    commissioned_on = models.DateField()
    public_heard = models.BooleanField(null=True)
    deputies_heard = models.BooleanField(null=True)
    findings = models.TextField(_("findings"), blank=True)
    result = models.CharField(_("result"), max_length=20, blank=True)
    concluded_on = models.DateField(null=True)
    report = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
