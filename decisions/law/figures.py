"""The figures a profile may hold: how each is written, and which way it tightens.

Called by ``profile.py`` alone. A local rule may tighten a national floor and never loosen it
(the stricter of national and local on the date wins); so every kind of figure knows what laxer
means. The values themselves stand in ``profiles/*.toml``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

ABSENT = "none"
PERMANENT = "permanent"


class BadValue(ValueError):
    """A figure is written in a way its kind does not know."""


@dataclass(frozen=True)
class Kind:
    """How a figure is read from its file, and when one value is laxer than another."""

    read: Callable[[Any], Any]
    laxer: Callable[[Any, Any], bool]
    may_be_absent: bool = False
    coded: bool = False


def whole_number(value: Any) -> int:
    """A count of days or people."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadValue("应为不小于零的整数")
    return value


def fraction(value: Any) -> Fraction:
    """A share, kept exact."""
    try:
        share = Fraction(value) if isinstance(value, str) else None
    except (ValueError, ZeroDivisionError):
        share = None
    if share is None or not 0 <= share <= 1:
        raise BadValue('应为零到一之间的分数，写作 "2/3"')
    return share


def flag(value: Any) -> bool:
    """A yes or no."""
    if not isinstance(value, bool):
        raise BadValue("应为 true 或 false")
    return value


def text(value: Any) -> str:
    """A name shown to people."""
    if not isinstance(value, str) or not value.strip():
        raise BadValue("应为非空文字")
    return value


def codes(value: Any) -> tuple[str, ...]:
    """A list of codes, each of which has words in the profile."""
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise BadValue("应为代码列表")
    if len(set(value)) < len(value):
        raise BadValue("列表中有重复的代码")
    return tuple(value)


def years_by_category(value: Any) -> dict[str, int | None]:
    """Years by category of paper; None is permanent."""
    if not isinstance(value, dict):
        raise BadValue('应为"类别 = 年数"的表')
    return {name: _years(years) for name, years in value.items()}


def one_of(*options: str) -> Callable[[Any], str]:
    """Read one of these words, and nothing else."""

    def read(value: Any) -> str:
        if value not in options:
            raise BadValue(f"应为下列之一：{'、'.join(options)}")
        return str(value)

    return read


def at_least(read: Callable[[Any], Any], *, may_be_absent: bool = False) -> Kind:
    """A minimum: more is stricter, and no minimum is laxest."""
    return Kind(read, _smaller, may_be_absent)


def at_most(read: Callable[[Any], Any], *, may_be_absent: bool = False) -> Kind:
    """A maximum: less is stricter, and no maximum is laxest."""
    return Kind(read, _larger, may_be_absent)


def duty() -> Kind:
    """A duty: having it is stricter than not."""
    return Kind(flag, lambda new, floor: floor and not new)


def must_hold() -> Kind:
    """A list of which nothing may be dropped."""
    return Kind(codes, lambda new, floor: not set(floor) <= set(new), coded=True)


def may_only_hold() -> Kind:
    """A list of permissions to which nothing may be added."""
    return Kind(codes, lambda new, floor: not set(new) <= set(floor), coded=True)


def free(read: Callable[[Any], Any], *, may_be_absent: bool = False, coded: bool = False) -> Kind:
    """A figure that has no strict side."""
    return Kind(read, lambda new, floor: False, may_be_absent, coded)


def ranked(*from_lax_to_strict: str) -> Kind:
    """One word out of several, the later the stricter."""
    rank = from_lax_to_strict.index
    return Kind(one_of(*from_lax_to_strict), lambda new, floor: rank(new) < rank(floor))


def retention() -> Kind:
    """Years by category of paper; longer is stricter and permanent the strictest."""
    return Kind(years_by_category, _kept_shorter, coded=True)


def _years(value: Any) -> int | None:
    return None if value == PERMANENT else whole_number(value)


def _smaller(new: Any, floor: Any) -> bool:
    return floor is not None and (new is None or new < floor)


def _larger(new: Any, floor: Any) -> bool:
    return floor is not None and (new is None or new > floor)


def _kept_shorter(new: dict[str, int | None], floor: dict[str, int | None]) -> bool:
    return any(name not in new or _shorter(new[name], floor[name]) for name in floor)


def _shorter(new: int | None, floor: int | None) -> bool:
    if new is None:
        return False
    return floor is None or new < floor


KINDS: dict[str, Kind] = {
    "consultation_required": duty(),
    "consultation_days": at_least(whole_number),
    "consultation_working_days": at_least(whole_number, may_be_absent=True),
    "day_count": ranked("include_first", "exclude_first"),
    "roll_last_day": duty(),
    "required_channels": must_hold(),
    "participation_exemption_grounds": may_only_hold(),
    "withholding_grounds": may_only_hold(),
    "feedback_required": duty(),
    "survey_required_tags": must_hold(),
    "hearing_trigger": ranked("may", "must"),
    "hearing_notice_days": at_least(whole_number),
    "hearing_list_days": at_least(whole_number),
    "hearing_materials_days": at_least(whole_number),
    "hearing_min_participants": at_least(whole_number),
    "hearing_attendance_share": at_least(fraction, may_be_absent=True),
    "hearing_interested_share": at_least(fraction, may_be_absent=True),
    "expert_minimum": at_least(whole_number),
    "expert_odd": duty(),
    "expert_line_department_share": at_most(fraction, may_be_absent=True),
    "reviewer_unit_zh": free(text),
    "legality_working_days": at_least(whole_number),
    "legality_ceiling_working_days": at_most(whole_number, may_be_absent=True),
    "meeting_types": free(codes, coded=True),
    "meeting_quorum_share": at_least(fraction, may_be_absent=True),
    "meeting_results": may_only_hold(),
    "party_report_before": ranked("promulgation", "deliberation"),
    "publication_working_days": at_most(whole_number),
    "publication_channels": free(codes, coded=True),
    "interpretation_working_days": at_most(whole_number),
    "petition_days": at_most(whole_number),
    "catalogue_required": duty(),
    "execution_report_days": at_most(whole_number, may_be_absent=True),
    "evaluation_triggers": must_hold(),
    "archive_days": at_most(whole_number, may_be_absent=True),
    "retention_years": retention(),
    "extra_sections": must_hold(),
    "opinion_check_share": at_least(fraction),
}
