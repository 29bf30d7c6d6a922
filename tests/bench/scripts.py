"""Plain ORM scripts beside four acts: what somebody writes who only wants the same rows.

No rules, no refusals, no digests. Each reads and writes the rows that its act reads and writes,
one statement after the other as the ORM's own documentation shows it. The words of a paper are
made by the same builder, because they stand in the row.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from decisions import evidence
from decisions.models import (
    Decision,
    DecisionGroupPermission,
    DecisionUserPermission,
    Disposition,
    Draft,
    Entry,
    LegalBasis,
    Matter,
    OpenConsultation,
    Opinion,
    ParticipationActivity,
    Publication,
    SectionProgress,
    Tally,
)
from notices import papers
from notices.kinds import KINDS
from notices.models import Notice, Number, NumberSeries
from tests.workflows.counted import Sent
from workflows.models import Deadline, Delegation, Job, Task


@dataclass
class Script:
    """One act as a script: what it was sent, and how the inbox changes with it."""

    sent: Sent
    gone: list[int]
    fresh: list[Task]
    whole_file: bool = True

    @transaction.atomic
    def __call__(self, body: Callable[["Script", Decision, Entry], None]) -> None:
        """The frame of every script: who may, the file, the entry, the inbox."""
        decision = Decision.objects.select_for_update().get(pk=self.sent.decision_id)
        self._read(decision)
        decision.version += 1
        entry = self._entry(decision)
        body(self, decision, entry)
        decision.chain_head = entry.digest
        decision.save(update_fields=["version", "stage", "chain_head"])
        list(Task.objects.filter(decision=decision, since__isnull=False))
        Task.objects.filter(pk__in=self.gone).delete()
        for task in self.fresh:
            Task.objects.create(
                decision=decision,
                act=task.act,
                role=task.role,
                missing=task.missing,
                since=self.sent.now,
            )

    def _read(self, decision: Decision) -> None:
        actor = self.sent.actor
        list(Delegation.objects.filter(taker=actor))
        list(DecisionGroupPermission.objects.filter(content_object=decision, group__user=actor))
        list(DecisionUserPermission.objects.filter(content_object=decision, user=actor))
        list(Entry.objects.filter(decision=decision).values_list("act", "actor", "role"))
        if self.whole_file:
            for table, path in evidence.TABLES.items():
                list(table._default_manager.filter(**{path: decision.pk}).values())

    def _entry(self, decision: Decision) -> Entry:
        sent = self.sent
        return Entry.objects.create(
            decision=decision,
            seq=decision.version,
            act=sent.act.slug,
            actor=sent.actor,
            actor_name=str(sent.actor),
            occurred_on=timezone.localdate(sent.now),
            recorded_at=sent.now,
            stage_before=decision.stage,
            stage_after=decision.stage,
            dossier="0" * 64,
            rows="0" * 64,
            previous="0" * 64,
            digest=f"{decision.pk:032d}{decision.version:032d}",
        )


def add_legal_basis(script: Script, decision: Decision, entry: Entry) -> None:
    """One row."""
    LegalBasis.objects.create(decision=decision, title=script.sent.data["title"])


def dispose_opinion(script: Script, decision: Decision, entry: Entry) -> None:
    """The section, the opinion, its answer and the counters."""
    SectionProgress.objects.get(decision=decision, section="participation")
    opinion = Opinion.objects.select_related("submission").get(pk=script.sent.data["opinion"])
    Disposition.objects.create(
        decision=decision,
        opinion=opinion,
        kind=script.sent.data["kind"],
        reason=script.sent.data.get("reason", ""),
        no_change_reason=script.sent.data.get("no_change_reason", ""),
        decided_by=script.sent.actor,
        decided_on=entry.occurred_on,
    )
    counter = f"is_{script.sent.data['kind']}"
    Tally.objects.filter(decision=decision).update(
        undisposed=F("undisposed") - 1, **{counter: F(counter) + 1}
    )


def open_consultation(script: Script, decision: Decision, entry: Entry) -> None:
    """The activity with its terms, its deadline, its section, and the notice."""
    asked = script.sent.data
    Matter.objects.get(decision=decision)
    draft = Draft.objects.get(pk=asked["draft"])
    days = {"opens_on": asked["opens_on"], "closes_on": asked["closes_on"]}
    activity = ParticipationActivity.objects.create(
        decision=decision,
        kind="open_consultation",
        title=asked["title"],
        organiser=decision.lead_office.name,
        announced_on=entry.occurred_on,
        channels=asked["channels"],
        **days,
    )
    OpenConsultation.objects.create(
        activity=activity,
        draft=draft,
        ways=asked["ways"].splitlines(),
        contact=asked["contact"],
        privacy=asked["privacy"],
        first_closes_on=asked["closes_on"],
    )
    Deadline.objects.create(
        decision=decision,
        kind="consultation_closes",
        subject=str(activity.pk),
        article="15.2",
        starts_on=days["opens_on"],
        due_on=days["closes_on"],
    )
    SectionProgress.objects.update_or_create(
        decision=decision, section="participation", defaults={"progress": "under_way"}
    )
    _notice(decision, entry, "consultation_notice", None, activity=activity)


def promulgate(script: Script, decision: Decision, entry: Entry) -> None:
    """The number, the row of the promulgation, its term, the stage, and the notice."""
    row = Publication.objects.get(decision=decision)
    series, _made = NumberSeries.objects.select_for_update().get_or_create(
        organ=decision.organ, code=decision.organ.number_code, year=entry.occurred_on.year
    )
    series.last += 1
    series.save()
    number = Number.objects.create(series=series, serial=series.last, reserved_at=script.sent.now)
    row.published_on, row.document_number = entry.occurred_on, str(number)
    row.channels = script.sent.data["channels"]
    row.adoption_statement = script.sent.data.get("adoption_statement", "")
    row.save()
    Deadline.objects.filter(decision=decision, kind="publication").update(met_on=entry.occurred_on)
    decision.stage = "promulgated"
    _notice(decision, entry, "promulgation_notice", number)


def _notice(
    decision: Decision, entry: Entry, kind: str, number: Number | None, **named: Any
) -> None:
    text = str(number) if number else ""
    with translation.override("zh-hans"):
        paper = KINDS[kind].say(decision, entry, text, **named)
    snapshot = papers.snapshot(paper)
    notice = Notice.objects.create(
        decision=decision,
        kind=kind,
        title=paper.title[:300],
        number=number,
        number_text=text,
        public=True,
        issued_on=entry.occurred_on,
        issued_by=entry.actor,
        entry=entry,
        snapshot=snapshot,
        snapshot_sha256=hashlib.sha256(papers.canonical(snapshot)).hexdigest(),
    )
    Job.objects.create(
        key=f"render_notice:{notice.pk}",
        kind="render_notice",
        decision=decision,
        payload={"notice": notice.pk},
        not_before=entry.recorded_at,
    )


SCRIPTS = {
    "add_legal_basis": add_legal_basis,
    "dispose_opinion": dispose_opinion,
    "open_consultation": open_consultation,
    "promulgate": promulgate,
}


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done inside is rolled back, so that it can be done again."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def script_of(sent: Sent, *, whole_file: bool = True) -> Script:
    """The script beside an act, which changes the inbox as the act itself would."""
    waiting = Task.objects.filter(decision=sent.decision_id, since__isnull=False)
    with undone():
        before = {task.pk: task for task in waiting}
        sent()
        after = {task.pk: task for task in waiting.all()}
    gone = [pk for pk in before if pk not in after]
    fresh = [task for pk, task in after.items() if pk not in before]
    return Script(sent, gone, fresh, whole_file)
