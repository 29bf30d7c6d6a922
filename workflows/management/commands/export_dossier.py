"""``manage.py export_dossier ID --to FILE``: the whole file of a decision as a ZIP, or as one PDF.

For an operator of the server; what an officer hands out goes through the act, on the record.
Ends with 0, or 2 when there is no such decision, or its rows or stored files differ from the
record.
"""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from decisions.errors import Misbuilt, Refusal
from decisions.models import Decision
from notices.sandbox import RenderFailed
from workflows.dossier_package import binding, writing

DIGESTS = {"manifest": "目录摘要值", "sha256": "文件摘要值"}


class Command(BaseCommand):
    """Writes a dossier package."""

    help = "Exports the dossier package (卷宗包) of a decision."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("decision", type=int)
        parser.add_argument("--to", type=Path, required=True, help="the file to write")
        parser.add_argument("--pdf", action="store_true", help="one PDF in place of the ZIP")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, **options: Any) -> None:
        target: Path = options["to"]
        part = target.with_name(target.name + ".part")
        try:
            with part.open("wb") as file:
                write = binding.write if options["pdf"] else writing.write
                made = write(options["decision"], file)
            part.replace(target)
        except (Refusal, Misbuilt, Decision.DoesNotExist, RenderFailed, OSError) as fault:
            part.unlink(missing_ok=True)
            self.stderr.write(str(getattr(fault, "message", fault)))
            sys.exit(2)
        digest = "sha256" if options["pdf"] else "manifest"
        said = {"file": str(target), digest: getattr(made, digest), "head": made.head}
        if not options["pdf"]:
            said["volume"] = made.volume.pdf if made.volume else ""
        if options["as_json"]:
            self.stdout.write(json.dumps(said, ensure_ascii=False))
        else:
            self.stdout.write(f"{target}\n{DIGESTS[digest]}：{said[digest]}\n链头：{made.head}")
