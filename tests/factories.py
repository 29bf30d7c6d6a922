"""Makes rows for tests: a town with its people, and decisions at any stage of the road.

``decision_at(Stage.DRAFTING)`` lays down everything a lawful decision has by then, one trait a
stage (``stages.py``). Rows only: nothing here acts, so no entry, notice or sign-off exists.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.appointments import appoint
from accounts.models import Office, Organ, User
from accounts.roles import Role
from decisions.law.terms import Stage
from decisions.models import Decision
from tests import stages

APPOINTED_ON = date(2010, 1, 4)

OFFICES = {
    "leaders": "镇领导",
    "general": "党政综合办公室",
    "planning": "规划建设办公室",
    "justice": "司法所",
    "safety": "平安法治办公室",
    "market": "市场监督管理所",
    "enforcement": "综合行政执法队",
    "records": "档案室",
}
PEOPLE = {
    Role.CHIEF_EXECUTIVE: ("leaders", "周明远"),
    Role.MEETING_MEMBER: ("leaders", "何桂兰"),
    Role.DRAFTING_OFFICER: ("planning", "林晓禾"),
    Role.LEAD_UNIT_HEAD: ("planning", "宋雅琳"),
    Role.OPENNESS_OFFICER: ("general", "许静"),
    Role.MEETING_SECRETARY: ("general", "秦岚"),
    Role.CATALOGUE_KEEPER: ("general", "丁一鸣"),
    Role.HEARING_CHAIR: ("general", "罗玉婷"),
    Role.HEARING_CLERK: ("general", "田甜"),
    Role.AUDITOR: ("general", "苏明"),
    Role.ADMINISTRATOR: ("general", "韩冬"),
    Role.EVALUATING_UNIT: ("general", "郑思远"),
    Role.LEGAL_REVIEWER: ("justice", "石律之"),
    Role.COUNSEL: ("justice", "方圆"),
    Role.RISK_ASSESSOR: ("safety", "马平安"),
    Role.MARKET_REGULATOR: ("market", "曹量"),
    Role.EXECUTING_UNIT: ("enforcement", "高执"),
    Role.RECORDS_OFFICER: ("records", "顾存"),
    Role.EXPERT: ("general", "白教授"),
}


def organ(code: str = "yunling", **facts: Any) -> Organ:
    """A township, unless the facts say otherwise."""
    defaults = {
        "name": "云岭镇人民政府",
        "level": "township",
        "profile": "township",
        "number_code": "样云政",
        "contact": "000-10000100",
        "sample": True,
    }
    return Organ.objects.create(code=code, **defaults | facts)


def office(of: Organ, code: str, name: str = "") -> Office:
    """A unit of an organ."""
    return Office.objects.create(organ=of, code=code, name=name or OFFICES.get(code, code))


def person(username: str, *roles: Role, of: Office | None = None, name: str = "") -> User:
    """A person with an account, appointed to the roles in an office."""
    user = User.objects.create_user(username, display_name=name or username, office=of)
    for role in roles:
        appoint(user, of, role, APPOINTED_ON)
    return user


@dataclass(frozen=True)
class Town:
    """An organ whole: its offices by code, and one person for every role."""

    organ: Organ
    offices: dict[str, Office] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)

    def by(self, role: Role) -> User:
        """The person who holds this role."""
        return self.people[role]

    @property
    def members(self) -> list[User]:
        """The members of the meeting; the chief executive speaks last."""
        return [
            self.by(Role.MEETING_MEMBER),
            self.people["member_2"],
            self.by(Role.CHIEF_EXECUTIVE),
        ]


def town(code: str = "yunling", **facts: Any) -> Town:
    """The town of this code; made on first use, found again afterwards."""
    if Organ.objects.filter(code=code).exists():
        return _found(Organ.objects.get(code=code))
    made = Town(organ(code, **facts))
    made.offices.update({name: office(made.organ, name) for name in OFFICES})
    for role, (where, name) in PEOPLE.items():
        made.people[role] = person(f"{code}-{role}", role, of=made.offices[where], name=name)
    leaders = made.offices["leaders"]
    appoint(made.by(Role.CHIEF_EXECUTIVE), leaders, Role.MEETING_MEMBER, APPOINTED_ON)
    made.people["member_2"] = person(
        f"{code}-member_2", Role.MEETING_MEMBER, of=leaders, name="方志恒"
    )
    return made


def decision_at(stage: Stage, *, of: Town | None = None, **facts: Any) -> Decision:
    """A lawful decision at this stage, with every row it has by then."""
    of = of or town()
    decision = Decision.objects.create(
        **{
            "organ": of.organ,
            "lead_office": of.offices["planning"],
            "title": "集镇公共停车秩序管理实施办法",
            "summary": "规范集镇停车秩序。",
            "stage": stage,
            "profile": of.organ.profile,
            "profile_on": stages.On.proposed,
            "opened_by": of.by(Role.DRAFTING_OFFICER),
            "opened_at": stages.moment(stages.On.proposed),
            "sample": True,
        }
        | facts
    )
    for trait in stages.up_to(stage):
        trait(decision, of)
    return decision


def decision_in_drafting_with_all_sections_done(**facts: Any) -> Decision:
    """A decision still in drafting, with nothing left to do before legality review."""
    of = facts.pop("of", None) or town()
    decision = decision_at(Stage.DRAFTING, of=of, **facts)
    stages.sections_concluded(decision, of)
    return decision


def _found(existing: Organ) -> Town:
    found = Town(existing)
    found.offices.update({unit.code: unit for unit in existing.offices.all()})
    prefix = f"{existing.code}-"
    for user in User.objects.filter(username__startswith=prefix):
        found.people[user.username.removeprefix(prefix)] = user
    return found
