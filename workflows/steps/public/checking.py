"""The second look (Art. 18): a lot draws a share of the answers, another officer looks at each.

No article demands it, so it blocks nothing; the share stands in the profile. The lot is drawn with
the head of the decision's chain as its seed, so that anybody can draw it again (docs/record.md).
"""

from collections import Counter
from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions.errors import NotNow
from decisions.law.dossier import Dossier
from decisions.law.lot import drawn
from decisions.law.profile import load_profile
from decisions.law.terms import Stage
from decisions.models import AnswerCheck, Disposition
from workflows import counting
from workflows.act import Act, Doing
from workflows.steps.forms import checking as forms
from workflows.steps.public.opinions import nothing_collected
from workflows.steps.rows.dispositions import take_back


class DrawChecks(Act):
    """Draw by lot which answers a second officer looks at (Art. 18)."""

    slug, step, label = "draw_checks", "participation", _("Draw answers for a second look")
    articles, stages = ("18",), (Stage.DRAFTING,)
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Only where opinions are collected."""
        return nothing_collected(dossier)

    def do(self, doing: Doing) -> None:
        """From what was answered since the last draw."""
        share = load_profile(doing.decision.profile, doing.decision.profile_on).opinion_check_share
        last = doing.decision.entries.filter(act=self.slug).order_by("-seq").first()
        since = last.facts["through"] if last else 0
        rows = Disposition.objects.filter(decision=doing.decision, pk__gt=since).order_by("pk")
        found = {_subject(row): row for row in rows.only("opinion", "cluster", "decided_by")}
        if not found:
            raise NotNow(_("Nothing was answered since the last draw."))
        seed = doing.decision.chain_head
        lot = drawn(found, share, seed)
        AnswerCheck.objects.bulk_create(
            AnswerCheck(
                decision=doing.decision,
                **{f"{kind}_id": pk},
                disposer_id=found[kind, pk].decided_by_id,
                drawn_on=doing.occurred_on,
                lot=doing.decision.version + 1,
            )
            for kind, pk in lot
        )
        counting.shift(doing.decision, Counter(), Counter({"checks_drawn": len(lot)}))
        doing.facts |= {
            "seed": seed,
            "share": str(share),
            "through": max(row.pk for row in found.values()),
            "among": len(found),
            "drawn": [list(one) for one in lot],
        }
        doing.summary = f"从{len(found)}项处理结果中抽取{len(lot)}项复核"


class CheckAnswer(Act):
    """Look at an answer that another officer gave, and agree or not (Art. 18)."""

    slug, step, label = "check_answer", "participation", _("Look at an answer a second time")
    articles, stages, form = ("18",), (Stage.DRAFTING,), forms.CheckForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Only while answers may change."""
        return nothing_collected(dossier)

    def do(self, doing: Doing) -> None:
        """Whoever disagrees gives the opinion back to its officer, unanswered."""
        row, agreed = doing.data["check"], doing.data["agreed"]
        if row.disposer_id == doing.user.pk:
            raise NotNow(_("Another officer than the one who answered looks at it."))
        row.checker, row.agreed, row.note = doing.user, agreed, doing.data["note"]
        row.checked_on = doing.occurred_on
        row.save(update_fields=["checker", "agreed", "note", "checked_on"])
        told = "checks_agreed" if agreed else "checks_disagreed"
        counting.shift(doing.decision, Counter(), Counter({told: 1}))
        if not agreed:
            opinions, clusters = [row.opinion_id], [row.cluster_id]
            take_back(doing, [pk for pk in opinions if pk], [pk for pk in clusters if pk])
        subject = ["opinion", row.opinion_id] if row.opinion_id else ["cluster", row.cluster_id]
        doing.facts |= {"check": row.pk, "subject": subject, "agreed": agreed, "note": row.note}
        doing.summary = (
            "复核处理结果：同意" if agreed else f"复核处理结果：不同意，退回承办人：{row.note[:60]}"
        )


def _subject(row: Disposition) -> tuple[str, int]:
    return ("cluster", row.cluster_id) if row.cluster_id else ("opinion", row.opinion_id)
