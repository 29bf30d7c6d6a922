"""The dossier (卷宗): all that the law may look at, frozen.

It carries counters, dates and digests and never the text of an opinion, so it stays small with
430,000 of them. ``decisions/gather`` makes it from the rows and ``decisions/casefile.py`` from
a JSON file: one shape, one set of rules for both.
"""

from dataclasses import dataclass, field
from datetime import date

from decisions.law.calendar import Calendar, calendar
from decisions.law.facts.base import Sheet, fact
from decisions.law.facts.deliberation import Meeting, Publication, Reports
from decisions.law.facts.execution import Archive, Execution
from decisions.law.facts.initiation import Draft, Initiation, Matter, Preparation
from decisions.law.facts.legality import Legality, Package
from decisions.law.facts.participation import Hearing, Participation
from decisions.law.facts.review import Competition, Expertise, Risk, Ruling, SectionFinding
from decisions.law.profile import Profile
from decisions.law.terms import Section


@dataclass(frozen=True, kw_only=True)
class Reason(Sheet):
    """A named reason that lets a rule of severity W pass (who, when, why)."""

    rule: str | None = fact("规则")
    text: str | None = fact("理由")
    given_by: str | None = fact("说明人")
    given_on: date | None = fact("说明日期")


@dataclass(frozen=True, kw_only=True)
class Dossier(Sheet):
    """One decision as the law sees it on the day ``as_of`` under a pinned profile."""

    profile: Profile
    as_of: date
    calendar: Calendar = field(default_factory=calendar)
    matter: Matter = field(default_factory=Matter)
    initiation: Initiation = field(default_factory=Initiation)
    preparation: Preparation = field(default_factory=Preparation)
    drafts: tuple[Draft, ...] | None = fact("决策草案")
    participation: Participation = field(default_factory=Participation)
    hearing: Hearing = field(default_factory=Hearing)
    expertise: Expertise = field(default_factory=Expertise)
    risk: Risk = field(default_factory=Risk)
    competition: Competition = field(default_factory=Competition)
    legality: Legality = field(default_factory=Legality)
    package: Package = field(default_factory=Package)
    meetings: tuple[Meeting, ...] | None = fact("会议")
    reports: Reports = field(default_factory=Reports)
    publication: Publication = field(default_factory=Publication)
    execution: Execution = field(default_factory=Execution)
    archive: Archive = field(default_factory=Archive)
    findings: tuple[SectionFinding, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def draft(self) -> Draft:
        """The newest frozen draft; raises Unknown when no draft is recorded."""
        drafts: tuple[Draft, ...] = self.known("drafts")
        return max(drafts, key=lambda d: d.version or 0) if drafts else Draft()

    @property
    def meeting(self) -> Meeting:
        """The last meeting on the matter; raises Unknown when none is recorded."""
        meetings: tuple[Meeting, ...] = self.known("meetings")
        return meetings[-1] if meetings else Meeting()

    def reason_for(self, rule: str) -> str:
        """The named reason recorded for a rule, or an empty string."""
        return next((r.text for r in self.reasons if r.rule == rule and r.text and r.given_by), "")

    def finding_for(self, section: Section) -> SectionFinding | None:
        """The signed finding by which a section is passed over, if there is one."""
        return next((f for f in self.findings if f.section == section and f.signed_on), None)
