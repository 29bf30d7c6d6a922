"""Issues the notice of an act once its entry stands, still in its transaction (Art. 15, 18).

Called by acts whose ``notice`` names a kind; the wording stands in ``notices/kinds.py``. The PDF
is asked for at once and made by a worker.
"""

from typing import Any

from notices import services
from workflows import doers
from workflows.doing import Doing


def issue(doing: Doing, kind: str, **extra: Any) -> None:
    """Let the notice of this kind go out with the act."""
    doing.then(lambda entry: doers.rendering(services.issue(kind, doing.filed, entry, **extra)))
