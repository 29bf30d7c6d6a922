"""The digest over every row of a decision's file, texts included.

Each entry of the record carries it as the act leaves the rows; ``fsck`` takes it again. What
strangers sent is not here but under the leaves of the record, and clauses under their draft's
digest. One query on either engine; values are spelled the same on both.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, NamedTuple

from django.db import models as fields
from django.db.models import QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime

from decisions import models
from decisions.gather import dossier_of, rows_of
from decisions.gather.listed import DECISION, Listed, Room, read
from decisions.law.dossier import Dossier
from decisions.models import Decision

# Every table of the file and the way from its rows to the decision. Meetings and rolls are
# shared by several decisions; the dossier carries what they say of each.
TABLES: dict[type[fields.Model], str] = {
    models.AgendaItem: "decision",
    models.Archive: "decision",
    models.ArchiveItem: "decision",
    models.BodyConsulted: "decision",
    models.CompetitionReview: "decision",
    models.ConsultationLetter: "activity__decision",
    models.CounselOpinion: "review__decision",
    models.DepartmentHeard: "decision",
    models.Draft: "decision",
    models.Evaluation: "decision",
    models.Execution: "decision",
    models.ExecutionIssue: "decision",
    models.ExecutionReport: "decision",
    models.Expert: "decision",
    models.Expertise: "decision",
    models.Hearing: "decision",
    models.HearingGroup: "hearing__decision",
    models.HearingParticipant: "hearing__decision",
    models.Initiation: "decision",
    models.LeadUnit: "decision",
    models.LegalBasis: "decision",
    models.LegalityPoint: "review__decision",
    models.LegalityReturn: "review__decision",
    models.LegalityReview: "decision",
    models.Matter: "decision",
    models.MemberView: "item__decision",
    models.OpenConsultation: "activity__decision",
    models.Package: "decision",
    models.Paper: "decision",
    models.Participation: "decision",
    models.ParticipationActivity: "decision",
    models.Preparation: "decision",
    models.Publication: "decision",
    models.Question: "questionnaire__activity__decision",
    models.Questionnaire: "activity__decision",
    models.Reason: "decision",
    models.Reports: "decision",
    models.RiskAssessment: "decision",
    models.RiskPoint: "decision",
    models.Ruling: "decision",
    models.SectionFinding: "decision",
    models.SectionProgress: "decision",
    models.Suspension: "decision",
    models.Theme: "decision",
}

# Papers that come in without an act: what strangers sent stands under their leaves, and what waits
# with a proposal becomes a paper of the file when the proposal takes effect.
WITHOUT_AN_ACT = {models.Paper: {"role__in": ("submission", "proposed")}}

LISTED_AS = "file."  # keeps these lists apart from the dossier's


def digest(decision_id: int) -> str:
    """The SHA-256 (hex) over all rows of the decision's file, in the order of table and key."""
    return digest_of(read(lists, decision=decision_id))


class Seen(NamedTuple):
    """A decision at one moment: what the law looks at, the digest over its file, the rows."""

    dossier: Dossier
    digest: str
    rows: Listed


def seen(decision: Decision, *beside: Room, as_of: date) -> Seen:
    """The dossier, the digest and the rows, with those of rooms beside the file: one query."""
    rows = rows_of(decision, as_of, lists, *beside)
    return Seen(dossier_of(decision, rows, as_of), digest_of(rows), rows)


def digest_of(rows: Listed) -> str:
    """The digest over lists already read."""
    said = list(spelt(rows))
    spelled = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()


def rows_of_file(decision_id: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row of the file as (table, column → plain value), in the order of the digest."""
    return spelt(read(lists, decision=decision_id))


def spelt(rows: Listed) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows already read, as the digest covers them."""
    for table in sorted(TABLES, key=_name):
        for row in rows[LISTED_AS + _name(table)]:
            yield _name(table), plain(table, row)


def lists() -> Iterator[QuerySet[Any]]:
    """Every table of the file, whole: a room to be read alone or beside the dossier's."""
    return (_part(table, path) for table, path in TABLES.items())


def whole(rows: QuerySet[Any], *columns: str) -> QuerySet[Any]:
    """Rows of a table with these or all of their columns, as a list under the table's name."""
    named = {column: column for column in columns or _columns(rows.model)}
    return (
        rows.order_by()
        .annotate(
            listed_as=Value(LISTED_AS + _name(rows.model), output_field=fields.CharField()),
            listed_row=JSONObject(**named),
        )
        .values_list("listed_as", "listed_row")
    )


def plain(table: type[fields.Model], row: dict[str, Any]) -> dict[str, Any]:
    """A listed row with its values spelled the same on both engines."""
    kinds = _kinds(table)
    return {column: _spelled(kinds[column], value) for column, value in row.items()}


def _part(table: type[fields.Model], path: str) -> QuerySet[Any]:
    rows = table._default_manager.filter(**{path: DECISION})
    return whole(rows.exclude(**WITHOUT_AN_ACT.get(table, {"pk__in": ()})))


def _name(table: type[fields.Model]) -> str:
    return str(table._meta.model_name)


@cache
def _columns(table: type[fields.Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in table._meta.concrete_fields)


@cache
def _kinds(table: type[fields.Model]) -> dict[str, fields.Field]:
    return {field.attname: field for field in table._meta.concrete_fields}


def _spelled(field: fields.Field, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(field, fields.BooleanField):
        return bool(value)
    if isinstance(field, fields.DateTimeField):
        return _instant(value)
    if isinstance(field, fields.JSONField) and isinstance(value, str):
        return json.loads(value)
    return value


def _instant(value: str) -> str:
    moment: datetime | None = parse_datetime(value)
    if moment is None:
        return value
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat()
