"""``manage.py import_opinions FILE --activity ID --by USERNAME``: a sheet of opinions, taken whole.

Ends with 0 when every row was taken or known, 1 when rows were left out (they come back with their
reasons, ``--refused FILE``), 2 when the sheet, the activity or the person cannot be used.
"""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from accounts.models import User
from decisions.errors import Illegible, Refusal
from decisions.intake.handed import take_sheet
from decisions.intake.refused import Refused
from decisions.models import ImportBatch, ParticipationActivity
from workflows import outbox
from workflows.act import perform
from workflows.importing import handing, leftovers, looking, taking
from workflows.models import PendingSheet
from workflows.registry import act

TAKEN, SOME_REFUSED, UNUSABLE = 0, 1, 2
LEFT_OUT = ("refused", "changed", "conflict")
SHOWN = 1000  # reasons said; the file has all


class Command(BaseCommand):
    """Imports opinions from a sheet as the desk does: by an officer, on the record."""

    help = "Imports a sheet (.xlsx, .csv, .zip of scans) of opinions into an activity."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--activity", type=int, required=True)
        parser.add_argument("--by", help="username of the drafting officer")
        parser.add_argument("--channel", default="", help="channel of rows that name none")
        parser.add_argument("--continues", type=int, help="import of which this is a newer version")
        parser.add_argument("--seen", choices=(taking.LEAVE, taking.TAKE), default=taking.LEAVE)
        parser.add_argument(
            "--changed", choices=(taking.LEAVE, taking.REPLACE), default=taking.LEAVE
        )
        parser.add_argument("--dry-run", action="store_true", help="read and report, write nothing")
        parser.add_argument("--refused", type=Path, help="write rows left out here (.xlsx or .csv)")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, **options: Any) -> None:
        try:
            sheet = _handed_in(options)
            said = _forecast(sheet) if options["dry_run"] else _imported(sheet, options)
        except (Refused, Refusal, OSError, LookupError) as fault:
            self._say({"error": _words(fault)}, options)
            sys.exit(UNUSABLE)
        self._say(said, options)
        sys.exit(SOME_REFUSED if any(said[name] for name in LEFT_OUT) else TAKEN)

    def _say(self, said: dict[str, Any], options: dict[str, Any]) -> None:
        if options["as_json"]:
            self.stdout.write(json.dumps(said, ensure_ascii=False, sort_keys=True))
        elif "error" in said:
            self.stderr.write(said["error"])
        else:
            self.stdout.write(
                _(
                    "%(rows)d rows: %(taken)d taken, %(seen)d seen before, %(changed)d changed, "
                    "%(conflict)d in conflict, %(refused)d refused."
                )
                % said
            )
            for row in said["reasons"]:
                self.stdout.write(f"{row['row']}: {'；'.join(row['reasons'])}")


def _handed_in(options: dict[str, Any]) -> PendingSheet:
    activity, officer = _activity(options["activity"]), _officer(options["by"])
    earlier = ImportBatch.objects.filter(activity=activity, pk=options["continues"]).first()
    if options["continues"] and earlier is None:
        raise LookupError(_("There is no import with this number in the activity."))
    with options["file"].open("rb") as file:
        sheet = handing.hand_in(
            activity,
            take_sheet(options["file"].name, file),
            by=officer,
            channel=options["channel"],
            continues=earlier,
        )
    looking.look(sheet)
    if sheet.refusal:
        raise LookupError(sheet.refusal)
    return sheet


def _forecast(sheet: PendingSheet) -> dict[str, Any]:
    counts = {name: sheet.counts.get(name, 0) for name in ("rows", "seen", *LEFT_OUT)}
    shown = sheet.shown.get("refused", [])
    reasons = [{"row": row["row"], "reasons": row["reasons"]} for row in shown]
    PendingSheet.objects.filter(pk=sheet.pk).delete()
    return counts | {"taken": sheet.counts.get("new", 0), "reasons": reasons}


def _imported(sheet: PendingSheet, options: dict[str, Any]) -> dict[str, Any]:
    asked = {"pending": sheet.pk, "seen": options["seen"], "changed": options["changed"]}
    decision = sheet.activity.decision_id
    entry = perform(act("import_opinions"), decision, sheet.handed_by, asked)
    batch = ImportBatch.objects.get(pk=entry.facts["import"])
    job = taking.job_of(batch)
    if job:
        outbox.run(job.pk)
    batch.refresh_from_db()
    if batch.finished_at is None:
        raise LookupError(_("A worker has taken up the import; its page shows the progress."))
    if options["refused"]:
        kind = options["refused"].suffix.lstrip(".").lower()
        options["refused"].write_bytes(leftovers.left_out_file(batch, kind))
    left = batch.left_out.order_by("row").values("row", "reasons")[:SHOWN]
    counts = {name: batch.counts.get(name, 0) for name in ("taken", "seen", *LEFT_OUT)}
    return counts | {"import": batch.pk, "rows": batch.rows, "reasons": list(left)}


def _activity(pk: int) -> ParticipationActivity:
    found = ParticipationActivity.objects.select_related("decision__organ").filter(pk=pk).first()
    if found is None:
        raise LookupError(_("There is no participation activity with this number."))
    return found


def _officer(username: str | None) -> User:
    found = User.objects.filter(username=username or "").first()
    if found is None:
        raise LookupError(_("Name with --by the officer who imports."))
    return found


def _words(fault: Exception) -> str:
    if isinstance(fault, Illegible):
        return "；".join(str(e) for errors in fault.form.errors.values() for e in errors)
    return str(fault.args[0]) if isinstance(fault, LookupError) else str(fault)
