"""The one gate: ``perform`` locks, asks who may, does, asks what the law misses, records, tells.

The law looks at the dossier *as the act would leave it*: the rows are written first, and a
shortcoming undoes them (docs/adr). So one gather serves the judgement and the record. Acts are
declared in ``steps``; what one leaves behind is gathered in ``doing.py``; the road stands in
``procedure.py``.
"""

import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from decisions import casefile, evidence
from decisions.errors import Illegible, Misbuilt, NotNow, NotReady, NotYours
from decisions.gather import dossier_of, rows_of
from decisions.gather.listed import Listed, Room, one, read
from decisions.labels import label
from decisions.law import gates as _gates  # noqa: F401  the rules must be in the index
from decisions.law import judge
from decisions.law.dossier import Dossier
from decisions.law.terms import Progress, Section, Stage
from decisions.models import Decision, Entry
from notices.kinds import KINDS
from workflows import outbox, permissions, record, standing
from workflows.doing import Doing, Guest
from workflows.forms import ActForm
from workflows.procedure import Procedure

__all__ = ["ACTS", "TOLD", "Act", "Doing", "Guest", "lock", "perform"]

ACTS: dict[str, type["Act"]] = {}
# Whoever keeps something in step with every act (the inbox); called in the act's transaction.
TOLD: list[Callable[[Entry, Dossier, Listed], None]] = []
# What an act may change of the decision itself; ``perform`` writes it, once, with the entry.
OWN_ROW = ("stage", "profile_on", "closed_reason", "version", "chain_head")


class Act:
    """Something a person may do to a decision; who may stands in the pivot file.

    ``slug`` names it everywhere; ``step`` is its section; ``gates`` are asked of the dossier as
    the act leaves it; ``moves`` is an arrow of the road; ``progress`` what its section becomes.
    A ``repeatable`` act leaves the inbox once done, unless it ``recurs`` as long as it is possible;
    one that ``rewrites`` what stands is refused to whoever has not seen the newest. What the Decree
    leaves to one person ``in_person`` is not done by a delegate. One that ``looks`` is given the
    dossier as it stands before it acts; whoever answers ``not_yet`` looks anyway. ``beside`` are
    rooms outside the file that it needs, read under the lock with how things stand. ``notice``
    goes out each time; ``papers`` of the file come of it where there is something to say, and the
    entry names those that did.
    """

    slug: ClassVar[str] = ""
    label: ClassVar[str | Promise] = ""
    help: ClassVar[str | Promise] = ""
    step: ClassVar[str] = ""
    section: ClassVar[Section | None] = None
    articles: ClassVar[tuple[str, ...]] = ()
    gates: ClassVar[tuple[str, ...]] = ()
    stages: ClassVar[tuple[Stage, ...]] = ()
    moves: ClassVar[str] = ""
    progress: ClassVar[Progress | None] = None
    repeatable: ClassVar[bool] = False
    notice: ClassVar[str] = ""
    papers: ClassVar[tuple[str, ...]] = ()
    form: ClassVar[type[ActForm]] = ActForm
    optional: ClassVar[bool] = False
    recurs: ClassVar[bool] = False
    rewrites: ClassVar[bool] = False
    in_person: ClassVar[bool] = False
    looks: ClassVar[bool] = False
    beside: ClassVar[tuple[Room, ...]] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.looks = cls.looks or cls.not_yet is not Act.not_yet
        if not cls.slug:
            return
        if cls.slug in ACTS and ACTS[cls.slug].__module__ != cls.__module__:
            raise Misbuilt(f"two acts are called {cls.slug}")
        ACTS[cls.slug] = cls

    def not_yet(self, dossier: Dossier) -> str | Promise:
        """Why the act cannot be done now although the stage is right, or an empty string."""
        return ""

    def gates_of(self, dossier: Dossier) -> tuple[str, ...]:
        """The gates asked of the dossier as the act leaves it; on some ways there are more."""
        return self.gates

    def do(self, doing: Doing) -> None:
        """Write the rows; set ``doing.summary`` (one Chinese sentence for the record)."""

    def moves_by(self, doing: Doing) -> str:
        """The arrow this act takes; most acts take one and the same."""
        return self.moves


def perform(
    act: type[Act],
    decision_id: int,
    actor: User | Guest,
    data: Mapping[str, Any] | None = None,
    files: Mapping[str, Any] | None = None,
    *,
    token: uuid.UUID | None = None,
    version: int | None = None,
    facts: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> Entry:
    """Do an act on a decision, or refuse it and leave no trace.

    ``token`` makes a double click one act; ``version`` is the decision's version on the page the
    actor saw; ``facts`` go into the entry as they are. ``now`` is the server's clock, save where
    the demo plays stories of the past.
    Raises NotYours, NotNow, Illegible or NotReady (decisions/errors.py).
    """
    now = now or timezone.now()
    with transaction.atomic():
        decision, today = lock(decision_id), timezone.localdate(now)
        rows = _stands(act, decision, actor, today, token)
        if done := one(rows, "sent"):
            return decision.entries.get(pk=done["id"])
        capacity = _may(act, actor, decision, today, rows)
        _not_overtaken(act, decision, version, rows)
        doing = _read(act, decision, actor, capacity, rows, data, files, now)
        doing.facts |= facts or {}
        before = decision.stage
        _do(act(), doing)
        doing.left = seen = evidence.seen(decision, *_read_beside(act), as_of=today)
        _must(act, seen.dossier)
        entry = _record(act, doing, before, token, seen)
        _tell(doing, entry, seen)
        return entry


def lock(decision_id: int) -> Decision:
    """The decision's row, locked first of all; on SQLite the transaction itself excludes others."""
    return (
        Decision.objects.select_for_update(of=("self",))
        .select_related("organ", "lead_office__organ")
        .get(pk=decision_id)
    )


def _read_beside(act: type[Act]) -> tuple[Room, ...]:
    """What the act's papers speak of outside the file, read with it, each once."""
    kinds = (KINDS[name] for name in (act.notice, *act.papers) if name)
    return tuple(dict.fromkeys(room for kind in kinds for room in kind.beside))


def _stands(
    act: type[Act],
    decision: Decision,
    actor: User | Guest,
    today: date,
    token: uuid.UUID | None,
) -> Listed:
    """How things stand under the lock, with the dossier of an act that looks: one query."""
    asked = standing.asked_by(getattr(actor, "pk", None), today, token)
    rooms = (*standing.AT_THE_LOCK, *act.beside)
    if act.looks:
        return rows_of(decision, today, *rooms, **asked)
    return read(*rooms, decision=decision.pk, **asked)


def _may(
    act: type[Act], actor: User | Guest, decision: Decision, today: date, rows: Listed
) -> permissions.Capacity:
    if isinstance(actor, User):
        capacity = permissions.may(actor, act.slug, decision, today, rows)
        if act.in_person and capacity.on_behalf_of:
            raise NotYours(_("This is done in person and cannot be delegated."))
        return capacity
    if actor.role not in permissions.roles_for(act.slug):
        raise NotYours(_("This link does not allow that."))
    return permissions.Capacity(actor.role)


def _not_overtaken(act: type[Act], decision: Decision, version: int | None, rows: Listed) -> None:
    if version is not None and (not act.repeatable or act.rewrites):
        seqs = (row["seq"] for row in rows["acted"] if row["act"] == act.slug)
        if (newest := max(seqs, default=0)) > version:
            raise NotNow(_faster(act) % _who_and_when(decision.entries.get(seq=newest)))
    if act.stages and decision.stage not in act.stages:
        raise NotNow(
            _("The decision now stands at “%(stage)s”; this act belongs to “%(stages)s”.")
            % {
                "stage": label(Stage(decision.stage)),
                "stages": "、".join(str(label(stage)) for stage in act.stages),
            }
        )


def _faster(act: type[Act]) -> str:
    if act.rewrites:
        return _(
            "Written anew by %(name)s at %(time)s while this page was open. Your text stands "
            "below: look at what is recorded now, then send yours again if it shall replace it."
        )
    return _("Already advanced by %(name)s at %(time)s.")


def _who_and_when(entry: Entry) -> dict[str, str]:
    at = timezone.localtime(entry.recorded_at).strftime("%H:%M:%S")
    return {"name": entry.actor_name, "time": at}


def _read(
    act: type[Act],
    decision: Decision,
    actor: User | Guest,
    capacity: permissions.Capacity,
    rows: Listed,
    data: Mapping[str, Any] | None,
    files: Mapping[str, Any] | None,
    now: datetime,
) -> Doing:
    stood = dossier_of(decision, rows, timezone.localdate(now)) if act.looks else None
    form = act.form(
        data or {},
        files or {},
        decision=decision,
        actor=actor,
        today=now,
        dossier=stood,
        rows=rows if act.looks else None,
    )
    if not form.is_valid():
        raise Illegible(_("Please correct what is marked."), form)
    occurred_on = form.cleaned_data.get("occurred_on") or timezone.localdate(now)
    return Doing(decision, actor, capacity, form.cleaned_data, occurred_on, now, rows, stood)


def _do(act: Act, doing: Doing) -> None:
    if act.looks and (reason := act.not_yet(doing.stood)):
        raise NotNow(reason)
    try:
        act.do(doing)
        doing.keep_terms()
    except IntegrityError as clash:
        raise NotNow(_("This contradicts what is already recorded.")) from clash
    _move(act, doing)


def _move(act: Act, doing: Doing) -> None:
    progress = doing.progress or act.progress
    if act.section and progress:
        doing.becomes(act.section, progress)
    arrow = act.moves_by(doing)
    if arrow:
        getattr(Procedure(doing.decision), arrow)()


def _must(act: type[Act], dossier: Dossier) -> None:
    missing = judge.shortcomings(dossier, act().gates_of(dossier))
    if missing:
        raise NotReady(_("The law still misses something for this step."), missing)


def _record(
    act: type[Act], doing: Doing, before: str, token: uuid.UUID | None, seen: evidence.Seen
) -> Entry:
    """The entry, and the decision's own row once, with its new place in the chain."""
    entry = doing.entry(
        act=act.slug,
        articles=list(act.articles),
        summary=doing.summary or str(act.label),
        stage_before=before,
        token=token,
        dossier=casefile.digest(seen.dossier),
        rows=seen.digest,
    )
    record.append(doing.decision, entry)
    doing.decision.save(update_fields=OWN_ROW)
    return entry


def _tell(doing: Doing, entry: Entry, seen: evidence.Seen) -> None:
    outbox.ask_first([job for tell in doing.after for job in tell(entry) or ()])
    for listener in TOLD:
        listener(entry, seen.dossier, doing.rows)
