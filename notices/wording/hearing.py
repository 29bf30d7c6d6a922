"""What the papers of a hearing say (Art. 16, 17): the numbered notices and the report.

Names stand on the list as the law asks; contacts, and whom a view came from, stand nowhere.
"""

from collections import Counter
from datetime import time

from decisions.law.profile import load_profile
from decisions.models import Decision, Entry, Hearing, HearingParticipant, Opinion
from notices import papers
from notices.models import Notice
from notices.wording.frame import frame, public_page
from notices.wording.words import contact, covered, lead_unit, paragraphs, sentence, titled

ORIGINS = {
    HearingParticipant.Origin.DRAWN: "抽签产生",
    HearingParticipant.Origin.ALTERNATE: "依次递补",
    HearingParticipant.Origin.INVITED: "邀请",
    HearingParticipant.Origin.RECOMMENDED: "推荐",
}
OUTCOMES = {
    "adopted": "采纳",
    "partly_adopted": "部分采纳",
    "not_adopted": "未采纳",
    "explained": "解释说明",
    "duplicate": "重复",
    "out_of_scope": "与本草案无关",
    "petition_transferred": "转信访办理",
}


def hearing_notice(decision: Decision, entry: Entry, number: str) -> papers.Paper:
    """The notice that announces the hearing; put off, it says which one it replaces."""
    row = _of(decision)
    groups = list(row.groups.all())
    return papers.HearingNotice(
        **frame(decision, entry, number or f"第{row.notices}号"),
        **_when(row),
        title=row.activity.title,
        matter=_matter(decision),
        ground=_ground(decision),
        lead_unit=lead_unit(decision),
        seats=tuple(_seats(group) for group in groups if not group.observer),
        observer_seats=sum(group.seats for group in groups if group.observer),
        method=sentence(row.selection_method) if row.selecting else "",
        signup_closes_on=row.signup_closes_on,
        draw=_draw(row, opened=False),
        replaces=_earlier(decision, entry),
        draft_public=row.draft_published,
        materials_days=load_profile(decision.profile, decision.profile_on).hearing_materials_days,
        contact=contact(row.activity.contact, lead_unit(decision)),
        privacy=row.privacy if row.signup_closes_on else "",
        page_url=public_page(decision),
    )


def hearing_list_notice(decision: Decision, entry: Entry, number: str) -> papers.Paper:
    """The notice with the list of participants and what the draw was made from."""
    row = _of(decision)
    people = list(row.people.order_by("id"))
    return papers.HearingListNotice(
        **frame(decision, entry, number or f"第{row.notices}号"),
        **_when(row),
        title=f"关于{_matter(decision)}听证会参加人名单的公告",
        matter=_matter(decision),
        lead_unit=lead_unit(decision),
        people=tuple(_attendee(one) for one in people if not one.observer),
        observers=tuple(_attendee(one) for one in people if one.observer),
        signed_up=row.signups.filter(listed=True).count(),
        draw=_draw(row, opened=True),
        contact=contact(row.activity.contact, lead_unit(decision)),
        page_url=public_page(decision),
    )


def hearing_report(decision: Decision, entry: Entry, number: str) -> papers.Paper:
    """The chair's report: how it was held, and each view with what became of it so far."""
    row = _of(decision)
    people = list(row.people.filter(observer=False).order_by("id"))
    came = [one for one in people if one.attended]
    deliveries = [one.delivered_on for one in people if one.delivered_on]
    return papers.HearingReport(
        **frame(decision, entry, number),
        **_when(row),
        title=f"{_matter(decision)}听证报告",
        matter=_matter(decision),
        ground=_ground(decision),
        lead_unit=lead_unit(decision),
        noticed_on=row.notice_on,
        listed_on=row.list_published_on,
        delivered_by=max(deliveries, default=None),
        invited=len(people),
        came=len(came),
        interested=sum(one.interested for one in came),
        observers=row.observers or 0,
        groups=tuple(
            papers.Seats(group=name, seats=number)
            for name, number in Counter(one.group for one in came).items()
        ),
        order_kept=bool(row.agenda_followed),
        signed=sum(bool(one.signed) for one in came),
        refused=tuple(one.refusal_note for one in came if one.refusal_note),
        presented=paragraphs(row.presented),
        views=_views(row),
        disputes=paragraphs(row.disputes),
        advice=paragraphs(row.advice),
    )


def _of(decision: Decision) -> Hearing:
    rows = Hearing.objects.select_related("activity").prefetch_related("groups")
    return rows.get(decision=decision)


def _matter(decision: Decision) -> str:
    draft = decision.drafts.exclude(frozen_on=None).order_by("-version").first()
    return titled(draft.title if draft else decision.title)


def _ground(decision: Decision) -> str:
    return sentence(decision.participation.hearing_ground)


def _when(row: Hearing) -> dict:
    return {
        "held_on": row.activity.held_on or row.activity.opens_on,
        "held_at": _clock(row.activity.starts_at),
        "place": row.activity.place,
        "chair": row.chair,
        "clerk": row.clerk,
        "monitor": row.monitor,
    }


def _clock(at: time | None) -> str:
    if at is None:
        return ""
    return f"{at.hour}时{at.minute:02d}分" if at.minute else f"{at.hour}时"


def _seats(group) -> papers.Seats:
    return papers.Seats(group=group.name, seats=group.seats, interested=group.interested)


def _attendee(one: HearingParticipant) -> papers.Attendee:
    return papers.Attendee(name=one.name, group=one.group, origin=ORIGINS.get(one.origin, ""))


def _draw(row: Hearing, *, opened: bool) -> papers.Draw | None:
    """The commitment before, and the seed itself once it was drawn."""
    if not row.seed_commitment:
        return None
    drawn = opened and row.drawn_on is not None
    return papers.Draw(
        commitment=row.seed_commitment,
        source=row.seed_source,
        secret=row.seed_secret if drawn else "",
        value=row.seed_value if drawn else "",
        drawn_on=row.drawn_on if drawn else None,
    )


def _earlier(decision: Decision, entry: Entry) -> str:
    """The number of the notice that this one replaces, when the hearing is put off."""
    notices = Notice.objects.filter(decision=decision, kind="hearing_notice")
    found = notices.exclude(entry_id=entry.pk).order_by("-id").first()
    return found.number_text if found else ""


def _views(row: Hearing) -> tuple[papers.HearingView, ...]:
    """Every view of the hearing with its own answer, or that of its group."""
    standing = Opinion.objects.filter(
        submission__activity=row.activity_id, submission__withdrawn_at=None
    ).select_related("submission", "disposition", "cluster__disposition")
    return tuple(_view(opinion) for opinion in standing.order_by("id"))


def _view(opinion: Opinion) -> papers.HearingView:
    given = getattr(opinion, "disposition", None)
    given = given or getattr(opinion.cluster, "disposition", None)
    side = opinion.submission.name.rpartition("（")[2].rstrip("）")
    return papers.HearingView(
        group=side,
        text=covered(opinion.public_text or opinion.text),
        outcome=OUTCOMES.get(given.kind, "") if given else "",
        reason=covered(given.reason) if given else "",
    )
