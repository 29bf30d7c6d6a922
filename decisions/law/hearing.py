"""Art. 16 and 17: the hearing, from its notice to the signed record; asked at G6.

Days before the hearing are calendar days, the day of the hearing not counted. What becomes of the
views put forward is answered like any other opinion (``feedback.py``).
"""

from collections.abc import Iterator
from datetime import date

from decisions.law.article import article
from decisions.law.dossier import Dossier
from decisions.law.reckoning import in_words
from decisions.law.shortcoming import Shortcoming
from decisions.law.terms import HearingChoice, Section


def held(dossier: Dossier) -> bool:
    """A hearing is required or chosen."""
    return dossier.hearing.known("choice") is not HearingChoice.NOT_HELD


def not_held(dossier: Dossier) -> bool:
    """No hearing is held."""
    return not held(dossier)


def selecting(dossier: Dossier) -> bool:
    """The participants of the hearing are selected."""
    return held(dossier) and bool(dossier.hearing.known("selecting"))


def signing_up(dossier: Dossier) -> bool:
    """Whoever wants to take part signs up, and the places are drawn."""
    return selecting(dossier) and dossier.hearing.signup_closes_on is not None


def must_be_heard(dossier: Dossier) -> bool:
    """The profile makes the hearing a duty, and the matter is of the kind it means."""
    matter = dossier.matter
    return (
        dossier.profile.hearing_trigger == "must"
        and not_held(dossier)
        and (bool(matter.known("general_concern")) or bool(matter.known("risk_possible")))
    )


def days_before(dossier: Dossier, day: date) -> int:
    """How many days lie between a day and the hearing."""
    held_on: date = dossier.hearing.known("held_on")
    return (held_on - day).days


@article("16.1", gate="G6", who="lead_unit_head", when=not_held)
def going_without_is_argued(dossier: Dossier) -> Iterator[Shortcoming]:
    """When no hearing is held, the ground is stated or a signed finding says so."""
    if not dossier.hearing.ground and dossier.finding_for(Section.HEARING) is None:
        yield Shortcoming(
            "16.1", "不举行听证会，但没有说明依据。", "写明依据，或者起草认定书并由负责人签署。"
        )


@article("16.1", gate="G6", who="lead_unit_head", when=must_be_heard)
def held_where_the_local_rule_demands_it(dossier: Dossier) -> Iterator[Shortcoming]:
    """Where the local rule demands a hearing, one is held."""
    yield Shortcoming("16.1", "按本地规定该事项应当举行听证会。", "发布听证公告，举行听证会。")


@article("16.2", gate="G6", when=held)
def hearing_was_announced(dossier: Dossier) -> Iterator[Shortcoming]:
    """Draft, explanation, time and place are published before the hearing."""
    days, floor = (
        days_before(dossier, dossier.hearing.known("notice_on")),
        dossier.profile.hearing_notice_days,
    )
    if days < floor:
        yield Shortcoming(
            "16.2", f"听证公告提前{days}日发布，应当提前{floor}日。", "改期举行，重新公告。"
        )
    if not dossier.hearing.known("draft_published"):
        yield Shortcoming("16.2", "听证前没有公布草案及其说明。", "公布草案、说明、时间和地点。")


@article("16.2", gate="G6", when=selecting)
def selection_was_open(dossier: Dossier) -> Iterator[Shortcoming]:
    """The way of selecting is published, and the list comes between notice and hearing."""
    hearing, floor = dossier.hearing, dossier.profile.hearing_list_days
    listed = hearing.known("list_published_on")
    if not hearing.known("selection_published"):
        yield Shortcoming("16.2", "没有公布听证参加人遴选办法。", "公布遴选办法，公平遴选。")
    if listed < hearing.known("notice_on") or days_before(dossier, listed) < floor:
        yield Shortcoming(
            "16.2",
            f"参加人名单于{in_words(listed)}公布，应在听证公告之后、听证会{floor}日前公布。",
            "核对日期；确属迟延的，改期举行。",
        )


@article("16.2", gate="G6", who="hearing_clerk", when=signing_up)
def draw_was_open(dossier: Dossier) -> Iterator[Shortcoming]:
    """The sign-up runs to its last day, and the places are drawn after it and before the list."""
    hearing = dossier.hearing
    drawn, closes = hearing.known("drawn_on"), hearing.known("signup_closes_on")
    if hearing.known("signup_closed_on") <= closes:
        yield Shortcoming(
            "16.2",
            f"报名期限到{in_words(closes)}届满，期满前不能结束报名。",
            "重新公告，补足期限。",
        )
    if drawn <= closes or drawn > hearing.known("list_published_on"):
        yield Shortcoming(
            "16.2",
            f"参加人于{in_words(drawn)}抽签产生，应在报名截止之后、公布名单之前抽签。",
            "核对日期；确属不当的，重新抽签，公布名单。",
        )


@article("16.3", gate="G6", who="hearing_clerk", when=held)
def materials_arrived_in_time(dossier: Dossier) -> Iterator[Shortcoming]:
    """Every participant has the materials seven days before the hearing."""
    floor = dossier.profile.hearing_materials_days
    if dossier.hearing.known("materials_undelivered"):
        yield Shortcoming("16.3", "有参加人没有收到听证材料。", "补送材料，必要时改期举行。")
    days = days_before(dossier, dossier.hearing.known("materials_delivered_by"))
    if days < floor:
        yield Shortcoming(
            "16.3",
            f"最后一份听证材料提前{days}日送达，应当提前{floor}日。",
            "改期举行，保证参加人有时间准备。",
            figures={"days": str(days), "floor": str(floor)},
        )


@article("16.2", gate="G6", when=held)
def all_sides_took_part(dossier: Dossier) -> Iterator[Shortcoming]:
    """Enough people take part, and enough of them are affected, as the profile asks."""
    hearing, profile = dossier.hearing, dossier.profile
    people = hearing.known("participants")
    if people < profile.hearing_min_participants:
        yield Shortcoming(
            "16.2",
            f"听证参加人{people}名，应不少于{profile.hearing_min_participants}名。",
            "增补参加人后举行。",
        )
    share = profile.hearing_interested_share
    if share is not None and hearing.known("interested_parties") < people * share:
        yield Shortcoming("16.2", f"利害关系人不足参加人的{share}。", "增补利害关系人。")


@article("17", gate="G6", who="hearing_chair", when=held)
def enough_people_came(dossier: Dossier) -> Iterator[Shortcoming]:
    """The hearing is held only when the share of participants the profile asks for has come."""
    share, people = dossier.profile.hearing_attendance_share, dossier.hearing.known("participants")
    if share is not None and dossier.hearing.known("attended") < people * share:
        yield Shortcoming("17", f"实到参加人不足应到人数的{share}。", "延期举行听证会。")


@article("17", gate="G6", who="hearing_chair", when=held)
def order_was_kept(dossier: Dossier) -> Iterator[Shortcoming]:
    """In the open: the lead unit presents; participants state, ask, question and debate."""
    if not dossier.hearing.known("agenda_followed"):
        yield Shortcoming(
            "17", "听证会没有按介绍、陈述、询问、质证、辩论的程序进行。", "补充听证或者重新举行。"
        )


@article("17", gate="G6", who="hearing_clerk", when=held)
def record_is_signed(dossier: Dossier) -> Iterator[Shortcoming]:
    """Participants confirm and sign the record; a refusal to sign is noted."""
    left = dossier.hearing.known("record_unsigned")
    if left:
        yield Shortcoming(
            "17",
            f"听证笔录有{left}名参加人未签字，也未注明拒签。",
            "请参加人签字，拒签的注明情况。",
        )


@article("18", "17", gate="G6", who="hearing_chair", when=held)
def hearing_was_reported(dossier: Dossier) -> Iterator[Shortcoming]:
    """A report follows the hearing, and every view put forward is answered."""
    hearing = dossier.hearing
    if hearing.known("report_on") < hearing.known("held_on"):
        yield Shortcoming("18", "听证报告的日期早于听证会。", "核对日期。")
    left = hearing.known("views_undisposed")
    if left:
        yield Shortcoming("18", f"有{left}条听证意见没有处理。", "逐条研究并填写采纳情况。")
