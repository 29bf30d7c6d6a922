"""What the papers of public participation say (Art. 14, 15): opened, extended, taken back.

The rows are read as the act left them; what became of the opinions stands in ``adoption.py``.
"""

import re

from decisions.law.profile import Profile, load_profile
from decisions.models import Decision, Entry, ParticipationActivity
from notices import papers
from notices.models import Notice
from notices.papers.consultation import genre
from notices.wording import passages
from notices.wording.frame import frame, public_page
from notices.wording.words import CHANNELS, bases, contact, lead_unit, paragraphs, sentence, titled

_DETAIL = re.compile(r"^(.{2,12}?)(?:[：:](.+)|[（(](.+?)[）)]?)$")


def profile_of(decision: Decision) -> Profile:
    """The figures this decision pinned."""
    return load_profile(decision.profile, decision.profile_on)


def running(decision: Decision, named: ParticipationActivity | None) -> ParticipationActivity:
    """The open consultation that the act names and has just written, or else the newest."""
    every = consultations(decision)
    found = next((one for one in every if named and one.pk == named.pk), named)
    if found is None and not every:
        raise ParticipationActivity.DoesNotExist
    return found or max(every, key=lambda one: one.pk)


def consultations(decision: Decision) -> list[ParticipationActivity]:
    """The decision's open consultations."""
    return [one for one in decision.activities.all() if one.kind == "open_consultation"]


def consultation_notice(
    decision: Decision,
    entry: Entry,
    number: str,
    *,
    activity: ParticipationActivity | None = None,
) -> papers.Paper:
    """The notice that opens a consultation, with the draft and its explanation (Art. 15)."""
    activity = running(decision, activity)
    terms, draft = activity.consultation, passages.at_hand(activity.consultation.draft)
    name = titled(draft.title)
    return papers.ConsultationNotice(
        **frame(decision, entry, number),
        title=activity.title,
        matter=name,
        purpose=passages.purpose(draft) or sentence(decision.summary),
        basis=bases(decision),
        content=_content(decision, draft, name),
        period=_period(activity, profile_of(decision)),
        ways=tuple(_way(line, profile_of(decision)) for line in terms.ways),
        contact=contact(terms.contact, lead_unit(decision), terms.address),
        privacy=terms.privacy,
        floor_days=profile_of(decision).consultation_days,
        shortened_reason=sentence(terms.shortened_reason),
        lead_unit=lead_unit(decision),
        annexes=(draft.title, f"{draft.title}起草说明") if draft.explanation else (draft.title,),
        draft_title=draft.title,
        text=passages.passages(draft),
        explanation=passages.told(draft.explanation),
        page_url=public_page(decision),
    )


def _content(decision: Decision, draft, name: str) -> tuple[str, ...]:
    articles = passages.article_count(draft)
    length = f"共{articles}条，" if articles else ""
    note = "全文和起草说明见附件" if draft.explanation else "全文见附件"
    return (*paragraphs(decision.summary), f"{name}{length}{note}。")


def _period(activity: ParticipationActivity, profile: Profile) -> papers.Period:
    first = profile.day_count == "include_first"
    return papers.Period(
        opens_on=activity.opens_on,
        closes_on=activity.closes_on,
        days=(activity.closes_on - activity.opens_on).days + first,
        counts_first_day=first,
    )


def _way(line: str, profile: Profile) -> papers.Way:
    """One way to answer: “信函（信封注明征求意见）” has a name and a detail."""
    line = CHANNELS.get(line) or profile.word(line).zh
    found = _DETAIL.match(line.strip())
    if found:
        return papers.Way(name=found[1], detail=sentence(found[2] or found[3]))
    return papers.Way(name=line.strip().rstrip("。；;"), detail="")


def extension_notice(
    decision: Decision,
    entry: Entry,
    number: str,
    *,
    activity: ParticipationActivity | None = None,
) -> papers.Paper:
    """The notice that gives more days, with the reason."""
    activity = running(decision, activity)
    terms = activity.consultation
    return papers.ExtensionNotice(
        **frame(decision, entry, number),
        **_first_notice(activity),
        title=f"关于延长{titled(terms.draft.title)}征求意见期限的{genre(activity.title)}",
        matter=titled(terms.draft.title),
        closed_on=_announced_end(activity),
        period=_period(activity, profile_of(decision)),
        reason=sentence(terms.extension_reason),
        contact=contact(terms.contact, lead_unit(decision), terms.address),
        page_url=public_page(decision),
    )


def _announced_end(activity: ParticipationActivity):
    """The last day as announced before: by the newest extension, or else at first."""
    earlier = (
        Notice.objects.filter(
            decision=activity.decision_id,
            kind="extension_notice",
            snapshot__period__opens_on=activity.opens_on.isoformat(),
        )
        .order_by("-id")
        .first()
    )
    if earlier is None:
        return activity.consultation.first_closes_on or activity.closes_on
    return papers.restore("extension_notice", earlier.snapshot).period.closes_on


def _first_notice(activity: ParticipationActivity) -> dict:
    return {
        "notice_title": activity.title,
        "noticed_on": activity.announced_on or activity.opens_on,
    }


def withdrawal_notice(
    decision: Decision,
    entry: Entry,
    number: str,
    *,
    activity: ParticipationActivity | None = None,
    consequence: str = "",
) -> papers.Paper:
    """The notice that takes a notice back, with the reason and what follows."""
    activity = running(decision, activity)
    terms, word = activity.consultation, genre(activity.title)
    return papers.WithdrawalNotice(
        **frame(decision, entry, number),
        **_first_notice(activity),
        title=f"关于撤回{titled(terms.draft.title)}征求意见{word}的{word}",
        matter=titled(terms.draft.title),
        reason=sentence(activity.withdrawn_reason),
        consequence=f"{_received(activity)}{sentence(consequence)}",
        contact=contact(terms.contact, lead_unit(decision), terms.address),
        page_url=public_page(decision),
    )


def _received(activity: ParticipationActivity) -> str:
    received = activity.submissions.filter(withdrawn_at=None).count()
    if not received:
        return "截至撤回时，未收到意见建议。"
    return f"截至撤回时，共收到意见提交{received}件。"
