"""Making the draft (Art. 12, 13): research, basis, bodies asked, versions.

Findings by which a section is passed over, and rulings after a change of the draft, stand in
``findings.py``. The sections themselves have steps of their own.
"""

from django.utils.translation import gettext_lazy as _

from decisions import drafts
from decisions.intake import drafts as intake
from decisions.law.terms import Stage
from decisions.models import (
    BodyConsulted,
    Draft,
    LegalBasis,
    Preparation,
)
from workflows import anchoring
from workflows.act import Act, Doing
from workflows.registry import Step
from workflows.steps.forms import drafting as forms

STEP = Step(
    code="drafting",
    label=_("Drafting"),
    articles=("12", "13"),
    stages=(Stage.DRAFTING,),
    after="initiation",
    gate=("G2",),
)
# The draft also changes to answer the reviewer, and to write down what the meeting amended.
REDRAFTING = (Stage.DRAFTING, Stage.LEGALITY_REVIEW, Stage.DECIDED)


class RecordPreparation(Act):
    """Record research, costs and benefits, options and disputes (Art. 12, 13)."""

    slug, step, label = "record_preparation", "drafting", _("Record the preparation")
    articles, stages, repeatable = ("12.1", "13"), (Stage.DRAFTING,), True
    rewrites = True
    form = forms.PreparationForm

    def do(self, doing: Doing) -> None:
        """Keep what was found."""
        doing.keep(Preparation, **{name: doing.data[name] for name in forms.PREPARATION_FIELDS})
        doing.summary = "记录调查研究、成本效益和争议情况"


class AddLegalBasis(Act):
    """List a law or policy on which the draft rests (Art. 12)."""

    slug, step, label = "add_legal_basis", "drafting", _("Add a legal basis")
    articles, stages, repeatable = ("12.2",), (Stage.DRAFTING,), True
    form = forms.LegalBasisForm

    def do(self, doing: Doing) -> None:
        """One row per law and article."""
        LegalBasis.objects.create(
            decision=doing.decision, title=doing.data["title"], article=doing.data["article"]
        )
        doing.summary = f"列明决策依据：{doing.data['title']}{doing.data['article']}"


class ConsultBody(Act):
    """Record that a department or lower government was asked, and its view (Art. 13)."""

    slug, step, label = "consult_body", "drafting", _("Record a body's view")
    articles, stages, repeatable = ("13",), (Stage.DRAFTING,), True
    form = forms.BodyForm

    def do(self, doing: Doing) -> None:
        """A later view of the same body replaces the earlier one; both stay in the record."""
        asked = doing.data
        BodyConsulted.objects.update_or_create(
            decision=doing.decision,
            body=asked["body"],
            defaults={
                "consulted_on": asked["consulted_on"],
                "agreed": asked["agreed"],
                "view": asked["view"],
                "entered_by": doing.user,
            },
        )
        stand = "意见一致" if asked["agreed"] else "未达成一致"
        doing.summary = f"征求{asked['body']}意见：{stand}"


class EnterDraft(Act):
    """Enter a version of the draft from a Word file or pasted text (Art. 12)."""

    slug, step, label = "enter_draft", "drafting", _("Enter a draft version")
    articles, stages, repeatable = ("12.1",), REDRAFTING, True
    rewrites = True
    form = forms.DraftForm

    def do(self, doing: Doing) -> None:
        """Every clause gets an anchor; what cannot be parsed is reported with its paragraph."""
        asked = doing.data
        source = doing.paper("file", "draft", asked["title"] or doing.decision.title)
        parsed = (
            intake.parse_docx(asked["file"].data) if source else intake.parse_text(asked["text"])
        )
        draft = drafts.enter(
            doing.decision,
            parsed,
            title=asked["title"],
            entered_by=doing.user,
            explanation=asked["explanation"],
            change_note=asked["change_note"],
            major_revision=bool(asked["major_revision"]),
            source=source,
        )
        doing.then(lambda _entry: [anchoring.placing(draft, doing.decision)])
        doing.facts |= {
            "draft": draft.digest,
            "version": draft.version,
            "unparsed": [[u.paragraph_no, str(u.why)] for u in parsed.unparsed],
        }
        doing.summary = f"录入决策草案第{draft.version}稿，共{len(parsed.clauses)}个条文单元"


class FreezeDraft(Act):
    """Freeze the newest version: from now on it does not change (Art. 12, 13)."""

    slug, step, label = "freeze_draft", "drafting", _("Freeze the draft")
    articles, gates, stages = ("12", "13"), ("G2",), REDRAFTING
    repeatable = True

    def do(self, doing: Doing) -> None:
        """The digest of the clauses is what every later sign-off is bound to."""
        draft = Draft.objects.filter(decision=doing.decision).order_by("-version").first()
        if draft and draft.frozen_on is None:
            draft.frozen_on = doing.occurred_on
            draft.save(update_fields=["frozen_on"])
            doing.facts["draft"] = draft.digest
        doing.summary = f"决策草案第{draft.version}稿定稿" if draft else "定稿"


def newest_frozen(decision_id: int) -> Draft | None:
    """The newest frozen draft of a decision."""
    frozen = Draft.objects.filter(decision=decision_id, frozen_on__isnull=False)
    return frozen.order_by("-version").first()
