"""A submission that no longer counts because its sender took it back or corrected it (Art. 18).

Its row, its leaf and its dispositions stay; the counters and the record say that it is gone.
Called under the decision's lock by ``taking_back.py`` and ``correcting.py``.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from decisions.errors import NotNow
from decisions.law.terms import Progress, Section
from decisions.models import Decision, Entry, Opinion, SectionProgress, Submission
from workflows import counting, report_items
from workflows.sweep import enter


def may_retire(decision: Decision, submission: Submission) -> None:
    """Raise NotNow when it is gone already or its answer is settled."""
    if submission.withdrawn_at:
        raise NotNow(_("This submission was withdrawn already."))
    if SectionProgress.objects.filter(
        decision=decision, section=Section.PARTICIPATION, progress=Progress.CONCLUDED
    ).exists():
        raise NotNow(
            _("The answer to it is already settled. You may still ask for its text to be erased.")
        )


def retire(
    decision: Decision,
    submission: Submission,
    at: datetime,
    *,
    act: str,
    summary: str,
    facts: Mapping[str, Any] | None = None,
) -> Entry:
    """Take a submission out of the count and enter it into the record."""
    opinions = list(counting.with_kinds(submission.opinions.all()))
    submission.withdrawn_at = at
    submission.save(update_fields=["withdrawn_at"])
    touched = {opinion.cluster_id for opinion in opinions}
    counting.keep(decision, opinions, _gone(submission, opinions), Counter(), touched)
    report_items.take_out(opinions)
    told = {"number": submission.number, "leaf": submission.leaf, **(facts or {})}
    return enter(decision, at, by="提交人", act=act, articles=["18"], summary=summary, facts=told)


def _gone(submission: Submission, opinions: list[Opinion]) -> counting.Counts:
    was = counting.before(opinions)
    # Its disposition rows stay, so what counts rows and not opinions stays too.
    del was["adopted_without_change"]
    number = len(opinions)
    given = Counter((o.assigned_to_id, "assigned") for o in opinions if o.assigned_to_id)
    sent = {"submissions": 1, "opinions": number, f"from_{submission.channel}": number}
    return was + given + counting.places(opinions) + Counter(sent)
