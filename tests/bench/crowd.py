"""A crowd: so many posts a second and so many cached reads beside them, for a bounded time.

An open loop, as people come: the next one does not wait for the one before. Latency counts from
the moment at which somebody meant to begin. Every receipt acknowledged must be a row afterwards.
"""

import asyncio
import tempfile
import time
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import urlsplit

from django.test import override_settings

from decisions.models import Decision, Submission
from tests.bench import posting, serving

POSTS, READS, SECONDS = 25, 300, 60  # a second, a second, seconds
HEAD = "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{more}\r\n"


def measure(decision: Decision, seconds: int = SECONDS) -> dict[str, Any]:
    """Latencies of both kinds, and how many acknowledged posts are missing from the rows."""
    posting.opened(decision)
    before = Submission.objects.count()
    serving.collect_static()
    with (
        override_settings(SECRET_KEY=serving.KEY),
        tempfile.TemporaryDirectory(prefix="yijue-bench-") as folder,
        serving.serving("config.settings.production", posting.WSGI) as server,
    ):
        written, cookie = posting.forms(Path(folder), guarded=True, number=POSTS * seconds)
        bodies = written.read_text(encoding="utf-8").splitlines()
        posts, reads = asyncio.run(_come(server.address, decision.pk, bodies, cookie, seconds))
    acknowledged = sum(1 for status, _took in posts if status == 303)
    return {
        "seconds": seconds,
        "posts": len(posts),
        "reads": len(reads),
        "lost": acknowledged - (Submission.objects.count() - before),
        "refused": len(posts) - acknowledged + sum(1 for s, _t in reads if s != 200),
        "post_p95": _p95(posts),
        "read_p95": _p95(reads),
    }


async def _come(
    address: str, pk: int, bodies: list[str], cookie: str, seconds: int
) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
    port = urlsplit(address).port or 80
    form = f"Cookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    posts = [_request("POST", f"/decisions/{pk}/opinion/", form, body) for body in bodies]
    reads = [_request("GET", f"/decisions/{pk}/", "", "")] * (READS * seconds)
    start = asyncio.get_running_loop().time() + 1
    said = await asyncio.gather(
        *(_one(port, text, start + n / POSTS) for n, text in enumerate(posts)),
        *(_one(port, text, start + n / READS) for n, text in enumerate(reads)),
    )
    return said[: len(posts)], said[len(posts) :]


def _request(method: str, path: str, more: str, body: str) -> bytes:
    data = body.encode()
    more += f"Content-Length: {len(data)}\r\nConnection: close\r\n"
    return HEAD.format(method=method, path=path, more=more).encode() + data


async def _one(port: int, text: bytes, at: float) -> tuple[int, float]:
    """Status and milliseconds since the moment meant."""
    loop = asyncio.get_running_loop()
    await asyncio.sleep(max(0.0, at - loop.time()))
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(text)
        line = await asyncio.wait_for(reader.readline(), 30)
        await reader.read()
        writer.close()
        return int(line.split()[1]), (loop.time() - at) * 1000
    except (OSError, TimeoutError, IndexError, ValueError):
        return 0, (loop.time() - at) * 1000


def _p95(said: list[tuple[int, float]]) -> float:
    return quantiles([took for _status, took in said], n=20)[-1]


def written(found: dict[str, Any]) -> list[str]:
    """The section of the benchmarks' page."""
    return [
        "## A crowd",
        "",
        f"An open loop for {found['seconds']} s on the same machine as server and database, measured "
        f"{time.strftime('%Y-%m-%d')}: {POSTS} posts and {READS} cached reads a second.",
        "",
        "| what | figure | goal |",
        "| --- | --- | --- |",
        f"| acknowledged posts not found as rows | {found['lost']} of {found['posts']} | 0 |",
        f"| answers that were refused or failed | {found['refused']} | 0 |",
        f"| p95 of a post | {found['post_p95']:.0f} ms | < 1000 ms |",
        f"| p95 of a read | {found['read_p95']:.0f} ms | < 300 ms |",
    ]
