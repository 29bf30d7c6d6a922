"""Rows of Art. 3 and 8 to 13: the matter, the catalogue, the start and the preparation."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Office, Organ, User
from decisions.labels import choices
from decisions.law.terms import Disclosure, Exclusion, MatterClass, NpcStep, ProposalSource
from decisions.models.decision import Decision


class Catalogue(models.Model):
    """The yearly catalogue of matters (Art. 3(3)): Party consent comes before publication."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="catalogues")
    year = models.PositiveSmallIntegerField(_("year"))
    party_consent_on = models.DateField(_("consent of the Party committee on"), null=True)
    published_on = models.DateField(_("published on"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organ", "year"], name="one_catalogue_a_year"),
            models.CheckConstraint(
                condition=Q(published_on=None) | Q(party_consent_on__lte=F("published_on")),
                name="catalogue_consent_before_publication",
            ),
        ]


class CatalogueItem(models.Model):
    """One matter of the yearly catalogue."""

    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="items")
    serial = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    procedure = models.CharField(max_length=200)
    hearing = models.BooleanField(default=False)
    lead_unit = models.CharField(max_length=100)
    planned = models.CharField(max_length=60)
    added_on = models.DateField(_("approved addition on"), null=True)
    removed_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["serial"]
        constraints = [
            models.UniqueConstraint(fields=["catalogue", "serial"], name="catalogue_serial_once")
        ]

    def __str__(self) -> str:
        return self.title


class Matter(models.Model):
    """What the decision is about; an unanswered question stays NULL and stops its gate."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="matter")
    matter_class = models.CharField(
        _("class"), max_length=30, choices=choices(MatterClass), blank=True
    )
    exclusion = models.CharField(max_length=20, choices=choices(Exclusion), blank=True)
    classified = models.BooleanField(null=True)
    technical = models.BooleanField(null=True)
    risk_possible = models.BooleanField(null=True)
    market = models.BooleanField(null=True)
    market_entities = models.BooleanField(null=True)
    specific_group = models.BooleanField(null=True)
    general_concern = models.BooleanField(null=True)
    npc_step = models.CharField(max_length=10, choices=choices(NpcStep), blank=True)
    disclosure = models.CharField(max_length=30, choices=choices(Disclosure), blank=True)
    withholding_ground = models.CharField(max_length=100, blank=True)
    disclosure_reviewed_on = models.DateField(null=True)
    tags = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            # A classified matter never enters this system (answer 8).
            models.CheckConstraint(
                condition=Q(classified=None) | Q(classified=False), name="never_classified"
            ),
        ]


class Initiation(models.Model):
    """Proposal, preliminary study and the decision to start (Art. 10, 11)."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="initiation")
    source = models.CharField(max_length=20, choices=choices(ProposalSource))
    proposer = models.CharField(_("proposed by"), max_length=100)
    proposed_on = models.DateField(_("proposed on"))
    argument = models.TextField(
        _("problem, reason, basis, first plan, need and feasibility"), blank=True
    )
    study = models.TextField(_("preliminary study"), blank=True)
    studied_on = models.DateField(_("studied on"), null=True)
    started_by = models.CharField(_("started by"), max_length=60, blank=True)
    initiated_on = models.DateField(_("initiated on"), null=True)
    catalogue_item = models.ForeignKey(
        CatalogueItem, models.PROTECT, null=True, related_name="starts"
    )
    approved_addition_on = models.DateField(_("addition approved on"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(studied_on=None) | Q(studied_on__gte=F("proposed_on")),
                name="study_follows_proposal",
            )
        ]


class LeadUnit(models.Model):
    """A unit that leads the matter; exactly one coordinates (Art. 11)."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="lead_units")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    coordinating = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "office"], name="lead_unit_once"),
            models.UniqueConstraint(
                fields=["decision"], condition=Q(coordinating=True), name="one_coordinating_lead"
            ),
        ]


class Preparation(models.Model):
    """Research, options and disputes behind the draft (Art. 12, 13)."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="preparation")
    researched_on = models.DateField(_("researched on"), null=True)
    research = models.TextField(_("research"), blank=True)
    cost_benefit = models.TextField(_("cost-benefit analysis"), blank=True)
    alternative_options = models.PositiveSmallIntegerField(_("alternative options"), default=0)
    bodies_affected = models.BooleanField(_("other bodies affected"), null=True)
    dispute_statement = models.TextField(_("dispute, views, reasons and basis"), blank=True)


class LegalBasis(models.Model):
    """A law or policy on which the draft rests (Art. 12)."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="legal_bases")
    title = models.CharField(_("law or policy"), max_length=200)
    article = models.CharField(_("article"), max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "title", "article"], name="basis_once")
        ]


class BodyConsulted(models.Model):
    """A department or lower government asked about the draft (Art. 13)."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="bodies")
    body = models.CharField(_("body"), max_length=100)
    consulted_on = models.DateField(_("consulted on"))
    agreed = models.BooleanField(_("agreed"), null=True)
    view = models.TextField(_("view"), blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "body"], name="body_asked_once")]
