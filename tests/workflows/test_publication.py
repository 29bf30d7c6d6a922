"""Art. 8, 31, 32 as acts: reports before issue, interpretation, withholding, promulgation."""

from datetime import date
from typing import Any

import pytest

from accounts.roles import Role
from decisions.errors import Illegible, NotNow, NotReady, NotYours
from decisions.law.terms import Stage
from decisions.models import (
    AgendaItem,
    Decision,
    Entry,
    Matter,
    Paper,
    Participation,
    Publication,
    Reports,
)
from notices.models import Notice
from tests import factories
from tests.stages.days import On
from tests.stages.drafts import draft
from tests.workflows.meeting import CHIEF, OPENNESS, SECRETARY, at
from tests.workflows.reviewing import DRAFTER, HEAD, act, scan
from workflows.models import Deadline
from workflows.steps import publication as steps

pytestmark = pytest.mark.django_db
REPORT = {"reference": "样云委〔2026〕5号", "reported_on": On.reported}
ALL = ["website", "notice_board"]


@pytest.fixture
def decided() -> Decision:
    return at(Stage.DECIDED)


@pytest.fixture
def ready(decided: Decision) -> Decision:
    act(steps.ReportToParty, decided, SECRETARY, On.reported, **REPORT)
    act(steps.PrepareInterpretation, decided, DRAFTER, On.reported, interpretation="为什么制定。")
    return decided


def promulgate(decision: Decision, on: date = On.published, **more: Any) -> Entry:
    given = {"channels": ALL, "adoption_statement": "采纳1条，未采纳1条。"}
    return act(steps.Promulgate, decision, OPENNESS, on, **(given | more))


def stage(decision: Decision) -> str:
    decision.refresh_from_db()
    return decision.stage


def test_art_31_the_report_is_kept_with_its_paper(decided: Decision) -> None:
    act(steps.ReportToParty, decided, SECRETARY, On.reported, **REPORT, paper=scan())
    row = Reports.objects.get()
    assert (row.party_reference, row.party_reported_on) == ("样云委〔2026〕5号", On.reported)
    assert row.party_paper.role == "party_report"


def test_art_31_a_report_is_not_dated_ahead(decided: Decision) -> None:
    with pytest.raises(Illegible):
        act(steps.ReportToParty, decided, SECRETARY, On.met, **REPORT)
    with pytest.raises(NotYours):
        act(steps.ReportToParty, decided, DRAFTER, On.reported, **REPORT)


def test_art_31_nothing_is_issued_without_the_report(decided: Decision) -> None:
    act(steps.PrepareInterpretation, decided, DRAFTER, On.reported, interpretation="为什么制定。")
    with pytest.raises(NotReady) as refusal:
        promulgate(decided)
    assert "31" in {s.article for s in refusal.value.shortcomings}
    assert stage(decided) == Stage.DECIDED
    assert not Notice.objects.exists()


def test_art_8_only_what_concerns_the_congress_goes_there(decided: Decision) -> None:
    with pytest.raises(NotNow):
        act(steps.ReportToCongress, decided, SECRETARY, On.reported, **REPORT)


def test_art_8_the_congress_comes_before_issue(ready: Decision) -> None:
    Matter.objects.update(npc_step="report")
    with pytest.raises(NotReady) as refusal:
        promulgate(ready)
    assert {s.article for s in refusal.value.shortcomings} == {"8"}
    act(
        steps.ReportToCongress,
        ready,
        SECRETARY,
        On.reported,
        reference="样云人〔2026〕2号",
        reported_on=On.reported,
    )
    promulgate(ready)
    assert stage(ready) == Stage.PROMULGATED


def test_art_32_the_decision_is_published_with_its_notice_and_number(ready: Decision) -> None:
    entry = promulgate(ready)
    row = Publication.objects.get()
    assert (row.published_on, row.channels, row.disclosure) == (
        On.published,
        ALL,
        "proactive_disclosure",
    )
    assert row.interpretation_on == On.published
    notice = Notice.objects.get(entry=entry, kind="promulgation_notice")
    assert notice.number_text
    assert notice.public


def test_gir_26_the_term_is_met_on_the_day_of_publication(ready: Decision) -> None:
    Deadline.objects.create(
        decision=ready, kind="publication", article="GIR-26", starts_on=On.met, due_on=On.archived
    )
    promulgate(ready)
    assert Deadline.objects.get(kind="publication").met_on == On.published


def test_gir_26_a_late_publication_states_its_reason(ready: Decision) -> None:
    late = On.published.replace(month=6, day=30)
    with pytest.raises(NotReady) as refusal:
        promulgate(ready, late)
    assert {s.article for s in refusal.value.shortcomings} == {"GIR-26"}
    promulgate(ready, late, overdue_reason="等待上级批复。")
    assert ready.reasons.get().text == "等待上级批复。"


def test_art_32_every_channel_of_the_profile_is_used(ready: Decision) -> None:
    with pytest.raises(NotReady) as refusal:
        promulgate(ready, channels=["website"])
    assert {s.article for s in refusal.value.shortcomings} == {"32.1"}


def test_art_32_nothing_is_published_before_it_was_decided(ready: Decision) -> None:
    with pytest.raises(Illegible):
        promulgate(ready, occurred_on=On.submitted, late_reason="补录")
    with pytest.raises(NotYours):
        act(steps.Promulgate, ready, HEAD, On.published, channels=ALL)


def test_art_30_what_the_meeting_amended_is_written_down_first(ready: Decision) -> None:
    AgendaItem.objects.update(result="adopt_amended", amendment="第二条增加装卸区。")
    with pytest.raises(NotNow):
        promulgate(ready)
    amended = draft(ready, factories.town(), frozen_on=On.reported)
    promulgate(ready)
    assert Publication.objects.get().draft == amended


def test_art_30_a_later_draft_does_not_replace_what_was_adopted(ready: Decision) -> None:
    adopted = AgendaItem.objects.get().draft
    draft(ready, factories.town(), frozen_on=On.reported)
    promulgate(ready)
    assert Publication.objects.get().draft == adopted


def test_art_32_the_statement_starts_from_the_approved_note(decided: Decision) -> None:
    form = steps.Promulgate.form(decision=decided)
    assert form.initial["adoption_statement"] == Participation.objects.get().adoption_note
    assert form.initial["channels"] == ALL


def test_sc80_2_who_drafts_interprets(decided: Decision) -> None:
    act(
        steps.PrepareInterpretation,
        decided,
        DRAFTER,
        On.reported,
        interpretation="为什么制定。",
        file=scan(),
    )
    assert Publication.objects.get().interpretation == "为什么制定。"
    assert Paper.objects.get(role="interpretation")
    with pytest.raises(NotYours):
        act(steps.PrepareInterpretation, decided, OPENNESS, On.reported, interpretation="代写。")


def test_gir_14_withholding_needs_a_legal_ground(decided: Decision) -> None:
    withheld = {"disclosure": "withheld"}
    with pytest.raises(Illegible) as refusal:
        act(steps.ReviewWithholding, decided, OPENNESS, On.reported, **withheld)
    assert "ground" in refusal.value.form.errors
    with pytest.raises(NotYours):
        act(steps.ReviewWithholding, decided, CHIEF, On.reported, **withheld)


def test_gir_14_a_withheld_decision_goes_nowhere(ready: Decision) -> None:
    act(
        steps.ReviewWithholding,
        ready,
        OPENNESS,
        On.reported,
        disclosure="withheld",
        ground="state_secret",
    )
    promulgate(ready, channels=[])
    row = Publication.objects.get()
    assert (row.published_on, row.channels) == (None, [])
    assert stage(ready) == Stage.PROMULGATED
    assert not Notice.objects.filter(kind="promulgation_notice").exists()
    with pytest.raises(NotNow):
        act(steps.RecordPublication, ready, OPENNESS, On.archived, channel="县电视台")


def test_art_32_further_channels_are_recorded_once() -> None:
    decision = at(Stage.PROMULGATED)
    act(steps.RecordPublication, decision, OPENNESS, On.archived, channel="县电视台")
    assert Publication.objects.get().channels == [*ALL, "县电视台"]
    with pytest.raises(Illegible):
        act(steps.RecordPublication, decision, OPENNESS, On.archived, channel="政府网站")
    with pytest.raises(NotYours):
        act(
            steps.RecordPublication, decision, Role.RECORDS_OFFICER, On.archived, channel="镇广播站"
        )
