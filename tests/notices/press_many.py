"""Lays out papers one after the other in this process; run under strace by test_hostile.py.

Reads one job a line. A job ``null`` is a mark in the trace: what follows is hostile.
"""

import json
import sys

from notices import press

MARK = "/here-the-hostile-papers-begin"


def main() -> None:
    """Say for each job how many bytes it gave."""
    for line in sys.stdin:
        job = json.loads(line)
        if job is None:
            try:
                open(MARK).close()
            except FileNotFoundError:
                continue
        sys.stdout.write(f"{len(press.run(job))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
