"""What lies in the store: papers, notices and the clauses of each draft, each by its digest."""

from collections.abc import Iterator

from django.db.models import QuerySet

from decisions import drafts, papers
from decisions.errors import Misbuilt
from decisions.models import Decision, SubmissionFile
from notices.models import Notice
from workflows.fsck import Difference
from workflows.registry import acts


def examine(decision: Decision) -> Iterator[Difference]:
    """Every stored file and draft of one decision."""
    for paper in decision.papers.all():
        yield from file(decision, paper.sha256, f"材料《{paper.title}》")
    for sent in _sent(decision):
        yield from file(decision, sent.paper.sha256, f"意见附件《{sent.paper.title}》")
    printed = Notice.objects.filter(decision=decision).exclude(sha256="")
    for notice in printed.select_related("signed"):
        yield from file(decision, notice.sha256, f"公文《{notice.title}》")
        if notice.signature:
            yield from file(decision, notice.file, f"公文《{notice.title}》签章件")
    yield from _issued(decision)
    for draft in decision.drafts.prefetch_related("clauses"):
        if drafts.digest(list(draft.clauses.all())) != draft.digest:
            yield Difference("draft", decision.pk, f"草案第{draft.version}稿条文与摘要值不符")


def _sent(decision: Decision) -> QuerySet[SubmissionFile]:
    files = SubmissionFile.objects.filter(submission__decision=decision)
    return files.select_related("paper")


def _issued(decision: Decision) -> Iterator[Difference]:
    """Every act that issues a notice has left one; a decision that is withheld goes nowhere."""
    kinds = {slug: act.notice for slug, act in acts().items() if act.notice}
    there = set(Notice.objects.filter(decision=decision).values_list("entry", "kind"))
    for entry in decision.entries.filter(act__in=kinds).only("act", "seq", "facts"):
        withheld = entry.act == "promulgate" and "channels" not in entry.facts
        if not withheld and (entry.pk, kinds[entry.act]) not in there:
            yield Difference("notice", decision.pk, f"第{entry.seq}号记录发出的公文缺失")
    for entry in decision.entries.filter(facts__has_key="papers").only("seq", "facts"):
        if any((entry.pk, kind) not in there for kind in entry.facts["papers"]):
            yield Difference("notice", decision.pk, f"第{entry.seq}号记录形成的文书缺失")


def file(decision: Decision, digest: str, name: str, check: str = "file") -> Iterator[Difference]:
    """What is wrong with a stored file, read piece by piece."""
    try:
        papers.opened(digest).close()
    except FileNotFoundError:
        yield Difference(check, decision.pk, f"{name}的文件丢失")
    except Misbuilt:
        yield Difference(check, decision.pk, f"{name}的文件被改动")
