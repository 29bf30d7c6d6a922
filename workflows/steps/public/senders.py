"""Answering what senders ask afterwards: taken off publication, or erased, or not (PIPL 46, 47).

The request came by the public's pages (``workflows/sender_requests.py``); the answer is an
act of the openness officer, at any stage, and its reason stands in the record.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions.labels import label
from decisions.law.dossier import Dossier
from decisions.law.terms import SenderRequestKind, Stage
from decisions.models import SenderRequest, Submission
from workflows import erasing
from workflows.act import Act, Doing
from workflows.steps.forms.senders import AnswerRequestForm


class AnswerRequest(Act):
    """Answer a sender: take an opinion off publication, erase what was sent, or refuse with reasons
    (PIPL 46, 47)."""

    slug, step, label = "answer_request", "participation", _("Answer a sender's request")
    articles, stages, form = ("PIPL-47",), tuple(Stage), AnswerRequestForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """At any time once something was collected."""
        return "" if dossier.participation.activities else _("Nobody was asked for opinions yet.")

    def do(self, doing: Doing) -> None:
        """Settle it; the opinion itself stays counted and answered."""
        asked: SenderRequest = doing.data["request"]
        granted, why = doing.data["granted"], doing.data["answer"]
        SenderRequest.objects.filter(pk=asked.pk).update(
            settled_at=doing.now, settled_by=doing.user, granted=granted, answer=why
        )
        said = asked.submission
        doing.facts |= {"number": said.number, "kind": asked.kind, "granted": granted}
        if granted:
            _grant(doing, asked, said, why)
        verdict = "准予" if granted else "不予"
        kind = label(SenderRequestKind(asked.kind))
        doing.summary = f"{verdict}提交{said.number}的请求“{kind}”：{why[:60]}"


def _grant(doing: Doing, asked: SenderRequest, said: Submission, why: str) -> None:
    if asked.kind == SenderRequestKind.NOT_MINE:
        Submission.objects.filter(pk=said.pk).update(
            taken_off_on=doing.occurred_on, taken_off_reason=why
        )
    elif said.erased_at is None:
        doing.facts |= {"erased": said.number, "leaf": said.leaf}
        doing.facts["files"] = erasing.erase(doing, said)
