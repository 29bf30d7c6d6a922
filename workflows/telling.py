"""Issues the papers of an act once its entry stands, still in its transaction (Art. 15, 18).

Called by acts whose ``notice`` names a kind, or whose ``papers`` do; the wording stands in
``notices/kinds.py``. The PDF is asked for at once and made by a worker.
"""

from typing import Any

from notices import services
from workflows import doers
from workflows.doing import Doing


def issue(doing: Doing, kind: str, **extra: Any) -> None:
    """Let the notice of this kind go out with the act."""
    doing.then(lambda entry: doers.rendering(services.issue(kind, doing.filed, entry, **extra)))


def bring(doing: Doing, kind: str, **extra: Any) -> None:
    """Let a paper of the file come of the act; its entry says which did."""
    doing.facts.setdefault("papers", []).append(kind)
    issue(doing, kind, **extra)
