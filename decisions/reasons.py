"""Blanks in a reason kept at hand: {clause}, {article} and others, filled on use (Art. 18).

Called by the workbench; the form of a disposition refuses a reason in which a blank is left. Each
blank has an English and a Chinese spelling.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

from decisions.law.statutes import in_chinese
from decisions.models import Decision, Opinion
from decisions.selectors.clauses import clause_name

SPELLED = {
    "条款": "clause",
    "条": "article",
    "草案": "draft",
    "机关": "organ",
    "事项": "matter",
    "主题": "theme",
    "编号": "number",
}
NAMES = tuple(SPELLED.values())
BLANK = re.compile(r"\{\s*(" + "|".join([*NAMES, *SPELLED]) + r")\s*\}")


@cache
def usual() -> tuple[dict[str, str], ...]:
    """The reasons an office can begin with: title, kind of answer, text (reasons.toml)."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return tuple(told["reason"])


def filled(text: str, values: dict[str, str]) -> str:
    """The text with every blank filled for which there is a value."""

    def put(found: re.Match[str]) -> str:
        name = SPELLED.get(found[1], found[1])
        return values.get(name) or found[0]

    return BLANK.sub(put, text)


def left(text: str) -> list[str]:
    """The blanks that nobody filled, as they stand."""
    return list(dict.fromkeys(found[0] for found in BLANK.finditer(text)))


def values_of(decision: Decision, opinion: Opinion | None, draft_title: str = "") -> dict[str, str]:
    """What the blanks are for an opinion; without one, what they are for the whole matter."""
    known = {"matter": decision.title, "organ": str(decision.organ)}
    if draft_title:
        known["draft"] = f"《{draft_title}》"
    if opinion is None:
        return known
    if opinion.clause:
        known |= {"clause": clause_name(opinion.clause, headed=False)}
        known |= {"article": _article(opinion.clause.path) or known["clause"]}
    if opinion.theme:
        known["theme"] = opinion.theme.name
    return known | {"number": str(opinion.serial or opinion.submission.number)}


def _article(path: str) -> str:
    first = path.partition(".")[0]
    return f"第{in_chinese(int(first))}条" if first.isdecimal() else ""
