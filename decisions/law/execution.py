"""Art. 34 to 37: execution (G17), suspension (G18), adjustment (G19), post-evaluation (G20).

A decision in force is changed or stopped only by these ways. Reminders of reports fall due in
``workflows/deadlines.py``; here the law judges what is recorded.
"""

from collections.abc import Iterator

from decisions.law.article import article
from decisions.law.dossier import Dossier
from decisions.law.facts.execution import Adjustment, Evaluation, Suspension
from decisions.law.reckoning import in_words
from decisions.law.shortcoming import Shortcoming
from decisions.law.terms import Severity


def suspended(dossier: Dossier) -> bool:
    """Execution is, or is to be, suspended."""
    return dossier.execution.suspension is not None


def adjusted(dossier: Dossier) -> bool:
    """The decision is adjusted in a major way."""
    return dossier.execution.adjustment is not None


def evaluated(dossier: Dossier) -> bool:
    """A post-evaluation is held."""
    return dossier.execution.evaluation is not None


def evaluated_after_publication(dossier: Dossier) -> bool:
    """An evaluation has ended, and the day of publication is on record."""
    known = dossier.publication.published_on is not None
    return evaluated(dossier) and known and evaluation(dossier).concluded_on is not None


def evaluation(dossier: Dossier) -> Evaluation:
    """The post-evaluation held."""
    found: Evaluation = dossier.execution.known("evaluation")
    return found


@article("34", gate="G17", severity=Severity.LOGGED, who="chief_executive")
def executing_unit_is_named(dossier: Dossier) -> Iterator[Shortcoming]:
    """The organ names the unit that carries the decision out."""
    if not dossier.execution.known("executing_unit").strip():
        yield Shortcoming("34", "没有明确决策执行单位。", "明确决策执行单位和责任分工。")


@article("34", "35.1", gate="G17", severity=Severity.LOGGED, who="executing_unit")
def reports_come_on_time(dossier: Dossier) -> Iterator[Shortcoming]:
    """The executing unit reports when a report is due."""
    for report in dossier.execution.reports:
        due = report.known("due_on")
        if (report.filed_on or dossier.as_of) > due:
            yield Shortcoming(
                "34", f"应于{in_words(due)}报送的执行情况逾期。", "报送执行情况，说明逾期原因。"
            )


@article("37.2", "35", gate="G18", who="chief_executive", when=suspended)
def suspension_has_its_two_facts(dossier: Dossier) -> Iterator[Shortcoming]:
    """Only the head suspends first, in a situation of Art. 35 and in urgency."""
    suspension: Suspension = dossier.execution.known("suspension")
    suspension.known("suspended_on")
    if not suspension.known("situation").strip():
        yield Shortcoming("37.2", "没有写明第三十五条所列的情形。", "写明出现的问题或者变化。")
    if not suspension.known("urgency").strip():
        yield Shortcoming("37.2", "没有写明情况紧急的事实。", "写明为何来不及先履行程序。")
    if not suspension.known("decided_by_head"):
        yield Shortcoming("37.2", "中止执行不是由行政首长决定的。", "报行政首长决定。")


@article("37.3", "37.1", gate="G19", when=adjusted)
def major_adjustment_runs_the_steps_again(dossier: Dossier) -> Iterator[Shortcoming]:
    """A major adjustment is a new linked matter that runs the steps its facts call for."""
    adjustment: Adjustment = dossier.execution.known("adjustment")
    if not adjustment.known("linked_decision"):
        yield Shortcoming("37.3", "重大调整没有另立新案并与原决策关联。", "另立新案并关联原决策。")
    if not adjustment.known("procedures_rerun"):
        yield Shortcoming("37.3", "重大调整没有履行相关法定程序。", "对新案履行相应的法定程序。")


@article("36.1", gate="G20", severity=Severity.NEEDS_REASON, who="chief_executive", when=evaluated)
def evaluation_has_a_trigger(dossier: Dossier) -> Iterator[Shortcoming]:
    """The evaluation starts from one of the situations of the profile."""
    trigger, known = evaluation(dossier).known("trigger"), dossier.profile.evaluation_triggers
    if trigger not in known:
        words = "、".join(dossier.profile.word(code).zh for code in known)
        yield Shortcoming(
            "36.1", f"“{trigger}”不在启动后评估的情形之内。", f"从下列情形中选择：{words}。"
        )


@article("36.2", gate="G20", who="chief_executive", when=evaluated)
def evaluator_did_not_assess_before(dossier: Dossier) -> Iterator[Shortcoming]:
    """Who did the main argument or assessment before the decision does not evaluate it."""
    evaluator = evaluation(dossier).known("evaluator")
    same = evaluator == dossier.risk.assessor
    if evaluation(dossier).known("main_assessor") or same:
        yield Shortcoming(
            "36.2",
            f"{evaluator}承担过本决策的主要论证评估工作，不能作为后评估单位。",
            "另行委托评估单位。",
        )


@article("36.2", gate="G20", severity=Severity.LOGGED, who="chief_executive", when=evaluated)
def evaluator_is_new_to_the_file(dossier: Dossier) -> Iterator[Shortcoming]:
    """An evaluator who merely appears in the file is pointed out."""
    if evaluation(dossier).known("appears_in_file"):
        yield Shortcoming("36.2", "评估单位曾参与本决策的论证评估。", "考虑委托其他单位。")


@article("36.3", gate="G20", severity=Severity.NEEDS_REASON, who="evaluating_unit", when=evaluated)
def evaluation_heard_the_public(dossier: Dossier) -> Iterator[Shortcoming]:
    """The evaluation hears the public, and its result is put to use."""
    evaluation(dossier).known("result")
    if not evaluation(dossier).known("public_heard"):
        yield Shortcoming("36.3", "后评估没有听取社会公众的意见。", "补充听取公众意见。")


@article("36.3", gate="G20", severity=Severity.LOGGED, who="evaluating_unit", when=evaluated)
def deputies_took_part(dossier: Dossier) -> Iterator[Shortcoming]:
    """Deputies, members and organisations take part in the evaluation."""
    if not evaluation(dossier).known("deputies_heard"):
        yield Shortcoming(
            "36.3", "后评估没有吸收人大代表、政协委员、人民团体等参与。", "邀请有关方面参与。"
        )


@article("36.1", gate="G20", who="evaluating_unit", when=evaluated_after_publication)
def evaluation_follows_the_decision(dossier: Dossier) -> Iterator[Shortcoming]:
    """What was done before promulgation is no post-evaluation."""
    if evaluation(dossier).known("concluded_on") < dossier.publication.known("published_on"):
        yield Shortcoming(
            "36.1",
            "后评估的完成日期早于决策公布，所附可能是决策前的评估报告。",
            "核对材料，决策前的风险评估归入风险评估环节。",
        )
