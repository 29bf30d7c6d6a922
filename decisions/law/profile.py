"""Reads a jurisdiction profile for a date: every figure of the law, with its article and source.

A profile is one TOML file; a local one starts from another (``extends``) and tightens it. Rules,
deadlines and notices read the frozen ``Profile`` that a decision pinned at its opening. How each
figure is written and which way it tightens stands in ``figures.py``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Literal

from decisions.law.figures import KINDS
from decisions.law.profile_book import Book, find, read_book
from decisions.law.profile_entry import Figure, ProfileError, Word

__all__ = ["Figure", "Profile", "ProfileError", "Word", "load_profile", "profile_names"]

FOLDER = Path(__file__).parent / "profiles"


@dataclass(frozen=True)
class Profile:
    """The figures of one jurisdiction, as they stand on one date (days are calendar days)."""

    name: str
    title_zh: str
    title_en: str
    on: date
    in_force_from: date

    consultation_required: bool
    consultation_days: int
    consultation_working_days: int | None
    day_count: Literal["exclude_first", "include_first"]
    roll_last_day: bool
    required_channels: tuple[str, ...]
    participation_exemption_grounds: tuple[str, ...]
    withholding_grounds: tuple[str, ...]
    feedback_required: bool
    survey_required_tags: tuple[str, ...]
    hearing_trigger: Literal["may", "must"]
    hearing_notice_days: int
    hearing_list_days: int
    hearing_materials_days: int
    hearing_min_participants: int
    hearing_attendance_share: Fraction | None
    hearing_interested_share: Fraction | None
    expert_minimum: int
    expert_odd: bool
    expert_line_department_share: Fraction | None
    reviewer_unit_zh: str
    legality_working_days: int
    legality_ceiling_working_days: int | None
    meeting_types: tuple[str, ...]
    meeting_quorum_share: Fraction | None
    meeting_results: tuple[str, ...]
    party_report_before: Literal["promulgation", "deliberation"]
    publication_working_days: int
    publication_channels: tuple[str, ...]
    interpretation_working_days: int
    petition_days: int
    catalogue_required: bool
    execution_report_days: int | None
    evaluation_triggers: tuple[str, ...]
    archive_days: int | None
    retention_years: Mapping[str, int | None] = field(hash=False)
    extra_sections: tuple[str, ...]
    opinion_check_share: Fraction

    figures: tuple[Figure, ...] = field(repr=False)
    words: Mapping[str, Word] = field(repr=False, hash=False)

    @property
    def applies(self) -> bool:
        """Whether the law behind this profile was in force on its date."""
        return self.on >= self.in_force_from

    def cite(self, key: str) -> Figure:
        """The figure behind an attribute, with article and source; KeyError if there is none."""
        for figure in self.figures:
            if figure.key == key:
                return figure
        raise KeyError(key)

    def word(self, code: str) -> Word:
        """How a code is said; an unknown code says itself."""
        return self.words.get(code, Word(code, code))


def profile_names() -> tuple[str, ...]:
    """The profiles that come with the product."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def load_profile(name: str | Path, on: date) -> Profile:
    """The profile of this name (or file) as it stands on a date; raises ProfileError.

    A date before the law's entry into force reads the figures of its first day; ``applies`` then
    says no.
    """
    path = find(name, FOLDER)
    book = _shipped_book(path) if path.parent == FOLDER else read_book(path, FOLDER)
    figures = book.on(max(on, book.starts_on))
    missing = [key for key in KINDS if key not in figures]
    if missing:
        raise ProfileError(book.path, missing[0], "当日没有有效的数值", "请补充条目或写明 extends")
    return Profile(
        name=book.name,
        title_zh=book.title.zh,
        title_en=book.title.en,
        on=on,
        in_force_from=book.starts_on,
        figures=tuple(figures[key] for key in KINDS),
        words=book.words,
        **{key: figure.value for key, figure in figures.items()},
    )


@lru_cache(maxsize=64)
def _shipped_book(path: Path) -> Book:
    return read_book(path, FOLDER)
