"""Lays out papers one after the other in one process, which is quicker than one for each.

Run as a program it reads one job a line and says how many bytes each gave; it leaves them in the
folder that it is told, if any. Under strace by test_hostile.py: a job ``null`` is a mark in the
trace, what follows is hostile.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from notices import papers, press, render, sandbox

MARK = "/here-the-hostile-papers-begin"
ROOT = Path(__file__).parents[2]


def job(kind: str, snapshot: Any) -> Any:
    """What render.pdf hands to the bound process."""
    handed: list[bytes] = []
    with pytest.MonkeyPatch.context() as instead:
        instead.setattr(sandbox, "run", lambda _module, data, *_rest: handed.append(data) or b"")
        render.pdf(kind, snapshot)
    return json.loads(handed[0])


def laid_out(kind: str, every: Sequence[papers.Paper], folder: Path) -> Iterator[bytes]:
    """The PDFs of some papers of a kind."""
    jobs = "".join(json.dumps(job(kind, papers.snapshot(one))) + "\n" for one in every)
    command = [sys.executable, "-m", __name__, str(folder)]
    subprocess.run(command, cwd=ROOT, input=jobs, capture_output=True, text=True, check=True)
    for place in range(len(every)):
        yield (folder / f"{place}.pdf").read_bytes()


def main(folder: str = "") -> None:
    """Say for each job how many bytes it gave."""
    for place, line in enumerate(sys.stdin):
        asked = json.loads(line)
        if asked is None:
            try:
                open(MARK).close()
            except FileNotFoundError:
                continue
        data = press.run(asked)
        if folder:
            Path(folder, f"{place}.pdf").write_bytes(data)
        sys.stdout.write(f"{len(data)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
