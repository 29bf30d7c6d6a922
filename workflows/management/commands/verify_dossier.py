"""``manage.py verify_dossier FILE``: the checker that travels in each package, run from here."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from workflows.dossier_package import verify_dossier


class Command(BaseCommand):
    """Checks a dossier package; ends with 0, 1 when something differs, 2 for a bad file."""

    help = "Verifies a dossier package (卷宗包)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("package")
        parser.add_argument("--head", default="", help="digest of an entry kept elsewhere")
        parser.add_argument("--manifest", default="", help="digest of the contents kept elsewhere")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, **options: Any) -> None:
        asked = [options["package"]]
        asked += [f"--head={options['head']}"] if options["head"] else []
        asked += [f"--manifest={options['manifest']}"] if options["manifest"] else []
        asked += ["--json"] if options["as_json"] else []
        sys.exit(verify_dossier.main(asked))
