"""One act while it is being done: who does it, what was asked, and what it leaves for the record.

``act.perform`` makes a ``Doing`` and hands it to ``Act.do``; steps read it and write their rows.
What an act is, and the order of the beats, stand in ``act.py``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from decisions import evidence, filed, papers
from decisions.errors import Misbuilt, NotYours
from decisions.gather.listed import Listed
from decisions.law.dossier import Dossier
from decisions.law.terms import Progress, Section
from decisions.models import Decision, Entry, Paper, Reason, SectionProgress
from workflows import permissions
from workflows.models import Deadline, Job

LIGHTS = ("warned_at", "overdue_at")  # a term that is moved is lit anew


@dataclass(frozen=True)
class Guest:
    """Somebody without an account who acts through a single-use link: an expert, a counsel."""

    name: str
    role: str
    row_id: int


@dataclass
class Doing:
    """One act being done: what ``do`` may read, and what it leaves for the record."""

    decision: Decision
    actor: User | Guest
    capacity: permissions.Capacity
    data: dict[str, Any]
    occurred_on: date
    now: datetime
    rows: Listed  # what was read under the lock: ``standing.py``'s lists, and the dossier's
    found: Dossier | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    files: list[dict[str, str]] = field(default_factory=list)
    after: list[Callable[[Entry], Iterable[Job] | None]] = field(default_factory=list)
    going_out: list[tuple[str, dict[str, Any]]] = field(default_factory=list)  # papers, by kind
    left: evidence.Seen | None = None  # how the act leaves things, once it has done
    summary: str = ""
    progress: Progress | None = None
    corrects: Entry | None = None
    terms: dict[tuple[str, str], Deadline] = field(default_factory=dict)

    @property
    def user(self) -> User:
        """The person with an account who acts; raises NotYours for a guest."""
        if isinstance(self.actor, Guest):
            raise NotYours(_("This act needs an account."))
        return self.actor

    @property
    def stood(self) -> Dossier:
        """The dossier as the act found it; ``judged.as_left`` gathers what it has written since."""
        if self.found is None:
            raise Misbuilt("an act that reads the dossier says that it looks")
        return self.found

    def paper(self, name: str, role: str, title: str, *, signed: bool = False) -> Paper | None:
        """Keep the file uploaded in a form field as a Paper; None when none was sent."""
        accepted = self.data.get(name)
        if not accepted:
            return None
        paper = papers.keep(
            accepted,
            decision=self.decision,
            role=role,
            title=title,
            occurred_on=self.occurred_on,
            entered_by=self.actor if isinstance(self.actor, User) else None,
            signed=signed,
        )
        self.files.append({"paper": str(paper.pk), "sha256": paper.sha256})
        return paper

    def keep(self, table: type[Model], *of: str, **said: Any) -> None:
        """Keep what the decision's row of a table says, in one statement: the first time makes it.

        ``of`` are the columns that tell several such rows of a decision apart.
        """
        # Named by its key: the decision itself would take what is said here for the whole row.
        table._default_manager.bulk_create(
            [table(decision_id=self.decision.pk, **said)],
            update_conflicts=True,
            unique_fields=["decision", *of],
            update_fields=[name for name in said if name not in of],
        )

    def argue(self, rule: str, text: str) -> None:
        """Keep the dated, named reason for a rule that asks for one; a later replaces it."""
        given = {"given_by": self.user, "given_on": self.occurred_on}
        self.keep(Reason, "rule", rule=rule, text=text, **given)

    def deadline(self, kind: str, article: str, starts_on: date, due_on: date, **more: Any) -> None:
        """Set a term of the law on this decision; setting it again moves it, its lights anew."""
        subject = more.pop("subject", "")
        self.terms[kind, subject] = Deadline(
            decision=self.decision,
            kind=kind,
            subject=subject,
            article=article,
            starts_on=starts_on,
            due_on=due_on,
            **more,
        )
        self.facts.setdefault("deadlines", []).append([kind, subject, due_on.isoformat()])

    def keep_terms(self) -> None:
        """Write the terms the act has set, in one statement; one that stands is moved."""
        Deadline.objects.bulk_create(
            self.terms.values(),
            update_conflicts=True,
            unique_fields=["decision", "kind", "subject"],
            update_fields=[*("article", "starts_on", "due_on", "provisional"), *LIGHTS],
        )

    def met(self, kind: str, subject: str = "") -> None:
        """Note that a term was met on the day of this act."""
        Deadline.objects.filter(decision=self.decision, kind=kind, subject=subject).update(
            met_on=self.occurred_on
        )
        self.facts.setdefault("met", []).append([kind, subject, self.occurred_on.isoformat()])

    def becomes(self, section: Section, progress: Progress) -> None:
        """Note how far a section of this decision is now."""
        self.keep(SectionProgress, "section", section=section, progress=progress)
        self.facts["progress"] = [str(section), str(progress)]

    @cached_property
    def filed(self) -> Decision:
        """The decision joined to its file as the act leaves it, for what is told of it."""
        if self.left is None:
            raise Misbuilt("what an act leaves is told once it has done")
        return filed.joined(self.decision, self.left.rows)

    def then(self, tell: Callable[[Entry], Iterable[Job] | None]) -> None:
        """Do something with the entry, still in the transaction; it may give jobs to ask for."""
        self.after.append(tell)

    def entry(self, **what: Any) -> Entry:
        """The entry of what was done, by whom and when; ``act`` adds what the law saw."""
        late = self.occurred_on < timezone.localdate(self.now) and bool(
            self.data.get("late_reason")
        )
        return Entry(
            actor=self.actor if isinstance(self.actor, User) else None,
            actor_name=str(self.actor if isinstance(self.actor, User) else self.actor.name),
            on_behalf_of=str(self.capacity.on_behalf_of or ""),
            role=self.capacity.role,
            occurred_on=self.occurred_on,
            recorded_at=self.now,
            late=late,
            late_reason=self.data.get("late_reason", "") if late else "",
            corrects=self.corrects,
            facts=self.facts,
            files=self.files,
            stage_after=self.decision.stage,
            **what,
        )
