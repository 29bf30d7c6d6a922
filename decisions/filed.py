"""A decision joined to every row of its file, from lists that were read already: no query more.

A paper that an act issues is worded from the very rows that the law looked at and the record bears
witness to. What stands outside the file and is spoken of all the same (clauses, meetings, reviewing
units) is read beside it: the rooms below, named by a kind of paper.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import time
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db import models as fields
from django.db.models import Q, QuerySet

from accounts.models import Office, Organ, User
from decisions.evidence import LISTED_AS, TABLES, WITHOUT_AN_ACT, plain, whole
from decisions.gather.listed import DECISION, Listed, Row
from decisions.gather.reading import day, instant
from decisions.models import (
    AgendaItem,
    Attendance,
    Clause,
    Decision,
    Draft,
    Execution,
    LegalityPoint,
    LegalityReview,
    Meeting,
    OpenConsultation,
    Publication,
    Tally,
)

Told = TypeVar("Told", bound=fields.Model)
Made = defaultdict[type[fields.Model], dict[Any, Any]]
OUTSIDE = (Attendance, Clause, Meeting, Office, Organ, Tally, User)


def clauses_asked_about() -> Iterator[QuerySet[Any]]:
    """The clauses of the drafts on which a consultation runs."""
    running = OpenConsultation.objects.filter(
        activity__decision=DECISION, activity__closed_on=None, activity__withdrawn_reason=""
    )
    yield whole(Clause.objects.filter(draft__in=running.values("draft")))


def clauses_frozen_last() -> Iterator[QuerySet[Any]]:
    """The clauses of the newest frozen draft."""
    frozen = Draft.objects.filter(decision=DECISION).exclude(frozen_on=None).order_by("-version")
    yield whole(Clause.objects.filter(draft__in=frozen.values("pk")[:1]))


def clauses_published() -> Iterator[QuerySet[Any]]:
    """The clauses of the draft that the decision makes public."""
    published = Publication.objects.filter(decision=DECISION)
    yield whole(Clause.objects.filter(draft__in=published.values("draft")))


def clauses_pointed_at() -> Iterator[QuerySet[Any]]:
    """The clauses of which a legality review speaks."""
    points = LegalityPoint.objects.filter(review__decision=DECISION)
    yield whole(Clause.objects.filter(pk__in=points.values("clause")))


def meetings() -> Iterator[QuerySet[Any]]:
    """The meetings that discussed the decision, and their organs."""
    items = AgendaItem.objects.filter(decision=DECISION)
    yield whole(Meeting.objects.filter(pk__in=items.values("meeting")))
    yield whole(Organ.objects.filter(pk__in=items.values("meeting__organ")))


def rolls() -> Iterator[QuerySet[Any]]:
    """Who was called to these meetings, and who kept their record."""
    items = AgendaItem.objects.filter(decision=DECISION)
    roll = Attendance.objects.filter(meeting__in=items.values("meeting"))
    yield whole(roll)
    there = Q(pk__in=roll.values("member")) | Q(pk__in=items.values("secretary"))
    yield whole(User.objects.filter(there), "id", "display_name")


def tally() -> Iterator[QuerySet[Any]]:
    """The counters of the opinions."""
    yield whole(Tally.objects.filter(decision=DECISION))


def reviewers() -> Iterator[QuerySet[Any]]:
    """The units that reviewed legality, and their organs."""
    return _units(LegalityReview.objects.filter(decision=DECISION))


def executing() -> Iterator[QuerySet[Any]]:
    """The unit that executes, and its organ."""
    return _units(Execution.objects.filter(decision=DECISION))


def _units(of: QuerySet[Any]) -> Iterator[QuerySet[Any]]:
    yield whole(Office.objects.filter(pk__in=of.values("office")))
    yield whole(Organ.objects.filter(pk__in=of.values("office__organ")))


def joined(decision: Decision, rows: Listed) -> Decision:
    """The decision as its file says, nothing older on it; its own row and organ are at hand."""
    columns = [field.attname for field in Decision._meta.concrete_fields]
    values = [getattr(decision, column) for column in columns]
    told = Decision.from_db(DEFAULT_DB_ALIAS, columns, values)
    made: Made = defaultdict(dict)
    for table in (*TABLES, *OUTSIDE):
        made[table] = _all(table, rows)
    made[Decision][told.pk] = told
    made[Organ][decision.organ_id] = decision.organ
    made[Office][decision.lead_office_id] = decision.lead_office
    for one in [one for rows_made in made.values() for one in rows_made.values()]:
        _point(one, made)
    for table, path in TABLES.items():
        if table not in WITHOUT_AN_ACT:
            _gather(table, path.partition("__")[0], made)
    _gather(Clause, "draft", made, whole_parents=False)
    _gather(Attendance, "meeting", made, whole_parents=False)
    return told


def units(rows: Listed) -> dict[int, Office]:
    """The units that ``reviewers`` or ``executing`` lists, each with its organ."""
    made: Made = defaultdict(dict)
    for table in (Organ, Office):
        made[table] = _all(table, rows)
    for office in made[Office].values():
        _point(office, made)
    return made[Office]


def bare(table: type[Told], row: Row, *names: str) -> Told:
    """A row as far as a list tells it in these plain columns; the rest is read when asked for."""
    told = {table._meta.get_field(name): row[name] for name in ("id", *names)}
    return _told(table, {field: _value(field, value) for field, value in told.items()})


def _name(table: type[fields.Model]) -> str:
    return str(table._meta.model_name)


def _all(table: type[fields.Model], rows: Listed) -> dict[Any, Any]:
    return {row["id"]: _row(table, row) for row in rows[LISTED_AS + _name(table)]}


def _row(table: type[fields.Model], row: Row) -> Any:
    read = plain(table, row)
    kinds = [field for field in table._meta.concrete_fields if field.attname in read]
    return _told(table, {field: _value(field, read[field.attname]) for field in kinds})


def _told(table: type[Told], told: dict[Any, Any]) -> Told:
    """An instance of these fields, which Django takes in the order of the model."""
    ordered = [field for field in table._meta.concrete_fields if field in told]
    names = [field.attname for field in ordered]
    return table.from_db(DEFAULT_DB_ALIAS, names, [told[field] for field in ordered])


def _value(field: fields.Field, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if isinstance(field, fields.DateTimeField):
        return instant(value)
    if isinstance(field, fields.DateField):
        return day(value)
    return time.fromisoformat(value) if isinstance(field, fields.TimeField) else value


def _point(one: Any, made: Made) -> None:
    """Let a row point to the rows that are at hand."""
    for field in one._meta.concrete_fields:
        if field.is_relation and field.attname in one.__dict__:
            other = made[field.related_model].get(getattr(one, field.attname))
            if other is not None:
                setattr(one, field.name, other)


def _gather(
    table: type[fields.Model], name: str, made: Made, *, whole_parents: bool = True
) -> None:
    """Give each row those that belong to it, so that asking for them asks nobody."""
    field: Any = table._meta.get_field(name)
    belonging: dict[Any, list[Any]] = defaultdict(list)
    for one in made[table].values():
        belonging[getattr(one, field.attname)].append(one)
    for pk, parent in made[field.related_model].items():
        if field.one_to_one:
            if pk not in belonging:
                field.remote_field.set_cached_value(parent, None)
        elif pk in belonging or whole_parents:
            _keep(parent, field.remote_field.get_accessor_name(), belonging[pk])


def _keep(parent: Any, accessor: str, rows: list[Any]) -> None:
    """As Django keeps what it has prefetched."""
    found = getattr(parent, accessor).all()
    ordering = [name for name in found.model._meta.ordering if not name.startswith("-")]
    found._result_cache = sorted(rows, key=lambda one: [getattr(one, n) for n in ordering])
    found._prefetch_done = True
    parent.__dict__.setdefault("_prefetched_objects_cache", {})[accessor] = found
