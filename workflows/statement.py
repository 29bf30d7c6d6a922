"""The statement of the steps done (Art. 26), begun for the officer from the dossier.

A start text in Chinese, for the request for legality review; the officer completes it. Only what
the dossier holds is said; a section passed over is named with its finding.
"""

from collections.abc import Callable, Iterator
from datetime import date

from decisions.labels import label
from decisions.law.dossier import Dossier
from decisions.law.reckoning import in_words
from decisions.law.submission import NAMES
from decisions.law.terms import ActivityKind, DispositionKind, Section
from decisions.law.terms import RiskConclusion as Risk

NUMERALS = "一二三四五六七八九十"
CONCLUSIONS = {Risk.CONTROLLABLE: "可控", Risk.UNCONTROLLABLE: "不可控"}


def statement_of_steps(dossier: Dossier) -> str:
    """What was done so far, one numbered paragraph for each part of the procedure."""
    said = [text for part in PARTS for text in part(dossier)]
    return "\n".join(f"{NUMERALS[n]}、{text}" for n, text in enumerate(said))


def _start(dossier: Dossier) -> Iterator[str]:
    start = dossier.initiation
    if start.initiated_on:
        units = "、".join(start.lead_units or ())
        yield f"决策启动。{_on(start.initiated_on)}决定启动决策程序，承办单位为{units}。"


def _draft(dossier: Dossier) -> Iterator[str]:
    bodies = [body.body or "" for body in dossier.preparation.bodies]
    asked = f"征求了{'、'.join(bodies)}的意见。" if bodies else ""
    if dossier.drafts:
        newest = dossier.draft
        yield (
            f"草案拟订。开展调查研究，形成决策草案，{_on(newest.frozen_on)}第{newest.version}稿"
            f"定稿。{asked}"
        )


def _participation(dossier: Dossier) -> Iterator[str]:
    part = dossier.participation
    told = [_activity(activity) for activity in part.activities or () if not activity.withdrawn]
    if not told:
        yield from _passed_over(dossier, Section.PARTICIPATION)
        return
    tally, adopted = part.tally, (part.tally.by_disposition or {})
    counted = "期间未收到意见建议。"
    if tally.opinions:
        fully, partly = (
            adopted.get(kind, 0)
            for kind in (DispositionKind.ADOPTED, DispositionKind.PARTLY_ADOPTED)
        )
        counted = f"共收到意见建议{tally.opinions}条，其中采纳{fully}条、部分采纳{partly}条。"
    yield f"公众参与。{'；'.join(told)}。{counted}"


def _hearing(dossier: Dossier) -> Iterator[str]:
    hearing = dossier.hearing
    if hearing.held_on:
        yield f"听证。{_on(hearing.held_on)}举行听证会，听证参加人{hearing.attended or 0}人到会。"
    else:
        yield from _passed_over(dossier, Section.HEARING)


def _expertise(dossier: Dossier) -> Iterator[str]:
    experts = dossier.expertise.experts or ()
    given = [expert.opinion_on for expert in experts if expert.opinion_on]
    if experts:
        last = f"，{_on(max(given))}完成论证" if given else ""
        yield f"专家论证。共有{len(experts)}名专家参加论证{last}。"
    else:
        yield from _passed_over(dossier, Section.EXPERTISE)


def _risk(dossier: Dossier) -> Iterator[str]:
    risk = dossier.risk
    if risk.report_on:
        level = label(risk.level) if risk.level else ""
        found = CONCLUSIONS.get(risk.organ_conclusion or risk.conclusion, "")
        yield f"风险评估。{_on(risk.report_on)}形成风险评估报告，{level}，风险{found}。"
    else:
        yield from _passed_over(dossier, Section.RISK)


def _competition(dossier: Dossier) -> Iterator[str]:
    review = dossier.competition
    if review.concluded_on and review.conclusion:
        found = label(review.conclusion)
        yield f"公平竞争审查。{_on(review.concluded_on)}完成审查，结论为：{found}。"
    else:
        yield from _passed_over(dossier, Section.COMPETITION)


def _passed_over(dossier: Dossier, section: Section) -> Iterator[str]:
    if finding := dossier.finding_for(section):
        yield (
            f"{NAMES[section]}。未开展。{_on(finding.signed_on)}由{finding.signed_by}签署认定书，"
            f"理由：{finding.reason}"
        )


def _activity(activity: object) -> str:
    kind = label(activity.kind or ActivityKind.SEMINAR)
    if activity.opens_on and activity.closes_on:
        return f"{_on(activity.opens_on)}至{_on(activity.closes_on)}开展{kind}"
    day = activity.held_on or activity.announced_on
    return f"{_on(day)}开展{kind}" if day else f"开展{kind}"


def _on(day: date | None) -> str:
    return in_words(day) if day else ""


PARTS: tuple[Callable[[Dossier], Iterator[str]], ...] = (
    _start,
    _draft,
    _participation,
    _hearing,
    _expertise,
    _risk,
    _competition,
)
