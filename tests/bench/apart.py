"""One piece of work in a process of its own: its wall and CPU time, and the most memory it held."""

import json
import os
import resource
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import connection


class Spent(NamedTuple):
    """What a run took: seconds of wall and CPU, and megabytes at the peak, the program included."""

    wall: float
    cpu: float
    peak: float
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
            os.write(write, json.dumps(_timed(work)).encode())
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


def _timed(work: Callable[[], Any]) -> tuple[float, float, float, Any]:
    begun, busy = time.perf_counter(), time.process_time()
    said = work()
    wall, cpu = time.perf_counter() - begun, time.process_time() - busy
    connection.close()
    return wall, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, said
