"""Measures the parts named, or all of them, and writes each into its section of docs/benchmarks.md.

``make bench`` runs all; ``python -m tests.bench posting reading`` two of them; ``--large`` adds the
runs of 1,000,000. The engine is whatever DATABASE_URL names; the test database is used, so nothing
of an installation is touched. A part that fails leaves its old section, and the others run on.
"""

import argparse
import logging
import os
import sys
from functools import cached_property

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()  # before anything that imports a model

from django.conf import settings  # noqa: E402
from django.test.utils import get_runner, setup_test_environment  # noqa: E402

from decisions.models import Decision  # noqa: E402
from tests.bench import book, seed  # noqa: E402
from tests.bench.parts import PARTS  # noqa: E402
from tests.factories import Town, town  # noqa: E402

logger = logging.getLogger(__name__)


class Ground:
    """What the parts stand on: the sizes asked for, and the rows laid down when first needed."""

    def __init__(self, said: argparse.Namespace) -> None:
        self.decisions, self.opinions = said.decisions, said.opinions
        self.large, self.seconds = said.large, said.seconds

    @cached_property
    def _laid(self) -> tuple[Town, list[Decision]]:
        return seed.seed(self.decisions, self.opinions)

    @property
    def place(self) -> Town:
        """The town of the seeded decisions."""
        return self._laid[0]

    @property
    def made(self) -> list[Decision]:
        """The seeded decisions, all opinions on the first of them."""
        return self._laid[1]

    @cached_property
    def bare(self) -> Town:
        """A town with nothing laid down, for parts that lay down their own."""
        return self.place if "_laid" in vars(self) else town()


def main(said: argparse.Namespace) -> int:
    """Measure, write, print; the number of parts that failed."""
    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    old = runner.setup_databases()
    ground, failed = Ground(said), 0
    try:
        for name in said.parts or PARTS:
            sys.stdout.write(f"bench: {name}\n")
            sys.stdout.flush()
            failed += not _measured(name, ground)
    finally:
        runner.teardown_databases(old)
    return failed


def _measured(name: str, ground: Ground) -> bool:
    try:
        lines = PARTS[name](ground)
    except Exception:
        logger.exception("the part %s was not measured", name)
        return False
    book.put(name, lines, list(PARTS))
    sys.stdout.write("\n".join([*lines, "", ""]))
    return True


if __name__ == "__main__":
    reader = argparse.ArgumentParser(prog="python -m tests.bench")
    reader.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    reader.add_argument("--decisions", type=int, default=1_000)
    reader.add_argument("--opinions", type=int, default=100_000, help="on one decision")
    reader.add_argument("--seconds", type=int, default=60, help="of the crowd")
    reader.add_argument("--large", action="store_true", help="with the runs of 1,000,000")
    asked = reader.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        reader.error(f"no part is called {', '.join(sorted(unknown))}")
    sys.exit(main(asked))
