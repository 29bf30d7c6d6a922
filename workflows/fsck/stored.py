"""What lies in the store: papers, notices and the clauses of each draft, each by its digest."""

from collections.abc import Iterator

from decisions import drafts, papers
from decisions.errors import Misbuilt
from decisions.models import Decision
from notices.models import Notice
from workflows.fsck import Difference


def examine(decision: Decision) -> Iterator[Difference]:
    """Every stored file and draft of one decision."""
    for paper in decision.papers.all():
        yield from _file(decision, paper.sha256, f"材料《{paper.title}》")
    for notice in Notice.objects.filter(decision=decision).exclude(sha256=""):
        yield from _file(decision, notice.sha256, f"公文《{notice.title}》")
    for draft in decision.drafts.prefetch_related("clauses"):
        if drafts.digest(list(draft.clauses.all())) != draft.digest:
            yield Difference("draft", decision.pk, f"草案第{draft.version}稿条文与摘要值不符")


def _file(decision: Decision, digest: str, name: str) -> Iterator[Difference]:
    try:
        papers.read(digest)
    except FileNotFoundError:
        yield Difference("file", decision.pk, f"{name}的文件丢失")
    except Misbuilt:
        yield Difference("file", decision.pk, f"{name}的文件被改动")
