"""The points of a legality opinion, typed one to a line, each perhaps on a clause (Art. 28).

"第三条第二款：应当明确收费依据" or "3.2：…" names the clause; a line without one speaks of the
whole draft. A clause that the draft does not have is refused with its line.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from decisions.intake.fields import PlainTextField
from decisions.intake.references import clause_path, find_clause
from decisions.models import Clause

ON_A_CLAUSE = re.compile(r"\s*(第[^：:]{1,20}[条款项]|\d[\d.\-]{0,12})\s*[：:]\s*(.+)")
MOST = 200  # points in one opinion


class Point(NamedTuple):
    """One point, and the clause it speaks of."""

    clause: Clause | None
    text: str


class PointsField(PlainTextField):
    """Points as lines; ``read`` ties them to the clauses of a draft."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text",
            _("One point to a line. To name a clause, begin with it and a colon, such as 3.2:"),
        )
        super().__init__(**kwargs)


def read(typed: str, clauses: Sequence[Clause]) -> list[Point]:
    """The points of an opinion; raises ValidationError naming the line that cannot be placed."""
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if len(lines) > MOST:
        raise ValidationError(_("At most %(limit)d points can be taken.") % {"limit": MOST})
    return [_point(number, line, clauses) for number, line in enumerate(lines, 1)]


def _point(number: int, line: str, clauses: Sequence[Clause]) -> Point:
    named = ON_A_CLAUSE.fullmatch(line)
    if not named or not clause_path(named[1]):
        return Point(None, line)
    clause = find_clause(clauses, named[1])
    if clause is None:
        raise ValidationError(
            _("Line %(line)d: the draft has no %(clause)s.") % {"line": number, "clause": named[1]}
        )
    return Point(clause, named[2].strip())
