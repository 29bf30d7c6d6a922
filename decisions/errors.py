"""The refusals an officer can meet, and our own faults.

    Refusal
    ├── NotYours   who    403   this person may not do this
    ├── NotNow     when   409   the matter stands elsewhere, or somebody was faster
    ├── NotReady   what   422   the law still misses something: shortcomings with articles
    └── Illegible  input  422   the form cannot be read; it is shown again with every word typed
    Misbuilt              500   a fault of ours

Raised by ``workflows/act.py``; turned into pages by ``workflows/views``.
"""

from collections.abc import Sequence
from typing import Any

from decisions.law.shortcoming import Shortcoming


class Refusal(Exception):
    """Something an officer asked for is refused; ``message`` is fit to be shown."""

    status = 422

    def __init__(self, message: Any) -> None:
        super().__init__(message)
        self.message = message


class NotYours(Refusal):
    """This person may not do this act on this decision."""

    status = 403


class NotNow(Refusal):
    """The act does not belong to where the decision stands now."""

    status = 409


class NotReady(Refusal):
    """The law still misses something; each shortcoming names its article and remedy."""

    def __init__(self, message: Any, shortcomings: Sequence[Shortcoming]) -> None:
        super().__init__(message)
        self.shortcomings = tuple(shortcomings)


class Illegible(Refusal):
    """The form's input cannot be accepted; ``form`` carries the errors and what was typed."""

    def __init__(self, message: Any, form: Any) -> None:
        super().__init__(message)
        self.form = form


class Misbuilt(Exception):
    """The house is built wrongly: a doubled name, an unknown transition, a missing cell."""
