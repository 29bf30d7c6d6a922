"""Recompute every chain, stage, count, deadline and file digest; exit 1 on any difference."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from workflows import fsck


class Command(BaseCommand):
    """manage.py fsck [--decision ID ...] [--json]"""

    help = "Recompute what the record proves and print every difference."

    def add_arguments(self, parser: CommandParser) -> None:
        """Some decisions only; JSON for machines."""
        parser.add_argument("--decision", type=int, action="append")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the differences; exit 0 when there are none."""
        found = list(fsck.examine(options["decision"]))
        if options["json"]:
            self.stdout.write(json.dumps([d.as_dict() for d in found], ensure_ascii=False))
        else:
            for difference in found:
                self.stdout.write(f"[{difference.check}] {difference.decision}: {difference.what}")
            self.stdout.write("记录与各表一致。" if not found else f"共{len(found)}处不一致。")
        if found:
            raise SystemExit(1)
