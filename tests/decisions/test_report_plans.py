"""The old draft beside a popular one: what PostgreSQL reads for the quiet one stays small."""

import json

import pytest
from django.db import connection

from decisions.models import Decision, ReportItem
from decisions.selectors import report_items
from tests.bench import report as big
from workflows import report_items as laying
from workflows import tallying

pytestmark = pytest.mark.django_db
POPULAR, QUIET = 10_000, 40
# Each begins with the decision, so that nothing of another is read.
OWN_INDEXES = {"item_number_once", "item_by_kind", "item_by_clause", "item_by_theme"}
MOST_ROWS = 120  # read for a page of fifty, neighbours included


@pytest.fixture
def quiet() -> Decision:
    """An old decision with forty opinions beside a new one with ten thousand."""
    if connection.vendor != "postgresql":
        pytest.skip("the trap is PostgreSQL's")
    old, new = big._laid_down(QUIET), big._laid_down(POPULAR)
    for decision in (old, new):
        tallying.recount(decision)
        laying.lay_out(decision)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return old


def nodes(plan):
    yield plan
    for inner in plan.get("Plans", ()):
        yield from nodes(inner)


def explained(rows) -> list[dict]:
    said = rows.explain(analyze=True, format="json")
    return list(nodes(json.loads(said)[0]["Plan"]))


def test_the_quiet_report_reads_its_own_rows_alone_and_the_popular_one_no_more(quiet):
    for asked in ({}, {"kind": "explained"}, {"clause": "nowhere"}, {"theme": "1"}):
        rows = report_items.items(quiet, report_items.asked(asked)).filter(number__gt=5)[:51]
        read = explained(rows)
        used = {node["Index Name"] for node in read if "Index Name" in node}
        assert used, asked
        assert used <= OWN_INDEXES
        assert not [node for node in read if node["Node Type"] == "Seq Scan"]
        assert sum(node.get("Rows Removed by Filter", 0) for node in read) <= MOST_ROWS
        assert all(node["Actual Rows"] <= MOST_ROWS for node in read)
    _the_last_page_of_the_popular_one(quiet)


def _the_last_page_of_the_popular_one(quiet):
    popular = Decision.objects.exclude(pk=quiet.pk).latest("pk")
    last = ReportItem.objects.filter(decision=popular).order_by("-number")[0].number
    for rows in (
        report_items.items(popular, report_items.Asked()).filter(number__gt=last - 60)[:51],
        report_items.items(popular, report_items.Asked()).filter(number__lt=last).reverse()[:51],
    ):
        read = explained(rows)
        assert "item_number_once" in {node.get("Index Name") for node in read}
        assert all(node["Actual Rows"] <= MOST_ROWS for node in read)
