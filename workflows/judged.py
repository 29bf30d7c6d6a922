"""Asks a gate from inside an act, where only some ways through the act need it.

Acts that always pass a gate name it in ``gates``; ``act.perform`` asks those itself.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from decisions.errors import NotReady
from decisions.gather import dossier_of, rows_of
from decisions.law import judge
from decisions.law.dossier import Dossier
from workflows.doing import Doing


def as_left(doing: Doing) -> Dossier:
    """The dossier as the rows stand now, within the act."""
    today = timezone.localdate(doing.now)
    return dossier_of(doing.decision, rows_of(doing.decision, today), today)


def must(dossier: Dossier, *gates: str) -> None:
    """Refuse the act when the law still misses something at these gates."""
    missing = judge.shortcomings(dossier, gates)
    if missing:
        raise NotReady(_("The law still misses something for this step."), missing)
