"""What the acts of the expert review write: whose row it is, the declaration, the opinion.

Art. 19 and 20 as far as they bar an act at once; what must hold at the end of the section is
``decisions/law/expertise.py``. Called by ``steps/expertise.py`` only.
"""

import hashlib
from datetime import date

from django.utils.translation import gettext as _

from decisions.errors import NotNow, NotReady, NotYours
from decisions.law.shortcoming import Shortcoming
from decisions.models import Draft, Expert
from workflows import links
from workflows.doing import Doing, Guest

DECLARED = ["conflict_declared_on", "direct_interest", "interest_note"]
SPOKEN = ["opinion", "opinion_on", "draft", "signed_paper", "signature", "link", "link_expires_at"]
OPINION_STAYS = Shortcoming(
    "20",
    "该专家已经提出书面意见，不能因意见不同而更换。",
    "保留其意见并说明采纳情况；事后发现有直接利害关系的，勾选该项并说明理由。",
)


def own_row(doing: Doing) -> Expert:
    """The row of whoever acts: a guest's by its link, an account's by its name."""
    asked = Expert.objects.filter(decision=doing.decision, removed_reason="")
    if isinstance(doing.actor, Guest):
        expert = asked.filter(pk=doing.actor.row_id).first()
    else:
        expert = asked.filter(name=str(doing.actor)).last()
    if expert is None:
        raise NotYours(_("You are not among the experts of this decision."))
    links.still_open(doing, expert)
    unbiased(expert)
    return expert


def unbiased(expert: Expert) -> None:
    """Art. 20: a declared interest bars the expert."""
    if expert.direct_interest:
        raise NotReady(
            _("An expert with a direct interest takes no part."),
            [
                Shortcoming(
                    "20",
                    f"专家{expert.name}已声明与决策事项有直接利害关系，不得参加论证。",
                    "请其回避，另聘专家论证。",
                )
            ],
        )


def declared_free(expert: Expert) -> None:
    """Art. 20: first the declaration, then the opinion."""
    if expert.direct_interest is None:
        raise NotReady(
            _("First declare whether there is a direct interest."),
            [Shortcoming("20", "尚未作出利害关系声明。", "先声明与决策事项有无直接利害关系。")],
        )


def declare(expert: Expert, interest: bool, note: str, on: date | None) -> None:
    """Keep the declaration and its day."""
    expert.direct_interest, expert.interest_note, expert.conflict_declared_on = interest, note, on


def speak(expert: Expert, opinion: str, on: date, draft: Draft) -> None:
    """Keep the opinion; one on an older draft stays below the new one."""
    if expert.opinion and expert.draft_id == draft.pk:
        raise NotNow(_("The opinion on this draft was already given."))
    if on < expert.conflict_declared_on:
        raise NotNow(_("The declaration comes before the opinion."))
    earlier = (
        f"\n\n（{expert.opinion_on}对前一稿的意见）\n{expert.opinion}" if expert.opinion else ""
    )
    expert.opinion, expert.opinion_on, expert.draft = opinion + earlier, on, draft


def note(doing: Doing, expert: Expert) -> None:
    """The record keeps digests, never the words."""
    doing.facts["expert"] = expert.pk
    if expert.opinion:
        doing.facts["opinion"] = hashlib.sha256(expert.opinion.encode()).hexdigest()
        doing.facts["draft"] = expert.draft.digest if expert.draft else ""
        doing.summary = f"{expert.institution}的专家提出论证意见"
    else:
        doing.summary = f"录入{expert.institution}专家的利害关系声明"
