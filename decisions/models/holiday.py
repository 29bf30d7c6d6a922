"""An office's own table of a year's working days; overrides the shipped one (answer 5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organ, User


class HolidayYear(models.Model):
    """The holidays and make-up working days of a year, with the number of the notice."""

    organ = models.ForeignKey(Organ, models.PROTECT, null=True, blank=True, related_name="holidays")
    year = models.PositiveSmallIntegerField(_("year"))
    document_number = models.CharField(_("document number"), max_length=60)
    issued_on = models.DateField(_("issued on"))
    rest_days = models.JSONField(_("rest days"))
    working_days = models.JSONField(_("make-up working days"), default=list)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["year", "-recorded_at"]
