"""Case files: JSON to dossier and back, and every way of refusing one."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.casefile import CaseFileError, digest, dump, load, parse
from decisions.casefile_page import page
from decisions.casefile_values import sheet_fields
from decisions.law.calendar import calendar
from decisions.law.dossier import Dossier
from decisions.law.holiday_table import HolidayTable
from tests.law.dossiers import LAWFUL, STARTED, lawful_dossier

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "fixtures/casefiles").glob("*.json"))
DAY = {"as_of": "2026-01-05"}


def refused(data: Any) -> CaseFileError:
    """The refusal of a case file."""
    with pytest.raises(CaseFileError) as caught:
        load(data)
    assert str(caught.value) == f"{caught.value.path}: {caught.value.what} {caught.value.remedy}"
    return caught.value


def test_a_dossier_comes_back_as_it_went() -> None:
    assert load(dump(LAWFUL)) == LAWFUL
    assert load(json.loads(json.dumps(dump(LAWFUL)))) == LAWFUL


def test_the_complete_example_is_the_lawful_dossier() -> None:
    complete = ROOT / "fixtures/casefiles/complete.json"
    assert load(parse(complete.read_bytes())) == LAWFUL


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_example_is_canonical_after_one_turn(path: Path) -> None:
    dossier = load(parse(path.read_bytes()))
    assert load(dump(dossier)) == dossier


def test_an_empty_file_knows_nothing_and_says_no_to_nothing() -> None:
    dossier = load({**DAY})
    assert dossier == Dossier(profile=dossier.profile, as_of=date(2026, 1, 5))
    assert dump(dossier) == {"profile": {"name": "national", "on": "2026-01-05"}, **DAY}


def test_null_is_unknown_everywhere() -> None:
    nothing = {field.name: None for field, _hint in sheet_fields(Dossier)}
    assert load({**DAY, **nothing}) == load({**DAY})
    assert load({**DAY, "matter": {"technical": None}}).matter.technical is None


def test_the_laws_date_is_the_day_of_initiation() -> None:
    started = {**DAY, "initiation": {"initiated_on": "2024-09-02"}}
    assert load(started).profile.on == STARTED
    assert load({**started, "profile": {"on": "2024-09-05"}}).profile.on == date(2024, 9, 5)
    assert load({**DAY}).profile.on == date(2026, 1, 5)


def test_the_profile_and_the_day_asked_for_win_over_the_file() -> None:
    dossier = load({**DAY, "profile": "national"}, profile="township", as_of=date(2026, 2, 2))
    assert (dossier.profile.name, dossier.as_of) == ("township", date(2026, 2, 2))
    assert load({**DAY, "profile": "township"}).profile.name == "township"


def test_without_a_day_a_file_is_judged_today() -> None:
    assert load({}).as_of >= date(2024, 1, 1)


def test_an_office_may_hand_in_its_own_calendar() -> None:
    own = calendar([HolidayTable(2027)])
    assert load({**DAY}, calendar=own).calendar is own


def test_the_digest_leaves_out_the_day_of_judging_and_nothing_else() -> None:
    later = replace(LAWFUL, as_of=date(2026, 3, 3))
    assert digest(later) == digest(LAWFUL)
    assert digest(lawful_dossier(legality__counsel_opinions=2)) != digest(LAWFUL)
    assert digest(replace(LAWFUL, profile=load({**DAY}).profile)) != digest(LAWFUL)
    assert len(digest(LAWFUL)) == 64


def test_the_digest_does_not_hang_on_the_order_of_counters() -> None:
    one = lawful_dossier(participation__tally__by_channel={"web": 3, "seminar": 2})
    other = lawful_dossier(participation__tally__by_channel={"seminar": 2, "web": 3})
    assert digest(one) == digest(other)


WRONG = [
    ([], "$"),
    ({"matters": {}}, "$.matters"),
    ({"matter": []}, "$.matter"),
    ({"matter": {"titel": "x"}}, "$.matter.titel"),
    ({"matter": {"title": 1}}, "$.matter.title"),
    ({"matter": {"title": "\ud800"}}, "$.matter.title"),
    ({"matter": {"technical": "yes"}}, "$.matter.technical"),
    ({"matter": {"technical": 1}}, "$.matter.technical"),
    ({"matter": {"matter_class": "policy"}}, "$.matter.matter_class"),
    ({"matter": {"matter_class": 1}}, "$.matter.matter_class"),
    ({"matter": {"tags": "a"}}, "$.matter.tags"),
    ({"matter": {"tags": [None]}}, "$.matter.tags[0]"),
    ({"initiation": {"initiated_on": "2024-02-30"}}, "$.initiation.initiated_on"),
    ({"initiation": {"initiated_on": "20240229"}}, "$.initiation.initiated_on"),
    ({"initiation": {"initiated_on": "9999-12-31"}}, "$.initiation.initiated_on"),
    ({"initiation": {"initiated_on": "0001-01-01"}}, "$.initiation.initiated_on"),
    ({"initiation": {"initiated_on": 20240229}}, "$.initiation.initiated_on"),
    ({"meetings": [{}, {"present": True}]}, "$.meetings[1].present"),
    ({"meetings": [{"present": 1.0}]}, "$.meetings[0].present"),
    ({"meetings": [{"present": -1}]}, "$.meetings[0].present"),
    (
        {"participation": {"tally": {"by_channel": {"web": "3"}}}},
        "$.participation.tally.by_channel.web",
    ),
    ({"participation": {"tally": {"by_channel": [3]}}}, "$.participation.tally.by_channel"),
    (
        {"participation": {"activities": [{"notice": {"x": 1}}]}},
        "$.participation.activities[0].notice.x",
    ),
    ({"profile": "atlantis"}, "$.profile"),
    ({"profile": "../profiles/national"}, "$.profile"),
    ({"profile": 7}, "$.profile"),
    ({"profile": {"nam": "national"}}, "$.profile.nam"),
    ({"profile": {"name": 1}}, "$.profile.name"),
    ({"profile": {"on": "soon"}}, "$.profile.on"),
    ({"as_of": "today"}, "$.as_of"),
    ({"calendar": {}}, "$.calendar"),
]


@pytest.mark.parametrize(("data", "path"), WRONG, ids=[path for _data, path in WRONG])
def test_a_wrong_field_is_refused_with_its_path_and_a_remedy(data: Any, path: str) -> None:
    refusal = refused(data)
    assert refusal.path == path
    assert refusal.what
    assert refusal.remedy


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b'{"matter": {}, "matter": {}}',
        b'{"meetings": NaN}',
        b"\xff\xfe{}",
        "决策".encode("gb18030"),
        b"[" * 100_000,
    ],
)
def test_a_file_that_is_no_json_is_refused(raw: bytes) -> None:
    with pytest.raises(CaseFileError):
        load(parse(raw))


def test_a_byte_order_mark_does_no_harm() -> None:
    assert parse(b'\xef\xbb\xbf{"as_of": "2026-01-05"}') == DAY


def test_a_rare_character_is_kept_exactly() -> None:
    dossier = load({**DAY, "matter": {"title": "𠀀𪚥镇"}})
    assert dump(dossier)["matter"]["title"] == "𠀀𪚥镇"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
known_names = st.sampled_from([field.name for field, _hint in sheet_fields(Dossier)])


@given(st.dictionaries(known_names | st.text(max_size=3), json_values, max_size=3))
def test_any_json_is_either_read_or_refused(data: Mapping[str, Any]) -> None:
    try:
        dossier = load({"as_of": "2026-01-05"} | dict(data))
    except CaseFileError:
        return
    assert load(dump(dossier)) == dossier


def test_the_page_of_the_schema_is_fresh() -> None:
    assert (ROOT / "docs/casefile.md").read_text(encoding="utf-8") == page()


def test_every_fact_has_its_line_on_the_page_with_a_meaning() -> None:
    said = page()
    for sheet in sheets(Dossier):
        for field, _hint in sheet_fields(sheet):
            assert f"| `{field.name}` |" in said


def sheets(sheet: type) -> set[type]:
    """The dossier's sheets, found by looking into the lawful one."""
    found: set[type] = set()

    def walk(value: Any) -> None:
        if hasattr(value, "known"):
            found.add(type(value))
            for field, _hint in sheet_fields(type(value)):
                walk(getattr(value, field.name))
        elif isinstance(value, tuple):
            for item in value:
                walk(item)

    walk(LAWFUL)
    assert sheet in found
    return found
