"""No act asks more of the database than twelve statements.

docs/benchmarks.md says what each act reads and writes, ADR 16 how it keeps to that.
"""

from dataclasses import replace
from unittest import mock

import pytest

from notices.models import Notice
from tests import factories
from tests.workflows import counted, road
from workflows import doers
from workflows.models import Job

pytestmark = pytest.mark.django_db

ENOUGH = 12


@pytest.fixture
def walked() -> dict[str, counted.Cost]:
    """What every act of the road costs."""
    return counted.costs(road.Road(factories.town()))


def test_every_act_keeps_to_its_statements(walked: dict[str, counted.Cost]) -> None:
    asked = {slug: cost.queries for slug, cost in walked.items()}
    assert len(asked) > 50
    assert {slug: n for slug, n in asked.items() if n > ENOUGH} == {}


def test_every_paper_of_the_road_is_asked_for(walked: dict[str, counted.Cost]) -> None:
    jobs = {f"{doers.KIND}:{notice.pk}" for notice in Notice.objects.all()}
    assert len(jobs) == 15
    asked = Job.objects.filter(kind=doers.KIND)
    assert set(asked.values_list("key", flat=True)) == jobs


def test_the_statements_do_not_grow_with_the_file(walked: dict[str, counted.Cost]) -> None:
    text = "\n".join(
        f"第{n}条 本条规定第{n}项停车事项。" for n in ["一", "二", "三", "四", "五"] * 8
    )
    with mock.patch.multiple(road, TEXT=text, SAID=[*road.SAID, *_more()]):
        matter = road.Road(factories.town("yangli", name="杨梨镇人民政府"))
        matter.told = _with_the_rest_answered(matter.told)
        larger = counted.costs(matter)
    grown = {s: (c.queries, larger[s].queries) for s, c in walked.items()}
    assert {s: pair for s, pair in grown.items() if pair[1] > pair[0]} == {}


def _more() -> list[str]:
    return [f"建议在第{number}个路口设停车位。" for number in range(30)]


def _with_the_rest_answered(turns: list[road.Turn]) -> list[road.Turn]:
    """Ten bases, and all other opinions answered in one act before the note is written."""
    basis = next(turn for turn in turns if turn.slug == "add_legal_basis")
    note = next(turn for turn in turns if turn.slug == "write_adoption_note")
    rest = road.Turn(note.on, "dispose_in_bulk", road.DRAFTER, lambda made: _bulk(made))
    told = list(turns)
    told.insert(told.index(note), rest)
    more = [replace(basis, data={"title": f"样例规定{number}"}) for number in range(9)]
    told[told.index(basis) : told.index(basis)] = more
    return told


def _bulk(made: road.Road) -> road.Said:
    open_ones = made.decision.opinions.filter(disposition=None).values_list("pk", flat=True)
    return {"opinions": " ".join(map(str, open_ones)), "kind": "explained", "reason": "已说明。"}
