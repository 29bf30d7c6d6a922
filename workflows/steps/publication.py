"""Reports before issue, then promulgation (Art. 8, 31, 32; GIR).

The organ reports to the Party committee and, where the matter asks for it, to the people's
congress; whoever drafted interprets. What must hold stands in ``decisions/law/publication.py``.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions import drafts
from decisions.law.dossier import Dossier
from decisions.law.terms import Disclosure, MeetingResult, NpcStep, Stage
from decisions.models import Publication, Reports
from notices.services import reserve_number
from workflows.act import Act, Doing
from workflows.registry import Step
from workflows.steps.forms import publication as forms
from workflows.steps.rows.archive import archive_term
from workflows.steps.rows.publication import at_hand, publication_of
from workflows.telling import bring, issue

STEP = Step(
    code="publication",
    label=_("Promulgation"),
    articles=("8", "31", "32"),
    stages=(Stage.DECIDED, Stage.PROMULGATED),
    after="deliberation",
    gate=("G14", "G15"),
)
PUBLISHING = ["draft", "disclosure", "adoption_statement", "published_on", "channels"]
PUBLISHING += ["interpretation_on", "document_number"]
BEFORE_ISSUE = (Stage.SUBMITTED, Stage.DELIBERATION, Stage.DECIDED)
PUBLISHED = (Stage.PROMULGATED, Stage.IN_EXECUTION, Stage.SUSPENDED, Stage.CONCLUDED)


class ReportToParty(Act):
    """Report to the Party committee of the same level before issue (Art. 31)."""

    slug, step, label = "report_to_party", "publication", _("Report to the Party committee")
    articles, stages, form, repeatable = ("31",), BEFORE_ISSUE, forms.ReportForm, True

    def do(self, doing: Doing) -> None:
        """The reference, the day and the paper."""
        asked = doing.data
        paper = doing.paper("paper", "party_report", f"请示报告（{asked['reference']}）")
        kept = {"party_paper": paper} if paper else {}
        kept |= {"party_reference": asked["reference"], "party_reported_on": asked["reported_on"]}
        doing.keep(Reports, **kept)
        doing.facts |= {"reference": asked["reference"], "on": asked["reported_on"].isoformat()}
        doing.summary = f"向同级党委请示报告：{asked['reference']}"


class ReportToCongress(Act):
    """Report to the people's congress, or put the matter to it for decision (Art. 8)."""

    slug, step, label = "report_to_congress", "publication", _("Report to the people's congress")
    articles, stages, form, repeatable = ("8",), BEFORE_ISSUE, forms.ReportForm, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Only where the matter calls for it."""
        if dossier.matter.npc_step in (None, NpcStep.NONE):
            return _("This matter need not go to the people's congress.")
        return ""

    def do(self, doing: Doing) -> None:
        """The reference, the day and the paper."""
        asked = doing.data
        doing.paper("paper", "congress_report", f"报告或者提请人大（{asked['reference']}）")
        doing.keep(Reports, npc_reference=asked["reference"], npc_on=asked["reported_on"])
        doing.facts |= {"reference": asked["reference"], "on": asked["reported_on"].isoformat()}
        doing.summary = f"报告或者提请人大：{asked['reference']}"


class PrepareInterpretation(Act):
    """Write the interpretation that comes with the decision (Art. 32; SC80)."""

    slug, step = "prepare_interpretation", "publication"
    label, form = _("Prepare the interpretation"), forms.InterpretationForm
    articles, stages = ("SC80-2", "32.2"), (Stage.DECIDED, Stage.PROMULGATED)
    repeatable = True
    rewrites, papers = True, ("interpretation",)

    def do(self, doing: Doing) -> None:
        """Published with the decision, it bears that day; written later, it goes out at once."""
        row = publication_of(doing.decision)
        row.interpretation, row.interpretation_on = doing.data["interpretation"], doing.occurred_on
        row.save(update_fields=["interpretation", "interpretation_on"])
        doing.paper("file", "interpretation", f"《{doing.decision.title}》政策解读")
        doing.summary = "拟写政策解读"
        if row.published_on:
            bring(doing, "interpretation")


class ReviewWithholding(Act):
    """Review whether the decision is withheld, and on which legal ground (GIR-14 to 16)."""

    slug, step, label = "review_withholding", "publication", _("Review the withholding")
    articles, stages = ("GIR-14", "GIR-15", "GIR-16", "SC80-1.1"), (Stage.DECIDED,)
    form, repeatable, optional = forms.WithholdingForm, True, True

    def do(self, doing: Doing) -> None:
        """Keep the attribute, the ground and the day of review."""
        row = publication_of(doing.decision)
        row.disclosure, row.withholding_ground = doing.data["disclosure"], doing.data["ground"]
        row.withholding_reviewed_on = doing.occurred_on
        row.save(update_fields=["disclosure", "withholding_ground", "withholding_reviewed_on"])
        doing.facts |= {"disclosure": row.disclosure, "ground": row.withholding_ground}
        doing.summary = "审核决策的公开属性"


class Promulgate(Act):
    """Make the decision public, with the adoption of opinions and its interpretation (Art. 32)."""

    slug, step, label = "promulgate", "publication", _("Promulgate the decision")
    articles, gates, stages = ("31", "32", "GIR-23", "GIR-26"), ("G14", "G15"), (Stage.DECIDED,)
    moves, form, notice = "promulgate", forms.PromulgationForm, "promulgation_notice"
    papers = ("interpretation",)

    def not_yet(self, dossier: Dossier) -> Any:
        """What the meeting amended is first written down and frozen."""
        meeting = dossier.meetings[-1] if dossier.meetings else None
        if meeting is None or meeting.result is not MeetingResult.ADOPT_AMENDED:
            return ""
        if dossier.drafts and dossier.draft.digest == meeting.draft_digest:
            return _("Enter and freeze the draft as the meeting amended it.")
        return ""

    def do(self, doing: Doing) -> None:
        """Keep what goes out, where and when; a decision lawfully withheld goes nowhere."""
        row, asked = at_hand(doing), doing.data
        if doing.stood.meetings[-1].result is MeetingResult.ADOPT_AMENDED:
            row.draft = drafts.frozen(doing.rows)[0]
        row.disclosure = row.disclosure or doing.stood.matter.disclosure or ""
        row.adoption_statement = asked["adoption_statement"]
        _state_reason(doing)
        if row.disclosure == Disclosure.PROACTIVE:
            _publish(doing, row)
        else:
            doing.summary = "决策依法不予公开，完成公布环节审核"
        row.save(update_fields=PUBLISHING)
        doing.facts |= {"draft": row.draft.digest, "disclosure": row.disclosure}
        doing.met("publication")
        archive_term(doing)


class RecordPublication(Act):
    """Record a further channel by which the decision was made public (Art. 32)."""

    slug, step, label = "record_publication", "publication", _("Record a further channel")
    articles, stages, form = ("32.1",), PUBLISHED, forms.ChannelForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """What is withheld is on no channel."""
        return "" if dossier.publication.published_on else _("The decision is not published.")

    def do(self, doing: Doing) -> None:
        """The channels in the order in which they came."""
        row, asked = publication_of(doing.decision), doing.data
        row.channels = [*row.channels, asked["channel"]]
        row.save(update_fields=["channels"])
        doing.facts |= {"channel": asked["channel"], "reference": asked["reference"]}
        doing.summary = f"另经{asked['channel']}公布决策"


def _publish(doing: Doing, row: Publication) -> None:
    row.published_on, row.channels = doing.occurred_on, doing.data["channels"]
    if row.interpretation_on:
        row.interpretation_on = max(row.interpretation_on, doing.occurred_on)
    number = reserve_number(Promulgate.notice, doing.decision, doing.occurred_on, doing.now)
    row.document_number = str(number)
    doing.facts |= {"channels": row.channels, "number": row.document_number}
    doing.summary = "公布决策"
    issue(doing, Promulgate.notice, number=number)
    if row.interpretation_on:
        bring(doing, "interpretation")


def _state_reason(doing: Doing) -> None:
    """The reason for a late publication is given with the act itself (GIR-26)."""
    if doing.data["overdue_reason"]:
        doing.argue("published_in_time", doing.data["overdue_reason"])
