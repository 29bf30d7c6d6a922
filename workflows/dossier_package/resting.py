"""A decision's file held still while it is read: nothing waits for the record, nobody acts."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from decisions.errors import NotNow
from decisions.models import Decision, Entry, Submission
from workflows import issued, sweep
from workflows.act import lock


@contextmanager
def at_rest(decision_id: int) -> Iterator[tuple[Decision, Entry]]:
    """The decision under its lock with its newest entry; what waits is registered first.

    Raises NotNow when more came in meanwhile.
    """
    sweep.register(decision_id)
    issued.register(decision_id)
    with transaction.atomic():
        decision = lock(decision_id)
        last = decision.entries.order_by("-seq").first()
        if last is None or Submission.objects.filter(decision=decision, batch=None).exists():
            raise NotNow("仍有意见提交等待登记，请稍后再导出。")
        yield decision, last
