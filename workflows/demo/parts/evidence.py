"""Experts, risk and fair competition (Art. 19 to 24, 29(1)): each section from opening to end."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from accounts.roles import Role
from decisions.law.terms import RiskConclusion
from decisions.models import Expert
from workflows.demo.parts import Scene
from workflows.demo.player import Player
from workflows.demo.reading import Story
from workflows.doing import Guest

ANSWERED = {
    "adopted": "采纳",
    "partly_adopted": "部分采纳",
    "not_adopted": "未采纳",
    "explained": "解释说明",
}
ASKED_BEFORE = timedelta(days=3)


def scenes(story: Story) -> Iterator[Scene]:
    """The sections that the story holds."""
    yield from _experts(story, story.part("experts"))
    yield from _risk(story, story.part("risk"))
    yield from _competition(story, story.part("competition"))


def _experts(story: Story, told: Mapping[str, Any]) -> Iterator[Scene]:
    if not told:
        return
    yield Scene(story.day(told["held_on"]) - ASKED_BEFORE, _invited, (told,), rank=2)
    for expert in told["experts"]:
        day = story.day(expert["signed_on"])
        yield Scene(day, _argued, (expert,), rank=2)
    last = max(expert["signed_on"] for expert in told["experts"])
    yield Scene(story.day(last), _answered, (told,), rank=3)


def _invited(player: Player, told: Mapping[str, Any]) -> None:
    drafter = player.story.drafter
    pool = told["pool_source"]
    player.do("open_expert_review", drafter, form=told["form"], pool_source=pool)
    for expert in told["experts"]:
        name = expert.get("username")
        player.do(
            "invite_expert",
            drafter,
            name=expert["name"],
            institution=expert["institution"],
            title=expert["field"],
            from_lead_unit="False",
            account=player.user(name).pk if name else "",
        )


def _argued(player: Player, told: Mapping[str, Any]) -> None:
    row = Expert.objects.get(decision=player.decision, name=told["name"])
    by = told.get("username") or Guest(row.name, Role.EXPERT, row.pk)
    interest = str(told["interest_declared"])
    player.do("declare_conflict", by, direct_interest=interest)
    player.do("give_expert_opinion", by, opinion=told["text"], signature=told["name"])


def _answered(player: Player, told: Mapping[str, Any]) -> None:
    drafter = player.story.drafter
    answers = "\n".join(
        f"{one['view']}{ANSWERED[one['disposition']]}：{one['reason']}" for one in told["responses"]
    )
    for expert in Expert.objects.filter(decision=player.decision).order_by("pk"):
        player.do("answer_expert_opinion", drafter, expert=expert.pk, adoption=answers)
    player.do("conclude_expertise", drafter, adoption_note=told["adoption_note"])


def _risk(story: Story, told: Mapping[str, Any]) -> Iterator[Scene]:
    if not told:
        return
    yield Scene(story.day(told["heard_on"]), _heard, (told,), rank=2)
    yield Scene(story.day(told["reported_on"]), _reported, (told,), rank=2)
    if back := told.get("sent_back"):
        yield Scene(story.day(back["on"]), _sent_back, (back,), rank=2)


def _heard(player: Player, told: Mapping[str, Any]) -> None:
    assessor, day = told["assessor"], player.story.day(told["heard_on"])
    unit = player.decision.organ.offices.get(code=told["assessor_unit"])
    player.do("open_risk_assessment", assessor, assessor=unit.name, third_party="False")
    for heard in told["departments"]:
        player.do("hear_department", assessor, name=heard["name"], heard_on=day, view=heard["view"])


def _reported(player: Player, told: Mapping[str, Any]) -> None:
    story, assessor = player.story, told["assessor"]
    for point in told["points"]:
        player.do("add_risk_point", assessor, description=point["name"], measure=point["measure"])
    player.do(
        "file_risk_report",
        assessor,
        level=told["overall_level"],
        conclusion=told["conclusion"],
        contingency_plan=told["contingency"],
        report_text=f"评估方法：{told['method']}\n评估结论：{told['conclusion_text']}",
        report_on=story.day(told["reported_on"]),
    )
    if told["conclusion"] == RiskConclusion.CONTROLLABLE:
        chief = story.decision["initiation"]["by"]
        player.do("determine_risk", chief, conclusion=RiskConclusion.CONTROLLABLE)
        player.do("conclude_risk", story.head)


def _sent_back(player: Player, back: Mapping[str, Any]) -> None:
    found = RiskConclusion.UNCONTROLLABLE
    player.do("determine_risk", back["by"], conclusion=found, reason=back["text"])


def _competition(story: Story, told: Mapping[str, Any]) -> Iterator[Scene]:
    if not told:
        return
    first, end = told["preliminary"], told["conclusion"]
    yield Scene(story.day(first["on"]), _compared, (told,), rank=2)
    yield Scene(story.day(end["on"]), _concluded, (told,), rank=2)


def _compared(player: Player, told: Mapping[str, Any]) -> None:
    first = told["preliminary"]
    said = "\n".join(f"{one['name']}：{one['view']}" for one in told["operators_heard"])
    player.do(
        "record_preliminary_review",
        first["by"],
        preliminary=f"{first['text']}\n听取经营者、行业协会意见：\n{said}",
        preliminary_on=player.story.day(first["on"]),
        operators_heard=str(bool(told["operators_heard"])),
    )


def _concluded(player: Player, told: Mapping[str, Any]) -> None:
    end = told["conclusion"]
    player.do(
        "conclude_competition_review",
        end["by"],
        opinion=f"{end['text']}\n{end['county_asked']}",
        conclusion=told["result"],
    )
