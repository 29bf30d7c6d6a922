"""What became of the opinions, from the counters and the dispositions (Art. 18; SC33).

Names are covered, numbers typed inside a text are covered, and words whose sender did not agree
to their publication are left out, while the opinion keeps its line, its outcome and its reason.
Opinions disposed of together stand in one line with their number.
"""

from collections import defaultdict
from collections.abc import Iterator

from decisions.intake.masking import mask_name
from decisions.law.terms import DispositionKind
from decisions.models import (
    Clause,
    Decision,
    Disposition,
    Entry,
    Opinion,
    ParticipationActivity,
    ReportItem,
    Tally,
)
from notices import papers
from notices.wording.frame import frame, public_page
from notices.wording.words import (
    CHANNELS,
    SENDERS,
    clauses_named,
    covered,
    day,
    lead_unit,
    sentence,
    titled,
)

ERASED = "（意见原文已按提交人要求删除）"
ANONYMOUS = "匿名"
# How the ways of a notice are called, and the channel they lead to.
OFFERED = {
    "letter": ("letter", "信函", "邮寄", "来信"),
    "phone": ("phone", "电话"),
    "email": ("email", "邮件", "邮箱"),
    "fax": ("fax", "传真"),
}


def adoption_notice(decision: Decision, entry: Entry, number: str) -> papers.Paper:
    """The report on what was asked, what people said and what was done."""
    activities = sorted(
        (one for one in decision.activities.all() if not one.withdrawn_reason),
        key=lambda one: one.pk,
    )
    tally = getattr(decision, "tally", None) or Tally(decision=decision)
    told, changes = decision.participation, _changes(decision)
    name = _name(decision, activities)
    return papers.AdoptionNotice(
        **frame(decision, entry, number),
        title=f"关于{name}意见收集和采纳情况的公告",
        matter=name,
        asked=sentence(told.asked) or f"就{name}的内容公开征求意见。",
        heard=sentence(told.said),
        did=sentence(told.did) or sentence(told.adoption_note) or _did(tally),
        channels=_channels(activities, tally),
        dispositions=papers.DispositionCounts(
            **{way: getattr(tally, f"is_{way}") for way in papers.DISPOSITIONS}
        ),
        opinions=tuple(_row(item, changes) for item in _items(decision)),
        lead_unit=lead_unit(decision),
        page_url=public_page(decision),
    )


def _did(tally: Tally) -> str:
    return "对收到的意见建议逐条作了研究处理。" if tally.opinions else "按照征求意见稿继续推进。"


def _name(decision: Decision, activities: list[ParticipationActivity]) -> str:
    drafts = [a.consultation.draft for a in activities if hasattr(a, "consultation")]
    return titled(drafts[-1].title if drafts else decision.title)


def _channels(
    activities: list[ParticipationActivity], tally: Tally
) -> tuple[papers.ChannelCount, ...]:
    offered = _offered(activities)
    counts = {channel: getattr(tally, f"from_{channel}") for channel in CHANNELS}
    shown = [channel for channel in CHANNELS if counts[channel] or channel in offered]
    return tuple(
        papers.ChannelCount(
            channel=CHANNELS[channel], period=offered.get(channel, ""), opinions=counts[channel]
        )
        for channel in shown
    )


def _offered(activities: list[ParticipationActivity]) -> dict[str, str]:
    """The channels that were open to people, each with its days; a silent one is named too."""
    found: dict[str, list[str]] = {}
    for activity in activities:
        for channel in _channels_of(activity):
            found.setdefault(channel, []).append(_days(activity))
    return {
        channel: "；".join(dict.fromkeys(filter(None, days))) for channel, days in found.items()
    }


def _channels_of(activity: ParticipationActivity) -> Iterator[str]:
    if activity.kind == "open_consultation" and hasattr(activity, "consultation"):
        yield "web"
        for way in activity.consultation.ways:
            yield from (c for c, words in OFFERED.items() if any(word in way for word in words))
    elif activity.kind == "consultation_letter":
        yield "letter"


def _days(activity: ParticipationActivity) -> str:
    if not (activity.opens_on and activity.closes_on):
        return ""
    opens, closes = day(activity.opens_on), day(activity.closes_on)
    if activity.opens_on.year == activity.closes_on.year:
        closes = closes.partition("年")[2]
    return f"{opens}至{closes}"


def _items(decision: Decision) -> Iterator[ReportItem]:
    """The items of the report as the page shows them, under the same numbers, in one query."""
    own, lent = "lead__disposition", "lead__cluster__disposition"
    rows = (
        ReportItem.objects.filter(decision=decision)
        .exclude(kind="")
        .select_related("lead__submission", f"{own}__main_opinion", f"{lent}__main_opinion")
    )
    return rows.order_by("number").iterator(chunk_size=500)


def _changes(decision: Decision) -> dict[int, list[Clause]]:
    """The clauses that each disposition changed, in one query."""
    found = defaultdict(list)
    through = Disposition.changed_clauses.through.objects
    for row in through.filter(disposition__decision=decision).select_related("clause"):
        found[row.disposition_id].append(row.clause)
    return found


def _row(item: ReportItem, changes: dict[int, list[Clause]]) -> papers.OpinionRow:
    lead = item.lead
    outcome = getattr(lead, "disposition", None) or lead.cluster.disposition
    changed = changes.get(outcome.pk, [])
    return papers.OpinionRow(
        number=str(item.number),
        source=_source(lead),
        text=_text(lead),
        disposition=outcome.kind,
        reason=_reason(lead, outcome, bool(changed)),
        clause=clauses_named(changed),
        alike=item.size,
    )


def _reason(lead: Opinion, outcome: Disposition, changed: bool) -> str:
    said = [outcome.reason]
    if outcome.kind == DispositionKind.DUPLICATE and outcome.main_opinion.item:
        said.append(f"与第{outcome.main_opinion.item}号意见重复，处理结果见该号")
    if outcome.no_change_reason and not changed:
        said.append(outcome.no_change_reason)
    return _cover_name(covered("".join(sentence(text) for text in said)), lead)


def _source(opinion: Opinion) -> str:
    sent = opinion.submission
    kind = SENDERS[sent.submitter_kind]
    name = mask_name(sent.name, sent.submitter_kind) if sent.publish_consent else ""
    return f"{kind}　{name or ANONYMOUS}"


def _text(opinion: Opinion) -> str:
    sent = opinion.submission
    if sent.erased_at:
        return ERASED
    return _cover_name(covered(opinion.public_text or opinion.text), opinion)


def _cover_name(text: str, opinion: Opinion) -> str:
    """Cover the sender's own name where the text repeats it."""
    name = opinion.submission.name.strip()
    if len(name) < 2:
        return text
    return text.replace(name, mask_name(name, opinion.submission.submitter_kind))
