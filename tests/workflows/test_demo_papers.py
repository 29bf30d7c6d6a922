"""Every paper of the demo made, measured and signed; every dossier checked away from the server."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pytest_django import DjangoDbBlocker

from decisions import papers as store
from decisions.models import Decision
from notices import services
from notices.models import Notice
from tests.notices import measure, standards
from tests.workflows.township import SEEDED, laid_down
from workflows import doers, outbox
from workflows.demo import people
from workflows.demo.reading import stories
from workflows.dossier_package import verify_dossier, writing

pytestmark = [pytest.mark.long, pytest.mark.django_db, pytest.mark.one_engine]
A4 = (210, 297)  # mm
TITLES = {story.slug: story.decision["title"] for story in stories(SEEDED)}


@pytest.fixture(scope="module", autouse=True)
def _township(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), laid_down():
        yield


@pytest.mark.parametrize("slug", TITLES)
def test_papers_and_dossier_of(slug: str, tmp_path: Path) -> None:
    people.seed_certificates()
    decision = Decision.objects.get(title=TITLES[slug])
    for notice in services.unrendered().filter(decision=decision):
        _print_and_sign(notice)
    issued = Notice.objects.filter(decision=decision).select_related("signed")
    assert {str(one): _wrong(one) for one in issued if _wrong(one)} == {}
    checked = _checked(decision, tmp_path / "dossier.zip")
    assert checked["differences"] == []
    assert checked["checked"].get("notices", 0) == len(issued)
    assert checked["checked"]["record"] == decision.entries.count()


def _print_and_sign(notice: Notice) -> None:
    """As the worker does."""
    assert outbox.run(doers.ask_for(notice).pk)
    asked = doers.ask_to_sign(Notice.objects.get(pk=notice.pk))
    assert asked is not None
    assert outbox.run(asked.pk)


def _wrong(notice: Notice) -> list[str]:
    data = store.read(notice.sha256)
    found = [*standards.archival(data), *standards.accessible(data), *_of_a_bad_size(data)]
    found += ["unsigned"] if notice.signature is None else []
    found += ["shows a box"] if measure.boxes(data) else []
    return found


def _of_a_bad_size(data: bytes) -> Iterator[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            size = tuple(round(float(side) * measure.MM) for side in page.mediabox[2:])
            if size not in (A4, A4[::-1]):
                yield f"a page of {size} mm"


def _checked(decision: Decision, package: Path) -> dict[str, Any]:
    """By the checker as it travels, in a Python that sees nothing of the project."""
    with package.open("wb") as file:
        writing.write(decision.pk, file)
    script = str(verify_dossier.__file__)
    asked = [sys.executable, "-I", script, str(package), "--json"]
    ran = subprocess.run(asked, capture_output=True, text=True, check=False, cwd=package.parent)
    return dict(json.loads(ran.stdout))
