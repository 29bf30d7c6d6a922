"""Legal counsel and government lawyers in a legality review (Art. 28).

They act by a single-use link (``workflows/links.py``) or with an account; what comes on paper is
entered by the reviewer with its scan.
"""

import hashlib
from datetime import date

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from decisions.models import CounselOpinion
from workflows import links, permissions
from workflows.doing import Doing
from workflows.steps.forms import counsel as forms
from workflows.steps.forms import evidence
from workflows.steps.review import ReviewAct
from workflows.steps.rows import legality as rows

CAPACITIES = {"legal_counsel": "法律顾问", "government_lawyer": "公职律师"}


class InviteCounsel(ReviewAct):
    """Ask a legal counsel or government lawyer for an opinion (Art. 28)."""

    slug, label, repeatable = "invite_counsel", _("Invite legal counsel"), True
    articles, form = ("28",), forms.InviteCounselForm

    def do(self, doing: Doing) -> None:
        """One row per counsel; the link hangs on the entry given back (``link_token``)."""
        review, asked = rows.newest(doing), doing.data
        rows.as_reviewer(doing, review)
        counsel = CounselOpinion.objects.create(
            review=review, name=asked["name"], capacity=asked["capacity"]
        )
        if asked["account"]:
            permissions.grant_person(doing.decision, asked["account"], Role.COUNSEL)
        else:
            links.hand_out(doing, counsel)
        doing.facts["counsel"] = counsel.pk
        doing.summary = f"组织{CAPACITIES[asked['capacity']]}提出法律意见"


class RenewCounselLink(ReviewAct):
    """Give a counsel a fresh link; the older one is void (Art. 28)."""

    slug, label = "renew_counsel_link", _("Give counsel a fresh link")
    articles, form, repeatable, optional = ("28",), forms.InvitedForm, True, True

    def do(self, doing: Doing) -> None:
        """The link hangs on the entry given back (``link_token``)."""
        rows.as_reviewer(doing, rows.newest(doing))
        links.hand_out(doing, doing.data["counsel"])
        doing.facts["counsel"] = doing.data["counsel"].pk
        doing.summary = "为法律顾问、公职律师重新生成一次性链接"


class EnterCounselOpinion(ReviewAct):
    """Enter a legal opinion given on paper (Art. 28)."""

    slug, label, repeatable = "enter_counsel_opinion", _("Enter counsel's opinion"), True
    articles, form, optional = ("28",), forms.EnterCounselForm, True

    def do(self, doing: Doing) -> None:
        """The scan proves the signature."""
        review, asked = rows.newest(doing), doing.data
        rows.as_reviewer(doing, review)
        counsel = asked["counsel"] or CounselOpinion(review=review, name=asked["name"])
        counsel.capacity, counsel.text = asked["capacity"], asked["text"]
        _speak(doing, counsel, asked["given_on"])


class GiveCounselOpinion(ReviewAct):
    """Counsel gives a legal opinion, signed (Art. 28; ESIGN-13)."""

    slug, label, repeatable = "give_counsel_opinion", _("Give a legal opinion"), True
    articles, form = ("28", "ESIGN-13"), forms.GiveCounselForm

    def do(self, doing: Doing) -> None:
        """The link is used up."""
        counsel = rows.own_opinion(doing)
        counsel.text = doing.data["text"]
        _speak(doing, counsel, doing.occurred_on)


def _speak(doing: Doing, counsel: CounselOpinion, on: date) -> None:
    title = f"{doing.decision.title}法律意见"
    paper, _proof = evidence.keep_signature(doing, "counsel_opinion", title)
    counsel.paper, counsel.given_on = paper, on
    links.use_up(counsel)
    counsel.save()
    doing.facts |= {
        "counsel": counsel.pk,
        "opinion": hashlib.sha256(counsel.text.encode()).hexdigest(),
    }
    doing.summary = f"{CAPACITIES.get(counsel.capacity, '法律顾问')}提出法律意见"
