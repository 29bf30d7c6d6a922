"""Unknown is not "no": what holds for every fact and every rule, whatever is in the dossier."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_origin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from decisions.casefile import dump, load
from decisions.casefile_values import sheet_fields
from decisions.law.dossier import Dossier
from decisions.law.facts.base import Sheet
from decisions.law.gates import GATES
from decisions.law.judge import findings, shortcomings
from decisions.law.statutes import citation
from decisions.law.terms import Severity, Verdict
from tests.law.dossiers import LAWFUL, not_met

Path = tuple[str | int, ...]
# A report not filed by the day of judging is late; a slot left empty without a reason is a gap.
SAYS_NO = {("filed_on",), ("not_needed",)}


def facts(value: Any, path: Path = ()) -> Iterator[Path]:
    """Where every recorded fact of a dossier stands."""
    if isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from facts(item, (*path, place))
    if isinstance(value, Sheet):
        for field in fields(value):
            below = getattr(value, field.name)
            if "label" in field.metadata and below is not None:
                yield (*path, field.name)
            yield from facts(below, (*path, field.name))


def forgotten(value: Any, path: Path) -> Any:
    """The same dossier without one fact."""
    if not path:
        return None
    if isinstance(path[0], int):
        return (*value[: path[0]], forgotten(value[path[0]], path[1:]), *value[path[0] + 1 :])
    return replace(value, **{path[0]: forgotten(getattr(value, path[0]), path[1:])})


@pytest.mark.parametrize("path", list(facts(LAWFUL)), ids=lambda p: ".".join(map(str, p)))
def test_a_forgotten_fact_is_never_held_against_a_dossier(path: Path) -> None:
    if path[-1:] not in SAYS_NO:
        assert not_met(forgotten(LAWFUL, path)) == set()


day = st.dates(date(2019, 1, 1), date(2027, 12, 31))
PLAIN: dict[type, st.SearchStrategy[Any]] = {
    bool: st.booleans(),
    int: st.integers(0, 40),
    str: st.sampled_from(["", " ", "website", "甲", "state_secret", "draft", "a" * 64, "b" * 64]),
    date: day,
}


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Anything a field of this type may hold."""
    if isinstance(hint, UnionType):
        return st.none() | values(get_args(hint)[0])
    if get_origin(hint) is tuple:
        return st.lists(values(get_args(hint)[0]), max_size=3).map(tuple)
    if get_origin(hint) is Mapping:
        return st.dictionaries(st.sampled_from(["web", "adopted"]), st.integers(0, 9))
    if is_dataclass(hint):
        return st.deferred(lambda: sheets(hint))
    return st.sampled_from(list(hint)) if issubclass(hint, StrEnum) else PLAIN[hint]


def sheets(sheet: Any, **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Any sheet of this kind."""
    known = {field.name: values(hint) for field, hint in sheet_fields(sheet)}
    return st.builds(sheet, **known, **given)


dossiers = sheets(Dossier, profile=st.just(LAWFUL.profile), as_of=day)


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(dossiers)
def test_whatever_is_in_a_dossier_every_rule_answers(dossier: Dossier) -> None:
    found = findings(dossier)
    for finding in found:
        assert (finding.verdict is Verdict.UNKNOWN) == bool(finding.unknown)
        for missing in finding.shortcomings:
            assert citation(missing.article)
            assert missing.what.endswith("。")
            assert missing.remedy.endswith("。")
    standing = {missing.rule for missing in shortcomings(dossier, GATES)}
    blocked = {
        finding.rule
        for finding in found
        if finding.verdict in (Verdict.NOT_MET, Verdict.UNKNOWN)
        and finding.severity is not Severity.LOGGED
    }
    assert standing == blocked


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(dossiers)
def test_whatever_is_in_a_dossier_comes_back_from_json(dossier: Dossier) -> None:
    back = load(dump(dossier))
    assert replace(back, calendar=dossier.calendar, profile=dossier.profile) == dossier
