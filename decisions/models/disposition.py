"""What became of what was said: dispositions, and the counters that must add up (Art. 18; SC33)."""

from django.db import models
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from decisions.labels import choices
from decisions.law.terms import Channel, DispositionKind
from decisions.models.decision import Decision
from decisions.models.draft import Clause
from decisions.models.opinion import Cluster, Opinion

NEEDS_NO_REASON = [DispositionKind.ADOPTED.value, DispositionKind.DUPLICATE.value]


class Disposition(models.Model):
    """What became of an opinion or of a whole cluster, and why (Art. 18; SC33)."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="dispositions")
    opinion = models.OneToOneField(Opinion, models.PROTECT, null=True, related_name="disposition")
    cluster = models.OneToOneField(Cluster, models.PROTECT, null=True, related_name="disposition")
    kind = models.CharField(max_length=30, choices=choices(DispositionKind))
    reason = models.TextField(_("reason"), blank=True)
    no_change_reason = models.TextField(_("why the text did not change"), blank=True)
    main_opinion = models.ForeignKey(Opinion, models.PROTECT, null=True, related_name="duplicates")
    changed_clauses = models.ManyToManyField(Clause, related_name="answers", blank=True)
    petition_told_on = models.DateField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_on = models.DateField()

    class Meta:
        indexes = [
            # Asked at every act: petitions of which nobody was told, among any number of answers.
            models.Index(
                fields=["decision"],
                condition=Q(kind="petition_transferred", petition_told_on=None),
                name="petition_untold",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(opinion=None, cluster__isnull=False)
                | Q(opinion__isnull=False, cluster=None),
                name="disposition_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=NEEDS_NO_REASON) | ~Q(reason=""),
                name="refusal_states_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(kind="duplicate") | Q(main_opinion__isnull=False),
                name="duplicate_names_its_main_opinion",
            ),
        ]


class Tally(models.Model):
    """The maintained counters of a decision's opinions, as of ``counted_at`` (answer 15).

    The parts add up to the whole, by channel and by disposition, or the row is refused.
    """

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="tally")
    counted_at = models.DateTimeField(null=True)
    submissions = models.PositiveIntegerField(default=0)
    opinions = models.PositiveIntegerField(default=0)
    without_reason = models.PositiveIntegerField(default=0)
    adopted_without_change = models.PositiveIntegerField(default=0)
    from_web = models.PositiveIntegerField(default=0)
    from_letter = models.PositiveIntegerField(default=0)
    from_phone = models.PositiveIntegerField(default=0)
    from_email = models.PositiveIntegerField(default=0)
    from_fax = models.PositiveIntegerField(default=0)
    from_seminar = models.PositiveIntegerField(default=0)
    from_hotline = models.PositiveIntegerField(default=0)
    from_notice_board = models.PositiveIntegerField(default=0)
    from_visit = models.PositiveIntegerField(default=0)
    from_questionnaire = models.PositiveIntegerField(default=0)
    from_hearing = models.PositiveIntegerField(default=0)
    from_other = models.PositiveIntegerField(default=0)
    is_adopted = models.PositiveIntegerField(default=0)
    is_partly_adopted = models.PositiveIntegerField(default=0)
    is_not_adopted = models.PositiveIntegerField(default=0)
    is_explained = models.PositiveIntegerField(default=0)
    is_duplicate = models.PositiveIntegerField(default=0)
    is_out_of_scope = models.PositiveIntegerField(default=0)
    is_petition_transferred = models.PositiveIntegerField(default=0)
    undisposed = models.PositiveIntegerField(default=0)
    checks_drawn = models.PositiveIntegerField(default=0)
    checks_agreed = models.PositiveIntegerField(default=0)
    checks_disagreed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(opinions=sum((F(f"from_{c.value}") for c in Channel), Value(0))),
                name="tally_by_channel_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(
                    opinions=sum((F(f"is_{d.value}") for d in DispositionKind), F("undisposed"))
                ),
                name="tally_by_disposition_adds_up",
            ),
        ]


class Dimension(models.TextChoices):
    """What else opinions are counted by, beside channel and disposition."""

    SENDER = "sender", _("kind of sender")
    CLAUSE = "clause", _("clause")
    DAY = "day", _("day received")
    THEME = "theme", _("theme")


class TallyBy(models.Model):
    """How many of a decision's opinions have one key: a kind of sender, a clause, a day, a theme.

    Kept in step with the Tally: along each dimension the numbers add up to its ``opinions``; the
    empty key holds what speaks of the whole draft or has no theme. ``fsck`` counts both anew.
    """

    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="tallies_by", db_index=False
    )
    dimension = models.CharField(max_length=10, choices=Dimension.choices)
    key = models.CharField(max_length=40, blank=True)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "dimension", "key"], name="tally_by_key_once"
            ),
            models.CheckConstraint(
                condition=Q(dimension__in=Dimension.values), name="tally_by_known_dimension"
            ),
        ]
