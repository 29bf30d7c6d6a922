"""An import in a real process, killed in the middle with SIGKILL, then begun again by another.

The work runs as a worker runs it, against a database of its own, and is watched from outside.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from accounts.roles import Role
from decisions.intake.exports import write_csv
from decisions.models import ImportBatch, Opinion, Submission, Tally
from tests.workflows.consulting import OPENS, at, do, opened
from workflows import fsck, outbox, tallying
from workflows.models import Job

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).parents[2]
HEAD = ("序号", "征集渠道", "意见内容")
ROWS = 4000
WORKER = """
import sys, django
django.setup()
from django.db import connection
connection.close()
connection.settings_dict["NAME"] = sys.argv[2]
from django.conf import settings
settings.STORAGES["default"]["OPTIONS"]["location"] = sys.argv[3]
from workflows import outbox, registry
from workflows.importing import taking
registry.acts()
taking.CHUNK = 100
print("at work", flush=True)
outbox.run(int(sys.argv[1]))
print("done", flush=True)
"""


@pytest.fixture
def job() -> Job:
    """An import asked for and not begun."""
    rows = [(n, "来信", f"第{n}条意见：路灯太暗。") for n in range(1, ROWS + 1)]
    sheet = SimpleUploadedFile("意见.csv", write_csv(rows, HEAD))
    with time_machine.travel(at(OPENS), tick=False) as travel:
        decision = opened(travel)
        entry = do(
            "import_opinions",
            decision,
            Role.DRAFTING_OFFICER,
            activity=decision.activities.get().pk,
            files={"sheet": sheet},
        )
    return Job.objects.get(key=f"import_opinions:{entry.facts['import']}")


def worker(job: Job) -> subprocess.Popen[str]:
    """A process of its own that does the job."""
    place = os.environ | {"PYTHONPATH": str(ROOT)}
    given = [str(job.pk), str(connection.settings_dict["NAME"]), str(settings.PAPERS_ROOT)]
    line = [sys.executable, "-c", WORKER, *given]
    return subprocess.Popen(line, cwd=ROOT, env=place, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def processes() -> Iterator[list[subprocess.Popen[str]]]:
    """Whatever was started is ended."""
    started: list[subprocess.Popen[str]] = []
    yield started
    for one in started:
        if one.poll() is None:
            one.kill()
        one.communicate()


def test_a_killed_import_is_taken_up_again_and_no_row_is_lost_or_doubled(job, processes):
    first = worker(job)
    processes.append(first)
    deadline = time.monotonic() + 90
    while not 300 <= Submission.objects.count() < ROWS and time.monotonic() < deadline:
        assert first.poll() is None, "the worker ended by itself"
        time.sleep(0.02)
    os.kill(first.pid, signal.SIGKILL)
    assert first.wait() == -signal.SIGKILL
    batch = ImportBatch.objects.get()
    held = Submission.objects.count()
    assert 0 < held < ROWS
    assert batch.finished_at is None
    assert held == batch.counts["taken"]  # a chunk is there whole, or not at all

    job.refresh_from_db()
    assert job.leased_until is not None
    assert job.leased_until < timezone.now() + timedelta(minutes=3)  # no long wait for the dead
    assert not outbox.run(job.pk)
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    second = worker(job)
    processes.append(second)
    assert second.wait(timeout=120) == 0

    batch.refresh_from_db()
    assert batch.finished_at
    assert batch.counts == {"taken": ROWS}
    rows = Submission.objects.values_list("import_row", flat=True)
    assert sorted(rows) == list(range(2, ROWS + 2))
    assert Opinion.objects.count() == Submission.objects.count() == ROWS
    assert Tally.objects.get().opinions == tallying.counts(batch.decision)["opinions"] == ROWS
    assert not [one for one in fsck.examine([batch.decision_id]) if one.check != "stage"]
