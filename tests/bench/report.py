"""The adoption report at 1,000, 100,000 and, if asked, 1,000,000 opinions: flat, and right.

``python -m tests.bench report --large`` measures 1,000,000 too. What is laid down in bulk here is counted
and laid out by the real functions, and the maintained numbers are compared with a recount.
"""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from decisions import models as m
from decisions.law.terms import Stage
from decisions.selectors import tallies
from tests.factories import decision_at, town
from workflows import report_items, tallying

ROUNDS = 15
GROUPS = 15  # opinions alike; one in ten stands alone
SIZES = (1_000, 100_000)

_SUBMISSIONS = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {size})
INSERT INTO decisions_submission (decision_id, activity_id, number, receipt, channel, submitter_kind,
    identity, name, contact, publish_consent, text, salt, leaf, token, occurred_on, received_at, held,
    counted, import_key, taken_off_reason)
SELECT {decision}, {activity}, 'R{decision}-' || i, 'r{decision}-' || i,
    CASE i % 5 WHEN 0 THEN 'phone' WHEN 1 THEN 'letter' ELSE 'web' END,
    CASE i % 7 WHEN 0 THEN 'enterprise' ELSE 'citizen' END, 'anonymous', '', '', {no},
    '建议第' || i || '处路口增设指示牌，方便群众通行，请尽快安排。', '', 'l{decision}-' || i, {token},
    {day}, '2026-03-02 02:00:00+00:00', {no}, {no}, '', '' FROM n
"""
_OPINIONS = """
INSERT INTO decisions_opinion (decision_id, submission_id, start, text, public_text, redaction_reason,
    quote, context, grouped_by, novel, answer, covered, recorded_at, clause_id, cluster_id)
SELECT decision_id, s.id, 0, s.text, '', '', '', '', '', {no}, '', '[]', s.received_at,
    CASE WHEN s.id % 3 = 0 THEN NULL ELSE {clause} END,
    CASE WHEN s.id % 10 = 0 THEN NULL ELSE {cluster} END
FROM decisions_submission s WHERE s.decision_id = {decision} AND s.number LIKE 'R%'
"""
_ALONE = """
INSERT INTO decisions_disposition (decision_id, opinion_id, kind, reason, no_change_reason,
    decided_by_id, decided_on)
SELECT o.decision_id, o.id, 'explained', '已有规定。', '', {by}, '2026-04-10'
FROM decisions_opinion o LEFT JOIN decisions_disposition d ON d.opinion_id = o.id
WHERE o.decision_id = {decision} AND o.cluster_id IS NULL AND d.id IS NULL
"""


def measure(sizes: tuple[int, ...] = SIZES) -> dict[int, dict[str, Any]]:
    """What the report costs at each size: every page asked of all of them in turn."""
    laid = {size: _laid_down(size) for size in sizes}
    heavy = {size: _counted(decision) for size, decision in laid.items()}
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    works = {size: _works(decision) for size, decision in laid.items()}
    light: dict[int, dict[str, str]] = {size: {} for size in sizes}
    for name in next(iter(works.values())):
        for size, shown in _in_turn({size: work[name] for size, work in works.items()}).items():
            light[size][name] = shown
    return {size: light[size] | heavy[size] for size in sizes}


def written(found: dict[int, dict[str, Any]]) -> list[str]:
    """The lines of docs/benchmarks.md."""
    names = list(next(iter(found.values())))
    lines = ["## The adoption report and the public pages as opinions grow", ""]
    lines += ["Median ms (queries). Numbers come from maintained counters and equal a recount.", ""]
    lines += ["| what | " + " | ".join(f"{size:,}" for size in found) + " |"]
    lines += ["| --- |" + " --- |" * len(found)]
    for name in names:
        cells = [str(row[name]) for row in found.values()]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return [*lines, ""]


def _counted(decision: m.Decision) -> dict[str, str]:
    """Counting and laying out, which happen at a gate and not when somebody reads."""
    counting = _time(lambda: tallying.recount(decision))
    laying = _time(lambda: report_items.lay_out(decision))
    return {
        "equal to a recount": "yes" if _agrees(decision) else "NO",
        "counting anew, exact": f"{counting:.0f}",
        "laying the report out": f"{laying:.0f}",
    }


def _works(decision: m.Decision) -> dict[str, Callable[[], Any]]:
    """What is measured, by name."""
    client, fresh = Client(), m.Decision.objects.get(pk=decision.pk)

    def opened(url: str) -> Callable[[], Any]:
        return lambda: client.get(url)

    pages = {name: opened(url) for name, url in _addresses(decision).items()}
    return {"adoption summary, all counts": lambda: _summary(fresh)} | pages


def _in_turn(works: dict[int, Callable[[], Any]]) -> dict[int, str]:
    """Median ms and queries of the same thing at every size, each round asking all of them."""
    asked = {}
    for size, work in works.items():
        work()
        with CaptureQueriesContext(connection) as queries:
            work()
            # the next request empties the log
            asked[size] = len(queries)
    times: dict[int, list[float]] = {size: [] for size in works}
    for _round in range(ROUNDS):
        for size, work in works.items():
            times[size].append(_time(work))
    return {size: f"{median(times[size]):.1f} ({asked[size]})" for size in works}


def _laid_down(size: int) -> m.Decision:
    """A decision whose opinions were answered, most of them in groups."""
    place = town()
    decision = decision_at(Stage.LEGALITY_REVIEW, of=place, title=f"样例事项（{size}条意见）")
    by = place.by(Role.DRAFTING_OFFICER)
    groups = laid(decision, size, GROUPS)
    with connection.cursor() as cursor:
        cursor.execute(_ALONE.format(decision=decision.pk, by=by.pk))
    kinds = ("adopted", "not_adopted", "explained", "partly_adopted")
    m.Disposition.objects.bulk_create(
        m.Disposition(
            decision=decision,
            cluster=group,
            kind=kinds[n % 4],
            reason=f"理由{n}。",
            no_change_reason="草案已有规定。",
            decided_by=by,
            decided_on=decision.activities.get().closes_on,
        )
        for n, group in enumerate(groups)
    )
    return decision


def laid(decision: m.Decision, size: int, groups: int = 0) -> list[m.Cluster]:
    """So many opinions in two statements; nine of ten in one of the groups, where there are any."""
    made = m.Cluster.objects.bulk_create(
        m.Cluster(decision=decision, title=f"同类意见{n}") for n in range(groups)
    )
    given = {
        "decision": decision.pk,
        "activity": decision.activities.get().pk,
        "size": size,
        "cluster": f"{made[0].pk} + s.id % {groups}" if made else "CAST(NULL AS bigint)",
        "clause": decision.drafts.last().clauses.first().pk,
        **_spelled(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SUBMISSIONS.format(**given))
        cursor.execute(_OPINIONS.format(**given))
    return made


def _spelled() -> dict[str, str]:
    """What the two engines write differently."""
    if connection.vendor == "postgresql":
        return {
            "no": "FALSE",
            "token": "gen_random_uuid()",
            "day": "DATE '2026-03-02' + (i % 30)::int",
        }
    return {
        "no": "0",
        "token": "lower(hex(randomblob(16)))",
        "day": "date('2026-03-02', '+' || (i % 30) || ' days')",
    }


def _summary(decision: m.Decision) -> Any:
    """Every number of the report."""
    tally = m.Tally.objects.get(decision=decision)
    found = tallies.parts(decision)
    clauses = list(decision.drafts.last().clauses.all())
    return (
        tallies.by_channel(tally),
        tallies.by_disposition(tally),
        tallies.by_sender(found),
        tallies.by_clause(found, clauses),
        tallies.by_theme(found, []),
        tallies.by_day(found),
    )


def _agrees(decision: m.Decision) -> bool:
    tally = m.Tally.objects.get(decision=decision)
    exact = tallying.counts(decision)
    columns = all(getattr(tally, name) == number for name, number in exact.items())
    rows = m.TallyBy.objects.filter(decision=decision, number__gt=0)
    kept = {(d, key): number for d, key, number in rows.values_list("dimension", "key", "number")}
    return columns and kept == dict(tallying.counts_by(decision))


def _addresses(decision: m.Decision) -> dict[str, str]:
    report = reverse("portal:feedback", args=[decision.pk])
    last = decision.report_items.order_by("-number").values_list("number", flat=True)[0]
    big = decision.report_items.order_by("-size").values_list("number", flat=True)[0]
    return {
        "list of decisions": reverse("portal:list"),
        "decision page": reverse("portal:decision", args=[decision.pk]),
        "report, first page": report,
        "report, last page": f"{report}?before={last}",
        "report, by answer": f"{report}?kind=explained",
        "report, by clause": f"{report}?clause={decision.drafts.last().clauses.first().anchor}",
        "report, words nobody says": f"{report}?q=没有这样的话",
        "opinions alike": reverse("portal:feedback_item", args=[decision.pk, big]),
    }


def _time(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
