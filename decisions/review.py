"""Reviews a case file kept elsewhere (案卷评查): the same rules as at the live gates.

Called by ``manage.py review`` and by the desk's upload page, which print the same report. In a
review an unknown fact is reported and blocks nothing; an unreasoned W counts as not met.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from decisions import casefile
from decisions.law.article import RULES, Rule
from decisions.law.calendar import Calendar
from decisions.law.dossier import Dossier
from decisions.law.gates import GATES
from decisions.law.judge import find
from decisions.law.shortcoming import Finding
from decisions.law.statutes import all_citations, citation
from decisions.law.terms import Verdict


@dataclass(frozen=True)
class ReviewReport:
    """What every rule says of one case file, in the order of the statutes."""

    dossier: Dossier
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]

    @property
    def profile(self) -> str:
        return self.dossier.profile.name

    @property
    def law_date(self) -> date:
        """The day whose law is applied: that of the initiation."""
        return self.dossier.profile.on

    @property
    def as_of(self) -> date:
        """The day on which the file is judged."""
        return self.dossier.as_of

    @property
    def exit_code(self) -> int:
        """0 when nothing blocks, 1 when something does."""
        return int(any(finding.blocks for finding in self.findings))

    def counts(self) -> Mapping[Verdict, int]:
        """How many rules were met, not met, unknown and not applicable."""
        found = Counter(finding.verdict for finding in self.findings)
        return {verdict: found[verdict] for verdict in Verdict}

    def of(self, verdict: Verdict) -> tuple[Finding, ...]:
        """The findings of one verdict."""
        return tuple(f for f in self.findings if f.verdict is verdict)

    def as_json(self) -> dict[str, Any]:
        """The report as data, for programs."""
        return {
            "profile": self.profile,
            "law_date": self.law_date.isoformat(),
            "as_of": self.as_of.isoformat(),
            "digest": casefile.digest(self.dossier),
            "exit_code": self.exit_code,
            "notes": list(self.notes),
            "counts": {str(verdict): n for verdict, n in self.counts().items()},
            "findings": [_finding(finding) for finding in self.findings],
        }


def review(
    raw: bytes,
    *,
    profile: str | None = None,
    as_of: date | None = None,
    calendar: Calendar | None = None,
) -> ReviewReport:
    """Judge a case file; raises CaseFileError when it cannot be read."""
    data = casefile.parse(raw)
    return judged(casefile.load(data, profile=profile, as_of=as_of, calendar=calendar))


def judged(dossier: Dossier) -> ReviewReport:
    """Ask every rule about a dossier, unless it was begun before the Decree was in force."""
    if dossier.profile.applies:
        findings = tuple(find(rule, dossier) for rule in in_order())
    else:
        findings = tuple(_outside(rule) for rule in in_order())
    return ReviewReport(dossier, findings, tuple(_notes(dossier)))


def in_order() -> list[Rule]:
    """Every rule, in the order of the statutes and of the gates."""
    places = {found.ref: place for place, found in enumerate(all_citations())}
    gates = list(GATES)
    return sorted(RULES.values(), key=lambda r: (places[r.articles[0]], gates.index(r.gate)))


def _outside(rule: Rule) -> Finding:
    return Finding(rule.name, rule.articles, rule.gate, rule.severity, Verdict.NOT_APPLICABLE)


def _notes(dossier: Dossier) -> list[str]:
    notes = []
    if not dossier.profile.applies:
        began = dossier.profile.in_force_from
        notes.append(
            _("The matter was initiated before %s, when the Decree came into force: no findings.")
            % began.isoformat()
        )
    if dossier.initiation.initiated_on is None:
        notes.append(_("The day of initiation is unknown; the figures of the law's date are used."))
    return notes


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "articles": list(finding.articles),
        "label": citation(finding.articles[0]).article_label_zh,
        "words": RULES[finding.rule].words,
        "gate": finding.gate,
        "severity": str(finding.severity),
        "verdict": str(finding.verdict),
        "blocks": finding.blocks,
        "shortcomings": [
            {"article": s.article, "what": s.what, "remedy": s.remedy, "who": s.who}
            | ({"figures": dict(s.figures)} if s.figures else {})
            for s in finding.shortcomings
        ],
        "unknown": finding.unknown,
        "path": finding.path,
        "reason": finding.reason,
    }
