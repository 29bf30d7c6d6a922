"""One opinion as published (P5; Art. 18, answer 17): its words, its source, what became of it.

Names are masked and appear only with consent; personal data typed inside a text are covered.
A changed clause is shown before and after only as far as both versions are public. Which opinions
make up the report, and in which order, is ``report_items.py``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from decisions.intake.masking import find_personal, mask_name, redact
from decisions.labels import label
from decisions.law.terms import Channel, DispositionKind, SubmitterKind
from decisions.models import Clause, Decision, Disposition, Opinion
from decisions.selectors.clauses import clause_name, said, words_changed
from decisions.selectors.versions import Versions, shown_versions

Pieces = list[tuple[bool, str]]


@dataclass(frozen=True)
class Changed:
    """A clause that an opinion changed; without texts while the new version is not public."""

    name: str
    old: Pieces = field(default_factory=list)
    new: Pieces = field(default_factory=list)
    address: tuple[int, str] | None = None

    @property
    def shown(self) -> bool:
        """Whether the new text may be read."""
        return bool(self.new)


@dataclass(frozen=True)
class Row:
    """One opinion as published; ``size`` says for how many alike it stands in a list of items."""

    pk: int
    decision_id: int
    number: str
    sent_as: str
    received_on: date
    channel: str
    channel_code: str
    source: str
    sender: str
    sender_code: str
    text: str
    clause: str
    anchor: str
    theme: str
    group: str
    kind: str
    kind_word: Any
    reason: str
    no_change_reason: str
    same_as: str
    changed: list[Changed]
    named: bool = False
    item: int | None = None
    serial: int | None = None
    size: int = 1

    @property
    def alike(self) -> int:
        """How many others said the same and got the same answer."""
        return self.size - 1


def with_answers(opinions: QuerySet[Opinion]) -> QuerySet[Opinion]:
    """Opinions with all that their rows show, in a fixed number of queries."""
    changed = Prefetch("changed_clauses", Clause.objects.select_related("draft"))
    answers = Disposition.objects.select_related("main_opinion").prefetch_related(changed)
    return opinions.select_related(
        "submission", "clause", "cluster", "theme__parent"
    ).prefetch_related(Prefetch("disposition", answers), Prefetch("cluster__disposition", answers))


def dressed(
    rows: Sequence[Opinion],
    decision: Decision,
    today: date,
    *,
    sizes: Sequence[int] = (),
    versions: Versions | None = None,
) -> list[Row]:
    """Opinions as published; ``sizes`` where each stands for several."""
    shown = versions or shown_versions(decision, today)
    many = sizes or [1] * len(rows)
    return [_row(opinion, shown, size) for opinion, size in zip(rows, many, strict=True)]


def answer(opinion: Opinion) -> Disposition | None:
    """What became of an opinion: its own answer, else that of its cluster."""
    own = getattr(opinion, "disposition", None)
    return own or getattr(opinion.cluster, "disposition", None)


def _row(opinion: Opinion, versions: Versions, size: int) -> Row:
    found, sent = answer(opinion), opinion.submission
    main = found.main_opinion if found else None
    changed = found.changed_clauses.all() if found else ()
    return Row(
        pk=opinion.pk,
        decision_id=opinion.decision_id,
        number=str(opinion.item or opinion.serial or sent.number),
        item=opinion.item,
        serial=opinion.serial,
        size=size,
        sent_as=sent.number,
        received_on=sent.occurred_on,
        channel=str(label(Channel(sent.channel))),
        channel_code=sent.channel,
        source=source(opinion),
        sender=str(label(SubmitterKind(sent.submitter_kind))),
        sender_code=sent.submitter_kind,
        text=text_of(opinion),
        clause=clause_name(opinion.clause) if opinion.clause else "",
        anchor=opinion.clause.anchor if opinion.clause else "",
        theme=theme_name(opinion.theme),
        group=_group(opinion) if size > 1 else "",
        kind=found.kind if found else "waiting",
        kind_word=label(DispositionKind(found.kind)) if found else _("Not answered yet"),
        reason=found.reason if found else "",
        no_change_reason=found.no_change_reason if found else "",
        same_as=str(main.item or "") if main else "",
        named=named(opinion),
        changed=[changed_in(versions, clause) for clause in changed],
    )


def named(opinion: Opinion) -> bool:
    """Whether a name stands beside it when it is published."""
    sent = opinion.submission
    return bool(sent.publish_consent and sent.name and not sent.taken_off_on)


def _group(opinion: Opinion) -> str:
    """What the opinions of a group have in common, as an officer put it."""
    title = opinion.cluster.title if opinion.cluster else ""
    return redact(title, find_personal(title))


def theme_name(theme: Any) -> str:
    """A theme under the theme it belongs to."""
    if theme is None:
        return ""
    return f"{theme.parent.name} › {theme.name}" if theme.parent else str(theme.name)


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


def changed_in(versions: Versions, clause: Clause) -> Changed:
    """What an answer changed in a clause, as far as the public may see it."""
    version = clause.draft.version
    after = versions.after(version, clause.anchor)
    if after is None:
        return Changed(clause_name(clause, headed=False))
    before = versions.before(version, clause.anchor)
    old, new = words_changed(said(before) if before else "", said(after))
    public = after.draft.version in versions.public
    address = (after.draft.version, after.anchor) if public else None
    return Changed(clause_name(after), old, new, address)
