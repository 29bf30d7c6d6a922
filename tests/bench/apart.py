"""One piece of work in a process of its own: its wall and CPU time, and the most memory it held."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection


class Spent(NamedTuple):
    """What a run took: seconds of wall and CPU, megabytes at the peak, and before it began."""

    wall: float
    cpu: float
    peak: float
    before: float
    said: Any = None


def apart(work: Callable[[], Any]) -> Spent:
    """Fork, do the work, report; the database is opened anew on both sides."""
    connection.close()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        code = 1
        try:
            os.write(write, json.dumps(timed(work)).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(write)
    with os.fdopen(read) as pipe:
        told = pipe.read()
    _pid, status = os.waitpid(child, 0)
    if status:
        raise RuntimeError("the run in its own process failed")
    return Spent(*json.loads(told))


def timed(work: Callable[[], Any]) -> tuple[float, float, float, float, Any]:
    """Do the work here; the fields of ``Spent``."""
    before = _held()
    begun, busy = time.perf_counter(), time.process_time()
    said = work()
    wall, cpu = time.perf_counter() - begun, time.process_time() - busy
    connection.close()
    return wall, cpu, _held(), before, said


def _held() -> float:
    """The most memory this process ever held, in MB; rusage would count its parent's too."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
