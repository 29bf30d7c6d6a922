"""The printable blanks of a decision: filled in by hand, scanned and uploaded with an act.

A blank is not stored: the same decision gives the same sheet.
"""

from typing import Any

from django.utils import timezone

from decisions.models import Decision
from notices import papers
from notices.wording.participation import profile_of
from notices.wording.words import final_title, titled

HANDLED = "姓名和联系方式只用于核实意见和告知处理结果，未经同意不公开。"


def comment_form(decision: Decision) -> papers.Blank:
    """The form on which an opinion is sent by post or handed in (Art. 15)."""
    activity = (
        decision.activities.filter(kind="open_consultation", withdrawn_reason="")
        .select_related("consultation__draft")
        .order_by("id")
        .last()
    )
    terms = getattr(activity, "consultation", None)
    return papers.comment_form(
        **_frame(decision, "征求意见表"),
        matter=titled(terms.draft.title if terms else decision.title),
        privacy=terms.privacy if terms and terms.privacy else HANDLED,
    )


def hearing_signin(decision: Decision) -> papers.Blank:
    """The sign-in sheet of a hearing, with a row for each person invited (Art. 16, 17)."""
    hearing = getattr(decision, "hearing", None)
    invited = hearing.people.count() if hearing else profile_of(decision).hearing_min_participants
    return papers.hearing_signin(
        **_frame(decision, "听证会签到表"),
        matter=titled(final_title(decision.title)),
        lines=max(14, min(invited + 4, 500)),
    )


def expert_signature_sheet(decision: Decision) -> papers.Blank:
    """The sheet an expert signs, declaring no interest (Art. 19, 20)."""
    return papers.expert_signature_sheet(
        **_frame(decision, "专家论证意见签署表"), matter=titled(final_title(decision.title))
    )


def _frame(decision: Decision, title: str) -> dict[str, Any]:
    return {
        "organ": decision.organ.name,
        "title": title,
        "issued_on": timezone.localdate(decision.opened_at),
        "sample": decision.sample,
    }


BLANKS = {
    "comment_form": comment_form,
    "hearing_signin": hearing_signin,
    "expert_signature_sheet": expert_signature_sheet,
}
