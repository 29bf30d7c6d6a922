"""Sign-ups, the draw, and the sheets of questionnaires: held against the record and themselves."""

from collections.abc import Iterator

from decisions import drawing
from decisions.models import Decision, Entry, Hearing, Questionnaire
from decisions.selectors import hearings
from workflows import questioning, record, signing_up
from workflows.fsck import Difference


def examine(decision: Decision) -> Iterator[Difference]:
    """The hearing and the questionnaires of one decision."""
    for row in Hearing.objects.filter(decision=decision).select_related("activity"):
        yield from _signups(decision, row)
        yield from _draw(decision, row)
    asked = Questionnaire.objects.filter(activity__decision=decision)
    for questionnaire in asked.prefetch_related("questions"):
        yield from _sheets(decision, questionnaire)


def _signups(decision: Decision, row: Hearing) -> Iterator[Difference]:
    """What each sent, and the list under the root of the closing."""
    signups = list(row.signups.select_related("group").order_by("number"))
    for one in signups:
        if not signing_up.intact(one):
            yield Difference("signup", decision.pk, f"听证报名{one.number}的内容与登记值不符")
    closing = _last(decision, "close_signup")
    leaves = [one.leaf for one in signups if one.listed]
    told = (closing.facts.get("root"), closing.facts.get("size")) if closing else ("", 0)
    found = (record.merkle_root(leaves) if closing else "", len(leaves))
    if told != found or row.signup_root != told[0]:
        yield Difference("signup", decision.pk, "听证报名名单与结束报名时的记录不符")


def _draw(decision: Decision, row: Hearing) -> Iterator[Difference]:
    """The order by the opened seed, the ranks, and whoever sits where."""
    drawn = _last(decision, "draw_participants")
    if (drawn is None) != (row.drawn_on is None):
        yield Difference("draw", decision.pk, "听证抽签与记录不符")
    if drawn is None:
        return
    ranks = row.signups.exclude(rank=None).order_by("group", "rank")
    by_group: dict[str, list[tuple[int, str]]] = {group.name: [] for group in row.groups.all()}
    for name, rank, number in ranks.values_list("group__name", "rank", "number"):
        by_group[name].append((rank, number))
    told = {group["name"]: list(enumerate(group["order"], 1)) for group in drawn.facts["groups"]}
    wrong = drawing.faults(hearings.draw(row)) or row.draw != drawn.facts["groups"]
    if wrong or told != by_group or row.seed_value != drawn.facts["value"]:
        yield Difference("draw", decision.pk, "听证抽签结果与种子或者记录不符")


def _sheets(decision: Decision, questionnaire: Questionnaire) -> Iterator[Difference]:
    """Each sheet says what its submission says; the counts kept are those of the sheets."""
    questions = list(questionnaire.questions.all())
    sheets = questionnaire.sheets.select_related("submission").prefetch_related("choices")
    for sheet in sheets.iterator(chunk_size=1000):
        chosen = sorted((c.question_id, c.option) for c in sheet.choices.all())
        text = questioning.sheet_text(questions, sheet.words, chosen)
        if sheet.submission.erased_at is None and text != sheet.submission.text:
            number = sheet.submission.number
            yield Difference("sheet", decision.pk, f"答卷{number}的回答与提交内容不符")
    at = questionnaire.counted_at
    if at is not None and questioning.counted(questionnaire, at) != questionnaire.results:
        yield Difference("sheet", decision.pk, "问卷统计结果与答卷不符")


def _last(decision: Decision, act: str) -> Entry | None:
    return decision.entries.filter(act=act).order_by("-seq").first()
