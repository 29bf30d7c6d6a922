"""Rulings on what opinions spoke of, where the words alone do not tell it (Art. 15, 18).

The machine places what is sure (``workflows/anchoring.py``); a ruling holds for later versions too.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions.errors import NotNow
from decisions.law.dossier import Dossier
from decisions.models import Draft, Placement
from decisions.selectors.clauses import clause_name
from workflows.act import Act, Doing
from workflows.steps.drafting import REDRAFTING
from workflows.steps.forms.anchors import PlaceForm


class PlaceAnchor(Act):
    """Say where the passage that opinions spoke of stands in the new draft, or that it is gone."""

    slug, step, label = "place_anchor", "participation", _("Place an opinion in the new draft")
    articles, stages, form = ("15", "18"), REDRAFTING, PlaceForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Only where something was asked of the public."""
        return "" if dossier.participation.activities else _("Nobody was asked for opinions yet.")

    def do(self, doing: Doing) -> None:
        """The ruling stands beside the machine's confidence, with who ruled and when."""
        row, clause = doing.data["placement"], doing.data["clause"]
        newest = Draft.objects.filter(decision=doing.decision).order_by("-version").first()
        if newest is None or row.draft_id != newest.pk:
            raise NotNow(_("There is a newer draft. Look at its list."))
        Placement.objects.filter(pk=row.pk).update(
            target=clause,
            gone=clause is None,
            start=0 if clause is None else row.start if clause.pk == row.target_id else 0,
            end=0
            if clause is None
            else row.end
            if clause.pk == row.target_id
            else len(clause.text),
            settled_by="person",
            ruled_by=doing.user,
            ruled_on=doing.occurred_on,
        )
        doing.facts |= {
            "placement": row.pk,
            "clause": clause.pk if clause else None,
            "version": newest.version,
        }
        where = f"对应第{newest.version}稿{clause_name(clause)}" if clause else "在新稿中已删去"
        doing.summary = f"确认意见所指条文：{where}"
