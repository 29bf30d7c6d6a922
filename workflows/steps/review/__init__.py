"""The acts of a legality review that runs, gathered in parts: asking for it, and counsel.

``steps/legality.py`` is the step; it imports the parts, so that their acts stand in the order in
which they are done.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions.law.dossier import Dossier
from decisions.law.terms import Stage
from workflows.act import Act
from workflows.steps.rows.legality import BESIDE


class ReviewAct(Act):
    """An act while a round of the review runs."""

    step, stages, beside = "legality", (Stage.LEGALITY_REVIEW,), BESIDE

    def not_yet(self, dossier: Dossier) -> Any:
        """Only until the opinion is given."""
        if dossier.legality.completed_on:
            return _("This round of the review is completed.")
        return ""
