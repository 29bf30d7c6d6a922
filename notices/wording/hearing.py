"""What the numbered notices of a hearing say (Art. 16).

Names stand on the list as the law asks, contacts nowhere. What follows the day of the hearing
stands in ``hearing_held.py``.
"""

from datetime import time

from decisions.law.profile import load_profile
from decisions.models import Decision, Entry, Hearing, HearingParticipant
from notices import papers
from notices.models import Notice
from notices.wording.frame import frame, public_page
from notices.wording.words import contact, lead_unit, sentence, titled

ORIGINS = {
    HearingParticipant.Origin.DRAWN: "抽签产生",
    HearingParticipant.Origin.ALTERNATE: "依次递补",
    HearingParticipant.Origin.INVITED: "邀请",
    HearingParticipant.Origin.RECOMMENDED: "推荐",
}


def hearing_notice(decision: Decision, entry: Entry, number: str) -> papers.Paper:
    """The notice that announces the hearing; put off, it says which one it replaces."""
    row = hearing_of(decision)
    groups = list(row.groups.all())
    return papers.HearingNotice(
        **frame(decision, entry, number or f"第{row.notices}号"),
        **when_and_where(row),
        title=row.activity.title,
        matter=matter_of(decision),
        ground=ground_of(decision),
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
    row = hearing_of(decision)
    people = list(row.people.order_by("id"))
    return papers.HearingListNotice(
        **frame(decision, entry, number or f"第{row.notices}号"),
        **when_and_where(row),
        title=f"关于{matter_of(decision)}听证会参加人名单的公告",
        matter=matter_of(decision),
        lead_unit=lead_unit(decision),
        people=tuple(_attendee(one) for one in people if not one.observer),
        observers=tuple(_attendee(one) for one in people if one.observer),
        signed_up=row.signups.filter(listed=True).count(),
        draw=_draw(row, opened=True),
        contact=contact(row.activity.contact, lead_unit(decision)),
        page_url=public_page(decision),
    )


def hearing_of(decision: Decision) -> Hearing:
    """The hearing with its activity and its groups."""
    rows = Hearing.objects.select_related("activity").prefetch_related("groups")
    return rows.get(decision=decision)


def matter_of(decision: Decision) -> str:
    """The newest frozen draft by name."""
    draft = decision.drafts.exclude(frozen_on=None).order_by("-version").first()
    return titled(draft.title if draft else decision.title)


def ground_of(decision: Decision) -> str:
    """Why it is heard; a section reopened may be announced before any ground was given."""
    heard = getattr(decision, "participation", None)
    return sentence(heard.hearing_ground) if heard else ""


def when_and_where(row: Hearing) -> dict:
    """Day, hour, place and who leads."""
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
