"""Rows of a questionnaire (Art. 14): its questions, and the answers of each sheet.

A sheet is a submission like any other (receipt, leaf, withdrawal); its answers stand here once
more as numbers, so that they can be counted. What one writes in words is no opinion until an
officer takes it as one.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from decisions.models.opinion import Submission
from decisions.models.participation import ParticipationActivity


class Questionnaire(models.Model):
    """What is asked, and the counts as they were when it closed (``results``)."""

    activity = models.OneToOneField(
        ParticipationActivity, models.PROTECT, related_name="questionnaire"
    )
    intro = models.TextField(_("introduction"), blank=True)
    privacy = models.TextField(_("privacy notice"))
    counted_at = models.DateTimeField(null=True)
    results = models.JSONField(default=dict)


class Question(models.Model):
    """One question; ``options`` are the answers to choose from, for a scale its steps."""

    class Kind(models.TextChoices):
        """How it is answered."""

        SINGLE = "single", _("One of several")
        MULTIPLE = "multiple", _("Any of several")
        SCALE = "scale", _("A scale")
        TEXT = "text", _("In words")

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="questions")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    wording = models.CharField(_("question"), max_length=300)
    options = models.JSONField(default=list)
    required = models.BooleanField(default=False)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "order"], name="question_place_once")
        ]

    def __str__(self) -> str:
        return self.wording


class AnswerSheet(models.Model):
    """The answers of one submission; ``words`` holds what was written, by question."""

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="sheets")
    submission = models.OneToOneField(Submission, models.PROTECT, related_name="sheet")
    words = models.JSONField(default=dict)
    taken = models.JSONField(default=list)  # the questions whose words became an opinion


class AnswerChoice(models.Model):
    """One option chosen on one sheet, counted by question and place."""

    sheet = models.ForeignKey(AnswerSheet, models.PROTECT, related_name="choices")
    question = models.ForeignKey(Question, models.PROTECT, related_name="choices")
    option = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["question", "option"], name="choice_by_option")]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "question", "option"], name="option_chosen_once"
            ),
            models.CheckConstraint(condition=Q(option__lt=100), name="option_in_reach"),
        ]
