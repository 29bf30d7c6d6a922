"""What was imported, replaced, taken back and answered by sheet agrees in the package as well."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from decisions.models import Submission
from tests.workflows.consulting import do, opened
from tests.workflows.test_answer_sheets import brought, fill, sent
from tests.workflows.test_importing import numbered, row, taken
from workflows.dossier_package import verify_dossier, writing

pytestmark = pytest.mark.django_db


def differences(decision_id: int, place: Path) -> list[Any]:
    """What the offline verifier finds, but for a road that the factory did not walk."""
    out = io.BytesIO()
    writing.write(decision_id, out)
    place.write_bytes(out.getvalue())
    found = verify_dossier.verify(str(place)).differences
    return [one for one in found if one[0] not in ("order",)]


def test_a_package_holds_imports_replacements_and_answers(
    time_machine: Any, tmp_path: Path
) -> None:
    decision = opened(time_machine)
    first = taken(decision, *numbered(1, 2, 3))
    taken(decision, row(1, text="改过的。"), continues=first.pk, changed="replace")
    mistaken = taken(decision, *numbered(50, 51))
    do("take_back_import", decision, batch=mistaken.pk, reason="导错了表")
    book = sent(decision)
    for place in range(1, 4):
        fill(book, place, kind="解释说明", reason=f"理由{place}")
    brought(decision, book)
    assert differences(decision.pk, tmp_path / "p.zip") == []
    Submission.objects.filter(import_row=2, withdrawn_at=None).update(withdrawn_at=timezone.now())
    assert differences(decision.pk, tmp_path / "q.zip")
