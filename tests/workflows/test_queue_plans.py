"""The queue is read by key along an index, whatever is filtered (performance.md): the plans say so.

The trap: an old, quiet matter beside a popular one, and a last open opinion behind a crowd of
answered ones. A plan that walks the crowd reads thousands of rows to show a page.
"""

import json
import uuid
from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import connection

from accounts.models import User
from decisions.law.terms import Stage
from decisions.models import Cluster, Decision, Opinion, Submission, Theme
from decisions.selectors import queue
from tests import factories
from tests.stages.days import On, moment

pytestmark = pytest.mark.django_db
CROWD, FEW = 6000, 30
PAGE = 400  # rows that one page may touch: ten times what it shows


def filled(decision: Decision, numbers: range, **of: object) -> None:
    """So many opinions of one matter, as they come in."""
    activity = decision.activities.create(
        kind="open_consultation", title="征求意见", organiser="办"
    )
    told = [
        Submission(
            decision=decision,
            activity=activity,
            number=f"{decision.pk}-{n}",
            receipt=sha256(f"{decision.pk}-{n}".encode()).hexdigest(),
            text=f"第{n}条",
            salt="0" * 32,
            leaf="0" * 64,
            token=uuid.uuid4(),
            occurred_on=On.opens,
            received_at=moment(On.opens) + timedelta(seconds=n),
        )
        for n in numbers
    ]
    Submission.objects.bulk_create(told, batch_size=1000)
    Opinion.objects.bulk_create(
        [
            Opinion(decision=decision, submission=s, text=s.text, recorded_at=s.received_at, **of)
            for s in told
        ],
        batch_size=1000,
    )


@pytest.fixture
def matters():
    """A quiet old matter, and a popular one whose last thirty opinions alone are open."""
    quiet, popular = (factories.decision_at(Stage.DRAFTING) for _n in range(2))
    theme = Theme.objects.create(decision=popular, name="停车")
    filled(quiet, range(FEW))
    filled(popular, range(CROWD), answer="explained")
    filled(popular, range(CROWD, CROWD + FEW), theme=theme, assigned_to=User.objects.first())
    Cluster.objects.bulk_create(
        Cluster(
            decision=popular, title=f"{n}", size=n % 90 + 2, answer="explained" if n > 9 else ""
        )
        for n in range(CROWD // 2)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return quiet, popular


def touched(rows) -> int:
    """How many rows the engine reads for the first page of a query."""
    sql, given = rows[: queue.SIZE + 1].query.sql_with_params()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", given)
            plan = cursor.fetchone()[0]
            plan = json.loads(plan) if isinstance(plan, str) else plan
            return max(_read(plan[0]["Plan"]))
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", given)
        steps = [row[-1] for row in cursor.fetchall()]
    crowds = ("SCAN decisions_opinion", "SCAN decisions_cluster", "SCAN decisions_submission")
    walked = [step for step in steps if step.startswith(crowds) or "TEMP B-TREE" in step]
    return 10**9 if walked else 0


def _read(plan: dict) -> list[int]:
    skipped = plan.get("Rows Removed by Filter", 0)
    own = (plan["Actual Rows"] + skipped) * plan["Actual Loops"]
    return [own, *(n for inner in plan.get("Plans", []) for n in _read(inner))]


def asked(**how: object) -> queue.Asked:
    return queue.Asked(**how)


ASKED = {
    "open": asked(),
    "all": asked(kind=queue.ALL),
    "explained": asked(kind="explained"),
    "rare kind": asked(kind="adopted"),
}


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("which", ["quiet", "popular"])
def test_a_page_of_the_queue_touches_what_it_shows(matters, which, name):
    decision = matters[which == "popular"]
    one = ASKED[name]
    for rows, order in (
        (queue.groups(decision, one), queue.GROUPS),
        (queue.singles(decision, one), queue._order(one)),
    ):
        assert touched(queue._after(rows, order, "")) <= PAGE


def test_deep_pages_and_filters_touch_no_more(matters):
    _quiet, popular = matters
    theme, officer = Theme.objects.get(), User.objects.first()
    for one in (asked(themes=(theme.pk,)), asked(officer=officer.pk)):
        assert touched(queue._after(queue.singles(popular, one), queue._order(one), "")) <= PAGE
    deep = Opinion.objects.filter(decision=popular)[CROWD - 100]
    one = asked(kind="explained")
    assert (
        touched(queue._after(queue.singles(popular, one), queue._order(one), f"o{deep.pk}")) <= PAGE
    )
    place = Cluster.objects.filter(decision=popular, answer="explained").order_by("size")[100]
    rows = queue._after(queue.groups(popular, one), queue.GROUPS, f"g{place.pk}")
    assert touched(rows) <= PAGE
    assert len(list(rows[: queue.SIZE])) == queue.SIZE


def test_a_walk_through_the_crowd_would_be_seen(matters):
    _quiet, popular = matters
    rows = Opinion.objects.filter(decision=popular, text__contains="无此").order_by("text")
    assert touched(rows) > PAGE
