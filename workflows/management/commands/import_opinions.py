"""``manage.py import_opinions FILE --activity ID --by USERNAME``: a sheet of opinions, taken whole.

Ends with 0 when every row was taken, 1 when rows were refused (they come back with their reasons,
``--refused FILE``), 2 when the sheet, the activity or the person cannot be used.
"""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from accounts.models import User
from decisions.errors import Illegible, Refusal
from decisions.intake.files import accept
from decisions.intake.refused import Refused
from decisions.models import ImportBatch, ParticipationActivity
from workflows import importing, outbox
from workflows.act import perform
from workflows.models import Job
from workflows.registry import act

TAKEN, SOME_REFUSED, UNUSABLE = 0, 1, 2


class Command(BaseCommand):
    """Imports opinions from a sheet as the desk does: by an officer, on the record."""

    help = "Imports a sheet (.xlsx, .csv) of opinions into a participation activity."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--activity", type=int, required=True)
        parser.add_argument("--by", help="username of the drafting officer (not for --dry-run)")
        parser.add_argument("--channel", default="", help="channel of rows that name none")
        parser.add_argument("--dry-run", action="store_true", help="read and report, write nothing")
        parser.add_argument("--refused", type=Path, help="write refused rows here (.xlsx or .csv)")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, **options: Any) -> None:
        try:
            said = _previewed(options) if options["dry_run"] else _imported(options)
        except (Refused, Refusal, OSError, LookupError) as fault:
            self._say({"error": _words(fault)}, options)
            sys.exit(UNUSABLE)
        self._say(said, options)
        sys.exit(SOME_REFUSED if said["refused"] else TAKEN)

    def _say(self, said: dict[str, Any], options: dict[str, Any]) -> None:
        if options["as_json"]:
            self.stdout.write(json.dumps(said, ensure_ascii=False, sort_keys=True))
        elif "error" in said:
            self.stderr.write(said["error"])
        else:
            self.stdout.write(
                _("%(rows)d rows: %(taken)d taken, %(refused)d refused.")
                % {key: said[key] for key in ("rows", "taken", "refused")}
            )
            for row in said["reasons"]:
                self.stdout.write(f"{row['row']}: {'；'.join(row['reasons'])}")


def _previewed(options: dict[str, Any]) -> dict[str, Any]:
    data, activity = options["file"].read_bytes(), _activity(options["activity"])
    accept(options["file"].name, data, kinds=("xlsx", "csv"))
    seen = importing.preview(data, options["file"].name, None, activity, options["channel"])
    reasons = [{"row": row.number, "reasons": list(row.reasons)} for row in seen.first_refused]
    return {"rows": seen.rows, "taken": seen.taken, "refused": seen.refused, "reasons": reasons}


def _imported(options: dict[str, Any]) -> dict[str, Any]:
    activity, officer = _activity(options["activity"]), _officer(options["by"])
    sheet = SimpleUploadedFile(options["file"].name, options["file"].read_bytes())
    asked = {"activity": activity.pk, "channel": options["channel"]}
    entry = perform(act("import_opinions"), activity.decision_id, officer, asked, {"sheet": sheet})
    outbox.run(Job.objects.get(key=f"{importing.KIND}:{entry.facts['import']}").pk)
    batch = ImportBatch.objects.get(pk=entry.facts["import"])
    if batch.finished_at is None:
        raise LookupError(_("A worker has taken up the import; its page shows the progress."))
    if options["refused"]:
        kind = options["refused"].suffix.lstrip(".").lower()
        options["refused"].write_bytes(importing.refused_file(batch, kind))
    reasons = [{"row": row["row"], "reasons": row["reasons"]} for row in batch.refused]
    refused = len(reasons)
    return {
        "import": batch.pk,
        "rows": batch.rows,
        "taken": batch.rows - refused,
        "refused": refused,
        "reasons": reasons,
    }


def _activity(pk: int) -> ParticipationActivity:
    found = ParticipationActivity.objects.select_related("decision").filter(pk=pk).first()
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
