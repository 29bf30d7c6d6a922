"""A real worker is killed in the middle of a paper (SIGKILL) and another goes on: one paper.

The worker is `celery` in a process of its own, with the folder queue of an office without Redis;
it reads the database of the test. What it left half done is done once its lease has run out.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from celery import Celery
from django.conf import settings
from django.db import connection
from django.utils import timezone

from config import env
from decisions import papers
from notices.models import Notice
from tests.workflows import road as roads
from workflows import fsck, issued, outbox
from workflows.models import Job

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_engine]
ROOT = Path(__file__).parents[2]
CELERY = [sys.executable, "-m", "celery", "--quiet", "-A", "config.celery"]
PATIENCE = 60  # seconds


@pytest.fixture
def store(tmp_path: Path, settings: Any) -> Path:
    """A store of this test's own: an equal paper made by another test would be the same file."""
    root = tmp_path / "var" / "papers"
    root.mkdir(parents=True)
    default: dict[str, Any] = settings.STORAGES["default"]
    options = default["OPTIONS"] | {"location": root}
    settings.STORAGES = settings.STORAGES | {"default": default | {"OPTIONS": options}}
    settings.PAPERS_ROOT = root
    return root


@pytest.fixture
def place(store: Path) -> dict[str, str]:
    """The environment of a worker beside this test: its database, its papers, a queue of its own."""
    if connection.vendor != "sqlite":
        pytest.skip("the outbox asks nothing of the engine; the file is enough")
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
        "YIJUE_VAR": str(store.parent),
        "YIJUE_FONTS": str(settings.FONTS_ROOT),
        "PYTHONPATH": str(ROOT),
        "C_FORCE_ROOT": "1",
    }


@pytest.fixture
def worker(place: dict[str, str]) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts workers; none outlives the test."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        line = [*CELERY, "worker", "-P", "prefork", "-c", "1", "--loglevel", "error"]
        line += ["--without-gossip", "--without-mingle"]
        quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        started.append(subprocess.Popen(line, cwd=ROOT, env=place, start_new_session=True, **quiet))
        return started[-1]

    yield start
    for process in started:
        _kill(process)


@pytest.fixture
def notice(store: Path, monkeypatch: pytest.MonkeyPatch) -> Notice:
    """A notice issued by its act, whose PDF waits in the outbox."""
    monkeypatch.setattr(outbox, "WAKE", lambda job_id: None)
    return roads.opened().until("say").decision.notices.get()


def test_a_paper_whose_worker_was_killed_is_made_once(
    notice: Notice, place: dict[str, str], worker: Callable[[], subprocess.Popen[bytes]]
) -> None:
    job = Job.objects.get(kind="render_notice", payload__notice=notice.pk)
    kept = _files()
    first = worker()
    _wake(place)
    _until(lambda: _row(job).leased_until is not None)
    _kill(first)
    assert (_row(job).done_at, _row(job).attempts) == (None, 1)
    assert not Notice.objects.exclude(sha256="").exists()
    assert _files() == kept
    assert outbox.run(job.pk) is False  # the dead worker's lease still holds, but not for long
    assert _row(job).leased_until <= timezone.now() + timedelta(minutes=2)
    Job.objects.filter(pk=job.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
    worker()
    _wake(place)
    _wake(place)
    _until(lambda: _row(job).done_at is not None)
    notice.refresh_from_db()
    assert (_row(job).attempts, _row(job).error) == (2, "")
    assert len(_files() - kept) == 1
    with pikepdf.open(settings.PAPERS_ROOT / papers.path(notice.sha256)) as paper:
        assert len(paper.pages) == notice.pages
    assert notice.registered is not None
    assert outbox.run(job.pk) is False
    assert issued.sweep_notices() == 0
    assert notice.decision.entries.filter(act=issued.ACT).count() <= 2
    assert list(fsck.examine([notice.decision_id])) == []


def _wake(place: dict[str, str]) -> None:
    """The minute's message, as the clock sends it."""
    url, options = env.broker("NO_BROKER", Path(place["YIJUE_VAR"]) / "queue")
    with Celery(broker=url, broker_transport_options=options) as clock:
        clock.send_task("workflows.tasks.sweep", ignore_result=True)


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _row(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def _until(true: Callable[[], bool]) -> None:
    """Look until it is so, or fail."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.02)


def _files() -> set[str]:
    """Every file of the store."""
    return {str(path) for path in Path(settings.PAPERS_ROOT).rglob("*") if path.is_file()}
