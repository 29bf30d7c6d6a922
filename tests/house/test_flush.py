"""House: a test that commits leaves nothing behind, even where the record refuses DELETE."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from decisions import triggers
from decisions.models.entry import DailyHead


@pytest.mark.parametrize("turn", ["first", "second"])
@pytest.mark.django_db(transaction=True)
def test_the_record_is_empty_and_guarded_for_every_test(turn):
    """Each turn finds no row and every trigger, writes a row, and cannot take it back."""
    assert triggers.missing() == []
    assert not DailyHead.objects.exists()
    DailyHead.objects.create(
        on=date(2026, 5, 1), chains=0, previous="", digest=turn, taken_at=timezone.now()
    )
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        DailyHead.objects.all().delete()
