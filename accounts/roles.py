"""The roles people hold in the procedure, by the words of the Decree.

Pure names; which role may do what stands in the one pivot file, ``workflows/permissions.csv``.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A role held in an office (or, for experts, on one decision)."""

    DRAFTING_OFFICER = "drafting_officer", _("Drafting officer")
    LEAD_UNIT_HEAD = "lead_unit_head", _("Head of the lead unit")
    OPENNESS_OFFICER = "openness_officer", _("Openness officer")
    EXPERT = "expert", _("Expert")
    RISK_ASSESSOR = "risk_assessor", _("Risk assessor")
    LEGAL_REVIEWER = "legal_reviewer", _("Legal reviewer")
    COUNSEL = "counsel", _("Legal counsel")
    MEETING_SECRETARY = "meeting_secretary", _("Meeting secretary")
    MEETING_MEMBER = "meeting_member", _("Meeting member")
    CHIEF_EXECUTIVE = "chief_executive", _("Chief executive")
    RECORDS_OFFICER = "records_officer", _("Records officer")
    CATALOGUE_KEEPER = "catalogue_keeper", _("Catalogue keeper")
    MARKET_REGULATOR = "market_regulator", _("Market regulator")
    EXECUTING_UNIT = "executing_unit", _("Executing unit")
    EVALUATING_UNIT = "evaluating_unit", _("Evaluating unit")
    HEARING_CHAIR = "hearing_chair", _("Hearing chair")
    HEARING_CLERK = "hearing_clerk", _("Hearing clerk")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")
