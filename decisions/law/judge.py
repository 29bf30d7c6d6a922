"""Asks the rules: one path for live gates, case-file reviews and the desk's "why not yet".

At a live gate an unknown fact blocks; in a review of somebody else's file it is only reported.
A rule that needs a reason (W) is satisfied once a named reason is recorded for it.
"""

from collections.abc import Iterable
from dataclasses import replace

from decisions.law.article import RULES, Rule
from decisions.law.dossier import Dossier
from decisions.law.shortcoming import Finding, Shortcoming, Unknown
from decisions.law.terms import Severity, Verdict


def rules_of(gates: Iterable[str]) -> list[Rule]:
    """The rules asked at these gates, in the order of the statute."""
    wanted = set(gates)
    return [rule for rule in RULES.values() if rule.gate in wanted]


def find(rule: Rule, dossier: Dossier) -> Finding:
    """Ask one rule and say met, not met, unknown or not applicable."""
    try:
        if not rule.when(dossier):
            return _finding(rule, Verdict.NOT_APPLICABLE)
        missing = tuple(
            replace(s, severity=rule.severity, rule=rule.name, who=_who(s, rule))
            for s in rule(dossier)
        )
    except Unknown as unknown:
        return _unknown(rule, dossier, unknown)
    if not missing:
        return _finding(rule, Verdict.MET)
    reason = dossier.reason_for(rule.name)
    if rule.severity is Severity.NEEDS_REASON and reason:
        return _finding(rule, Verdict.MET, missing, reason=reason)
    return _finding(rule, Verdict.NOT_MET, missing)


def findings(dossier: Dossier, gates: Iterable[str] | None = None) -> list[Finding]:
    """Every finding at these gates (all gates when none are named)."""
    rules = list(RULES.values()) if gates is None else rules_of(gates)
    return [find(rule, dossier) for rule in rules]


def shortcomings(dossier: Dossier, gates: Iterable[str]) -> list[Shortcoming]:
    """What stands between this dossier and the far side of these gates, unknown facts included."""
    missing: list[Shortcoming] = []
    for found in findings(dossier, gates):
        if found.severity is Severity.LOGGED:
            continue
        if found.verdict is Verdict.NOT_MET:
            missing.extend(found.shortcomings)
        elif found.verdict is Verdict.UNKNOWN:
            missing.append(_unrecorded(found))
    return missing


def _unknown(rule: Rule, dossier: Dossier, unknown: Unknown) -> Finding:
    """A fact nobody recorded; a named reason speaks for it where the rule asks for reasons."""
    reason = dossier.reason_for(rule.name)
    if rule.severity is Severity.NEEDS_REASON and reason:
        found = _finding(rule, Verdict.MET, reason=reason)
    else:
        found = _finding(rule, Verdict.UNKNOWN)
    return replace(found, unknown=unknown.label, path=unknown.path)


def _unrecorded(found: Finding) -> Shortcoming:
    rule = RULES[found.rule]
    return Shortcoming(
        article=rule.articles[0],
        what=f"尚未记录：{found.unknown}",
        remedy="补充填写该项事实；不能确定的，先查明再推进。",
        who=rule.who,
        severity=rule.severity,
        rule=rule.name,
    )


def _who(shortcoming: Shortcoming, rule: Rule) -> str:
    return shortcoming.who if shortcoming.who != "drafting_officer" else rule.who


def _finding(
    rule: Rule,
    verdict: Verdict,
    missing: tuple[Shortcoming, ...] = (),
    reason: str = "",
) -> Finding:
    return Finding(
        rule.name, rule.articles, rule.gate, rule.severity, verdict, missing, reason=reason
    )
