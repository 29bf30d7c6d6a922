"""The digest over every row of a decision's file, texts included.

Each entry of the record carries it as the act leaves the rows; ``fsck`` takes it again. What
strangers sent is not here but under the leaves of the record, and clauses under their draft's
digest. One query on either engine; values are spelled the same on both.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db import models as fields
from django.db.models import QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime

from decisions import models
from decisions.gather.listed import DECISION, Given

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
}

# Papers that come in without an act: what strangers sent stands under their leaves, and what waits
# with a proposal becomes a paper of the file when the proposal takes effect.
WITHOUT_AN_ACT = {models.Paper: {"role__in": ("submission", "proposed")}}


def digest(decision_id: int) -> str:
    """The SHA-256 (hex) over all rows of the decision's file, in the order of table and key."""
    said = sorted(rows(decision_id), key=lambda row: (row[0], row[1]["id"]))
    spelled = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()


def rows(decision_id: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row of the file as (table, column → plain value)."""
    connection = connections[DEFAULT_DB_ALIAS]
    text, places = _written(connection.vendor)
    given = {DECISION.name: decision_id}
    filled = [p.filled(given, connection) if isinstance(p, Given) else p for p in places]
    tables = {table._meta.model_name: table for table in TABLES}
    with connection.cursor() as cursor:
        cursor.execute(text, filled)
        for name, row in cursor.fetchall():
            yield name, _plain(tables[name], json.loads(row) if isinstance(row, str) else row)


@lru_cache(maxsize=4)
def _written(vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The query as the engine reads it; writing it anew for every act would cost more than it."""
    first, *others = (_part(table, path) for table, path in TABLES.items())
    return first.union(*others, all=True).query.sql_with_params()


def _part(table: type[fields.Model], path: str) -> QuerySet[Any]:
    named = {column: column for column in _columns(table)}
    return (
        table._default_manager.order_by()
        .filter(**{path: DECISION})
        .exclude(**WITHOUT_AN_ACT.get(table, {"pk__in": ()}))
        .annotate(table_name=Value(table._meta.model_name), row=JSONObject(**named))
        .values_list("table_name", "row")
    )


@cache
def _columns(table: type[fields.Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in table._meta.concrete_fields)


@cache
def _kinds(table: type[fields.Model]) -> dict[str, fields.Field]:
    return {field.attname: field for field in table._meta.concrete_fields}


def _plain(table: type[fields.Model], row: dict[str, Any]) -> dict[str, Any]:
    kinds = _kinds(table)
    return {column: _spelled(kinds[column], value) for column, value in row.items()}


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
