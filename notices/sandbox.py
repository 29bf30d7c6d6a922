"""Running a job that reads strangers' text in a process of its own, with limits.

A paper that would take the machine down takes only its own process: address space, processor
seconds and wall-clock time are bounded, secrets of the environment stay behind. Called by
render.py and joining.py, and to read signatures; what a job does stands in the module it names.
"""

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

ROOT = Path(__file__).resolve().parents[1]
KEPT = ("PATH", "HOME", "XDG_CACHE_HOME", "FONTCONFIG_PATH", "FONTCONFIG_FILE", "LD_LIBRARY_PATH")
OUT_OF_MEMORY, FORBIDDEN, FAULT, TOO_LONG = 3, 4, 5, 6  # exit codes of the job
LOOK = 0.5  # seconds


class RenderFailed(Exception):
    """A paper could not be made; the message says why and is fit for the officer's screen."""


@dataclass(frozen=True)
class Limits:
    """What one job may use: wall-clock seconds and megabytes of address space."""

    seconds: int = 60
    megabytes: int = 512

    def for_rows(self, rows: int) -> "Limits":
        """Grows the limits with the rows of the paper's table."""
        return Limits(self.seconds + rows // 20, self.megabytes + rows // 6)


def bind(limits: Limits) -> None:
    """Binds the calling process to the limits; the job calls it before it reads anything."""
    space = limits.megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (space, space))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 30, 1 << 30))


def run(
    module: str,
    job: bytes | Callable[[], bytes],
    limits: Limits,
    epoch: int,
    watch: Callable[[], None] | None = None,
) -> bytes:
    """Runs the module as a job, or raises RenderFailed saying which limit it met.

    A job that takes time to write is given as what writes it: its process starts meanwhile.
    ``watch`` is called again and again while it runs, and once when it is done; what it raises
    stops the job.
    """
    command = [sys.executable, "-m", module, str(limits.seconds), str(limits.megabytes)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=_environment(epoch),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    with process:
        try:
            _hand_over(process, job if isinstance(job, bytes) else job())
            answer, errors = _awaited(process, limits, watch or _nobody_looks)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise
    if process.returncode:
        raise RenderFailed(_reason(process.returncode, errors.decode(errors="replace"), limits))
    if watch:
        watch()  # what a quick machine did last falls between two looks
    return answer


def _hand_over(process: subprocess.Popen[bytes], job: bytes) -> None:
    """Writes the job beside the waiting: a pipe is too short for one that nobody reads yet."""
    pipe, process.stdin = process.stdin, None
    assert pipe is not None

    def write() -> None:
        with suppress(BrokenPipeError), pipe:
            pipe.write(job)

    threading.Thread(target=write, daemon=True).start()


def _awaited(
    process: subprocess.Popen[bytes], limits: Limits, watch: Callable[[], None]
) -> tuple[bytes, bytes]:
    until = time.monotonic() + limits.seconds
    while time.monotonic() < until:
        with suppress(subprocess.TimeoutExpired):
            return process.communicate(timeout=LOOK)
        watch()
    raise RenderFailed(_too_long(limits))


def _nobody_looks() -> None:
    """The job is not awaited on any page."""


def _environment(epoch: int) -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    fixed = {"PYTHONHASHSEED": "0", "LANG": "C.UTF-8", "SOURCE_DATE_EPOCH": str(epoch)}
    return kept | fixed | {"PYTHONDONTWRITEBYTECODE": "1"}


def _reason(code: int, errors: str, limits: Limits) -> str:
    if code == TOO_LONG:  # of a part, whose own limit it was
        return _too_long(Limits(int(errors)))
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return _too_long(limits)
    if code == OUT_OF_MEMORY or "Cannot allocate memory" in errors or code < 0:
        return _("The paper needs more than %(megabytes)s MB and was stopped.") % {
            "megabytes": limits.megabytes
        }
    last = errors.strip().splitlines()[-1] if errors.strip() else str(code)
    if code == FORBIDDEN:
        return _("The paper asks for a file that is not its own: %(what)s") % {"what": last}
    return _("The paper could not be laid out: %(what)s") % {"what": last}


def _too_long(limits: Limits) -> str:
    return _("The paper took longer than %(seconds)s seconds and was stopped.") % {
        "seconds": limits.seconds
    }
