"""The expert review (Art. 19 to 21): asked, declared, argued, answered.

Experts act by a single-use link (``workflows/links.py``) or with an account; what comes on paper
is entered by the drafting officer. Each opinion is bound to the newest frozen draft. What must
hold at G7 is ``decisions/law/expertise.py``.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from decisions.errors import NotNow, NotReady
from decisions.law.dossier import Dossier
from decisions.law.terms import Progress, Section, Stage
from decisions.models import Expert, Expertise
from workflows import links, permissions
from workflows.act import Act, Doing
from workflows.registry import Step
from workflows.sections import not_to_open, not_under_way, nothing_frozen
from workflows.steps.forms import evidence
from workflows.steps.forms import expertise as forms
from workflows.steps.rows import expertise as rows
from workflows.telling import bring

STEP = Step(
    code="expertise",
    label=_("Expert review"),
    articles=("19", "20", "21"),
    stages=(Stage.DRAFTING,),
    after="hearing",
    gate=("G7",),
    section=Section.EXPERTISE,
    applies=lambda dossier: dossier.matter.technical,
)


class ExpertAct(Act):
    """An act of this step while the section is under way."""

    step, section, stages = "expertise", Section.EXPERTISE, (Stage.DRAFTING,)

    def not_yet(self, dossier: Dossier) -> Any:
        """Only between opening and concluding."""
        return not_under_way(dossier.expertise.progress, dossier.expertise.form)


class OpenExpertReview(ExpertAct):
    """Open the expert review: its form, and where the experts come from (Art. 19, 20, 21)."""

    slug, label = "open_expert_review", _("Open the expert review")
    articles, form, progress = ("19.1", "20", "21"), forms.OpenForm, Progress.UNDER_WAY

    def not_yet(self, dossier: Dossier) -> Any:
        """Once, unless it was reopened."""
        return not_to_open(dossier.expertise.progress)

    def do(self, doing: Doing) -> None:
        """Keep the form and the source."""
        asked = {name: doing.data[name] for name in ("form", "pool_source")}
        if not Expertise.objects.filter(decision=doing.decision).update(**asked):
            Expertise.objects.create(decision=doing.decision, **asked)
        doing.summary = "组织专家论证"


class InviteExpert(ExpertAct):
    """Ask an expert; without an account it acts by a single-use link (Art. 19, 20)."""

    slug, label, repeatable = "invite_expert", _("Invite an expert"), True
    articles, form = ("19.1", "20"), forms.InviteForm

    def not_yet(self, dossier: Dossier) -> Any:
        """An expert argues about a draft."""
        return super().not_yet(dossier) or nothing_frozen(dossier)

    def do(self, doing: Doing) -> None:
        """One row per expert; the link hangs on the entry given back (``link_token``)."""
        asked = doing.data
        expert = Expert.objects.create(
            decision=doing.decision,
            **{n: asked[n] for n in ("name", "institution", "title", "from_lead_unit")},
        )
        if asked["account"]:
            permissions.grant_person(doing.decision, asked["account"], Role.EXPERT)
        else:
            links.hand_out(doing, expert)
        doing.facts["expert"] = expert.pk
        doing.summary = f"邀请{asked['institution']}的专家参加论证"


class RenewExpertLink(ExpertAct):
    """Give an expert a fresh link; the older one is void (Art. 19)."""

    slug, label = "renew_expert_link", _("Give an expert a fresh link")
    articles, form, repeatable, optional = ("19.1",), forms.ExpertForm, True, True

    def do(self, doing: Doing) -> None:
        """The link hangs on the entry given back (``link_token``)."""
        links.hand_out(doing, doing.data["expert"])
        doing.facts["expert"] = doing.data["expert"].pk
        doing.summary = "为专家重新生成一次性链接"


class DeclareConflict(ExpertAct):
    """The expert declares whether a direct interest binds it (Art. 20)."""

    slug, label, repeatable = "declare_conflict", _("Declare conflicts of interest"), True
    articles, form = ("20",), forms.ConflictForm

    def do(self, doing: Doing) -> None:
        """Before the opinion; a declared interest bars every further act."""
        expert, asked = rows.own_row(doing), doing.data
        if expert.opinion:
            raise NotNow(_("The declaration comes before the opinion."))
        rows.declare(expert, asked["direct_interest"], asked["interest_note"], doing.occurred_on)
        expert.save(update_fields=rows.DECLARED)
        doing.facts |= {"expert": expert.pk, "direct_interest": asked["direct_interest"]}
        doing.summary = "专家作出利害关系声明"


class GiveExpertOpinion(ExpertAct):
    """The expert argues independently, in writing and signed (Art. 19(2); ESIGN-13)."""

    slug, label, repeatable = "give_expert_opinion", _("Give an expert opinion"), True
    articles, form = ("19.2", "20", "ESIGN-13"), forms.OpinionForm

    def do(self, doing: Doing) -> None:
        """Bound to the draft it saw; the link is used up."""
        expert, asked = rows.own_row(doing), doing.data
        rows.declared_free(expert)
        title = f"{expert.institution}专家论证意见"
        paper, proof = evidence.keep_signature(doing, "signed_expert_opinion", title)
        expert.signed_paper, expert.signature = paper, proof
        rows.speak(expert, asked["opinion"], doing.occurred_on, asked["draft"])
        links.use_up(expert)
        expert.save(update_fields=rows.SPOKEN)
        rows.note(doing, expert)


class EnterExpertOpinion(ExpertAct):
    """Enter what an expert gave on paper: the declaration, the signed opinion (Art. 19(2), 20)."""

    slug, label, repeatable = "enter_expert_opinion", _("Enter an expert's paper"), True
    articles, form, optional = ("19.2", "20"), forms.EnterOpinionForm, True

    def do(self, doing: Doing) -> None:
        """The scan proves the signature."""
        expert, asked = doing.data["expert"], doing.data
        rows.unbiased(expert)
        if asked["direct_interest"] is not None:
            rows.declare(
                expert, asked["direct_interest"], asked["interest_note"], asked["declared_on"]
            )
        if asked["opinion"]:
            rows.declared_free(expert)
            title = f"{expert.institution}专家论证意见"
            paper, proof = evidence.keep_signature(doing, "signed_expert_opinion", title)
            expert.signed_paper, expert.signature = paper, proof
            rows.speak(expert, asked["opinion"], asked["opinion_on"], asked["draft"])
            links.use_up(expert)
        expert.save(update_fields=rows.DECLARED + rows.SPOKEN)
        rows.note(doing, expert)


class AnswerExpertOpinion(ExpertAct):
    """Say what became of an expert's opinion (Art. 19(1), 29(3))."""

    slug, label, repeatable = "answer_expert_opinion", _("Answer an expert opinion"), True
    articles, form = ("19.1", "29.3"), forms.AnswerForm

    def not_yet(self, dossier: Dossier) -> Any:
        """There must be an opinion."""
        given = any(expert.opinion_on for expert in dossier.expertise.experts or ())
        nothing = "" if given else _("No expert has given an opinion yet.")
        return super().not_yet(dossier) or nothing

    def do(self, doing: Doing) -> None:
        """An answer needs an opinion."""
        expert = doing.data["expert"]
        if not expert.opinion:
            raise NotNow(_("This expert has not given an opinion yet."))
        expert.adoption = doing.data["adoption"]
        expert.save(update_fields=["adoption"])
        doing.facts["expert"] = expert.pk
        doing.summary = f"说明{expert.institution}专家意见的采纳情况"


class RemoveExpert(ExpertAct):
    """Release an expert, with reasons; an opinion given is not made to disappear (Art. 20)."""

    slug, label = "remove_expert", _("Release an expert")
    articles, form, repeatable, optional = ("20",), forms.RemoveForm, True, True

    def do(self, doing: Doing) -> None:
        """The row stays, its link is void."""
        expert, asked = doing.data["expert"], doing.data
        if expert.opinion and not asked["interest_found"]:
            raise NotReady(_("An opinion given stays in the file."), [rows.OPINION_STAYS])
        expert.removed_reason = asked["reason"]
        links.use_up(expert)
        expert.save(update_fields=["removed_reason", "link", "link_expires_at"])
        doing.facts |= {"expert": expert.pk, "interest_found": asked["interest_found"]}
        doing.summary = f"{expert.institution}的专家不再参加论证"


class ConcludeExpertise(ExpertAct):
    """Conclude the expert review with the note on what became of the views (Art. 19, 20; G7)."""

    slug, label, form = "conclude_expertise", _("Conclude the expert review"), forms.ConcludeForm
    articles, gates, progress = ("19", "20"), ("G7",), Progress.CONCLUDED
    papers = ("expert_summary",)

    def do(self, doing: Doing) -> None:
        """The note is dated by the act."""
        Expertise.objects.filter(decision=doing.decision).update(
            adoption_note=doing.data["adoption_note"], adoption_note_on=doing.occurred_on
        )
        doing.summary = "专家论证完成，形成专家意见采纳情况说明"
        bring(doing, "expert_summary")
