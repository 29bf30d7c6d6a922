"""How far a drafting-time section is, said to whoever wants to act in it (Art. 14 to 24, 29(1)).

Asked by ``not_yet`` of the acts in ``steps/expertise.py``, ``risk.py`` and ``competition.py``:
each gives the reason in words, or an empty string.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decisions.law.dossier import Dossier
from decisions.law.terms import Progress

UNDER_WAY = (Progress.UNDER_WAY, Progress.REOPENED)


def not_to_open(progress: Progress) -> str | Promise:
    """Why a section cannot be opened: it is open, concluded, or found unnecessary."""
    if progress is Progress.UNDER_WAY:
        return _("This section is already under way.")
    if progress is Progress.CONCLUDED:
        return _("This section is concluded. Reopen it first.")
    if progress is Progress.FOUND_UNNECESSARY:
        return _("A signed finding passes this section over. Reopen it first.")
    return ""


def not_under_way(progress: Progress, opened: object) -> str | Promise:
    """Why nothing can be done in a section: it was not opened, or it has ended.

    ``opened`` is a fact that opening leaves behind; a finding set aside leaves none.
    """
    if progress in UNDER_WAY and opened:
        return ""
    return not_to_open(progress) or _("Open this section first.")


def nothing_frozen(dossier: Dossier) -> str | Promise:
    """Why nobody can speak for a draft yet: none is frozen."""
    return "" if dossier.drafts else _("Freeze a draft first: a sign-off speaks for one version.")
