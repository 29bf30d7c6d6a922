"""The chain of one decision: links, digests, the road walked, sections, terms, and the rows."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils import timezone

from decisions import casefile, evidence
from decisions.gather import gather
from decisions.law.dossier import Dossier
from decisions.law.terms import Section, Stage
from decisions.models import Catalogue, Decision, Entry
from workflows import record
from workflows.fsck import Difference, meetings
from workflows.procedure import arrows

ROAD = {(arrow.source, arrow.target) for arrow in arrows()}


def examine(decision: Decision) -> Iterator[Difference]:
    """Everything that the chain of a decision proves."""
    entries = list(decision.entries.order_by("seq"))
    if not entries:
        yield Difference("chain", decision.pk, "没有任何记录")
        return
    yield from _links(decision, entries)
    yield from _stages(decision, entries)
    yield from _sections(decision, entries)
    yield from _terms(decision, entries)
    yield from _rows(decision, entries[-1])


def _links(decision: Decision, entries: list[Entry]) -> Iterator[Difference]:
    previous = record.GENESIS
    for place, entry in enumerate(entries, start=1):
        if entry.seq != place:
            yield Difference("chain", decision.pk, f"第{place}号记录缺失或次序被改动")
            return
        if entry.previous != previous:
            yield Difference("chain", decision.pk, f"第{entry.seq}号记录与前一条不相连")
        if record.digest(entry) != entry.digest:
            yield Difference("chain", decision.pk, f"第{entry.seq}号记录内容与摘要值不符")
        previous = entry.digest
    if decision.version != len(entries) or decision.chain_head != previous:
        yield Difference("chain", decision.pk, "事项所记的链头与记录不符")


def _stages(decision: Decision, entries: list[Entry]) -> Iterator[Difference]:
    here: str = Stage.PROPOSED
    for entry in entries:
        passage = (entry.stage_before, entry.stage_after)
        if entry.stage_before != here or (passage[0] != passage[1] and passage not in ROAD):
            yield Difference("stage", decision.pk, f"第{entry.seq}号记录的阶段变化不合法")
        here = entry.stage_after
    if decision.stage != here:
        yield Difference("stage", decision.pk, f"事项阶段为{decision.stage}，记录为{here}")


def _sections(decision: Decision, entries: list[Entry]) -> Iterator[Difference]:
    told = {str(section): "not_started" for section in Section}
    found = told | dict(decision.sections.values_list("section", "progress"))
    for entry in entries:
        if progress := entry.facts.get("progress"):
            told[progress[0]] = progress[1]
    for section, progress in told.items():
        if found.get(section) != progress:
            yield Difference("section", decision.pk, f"环节{section}的进展与记录不符")


def _terms(decision: Decision, entries: list[Entry]) -> Iterator[Difference]:
    due: dict[tuple[str, str], str] = {}
    met: dict[tuple[str, str], str] = {}
    for entry in entries:
        for kind, subject in entry.facts.get("lifted", []):
            due.pop((kind, subject), None)
            met.pop((kind, subject), None)
        for kind, subject, on in entry.facts.get("deadlines", []):
            due[kind, subject] = on
        for kind, subject, on in entry.facts.get("met", []):
            met[kind, subject] = on
    found = {(row.kind, row.subject): row for row in decision.deadlines.all()}
    for key, on in due.items():
        row = found.pop(key, None)
        if row is None or row.due_on.isoformat() != on:
            yield Difference("deadline", decision.pk, f"期限{key[0]}与记录不符")
        elif (row.met_on.isoformat() if row.met_on else None) != met.get(key):
            yield Difference("deadline", decision.pk, f"期限{key[0]}的完成日期与记录不符")
    for kind, _subject in found:
        yield Difference("deadline", decision.pk, f"期限{kind}没有记录依据")


def _rows(decision: Decision, last: Entry) -> Iterator[Difference]:
    if evidence.digest(decision.pk) != last.rows:
        yield Difference("rows", decision.pk, "案卷各表的内容与最后一条记录不符")
    if seen_at(decision, last) is None:
        yield Difference("dossier", decision.pk, "卷宗与最后一条记录所据卷宗不符")


def seen_at(decision: Decision, last: Entry) -> Dossier | None:
    """The dossier that the newest entry saw, as the rows still give it; None when they do not."""
    on = timezone.localdate(last.recorded_at)
    dossier = gather(decision.pk, as_of=on, names_at=last.recorded_at)
    told = _as_it_may_have_been(meetings.as_it_was(dossier, decision, last), decision)
    return next((one for one in told if casefile.digest(one) == last.dossier), None)


def _as_it_may_have_been(dossier: Dossier, decision: Decision) -> Iterator[Dossier]:
    """The dossier, and what it said before the organ published its next yearly catalogue."""
    yield dossier
    start = dossier.initiation
    kept = [(False, None, None)]
    kept += [
        (True, consent, published)
        for consent, published in Catalogue.objects.filter(organ=decision.organ_id).values_list(
            "party_consent_on", "published_on"
        )
    ]
    for catalogue_kept, consent, published in kept:
        earlier = replace(
            start,
            catalogue_kept=catalogue_kept,
            catalogue_consented_on=consent,
            catalogue_published_on=published,
        )
        yield replace(dossier, initiation=earlier)
