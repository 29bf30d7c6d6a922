"""Writes the rows of a chunk: submissions sealed and registered, their opinions, their scans.

Called by ``taking`` under the decision's lock. Numbers, receipts, salts and leaves are made for
the whole chunk; the rows go to the database in one COPY each. The leaves go under a root of their
own at once, and the counters move by as much (``workflows/tallying.py``).
"""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from decisions import papers
from decisions.copying import insert, next_ids
from decisions.intake.files import Accepted
from decisions.models import (
    Clause,
    Decision,
    Entry,
    ImportBatch,
    Opinion,
    Paper,
    ParticipationActivity,
    Submission,
    SubmissionFile,
)
from workflows import receipts, record, sweep, tallying
from workflows.entering import ENTERED
from workflows.importing.known import CHANGED, Verdict
from workflows.importing.reading import Reading

SUBMISSION = (
    *("id", "decision_id", "activity_id", "number", "receipt", "channel", "submitter_kind"),
    *("identity", "name", "contact", "text", "salt", "leaf", "batch_id", "batch_index", "token"),
    *("occurred_on", "received_at", "imported_id", "import_row", "import_key", "import_print"),
    *("entered_by_id", "counted"),
)
OPINION = ("decision_id", "submission_id", "text", "clause_id", "recorded_at")


class Writer:
    """Writes rows of one import; knows the clauses they may name."""

    def __init__(self, batch: ImportBatch, sheet: Reading, now: datetime | None = None) -> None:
        self.batch, self.sheet, self.now = batch, sheet, now
        self.clauses = _clauses(batch.activity)

    def write(self, decision: Decision, taken: list[Verdict]) -> None:
        """Write what is taken of a chunk, put its leaves under a root, move the counters."""
        if not taken:
            return
        now = self.now or timezone.now()
        scans = [self.sheet.scans(verdict.row) for verdict in taken]
        (key,) = next_ids(Entry, 1)
        said = self._submissions(taken, scans, key, now)
        insert(Submission, SUBMISSION, said)
        insert(Opinion, OPINION, self._opinions(taken, said, now))
        self._keep(said, scans, taken, now.date())
        tallying.add(decision, Submission.objects.filter(batch=key))
        replaced = [v.earlier for v in taken if v.outcome == CHANGED and v.earlier]
        numbers = _withdraw(decision, replaced, now)
        facts: dict[str, Any] = {"import": self.batch.pk}
        facts |= {"replaced": numbers} if numbers else {}
        sweep.register_leaves(decision, [row[12] for row in said], now, key, **facts)

    def _submissions(
        self, taken: list[Verdict], scans: list[list[Accepted]], key: int, now: datetime
    ) -> list[tuple[Any, ...]]:
        batch, today = self.batch, timezone.localdate(now)
        common = receipts.said(self._pattern(now, today), ())
        first = (batch.decision_id, batch.activity_id)
        rows = []
        ids = next_ids(Submission, len(taken))
        made = receipts.fresh(today.year, len(taken))
        for place, (verdict, new, pk) in enumerate(zip(taken, made, ids, strict=True)):
            row = verdict.row
            day = (row.received_on or today).isoformat()
            said = {
                **common,
                "number": new.number,
                "channel": row.channel,
                "submitter_kind": row.sender_kind,
                "name": row.sender_name,
                "text": row.text,
                "files": sorted(scan.sha256 for scan in scans[place]),
                "occurred_on": day,
            }
            leaf = record.leaf(new.salt, said)
            rows.append(
                (pk, *first, new.number, new.receipt, row.channel, row.sender_kind)
                + (ENTERED, row.sender_name, row.phone, row.text, new.salt, leaf, key, place)
                + (new.token, day, now, batch.pk, row.number, row.serial, verdict.print)
                + (batch.entered_by_id, True)
            )
        return rows

    def _pattern(self, now: datetime, today: date) -> Submission:
        """What all rows of the chunk have in common, as a leaf sees it."""
        return Submission(
            decision_id=self.batch.decision_id,
            activity_id=self.batch.activity_id,
            identity=ENTERED,
            occurred_on=today,
            received_at=now,
        )

    def _opinions(
        self, taken: list[Verdict], said: list[tuple[Any, ...]], now: datetime
    ) -> list[tuple[Any, ...]]:
        decision, clause = self.batch.decision_id, self._clause
        return [
            (decision, row[0], verdict.row.text, clause(verdict.row.clause), now)
            for verdict, row in zip(taken, said, strict=True)
        ]

    def _clause(self, path: str | None) -> int | None:
        """The clause of a path, or the article around it."""
        while path:
            if path in self.clauses:
                return self.clauses[path]
            path = path.rpartition(".")[0]
        return None

    def _keep(
        self,
        said: list[tuple[Any, ...]],
        scans: list[list[Accepted]],
        taken: list[Verdict],
        today: date,
    ) -> None:
        """Keep the scans as papers of their submissions."""
        kept, owners = [], []
        for row, verdict, files in zip(said, taken, scans, strict=True):
            for file in files:
                papers.store(file.data)
                kept.append(papers.of_submission(file, verdict.row.received_on or today))
                owners.append(row[0])
        Paper.objects.bulk_create(kept)
        SubmissionFile.objects.bulk_create(
            SubmissionFile(submission_id=owner, paper=paper)
            for owner, paper in zip(owners, kept, strict=True)
        )


def _withdraw(decision: Decision, earlier: list[dict[str, Any]], now: datetime) -> list[str]:
    """Withdraw what a changed row replaces: it counts no more, its leaf stays."""
    if not earlier:
        return []
    gone = Submission.objects.filter(pk__in=[row["pk"] for row in earlier])
    tallying.add(decision, gone.filter(counted=True), times=-1)
    gone.update(withdrawn_at=now, import_key="", import_print=None)
    return sorted(row["number"] for row in earlier)


def _clauses(activity: ParticipationActivity) -> dict[str, int]:
    """The clauses of the draft that was published, or else of the newest frozen one, by path."""
    published = getattr(activity, "consultation", None)
    drafts = activity.decision.drafts.exclude(frozen_on=None).order_by("-version")
    draft = published.draft_id if published else drafts.values_list("pk", flat=True).first()
    return dict(Clause.objects.filter(draft=draft).values_list("path", "pk"))
