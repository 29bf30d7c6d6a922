"""A web server for the benchmarks: granian as in production, on 127.0.0.1 and a free port.

Ours runs with the production settings, references with ``reference_settings``; both against the
test database of this run, with the same workers and threads (docs/deploy.md).
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
KEY = secrets.token_urlsafe(50)  # shared by the servers and by who solves the challenges
WORKERS, THREADS = 2, 4
PLACE = {
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "127.0.0.1",
    "SITE_NAME": "样例",
    "SITE_SPONSOR": "样例",
    "SITE_SOURCE_URL": "https://source.example/",
    "SECURE_SSL_REDIRECT": "no",
    "STAFF_SECOND_FACTOR": "no",
    "LOG_LEVEL": "ERROR",
}
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A running server and what it cost so far."""

    address: str
    pid: int

    def cpu(self) -> float:
        """Seconds of CPU that its processes used."""
        return sum(_used(pid) for pid in (self.pid, *_children(self.pid)))


@contextmanager
def serving(settings: str, application: str, **more: str) -> Iterator[Server]:
    """A server for as long as the block runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = os.environ | PLACE | more | {"DJANGO_SETTINGS_MODULE": settings}
    place |= {"DATABASE_URL": database(), "PYTHONPATH": str(ROOT)}
    line = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi"]
    line += ["--host", "127.0.0.1", "--port", str(port), "--workers", str(WORKERS)]
    line += ["--blocking-threads", str(THREADS), "--log-level", "error", application]
    process = subprocess.Popen(line, cwd=ROOT, env=place, start_new_session=True)
    try:
        _answers(port)
        yield Server(f"http://127.0.0.1:{port}", process.pid)
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # it began a session of its own
        process.wait()


def collect_static() -> None:
    """Lay out the styles and scripts as production serves them."""
    place = os.environ | PLACE | {"DJANGO_SETTINGS_MODULE": "config.settings.production"}
    line = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(line, cwd=ROOT, env=place | {"DATABASE_URL": ""}, check=True)


def database() -> str:
    """The address of the test database, for another process."""
    said = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{said['NAME']}"
    host = f"?host={said['HOST']}" if said["HOST"] else ""
    return f"postgresql://{said['USER']}@/{said['NAME']}{host}"


def _answers(port: int) -> None:
    for _each in range(1_800):  # a machine full of other work takes its time
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                time.sleep(2.0)  # every worker has loaded the application
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *_children(child)]
    return found


def _used(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / TICKS
