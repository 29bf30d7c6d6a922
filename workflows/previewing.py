"""What the signers of a proposal see: the paper as it would go out if the act were done now.

The act is done whole, the notice read, and everything undone: the same rows, the same gates, the
same wording as at the last signature (签批). Only the number stays open until then.
"""

from django.db import transaction

from notices import render
from notices.models import Notice
from workflows import signoff
from workflows.models import Proposal


def pages(proposal: Proposal) -> list[str]:
    """The papers of a waiting proposal as HTML pages; raises what the act would be refused with."""
    with transaction.atomic():
        try:
            entry = signoff.take_effect(proposal)
            issued = Notice.objects.filter(entry=entry).order_by("id")
            return [render.html(n.kind, n.snapshot | {"number": ""}) for n in issued]
        finally:
            transaction.set_rollback(True)
