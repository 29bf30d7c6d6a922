"""Rows of Art. 19 to 21: the expert review."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from decisions.models.decision import Decision
from decisions.models.draft import Draft
from decisions.models.paper import Paper


class Expertise(models.Model):
    """How the experts were asked, and what became of their views."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="expertise")
    form = models.CharField(_("form"), max_length=20)
    pool_source = models.CharField(_("source of the experts"), max_length=100)
    adoption_note = models.TextField(_("adoption of expert opinions"), blank=True)
    adoption_note_on = models.DateField(null=True)


class Expert(models.Model):
    """One expert or institution: conflict declaration first, then the signed opinion.

    ``link`` is the digest of the single-use address by which an expert acts without an account.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="experts")
    name = models.CharField(_("name"), max_length=60)
    institution = models.CharField(_("institution"), max_length=100)
    title = models.CharField(_("title"), max_length=60, blank=True)
    from_lead_unit = models.BooleanField(_("from the lead unit"), default=False)
    draft = models.ForeignKey(Draft, models.PROTECT, null=True, related_name="+")
    link = models.CharField(max_length=64, unique=True, null=True)
    link_expires_at = models.DateTimeField(null=True)
    conflict_declared_on = models.DateField(null=True)
    direct_interest = models.BooleanField(null=True)
    interest_note = models.TextField(blank=True)
    opinion = models.TextField(_("opinion"), blank=True)
    opinion_on = models.DateField(null=True)
    signed_paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    signature = models.CharField(_("signature evidence"), max_length=200, blank=True)
    adoption = models.TextField(_("what became of the opinion"), blank=True)
    removed_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "name", "institution"], name="expert_once"),
            # Art. 20: an expert with a direct interest gives no opinion.
            models.CheckConstraint(
                condition=Q(opinion="") | Q(direct_interest=False),
                name="no_opinion_with_an_interest",
            ),
        ]
