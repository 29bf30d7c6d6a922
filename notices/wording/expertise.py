"""What the summary of the expert review says, from the experts' own rows (Art. 19 to 21)."""

from decisions.models import Decision, Entry, Expert
from notices import papers
from notices.wording.frame import frame
from notices.wording.words import final_title, lead_unit, paragraphs, sentence, titled

FORMS = {"meeting": "专家论证会", "written": "书面论证", "commissioned": "委托专业机构论证"}


def expert_summary(decision: Decision, entry: Entry, number: str) -> papers.Paper:
    """The summary, with each opinion word for word."""
    row, matter = decision.expertise, titled(final_title(decision.title))
    experts = sorted(
        decision.experts.all(),
        key=lambda one: (one.opinion_on is None, one.opinion_on or entry.occurred_on, one.pk),
    )
    released = sum(bool(one.removed_reason) and not one.opinion for one in experts)
    opinions = tuple(_opinion(one) for one in experts if one.opinion)
    return papers.ExpertSummary(
        **frame(decision, entry, number),
        title=f"{matter}专家论证意见汇总",
        matter=matter,
        lead_unit=lead_unit(decision),
        form=FORMS.get(row.form, row.form),
        source=row.pool_source,
        invited=len(experts),
        released=released,
        silent=len(experts) - released - len(opinions),
        opinions=opinions,
        adoption=paragraphs(row.adoption_note),
    )


def _opinion(expert: Expert) -> papers.ExpertOpinion:
    return papers.ExpertOpinion(
        name=expert.name,
        institution=expert.institution,
        title=expert.title,
        declared_on=expert.conflict_declared_on,
        given_on=expert.opinion_on,
        text=paragraphs(expert.opinion),
        signature=expert.signature,
        paper_digest=expert.signed_paper.sha256 if expert.signed_paper else "",
        adoption="\n".join(sentence(line) for line in paragraphs(expert.adoption)),
    )
