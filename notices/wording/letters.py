"""What a consultation letter says: the draft goes to one body, with a day for the reply."""

from decisions.models import ConsultationLetter, Decision, Entry
from notices import papers
from notices.wording import passages
from notices.wording.frame import frame
from notices.wording.words import contact, lead_unit, sentence, titled


def consultation_letter(
    decision: Decision,
    entry: Entry,
    number: str,
    *,
    letter: ConsultationLetter | None = None,
    asks: str = "",
) -> papers.Paper:
    """The letter to one addressee, with the newest frozen draft where there is one."""
    letter = letter or ConsultationLetter.objects.filter(activity__decision=decision).latest("id")
    frozen = (draft for draft in decision.drafts.all() if draft.frozen_on)
    draft = max(frozen, key=lambda draft: draft.version, default=None)
    name = titled(draft.title if draft else decision.title)
    return papers.ConsultationLetter(
        **frame(decision, entry, number),
        title=letter.activity.title,
        addressee=letter.addressee,
        matter=name,
        asks=sentence(asks) or f"现将{name}送你单位征求意见。",
        reply_by=letter.reply_by,
        contact=contact(letter.activity.contact, lead_unit(decision)),
        annexes=_annexes(draft),
        draft_title=draft.title if draft else "",
        text=passages.passages(draft) if draft else (),
        explanation=passages.told(draft.explanation) if draft else (),
    )


def _annexes(draft) -> tuple[str, ...]:
    if draft is None:
        return ()
    note = (f"{draft.title}起草说明",) if draft.explanation else ()
    return (draft.title, *note)
