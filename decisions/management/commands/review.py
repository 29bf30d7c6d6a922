"""``manage.py review FILE.json``: judges a case file kept elsewhere, rule by rule (案卷评查).

Exit status 0 when nothing blocks, 1 when something does, 2 for a file that cannot be read (with
the JSON path). Needs no database.
"""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from decisions.casefile import CaseFileError
from decisions.casefile_page import page
from decisions.law.shortcoming import Finding
from decisions.law.statutes import citation
from decisions.law.terms import Verdict
from decisions.review import ReviewReport, review

UNREADABLE = 2


def day(text: str) -> date:
    """A date on the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(_("Write the date as 2026-05-01.")) from None


class Command(BaseCommand):
    """Reviews the file of one decision."""

    help = "Reviews a case file: every rule met, not met, unknown or not applicable."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="a case file, see docs/casefile.md")
        parser.add_argument("--profile", help="national, township …; wins over the file")
        parser.add_argument("--as-of", type=day, help="the day of judging, 2026-05-01")
        parser.add_argument("--json", action="store_true", help="the report as data")
        parser.add_argument("--schema", action="store_true", help="print docs/casefile.md")

    def handle(self, **options: Any) -> None:
        if options["schema"]:
            self.stdout.write(page(), ending="")
            return
        if options["file"] is None:
            raise CommandError(_("Name a case file."), returncode=UNREADABLE)
        report = read(options["file"], options["profile"], options["as_of"])
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(lines(report)))
        sys.exit(report.exit_code)


def read(file: Path, profile: str | None, as_of: date | None) -> ReviewReport:
    """The report on a file; a file that cannot be read ends the command with status 2."""
    try:
        return review(file.read_bytes(), profile=profile, as_of=as_of)
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}", returncode=UNREADABLE) from error
    except CaseFileError as error:
        raise CommandError(f"{file}: {error}", returncode=UNREADABLE) from error


def lines(report: ReviewReport) -> Iterator[str]:
    """The report for reading: first what is not met, then what is unknown, then the counts."""
    yield report.dossier.matter.title or _("(untitled)")
    yield _("Profile %(profile)s, law of %(law)s, judged as of %(as_of)s") % {
        "profile": report.dossier.profile.title_zh,
        "law": report.law_date,
        "as_of": report.as_of,
    }
    yield from report.notes
    for finding in report.of(Verdict.NOT_MET):
        yield from not_met(finding)
    for finding in report.of(Verdict.UNKNOWN):
        yield _("[unknown] %(label)s: %(unknown)s") % {
            "label": citation(finding.articles[0]).article_label_zh,
            "unknown": f"{finding.unknown}（{finding.path}）",
        }
    counts = report.counts()
    yield _(
        "Met %(met)d, not met %(not_met)d, unknown %(unknown)d, not applicable %(not_applicable)d"
    ) % {str(verdict): n for verdict, n in counts.items()}


def not_met(finding: Finding) -> Iterator[str]:
    """One rule that is not met: article, what is missing, how to mend it."""
    for missing in finding.shortcomings:
        yield f"[{finding.gate}·{finding.severity}] {citation(missing.article).article_label_zh}"
        yield f"    {missing.what}"
        yield f"    → {missing.remedy}"
