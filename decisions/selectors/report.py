"""The adoption report (P5; Art. 18, answer 17): every opinion with what became of it.

Names are masked and appear only with consent; personal numbers typed inside a text are covered.
A changed clause is shown before and after only as far as both versions are public.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from decisions.intake.masking import find_personal, mask_name, redact
from decisions.labels import label
from decisions.law.terms import Channel, DispositionKind, SubmitterKind
from decisions.models import Clause, Decision, Disposition, Draft, Opinion
from decisions.selectors import keyset, public
from decisions.selectors.clauses import clause_name, said, words_changed

SIZE = 50
KEYS = ("recorded_at", "id")
Pieces = list[tuple[bool, str]]


@dataclass(frozen=True)
class Changed:
    """A clause that an opinion changed; without texts while the new version is not public."""

    name: str
    old: Pieces = field(default_factory=list)
    new: Pieces = field(default_factory=list)
    address: tuple[int, str] | None = None


@dataclass(frozen=True)
class Row:
    """One opinion as published."""

    pk: int
    decision_id: int
    number: str
    channel: str
    source: str
    text: str
    clause: str
    kind: str
    kind_word: Any
    reason: str
    no_change_reason: str
    same_as: str
    changed: list[Changed]
    named: bool = False


@dataclass(frozen=True)
class Versions:
    """The public versions of a draft with the clauses asked for, by version and anchor."""

    drafts: list[Draft]
    clauses: dict[tuple[int, str], Clause]

    def before(self, version: int, anchor: str) -> Clause | None:
        """The clause of this anchor in the newest public version older than this one."""
        older = [draft.version for draft in self.drafts if draft.version < version]
        return self.clauses.get((older[-1], anchor)) if older else None

    def after(self, version: int, anchor: str) -> Clause | None:
        """The clause in this version, or in the first later one, that is public."""
        later = [draft.version for draft in self.drafts if draft.version >= version]
        return self.clauses.get((later[0], anchor)) if later else None


def opinions(decision: Decision, today: date) -> QuerySet[Opinion]:
    """The published opinions of a decision with what became of each."""
    changed = Prefetch("changed_clauses", Clause.objects.select_related("draft"))
    answers = Disposition.objects.select_related("main_opinion").prefetch_related(changed)
    return (
        public.public_opinions(today)
        .filter(decision=decision)
        .select_related("submission", "clause", "cluster")
        .prefetch_related(
            Prefetch("disposition", answers), Prefetch("cluster__disposition", answers)
        )
    )


def chosen(
    rows: QuerySet[Opinion], *, kind: str = "", anchor: str = "", words: str = ""
) -> QuerySet[Opinion]:
    """The opinions with this answer, on this clause, saying these words."""
    if kind in set(DispositionKind):
        lent = Q(disposition=None, cluster__disposition__kind=kind)
        rows = rows.filter(Q(disposition__kind=kind) | lent)
    if anchor:
        rows = rows.filter(clause__anchor=anchor)
    wanted = words.split()[:6]
    for word in wanted:
        shown = Q(public_text__icontains=word) | Q(public_text="", text__icontains=word)
        reason = Q(disposition__reason__icontains=word)
        seen = Q(submission__held=False, submission__taken_off_on=None)
        rows = rows.filter(Q(shown, seen) | reason)
    return rows.exclude(pk__in=_covered(rows, wanted)) if wanted else rows


def _covered(rows: QuerySet[Opinion], words: Sequence[str]) -> list[int]:
    """Those that say a word only where it is covered: looking for a number must not find it."""
    hidden = ("submission__held", "submission__taken_off_on")
    fields = ("pk", "public_text", "text", "disposition__reason", *hidden)
    found = []
    texts = rows.prefetch_related(None).order_by().values_list(*fields)
    for pk, public_text, text, reason, held, taken_off in texts.iterator():
        typed = "" if held or taken_off else public_text or text
        shown = f"{redact(typed, find_personal(typed))}\n{reason or ''}".casefold()
        if not all(word.casefold() in shown for word in words):
            found.append(pk)
    return found


def page(
    decision: Decision, today: date, asked: dict[str, str], *, after: str = "", before: str = ""
) -> tuple[list[Row], keyset.Page]:
    """One page of the report."""
    rows = chosen(opinions(decision, today), **asked)
    found = keyset.page(rows, KEYS, SIZE, after=after, before=before)
    return dressed(found.rows, decision, today), found


def dressed(rows: Sequence[Opinion], decision: Decision, today: date) -> list[Row]:
    """Opinions as published."""
    versions = _versions(rows, decision, today)
    return [_row(opinion, versions) for opinion in rows]


def answer(opinion: Opinion) -> Disposition | None:
    """What became of an opinion: its own answer, else that of its cluster."""
    own = getattr(opinion, "disposition", None)
    return own or getattr(opinion.cluster, "disposition", None)


def _versions(rows: Iterable[Opinion], decision: Decision, today: date) -> Versions:
    drafts = list(public.public_drafts(today).filter(decision=decision).order_by("version"))
    answers = [found for opinion in rows if (found := answer(opinion))]
    anchors = {clause.anchor for found in answers for clause in found.changed_clauses.all()}
    clauses = Clause.objects.filter(draft__in=[d.pk for d in drafts], anchor__in=anchors)
    return Versions(
        drafts,
        {(one.draft.version, one.anchor): one for one in clauses.select_related("draft")}
        if anchors
        else {},
    )


def _row(opinion: Opinion, versions: Versions) -> Row:
    found = answer(opinion)
    main = found.main_opinion if found else None
    return Row(
        pk=opinion.pk,
        decision_id=opinion.decision_id,
        number=str(opinion.serial or opinion.submission.number),
        channel=str(label(Channel(opinion.submission.channel))),
        source=source(opinion),
        text=text_of(opinion),
        clause=clause_name(opinion.clause) if opinion.clause else "",
        kind=found.kind if found else "waiting",
        kind_word=label(DispositionKind(found.kind)) if found else _("Not answered yet"),
        reason=found.reason if found else "",
        no_change_reason=found.no_change_reason if found else "",
        same_as=str(main.serial or "") if main else "",
        named=named(opinion),
        changed=[_changed(clause, versions) for clause in found.changed_clauses.all()]
        if found
        else [],
    )


def named(opinion: Opinion) -> bool:
    """Whether a name stands beside it when it is published."""
    sent = opinion.submission
    return bool(sent.publish_consent and sent.name and not sent.taken_off_on)


def source(opinion: Opinion) -> str:
    """Whom it came from: the kind of sender, and the masked name where it may be published."""
    sent = opinion.submission
    kind = str(label(SubmitterKind(sent.submitter_kind)))
    if not named(opinion):
        return kind
    return f"{kind} {mask_name(sent.name, sent.submitter_kind)}"


def text_of(opinion: Opinion) -> str:
    """The text as published: what an officer redacted, else the text with numbers covered."""
    if opinion.submission.erased_at:
        return _("[Erased at the sender's request]")
    if opinion.submission.taken_off_on:
        return _("[Taken off publication: %(reason)s]") % {
            "reason": opinion.submission.taken_off_reason
        }
    if opinion.submission.held:
        return _("[Being looked at before publication]")
    text = opinion.public_text or opinion.text
    return redact(text, find_personal(text))


def _changed(clause: Clause, versions: Versions) -> Changed:
    version = clause.draft.version
    after = versions.after(version, clause.anchor)
    if after is None:
        return Changed(clause_name(clause, headed=False))
    before = versions.before(version, clause.anchor)
    old, new = words_changed(said(before) if before else "", said(after))
    return Changed(clause_name(after), old, new, (after.draft.version, after.anchor))
