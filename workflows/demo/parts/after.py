"""Party report, promulgation, execution, evaluation, archive (Art. 31 to 37)."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from workflows.demo.parts import Scene
from workflows.demo.parts.public import OPENNESS_OFFICERS
from workflows.demo.player import Player
from workflows.demo.reading import Story, plain

SECRETARIES = {"yunling": "luchen", "yangli": "qianchong", "qingxi": "ningjing"}
ARCHIVISTS = {"yunling": "baixiuyun", "yangli": "shuiqing", "qingxi": "guandian"}
DAYS_TO_WRITE = timedelta(days=5)  # a report is filed some days before it is due
DAYS_A_MONTH = 30
RHYTHMS = (1, 3, 6)  # months between two reports
NOT_YET = {"why_execution": "决策正在执行，执行情况和后评估材料形成后补充归档。"}
NOT_HELD = "本事项未开展该项程序，理由见认定材料。"
USES = {"continue": "continue", "continue_with_changes": "adjust", "stop": "stop"}


def scenes(story: Story) -> Iterator[Scene]:
    """Everything after the meeting that the story reaches."""
    told = story.part("promulgation")
    if not told:
        return
    report = told["party_report"]
    yield Scene(story.day(report["on"]), reported, (report,), rank=8)
    yield Scene(story.day(told["published_on"]), published, (told,), rank=8)
    if done := story.part("execution"):
        yield Scene(story.day(told["published_on"]), begun, (told, done), rank=9)
        yield from _executed(story, done)
    if day := story.when("archived"):
        yield Scene(day, archived, rank=9)


def reported(player: Player, report: Mapping[str, Any]) -> None:
    """The organ reports to the Party committee before issue."""
    player.do(
        "report_to_party",
        SECRETARIES[player.story.decision["organ"]],
        reference=report["reference"],
        reported_on=player.today,
    )


def published(player: Player, told: Mapping[str, Any]) -> None:
    """Whoever drafted interprets, and the decision goes out."""
    story = player.story
    player.do("prepare_interpretation", story.drafter, interpretation=plain(told["interpretation"]))
    day, dossier = told["effective_on"], player.dossier
    days = dossier.profile.publication_working_days
    due = dossier.calendar.add_working_days(dossier.publication.known("decided_on"), days)
    reason = story.part("legality").get("provisional_reason", "")
    player.do(
        "promulgate",
        OPENNESS_OFFICERS[story.decision["organ"]],
        channels=told["channels"],
        adoption_statement=told["adoption_statement"],
        effective_on="" if day == "on_publication" else day,
        overdue_reason=reason if due.provisional else "",
    )


def begun(player: Player, told: Mapping[str, Any], done: Mapping[str, Any]) -> None:
    """The organ names the executing unit and the days of its reports."""
    story = player.story
    days = [story.day(report["on"]) for report in done["reports"]]
    gap = (days[-1] - days[0]).days / DAYS_A_MONTH if len(days) > 1 else RHYTHMS[-1]
    player.do(
        "begin_execution",
        story.decision["initiation"]["by"],
        office=player.decision.organ.offices.get(code=done["executing_unit"]).pk,
        measures=told["measures"],
        first_report_on=days[0] + DAYS_TO_WRITE,
        reports=len(days),
        every=min(RHYTHMS, key=lambda months: abs(months - gap)),
    )


def archived(player: Player) -> None:
    """The file is checked and closed, and closed again with what execution brought."""
    story = player.story
    keeper, told = ARCHIVISTS[story.decision["organ"]], story.part("promulgation")
    unfilled = player.fields("check_archive", keeper, beginning="why_")
    player.do("check_archive", keeper, **{f: NOT_YET.get(f, NOT_HELD) for f in unfilled})
    player.do(
        "close_file",
        keeper,
        retention=told["retention"],
        finished_on=story.day(told["published_on"]),
    )


def _executed(story: Story, done: Mapping[str, Any]) -> Iterator[Scene]:
    for report in done["reports"]:
        yield Scene(
            story.day(report["on"]),
            _filed,
            (report,),
        )
    for issue in done.get("issues", ()):
        yield Scene(
            story.day(issue["on"]),
            _noticed,
            (issue,),
        )
    if stop := done.get("suspension"):
        yield Scene(story.day(stop["on"]), _suspended, (stop,))
    if again := done.get("resumption"):
        yield Scene(story.day(again["on"]), _resumed, (again,))
    if told := done.get("post_evaluation"):
        chief = story.decision["initiation"]["by"]
        yield Scene(story.day(told["commissioned_on"]), _commissioned, (chief, told))
        yield Scene(story.day(told["on"]), _evaluated, (told,))
    if end := done.get("concluded"):
        yield Scene(story.day(end["on"]), archived, rank=9)
        yield Scene(story.day(end["on"]), _ended, rank=10)
    if end := done.get("stopped"):
        yield Scene(story.day(end["on"]), _stopped, (end,), rank=8)
        yield Scene(story.day(end["on"]), archived, rank=9)


def _ended(player: Player) -> None:
    player.do("conclude", player.story.head)


def _filed(player: Player, report: Mapping[str, Any]) -> None:
    player.do("file_execution_report", report["by"], text=report["text"])


def _noticed(player: Player, issue: Mapping[str, Any]) -> None:
    player.do("report_execution_issue", issue["by"], situation=issue["text"])


def _suspended(player: Player, stop: Mapping[str, Any]) -> None:
    player.do("suspend", stop["by"], situation=stop["article35_fact"], urgency=stop["urgency_fact"])


def _resumed(player: Player, again: Mapping[str, Any]) -> None:
    player.do("resume", again["by"], reason=again["reason"])


def _stopped(player: Player, end: Mapping[str, Any]) -> None:
    player.do("stop_execution", end["by"], reason=end["reason"])


def _commissioned(player: Player, chief: str, told: Mapping[str, Any]) -> None:
    player.do(
        "commission_evaluation",
        chief,
        trigger="found_necessary",
        office=player.user(told["evaluator"]).office_id,
        body=told["institution"],
    )


def _evaluated(player: Player, told: Mapping[str, Any]) -> None:
    player.do(
        "conclude_evaluation",
        told["evaluator"],
        public_heard=str(told["public_heard"]),
        deputies_heard=str(told["deputies_heard"]),
        findings=f"{told['text']}\n评估方法：{told['method']}",
        result=USES[told["result"]],
    )
