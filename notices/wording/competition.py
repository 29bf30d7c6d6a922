"""What the form of the fair-competition review says once a conclusion was reached (Art. 29(1))."""

from accounts.models import User
from decisions.models import Decision, Entry
from notices import papers
from notices.wording.frame import frame
from notices.wording.words import final_title, lead_unit, sentence, titled, unit


def competition_form(decision: Decision, entry: Entry, number: str) -> papers.Paper:
    """The drafter's part and the regulator's."""
    review, matter = decision.competition, titled(final_title(decision.title))
    draft = review.draft
    officers = User.objects.select_related("office__organ")
    officer = officers.filter(pk=review.concluded_by_id).first()
    return papers.CompetitionForm(
        **frame(decision, entry, number),
        title="公平竞争审查表",
        matter=matter,
        draft_version=f"第{draft.version}稿" if draft else "",
        draft_digest=draft.digest[:16] if draft else "",
        lead_unit=lead_unit(decision),
        preliminary=sentence(review.preliminary),
        preliminary_on=review.preliminary_on,
        operators_heard=review.operators_heard,
        conclusion=review.conclusion,
        opinion=sentence(review.opinion),
        concluded_on=review.concluded_on,
        reviewer=unit(officer.office) if officer and officer.office else decision.organ.name,
        officer=officer.display_name if officer else "",
        purpose=sentence(review.exception_purpose),
        no_alternative=sentence(review.exception_no_alternative),
        term=sentence(review.exception_term),
    )
