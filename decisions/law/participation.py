"""Art. 14 and 18: the public is heard, every opinion is answered, the answer is published.

Asked when a consultation closes (G4), when the section ends (G5) and when the feedback is due
(G5p). The open consultation stands in ``consultation.py``, the hearing in ``hearing.py``.
"""

from collections.abc import Iterator

from decisions.law.article import article
from decisions.law.consultation import activities, consultations, openly_consulted
from decisions.law.dossier import Dossier
from decisions.law.facts.participation import Activity
from decisions.law.in_force import since
from decisions.law.reckoning import in_words
from decisions.law.shortcoming import Shortcoming
from decisions.law.terms import ActivityKind, MatterClass, Section

FACE_TO_FACE = (ActivityKind.SEMINAR, ActivityKind.FIELD_VISIT, ActivityKind.HEARING)
GROUPS = {"public_body", "social_organisation", "village_committee", "interested_party"}


def exempt(dossier: Dossier) -> bool:
    """Participation is passed over on a disclosure ground."""
    return dossier.participation.exemption_ground is not None


def heard(dossier: Dossier) -> bool:
    """The public is to be heard."""
    return not exempt(dossier)


def groups_to_hear(dossier: Dossier) -> bool:
    """The matter touches the interests of specific groups."""
    return heard(dossier) and bool(dossier.matter.known("specific_group"))


def survey_demanded(dossier: Dossier) -> bool:
    """The profile demands an opinion survey for matters of this kind."""
    return heard(dossier) and bool({*dossier.matter.tags} & {*dossier.profile.survey_required_tags})


close_to_market = since("BER-62", lambda dossier: bool(dossier.matter.known("market_entities")))


def open_consultation_demanded(dossier: Dossier) -> bool:
    """Public policy, closeness to market entities or the profile demands an open consultation."""
    policy = dossier.matter.known("matter_class") is MatterClass.PUBLIC_POLICY
    demanded = dossier.profile.consultation_required or close_to_market(dossier)
    return heard(dossier) and (policy or demanded)


def feedback_demanded(dossier: Dossier) -> bool:
    """The profile or the closeness to market entities makes published feedback a duty."""
    demanded = dossier.profile.feedback_required or close_to_market(dossier)
    return openly_consulted(dossier) and demanded


def feedback_advised(dossier: Dossier) -> bool:
    """Feedback is expected, though nothing makes it a duty."""
    return openly_consulted(dossier) and not feedback_demanded(dossier)


def group_talk(activity: Activity) -> bool:
    """People's bodies, social organisations or a group's representatives were talked to."""
    kinds = set(activity.participant_kinds)
    return bool(kinds & GROUPS) or (not kinds and activity.known("kind") in FACE_TO_FACE)


@article("15.2", gate="G4", when=openly_consulted)
def consultation_ran_to_its_end(dossier: Dossier) -> Iterator[Shortcoming]:
    """Nobody closes a consultation before its last day is over."""
    for consultation in consultations(dossier):
        closes = consultation.known("closes_on")
        closed = consultation.closed_on
        if dossier.as_of <= closes or (closed is not None and closed < closes):
            yield Shortcoming(
                "15.2",
                f"征求意见期限到{in_words(closes)}届满，期满前不能结束征集。",
                "期满后再汇总意见；提前结束的，补足剩余期限。",
            )


@article("18", gate="G4", when=openly_consulted)
def offline_opinions_are_entered(dossier: Dossier) -> Iterator[Shortcoming]:
    """Opinions by paper, phone or at meetings are entered before the count is taken."""
    for consultation in consultations(dossier):
        if not consultation.known("offline_entered"):
            yield Shortcoming(
                "18", "信函、电话、会议等线下意见尚未录入完毕。", "录入全部线下意见后确认。"
            )


@article("18", gate="G4", when=heard)
def silence_is_said_in_words(dossier: Dossier) -> Iterator[Shortcoming]:
    """ "None received" is a result, and it is stated."""
    if dossier.participation.tally.known("submissions"):
        return
    if not dossier.participation.known("none_received_stated"):
        yield Shortcoming(
            "18", "没有收到意见，但未载明这一结果。", "写明：征求意见期间，未收到意见建议。"
        )


@article("14.2", gate="G4", when=heard)
def activities_are_recorded(dossier: Dossier) -> Iterator[Shortcoming]:
    """A seminar, visit or survey that was held leaves a record."""
    for activity in activities(dossier):
        if activity.held_on is not None and not activity.known("recorded"):
            yield Shortcoming(
                "14.2",
                f"{in_words(activity.held_on)}举办的公众参与活动没有记录。",
                "补充活动记录（时间、参加人、主要意见）。",
            )


@article("14.1", gate="G5", when=heard)
def public_was_heard(dossier: Dossier) -> Iterator[Shortcoming]:
    """The public is heard in at least one way that is convenient to it."""
    if not activities(dossier):
        yield Shortcoming("14.1", "没有任何公众参与活动。", "选择便于公众参与的方式听取意见。")


@article("14.1", gate="G5", who="lead_unit_head", when=exempt)
def exempt_only_where_disclosure_is_barred(dossier: Dossier) -> Iterator[Shortcoming]:
    """Participation is passed over only on a disclosure ground and by a signed finding."""
    ground = dossier.participation.known("exemption_ground")
    if ground not in dossier.profile.participation_exemption_grounds:
        yield Shortcoming(
            "14.1",
            f"“{ground}”不是可以不听取公众意见的法定依据。",
            "开展公众参与，或者选定依法不予公开的依据。",
        )
    if dossier.finding_for(Section.PARTICIPATION) is None:
        yield Shortcoming(
            "14.1", "没有签署的不开展公众参与认定书。", "起草认定书，由承办单位负责人签署。"
        )


@article("15.1", "BER-62", "SC80-1.2", gate="G5", when=open_consultation_demanded)
def openly_consulted_where_demanded(dossier: Dossier) -> Iterator[Shortcoming]:
    """Policy, what is close to the market, and what the profile names is openly consulted on."""
    if not openly_consulted(dossier):
        yield Shortcoming("15.1", "应当向社会公开征求意见而没有开展。", "发布征求意见公告。")


@article("14.2", gate="G5", who="lead_unit_head", when=heard)
def choosing_another_way_is_argued(dossier: Dossier) -> Iterator[Shortcoming]:
    """Where the draft is not openly consulted on, a signed finding says why."""
    if openly_consulted(dossier) or dossier.finding_for(Section.PARTICIPATION) is not None:
        return
    yield Shortcoming(
        "14.2",
        "没有公开征求意见，也没有说明为何采用其他方式的认定书。",
        "公开征求意见，或者起草认定书并由承办单位负责人签署。",
    )


@article("14.3", gate="G5", when=groups_to_hear)
def groups_were_talked_to(dossier: Dossier) -> Iterator[Shortcoming]:
    """Specific groups are talked with through their bodies, organisations or representatives."""
    if not any(group_talk(activity) for activity in activities(dossier)):
        yield Shortcoming(
            "14.3",
            "事项涉及特定群体利益，但没有与相关团体、组织或者群众代表沟通协商。",
            "召开座谈会或者走访，听取相关群体意见并记录。",
        )


@article("14.2", gate="G5", when=survey_demanded)
def survey_was_made(dossier: Dossier) -> Iterator[Shortcoming]:
    """Where the local rule demands it, an opinion survey is made."""
    kinds = {activity.known("kind") for activity in activities(dossier)}
    if ActivityKind.OPINION_SURVEY not in kinds:
        yield Shortcoming("14.2", "本地规定要求开展民意调查，但没有开展。", "补充开展民意调查。")
