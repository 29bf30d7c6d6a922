"""The whole lawful road of one matter, act by act through ``perform``, each by its own person.

Rows that no act writes are not laid: what stands in a decision of this road came through the one
gate, so the record accounts for all of it. Used by the machine, the corruptions and the record.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from decisions.law.terms import DispositionKind, Stage
from decisions.models import Attendance, Catalogue, CatalogueItem, Decision, Entry, Opinion
from tests import factories
from tests.stages.days import On, moment
from workflows import opening, registry, submitting, sweep
from workflows.act import perform

DRAFTER, HEAD, OPENNESS = Role.DRAFTING_OFFICER, Role.LEAD_UNIT_HEAD, Role.OPENNESS_OFFICER
CHIEF, ASSESSOR, REGULATOR = Role.CHIEF_EXECUTIVE, Role.RISK_ASSESSOR, Role.MARKET_REGULATOR
REVIEWER, SECRETARY, RECORDS = Role.LEGAL_REVIEWER, Role.MEETING_SECRETARY, Role.RECORDS_OFFICER
TEXT = """第一条 为了规范集镇停车秩序，制定本办法。
第二条 本办法适用于集镇范围内停车。
第三条 本办法自公布之日起施行。"""
SAID = ["建议增加装卸区。", "停车应当全部免费。", "夜间应当放开路侧停车。", "建议增加装卸区！"]
Said = dict[str, Any]
Facts = Said | Callable[["Road"], Said]


@dataclass(frozen=True)
class Turn:
    """One act of the road: when, which, by whom (a role or a key of the town), with what."""

    on: date
    slug: str
    by: str
    data: Facts = field(default_factory=dict)


def turns() -> list[Turn]:
    """The acts after the proposal, in order, up to the end of the execution."""
    return [*_start(), *_public(), *_sections(), *_review(), *_meeting(), *_after()]


def _start() -> list[Turn]:
    matter = dict.fromkeys(
        ("technical", "risk_possible", "market", "market_entities", "general_concern"), "True"
    )
    closed = {"exclusion": "none", "npc_step": "none", "specific_group": "False"}
    return [
        Turn(On.proposed, "describe_matter", DRAFTER, matter | closed),
        Turn(On.proposed, "begin_study", HEAD),
        Turn(On.studied, "record_study", DRAFTER, {"study": "可行。", "studied_on": On.studied}),
        Turn(On.initiated, "initiate", CHIEF, lambda road: road.start()),
        Turn(On.consulted, "record_preparation", DRAFTER, PREPARATION),
        Turn(On.consulted, "add_legal_basis", DRAFTER, {"title": "道路交通安全法"}),
        Turn(On.consulted, "consult_body", DRAFTER, BODY),
        Turn(On.frozen, "enter_draft", DRAFTER, {"text": TEXT, "explanation": "起草说明。"}),
        Turn(On.frozen, "freeze_draft", DRAFTER),
    ]


PREPARATION = {
    "researched_on": On.consulted,
    "research": "走访商户和居民。",
    "cost_benefit": "投入三十万元，年节省通行时间两万小时。",
    "bodies_affected": "True",
}
BODY = {"body": "县交通运输局", "consulted_on": On.consulted, "agreed": "True"}


def _public() -> list[Turn]:
    hearing = {"choice": "not_held", "ground": "法律法规没有规定应当听证。"}
    note = {"asked": "停车怎样管。", "said": "增加装卸区。", "did": "增加了装卸区。"}
    return [
        Turn(On.reviewed, "review_disclosure", OPENNESS, {"disclosure": "proactive_disclosure"}),
        Turn(On.opens, "open_consultation", DRAFTER, lambda road: road.notice()),
        Turn(On.opens, "say", "public"),
        Turn(On.closed, "close_consultation", DRAFTER, {"offline_entered": "True"}),
        Turn(On.noted, "dispose_opinion", DRAFTER, lambda road: road.answer(0, "adopted")),
        Turn(On.noted, "dispose_opinion", DRAFTER, lambda road: road.answer(1, "not_adopted")),
        Turn(On.noted, "dispose_opinion", DRAFTER, lambda road: road.answer(2, "explained")),
        Turn(On.noted, "dispose_opinion", DRAFTER, lambda road: road.answer(3, "duplicate")),
        Turn(On.noted, "write_adoption_note", DRAFTER, note),
        Turn(On.noted, "approve_adoption_note", HEAD),
        Turn(On.told, "publish_feedback", OPENNESS, {"personal_data_checked": "True"}),
        Turn(On.told, "conclude_participation", DRAFTER),
        Turn(On.told, "choose_hearing", DRAFTER, hearing),
        *_unheard(),
    ]


def _unheard() -> list[Turn]:
    """Nobody must be heard in a hearing here: a finding passes the section over."""
    passed = {"section": "hearing", "reason": "法律法规没有规定应当听证。"}
    return [
        Turn(On.told, "find_unnecessary", DRAFTER, passed),
        Turn(On.told, "sign_finding", HEAD, lambda road: road.finding()),
    ]


def _sections() -> list[Turn]:
    opened = {"form": "meeting", "pool_source": "县专家库"}
    preliminary = {"preliminary": "不排除、限制竞争。", "preliminary_on": On.argued}
    report = {
        "level": "low",
        "conclusion": "controllable",
        "contingency_plan": "集日增派人员。",
        "report_text": "风险可控。",
        "report_on": On.assessed,
    }
    concluded = {"conclusion": "no_restriction", "opinion": "可以出台。"}
    expert = Role.EXPERT
    return [
        Turn(On.declared, "open_expert_review", DRAFTER, opened),
        Turn(On.declared, "invite_expert", DRAFTER, lambda road: road.invitation()),
        Turn(On.declared, "declare_conflict", expert, {"direct_interest": "False"}),
        Turn(On.argued, "give_expert_opinion", expert, lambda road: road.expert_says()),
        Turn(On.noted, "conclude_expertise", DRAFTER, {"adoption_note": "全部采纳。"}),
        Turn(On.argued, "open_risk_assessment", ASSESSOR, ASSESSMENT),
        Turn(On.argued, "hear_department", ASSESSOR, {"name": "派出所", "heard_on": On.argued}),
        Turn(On.argued, "add_risk_point", ASSESSOR, {"description": "冲突", "measure": "分时"}),
        Turn(On.assessed, "file_risk_report", ASSESSOR, report),
        Turn(On.assessed, "conclude_risk", DRAFTER),
        Turn(On.argued, "record_preliminary_review", DRAFTER, preliminary | HEARD),
        Turn(On.compared, "conclude_competition_review", REGULATOR, concluded),
    ]


ASSESSMENT = {"assessor": "平安法治办公室", "third_party": "False"}
HEARD = {"operators_heard": "True"}


def _review() -> list[Turn]:
    counsel = {"name": "方圆", "capacity": "legal_counsel"}
    lawful = {"power": "lawful", "procedure": "lawful", "content": "lawful", "opinion": "合法。"}
    return [
        Turn(On.requested, "request_legality_review", HEAD, lambda road: road.request()),
        Turn(On.requested, "invite_counsel", REVIEWER, lambda road: counsel | road.counsel()),
        Turn(On.completed, "give_counsel_opinion", Role.COUNSEL, {"text": "合法。"} | SIGNED),
        Turn(On.completed, "complete_legality_review", REVIEWER, lawful),
        Turn(On.submitted, "submit_for_deliberation", HEAD, PLAN),
    ]


SIGNED = {"signature": "方圆"}
PLAN = {
    "observers_invited": "True",
    "meeting_public": "False",
    "observer_ways": "邀请镇人大代表列席。",
    "interpretation_plan": "同步发布政策解读。",
}


def _meeting() -> list[Turn]:
    kept = {"question": "会议听取汇报并讨论。", "recorded_on": On.met}
    members = ["member_2", Role.MEETING_MEMBER, CHIEF]
    heard = [
        turn
        for who in members
        for turn in (
            Turn(On.met, "record_view", SECRETARY, lambda road, who=who: road.view(who)),
            Turn(On.met, "confirm_view", who),
        )
    ]
    return [
        Turn(On.submitted, "put_on_agenda", SECRETARY, lambda road: road.agenda()),
        Turn(On.met, "take_roll", SECRETARY, lambda road: road.roll()),
        *heard,
        Turn(On.met, "keep_meeting_record", SECRETARY, kept),
        Turn(On.met, "adopt", CHIEF),
    ]


def _after() -> list[Turn]:
    report = {"reference": "样云委〔2026〕5号", "reported_on": On.reported}
    finished = {"retention": "permanent", "file_number": "2026-001", "finished_on": On.archived}
    return [
        Turn(On.reported, "issue_minutes", SECRETARY),
        Turn(On.reported, "report_to_party", SECRETARY, report),
        Turn(On.reported, "prepare_interpretation", DRAFTER, {"interpretation": "为什么制定。"}),
        Turn(On.published, "promulgate", OPENNESS),
        Turn(On.published, "begin_execution", CHIEF, lambda road: road.execution()),
        Turn(On.filed, "file_execution_report", Role.EXECUTING_UNIT, {"text": "秩序好转。"}),
        Turn(On.filed, "check_archive", RECORDS, lambda road: road.archive()),
        Turn(On.filed, "close_file", RECORDS, finished | LATE),
        Turn(On.filed, "conclude", HEAD),
    ]


LATE = {"late_handover_reason": "等待执行情况报告。"}


@dataclass
class Road:
    """One matter on its road: where it stands in the list of turns, and what the clock shows."""

    place: factories.Town
    decision_id: int = 0
    done: int = 0
    now: datetime = field(default_factory=lambda: moment(On.proposed, 9))
    told: list[Turn] = field(default_factory=turns)

    @property
    def decision(self) -> Decision:
        """The decision as it stands now."""
        return Decision.objects.select_related("organ", "lead_office").get(pk=self.decision_id)

    def user(self, who: str) -> User:
        """A person of the town."""
        return self.place.people[who]

    def propose(self, token: UUID | None = None) -> Decision:
        """The first act, which opens the decision."""
        data = {
            "classified": "no",
            "title": "集镇公共停车秩序管理实施办法",
            "matter_class": "public_policy",
            "source": "npc_deputy",
            "proposer": "镇人大代表三人",
            "proposed_on": On.proposed,
            "summary": "规范集镇停车秩序。",
            "argument": "集镇停车位少、秩序乱。",
        }
        drafter = self.user(DRAFTER)
        made = opening.propose(drafter, data, sample=True, token=token, now=self.now)
        self.decision_id = made.pk
        return made

    def to(self, stage: Stage) -> "Road":
        """Go on until the decision stands at a stage."""
        while self.decision.stage != stage:
            self.step()
        return self

    def until(self, slug: str) -> "Road":
        """Go on until an act is the next one."""
        while self.told[self.done].slug != slug:
            self.step()
        return self

    def finish(self) -> "Road":
        """Go to the end of the road."""
        while self.done < len(self.told):
            self.step()
        return self

    def step(self) -> Entry | None:
        """The next act of the road."""
        turn = self.told[self.done]
        self.dawn(turn.on)
        entry = self.said() if turn.slug == "say" else self.act(turn.slug, turn.by, turn.data)
        self.done += 1
        return entry

    def dawn(self, day: date) -> None:
        """No clock runs backwards: acts of an earlier day are done a minute later."""
        self.now = max(moment(day, 9), self.now) + timedelta(minutes=1)

    def act(self, slug: str, by: str, data: Facts = (), **more: Any) -> Entry:
        """Do an act as its page would send it."""
        found = registry.act(slug)
        if found is None:
            raise LookupError(slug)
        sent = data(self) if callable(data) else dict(data)
        shown = self._shown(found, self.user(by))
        return perform(found, self.decision_id, self.user(by), shown | sent, now=self.now, **more)

    def said(self) -> None:
        """Four opinions come in, and the sweep takes them up."""
        activity = self.decision.activities.get()
        for number, text in enumerate(SAID):
            submitting.submit_opinion(
                activity.pk,
                {"text": text, "submitter_kind": "citizen", "privacy_read": "on"},
                token=UUID(int=self.decision_id * 1000 + number),
                received_at=self.now,
            )
        sweep.register(self.decision_id, self.now)

    def _shown(self, found: Any, actor: User) -> Said:
        form = found.form(decision=self.decision, actor=actor, today=self.now)
        shown = {name: _first(form, name, kind) for name, kind in form.fields.items()}
        return {name: value for name, value in shown.items() if value not in (None, "")}

    # What some acts need to know of the rows written so far.

    def start(self) -> Said:
        """The item of the catalogue under which it is started."""
        catalogue, _made = Catalogue.objects.get_or_create(
            organ=self.place.organ,
            year=On.initiated.year,
            defaults={"party_consent_on": date(2026, 1, 2), "published_on": date(2026, 1, 4)},
        )
        item = CatalogueItem.objects.create(
            catalogue=catalogue,
            serial=catalogue.items.count() + 1,
            title=self.decision.title,
            procedure="公众参与、专家论证、风险评估、公平竞争审查、合法性审查、集体讨论决定",
            lead_unit=self.decision.lead_office.name,
            planned="2026年5月",
        )
        return {"initiated_on": On.initiated, "catalogue_item": item.pk}

    def notice(self) -> Said:
        """What a lawful notice says."""
        return {
            "draft": self.decision.drafts.get(version=1).pk,
            "title": "关于公开征求意见的公告",
            "opens_on": On.opens,
            "closes_on": On.closes,
            "channels": ["website", "notice_board"],
            "ways": "网上提交\n信函",
            "contact": "规划建设办公室 000-10000112",
            "privacy": "个人信息仅用于研究意见。",
            "explained_by_experts": "on",
        }

    def answer(self, place: int, kind: str) -> Said:
        """The disposition of the opinion in this place."""
        ids = list(
            Opinion.objects.filter(decision=self.decision_id)
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        more: Said = {"reason": "统筹考虑，已作说明。"}
        if kind == DispositionKind.ADOPTED:
            more = {"no_change_reason": "草案已有规定。"}
        if kind == DispositionKind.DUPLICATE:
            more = {"main_opinion": ids[0]}
        return {"opinions": str(ids[place]), "opinion": ids[place], "kind": kind} | more

    def finding(self) -> Said:
        """The finding that waits for its signature."""
        return {"finding": self.decision.findings.get(signed_on=None, superseded=False).pk}

    def invitation(self) -> Said:
        """Whom we ask to argue."""
        asked = {"institution": "样例大学", "title": "教授", "from_lead_unit": "False"}
        return asked | {"account": self.user(Role.EXPERT).pk, "name": "白教授"}

    def expert_says(self) -> Said:
        """An opinion signed by typing the name."""
        return {"opinion": "必要、可行。", "signature": str(self.user(Role.EXPERT))}

    def request(self) -> Said:
        """Who reviews, and until when."""
        office = self.place.offices["justice"].pk
        return {"office": office, "statement_of_steps": "已履行各项程序。"}

    def counsel(self) -> Said:
        """The account of counsel."""
        return {"account": self.user(Role.COUNSEL).pk}

    def agenda(self) -> Said:
        """A meeting of its own."""
        return {
            "meeting_type": "joint_meeting",
            "number": f"2026年第{self.decision_id}次",
            "held_on": On.met,
            "place": "镇政府会议室",
            "chair": str(self.user(CHIEF)),
        }

    def roll(self) -> Said:
        """Everybody came."""
        seats = Attendance.objects.filter(meeting__agenda__decision=self.decision_id)
        return {f"present_{seat.member_id}": "True" for seat in seats}

    def view(self, who: str) -> Said:
        """What a member said."""
        words = {"stand": "agree", "statement": "没有不同意见。"}
        if who == "member_2":
            words = {"stand": "amend", "statement": "建议增加泊位。"}
        return words | {"member": self.user(who).pk}

    def execution(self) -> Said:
        """Who executes, and when it reports."""
        office = self.place.offices["enforcement"].pk
        return {
            "office": office,
            "measures": "划线、设牌。",
            "first_report_on": On.due,
            "reports": 1,
            "every": 6,
        }

    def archive(self) -> Said:
        """Why the rest is not needed."""
        act = registry.act("check_archive")
        form = act.form(decision=self.decision, actor=self.user(RECORDS), today=self.now)
        return {name: "本事项未开展。" for name in form.fields if name.startswith("why_")}


def _first(form: forms.BaseForm, name: str, kind: forms.Field) -> Any:
    """What a page shows in a field before anybody types."""
    value = form.get_initial_for_field(kind, name)
    plain = not isinstance(kind, forms.ModelMultipleChoiceField) and not getattr(
        kind, "empty_label", ""
    )
    if value is None and isinstance(kind, forms.ModelChoiceField) and plain:
        value = kind.queryset.first()
    return getattr(value, "pk", value)


def opened(place: factories.Town | None = None) -> Road:
    """A road whose decision is proposed."""
    road = Road(place or factories.town())
    road.propose()
    return road


def today(road: Road) -> date:
    """The day on the road's clock."""
    return timezone.localdate(road.now)
