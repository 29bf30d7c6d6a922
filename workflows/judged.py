"""Looks at the dossier from inside an act, for what its refusal says or its rows need.

What an act must meet is asked by ``act.perform``: at the gates that it names (``Act.gates_of``).
"""

from django.utils import timezone

from decisions.gather import dossier_of, rows_of
from decisions.law.dossier import Dossier
from workflows.doing import Doing


def as_left(doing: Doing) -> Dossier:
    """The dossier as the rows stand now, within the act."""
    today = timezone.localdate(doing.now)
    return dossier_of(doing.decision, rows_of(doing.decision, today), today)
