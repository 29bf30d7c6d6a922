"""Issues the papers of an act once its entry stands, still in its transaction (Art. 15, 18).

Called by acts whose ``notice`` names a kind, or whose ``papers`` do; the wording stands in
``notices/kinds.py``. Several papers of one act go out together. The PDFs are asked for at once and
made by a worker.
"""

from typing import Any

from decisions.models import Entry
from notices import services
from workflows import doers
from workflows.doing import Doing
from workflows.models import Job


def issue(doing: Doing, kind: str, **extra: Any) -> None:
    """Let the notice of this kind go out with the act."""
    if not doing.going_out:
        doing.then(lambda entry: _all(doing, entry))
    doing.going_out.append((kind, extra))


def bring(doing: Doing, kind: str, **extra: Any) -> None:
    """Let a paper of the file come of the act; its entry says which did."""
    doing.facts.setdefault("papers", []).append(kind)
    issue(doing, kind, **extra)


def _all(doing: Doing, entry: Entry) -> list[Job]:
    worded = [services.word(kind, doing.filed, entry, **more) for kind, more in doing.going_out]
    return [doers.rendering(notice) for notice in services.issue_together(worded)]
