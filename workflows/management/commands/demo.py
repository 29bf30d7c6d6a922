"""``manage.py demo``: the invented township with its stories, once; ``--json`` for machines.

Only where the settings say so (DEMO): an office's own installation never gets invented matters,
and is never emptied.
"""

import json
from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from decisions import triggers
from decisions.models import Decision
from workflows.demo import papers, seed
from workflows.demo.player import Stuck

SECONDS = 60  # after this the papers left are the worker's


class Command(BaseCommand):
    """Seeds the township, or says that it stands already."""

    help = "Loads the invented township and plays its stories through the acts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="what stands there, as data")
        parser.add_argument("--fresh", action="store_true", help="empty the database first")
        parser.add_argument("--story", action="append", default=[], help="only this story")
        parser.add_argument("--no-papers", action="store_true", help="leave them to the worker")

    def handle(self, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo belongs to demo settings (DEMO).")
        say = (lambda line: None) if options["json"] else self.stdout.write
        began = monotonic()
        if options["fresh"]:
            say("demo: emptying the database")
            triggers.drop()
            call_command("flush", interactive=False, verbosity=0)
        with translation.override("zh-hans"):
            if seed.is_seeded():
                say("demo: the township is there already")
            else:
                self._seed(options, say)
                self._render(options, say, began + SECONDS)
        if options["json"]:
            self.stdout.write(json.dumps(_standing(), ensure_ascii=False, indent=2))

    def _seed(self, options: dict[str, Any], say: Any) -> None:
        say("demo: playing the stories of the township")
        try:
            seed.seed(settings.DEMO_PASSWORD, say, tuple(options["story"]))
        except Stuck as stuck:
            raise CommandError(str(stuck)) from stuck

    def _render(self, options: dict[str, Any], say: Any, until: float) -> None:
        if options["no_papers"]:
            return
        say("demo: rendering the papers")
        if left := papers.render(say, until):
            say(f"demo: {left} papers are left to the worker")


def _standing() -> list[dict[str, Any]]:
    rows = Decision.objects.filter(sample=True).select_related("organ").order_by("pk")
    return [
        {"id": row.pk, "organ": row.organ.code, "title": row.title, "stage": row.stage}
        for row in rows
    ]
