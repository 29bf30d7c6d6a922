"""A closed loop of clients against one address: ``wrk`` with a script that posts forms.

Traffic goes to 127.0.0.1 only and for a bounded time. What the clients saw comes back as numbers:
rate, latencies, answers that were not what was hoped for.
"""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.bench.serving import Server

SCRIPT = Path(__file__).with_name("post.lua")
CLIENTS = 16


@dataclass(frozen=True)
class Seen:
    """What the clients saw in one round, and the server's CPU per answer (ms)."""

    rate: float
    p50: float
    p95: float
    p99: float
    errors: int
    answers: int
    cpu: float


def required() -> None:
    """Refuses to go on without the load generator."""
    if shutil.which("wrk") is None:
        raise RuntimeError("wrk is not installed: python3 setup/system.py bench")


def run(
    server: Server,
    path: str,
    seconds: int,
    *,
    forms: Path | None = None,
    cookie: str = "",
    expected: int = 200,
    clients: int = CLIENTS,
) -> Seen:
    """One round; with ``forms`` each line of the file is the body of one post."""
    line = ["wrk", "--threads", "1", "--connections", str(clients), "--duration", f"{seconds}s"]
    line += ["--timeout", "20s", "--script", str(SCRIPT), f"{server.address}{path}", "--"]
    line += [str(forms or ""), cookie or "-", str(expected)]
    before = server.cpu()
    done = subprocess.run(line, capture_output=True, text=True, check=True, timeout=seconds + 60)
    said = json.loads(done.stdout.rpartition("RESULT ")[2])
    used = server.cpu() - before
    return Seen(
        rate=said["answers"] / said["seconds"],
        p50=said["p50"] / 1000,
        p95=said["p95"] / 1000,
        p99=said["p99"] / 1000,
        errors=said["errors"] + said["unexpected"],
        answers=said["answers"],
        cpu=used / max(said["answers"], 1) * 1000,
    )
