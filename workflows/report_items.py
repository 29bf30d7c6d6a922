"""Lays the adoption report out: each opinion gets its number, each item its place (Art. 18).

Called when the adoption note is written or approved, and when a sender takes something back
afterwards. Opinions of one group that got the same answer are one item, under the first of them;
a handful of statements serve three opinions and 430,000 alike. What a page of the report reads is
``decisions/selectors/report.py``.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, QuerySet
from django.db.models.expressions import RawSQL

from decisions.gather.listed import DECISION, Listed, listed, one
from decisions.models import Decision, Opinion, ReportItem

_ANSWERS = """
    LEFT JOIN decisions_disposition own ON own.opinion_id = o.id
    LEFT JOIN decisions_disposition lent ON lent.cluster_id = o.cluster_id AND own.id IS NULL
"""
# Numbered as they came; an item begins where the first of its opinions stands.
_SERIAL = "ROW_NUMBER() OVER (ORDER BY s.occurred_on, o.recorded_at, o.id) AS serial"
_PLACED = f"""
SELECT id, serial, DENSE_RANK() OVER (ORDER BY head) AS item FROM (
    SELECT id, serial, MIN(serial) OVER (
        PARTITION BY alike, kind, reason, unchanged, main
    ) AS head FROM (
        SELECT o.id, {_SERIAL},
            COALESCE(o.cluster_id, -o.id) AS alike,
            COALESCE(own.kind, lent.kind) AS kind,
            COALESCE(own.reason, lent.reason) AS reason,
            COALESCE(own.no_change_reason, lent.no_change_reason) AS unchanged,
            COALESCE(own.main_opinion_id, lent.main_opinion_id) AS main
        FROM decisions_opinion o
        JOIN decisions_submission s ON s.id = o.submission_id {_ANSWERS}
        WHERE o.decision_id = %s AND s.withdrawn_at IS NULL
    ) AS answered
) AS grouped
"""
_NUMBER = f"""
UPDATE decisions_opinion SET serial = placed.serial, item = placed.item
FROM ({_PLACED}) AS placed WHERE placed.id = decisions_opinion.id
"""
_COLUMNS = "decision_id, number, lead_id, size, kind, anchor, theme_id"
# One walk over the opinions: joined with themselves they are planned as the few they were before.
_ITEMS = f"""
SELECT o.decision_id, o.item, o.id, o.size, COALESCE(own.kind, lent.kind, ''),
    COALESCE(o.anchor, o.any_anchor, ''), COALESCE(o.theme_id, o.any_theme)
FROM (
    SELECT m.id, m.decision_id, m.cluster_id, m.theme_id, m.item, m.serial, mc.anchor,
        MIN(m.serial) OVER alike AS first, COUNT(m.id) OVER alike AS size,
        MAX(mc.anchor) OVER alike AS any_anchor, MAX(m.theme_id) OVER alike AS any_theme
    FROM decisions_opinion m LEFT JOIN decisions_clause mc ON mc.id = m.clause_id
    WHERE m.decision_id = %s AND m.item IS NOT NULL
    WINDOW alike AS (PARTITION BY m.item)
) AS o {_ANSWERS} WHERE o.serial = o.first
"""
# A clause that no opinion changes any more stays with a nought.
_CHANGES = f"""
SELECT decision_id, anchor, SUM(opinions) FROM (
    SELECT o.decision_id, c.anchor, COUNT(DISTINCT o.id) AS opinions
    FROM decisions_opinion o {_ANSWERS}
    JOIN decisions_disposition_changed_clauses t ON t.disposition_id = COALESCE(own.id, lent.id)
    JOIN decisions_clause c ON c.id = t.clause_id
    WHERE o.decision_id = %s AND o.item IS NOT NULL GROUP BY o.decision_id, c.anchor
    UNION ALL
    SELECT decision_id, anchor, 0 FROM decisions_reportchange WHERE decision_id = %s
) AS counted WHERE true GROUP BY decision_id, anchor
"""
_KEEP_ITEMS = f"INSERT INTO decisions_reportitem ({_COLUMNS}) {_ITEMS}"
_KEEP_CHANGES = f"""
INSERT INTO decisions_reportchange (decision_id, anchor, opinions) {_CHANGES}
ON CONFLICT (decision_id, anchor) DO UPDATE SET opinions = excluded.opinions
"""
# Whether each of these stands as it would be laid out now, the later ones if those before do.
_SERIALS_STAND = f"""
NOT EXISTS (
    SELECT o.id, {_SERIAL}
    FROM decisions_opinion o JOIN decisions_submission s ON s.id = o.submission_id
    WHERE o.decision_id = %s AND s.withdrawn_at IS NULL
    EXCEPT SELECT id, serial FROM decisions_opinion WHERE decision_id = %s
) AND NOT EXISTS (
    SELECT 1 FROM decisions_opinion o JOIN decisions_submission s ON s.id = o.submission_id
    WHERE o.decision_id = %s AND o.serial IS NOT NULL AND s.withdrawn_at IS NOT NULL
)
"""
_ITEMS_STAND = f"""
NOT EXISTS (
    {_PLACED} EXCEPT SELECT id, serial, item FROM decisions_opinion WHERE decision_id = %s
)
"""
_SUMS_STAND = f"""
NOT EXISTS (
    {_ITEMS} EXCEPT SELECT {_COLUMNS} FROM decisions_reportitem WHERE decision_id = %s
) AND NOT EXISTS (
    {_CHANGES} EXCEPT
    SELECT decision_id, anchor, opinions FROM decisions_reportchange WHERE decision_id = %s
) AND NOT EXISTS (
    SELECT number FROM decisions_reportitem WHERE decision_id = %s
    EXCEPT SELECT item FROM decisions_opinion WHERE decision_id = %s
)
"""


def laid_out() -> Iterator[QuerySet[Any]]:
    """Whether the report stands as it would be laid out now: a room for the acts that do so."""
    yield listed(
        "laid_out",
        Decision.objects.filter(pk=DECISION),
        serials=_true(_SERIALS_STAND),
        items=_true(_ITEMS_STAND),
        sums=_true(_SUMS_STAND),
    )


def lay_out(decision: Decision, rows: Listed | None = None) -> None:
    """Number the standing opinions and make the items of the report anew.

    ``rows`` say what of it stands already (``laid_out``); that is left as it is.
    """
    stands = (one(rows, "laid_out") if rows else None) or {}
    if not (serials := stands.get("serials")):
        # No number is given twice, not even for a moment: those given go before the new ones.
        numbered = Opinion.objects.filter(decision=decision).exclude(serial=None)
        numbered.update(serial=None, item=None)
    if not (items := serials and stands["items"]):
        _write(_NUMBER, decision)
    if not (items and stands["sums"]):
        ReportItem.objects.filter(decision=decision).delete()
        _write(_KEEP_ITEMS, decision)
        _write(_KEEP_CHANGES, decision)


def _write(statement: str, decision: Decision) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [decision.pk] * statement.count("%s"))


def _true(condition: str) -> RawSQL:
    return RawSQL(condition, [DECISION] * condition.count("%s"), output_field=BooleanField())


def take_out(opinions: Iterable[Opinion]) -> None:
    """Take opinions out of a report laid out already; the numbers of the others stay."""
    for opinion in opinions:
        if opinion.item is not None:
            _take_out(opinion)


def _take_out(opinion: Opinion) -> None:
    Opinion.objects.filter(pk=opinion.pk).update(item=None, serial=None)
    place = ReportItem.objects.filter(decision=opinion.decision_id, number=opinion.item)
    alike = Opinion.objects.filter(decision=opinion.decision_id, item=opinion.item)
    first = alike.order_by("serial").values_list("pk", flat=True).first()
    if first is None:
        place.delete()
    else:
        place.update(size=F("size") - 1, lead=first)
