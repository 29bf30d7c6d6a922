"""The review of case files kept elsewhere, and six stories told by published examples."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from decisions.law.gates import GATES
from decisions.law.terms import Verdict
from decisions.review import ReviewReport, in_order, review

FILES = Path(__file__).parents[2] / "fixtures/casefiles"


def reviewed(name: str, **options: Any) -> ReviewReport:
    """The report on one of the example files."""
    return review(next(FILES.glob(f"{name}*.json")).read_bytes(), **options)


def changed(name: str, notice: dict[str, Any]) -> ReviewReport:
    """The report on an example whose notice says something more."""
    data = json.loads(next(FILES.glob(f"{name}*.json")).read_bytes())
    data["participation"]["activities"][0]["notice"] |= notice
    return review(json.dumps(data).encode())


def rules(report: ReviewReport, verdict: Verdict = Verdict.NOT_MET) -> set[str]:
    return {finding.rule for finding in report.of(verdict)}


def test_no_9_sixty_two_received_through_three_channels_and_fifty_five_adopted() -> None:
    report = reviewed("no-09")
    tally = report.dossier.participation.tally
    assert (tally.opinions, (tally.by_disposition or {})["adopted"]) == (62, 55)
    assert len(tally.by_channel or {}) == 3
    assert (rules(report), report.exit_code) == (set(), 0)
    assert {"counts_add_up", "refusals_give_reasons"} <= rules(report, Verdict.MET)


def test_no_9_counts_that_do_not_add_up_are_found() -> None:
    data = json.loads(next(FILES.glob("no-09*.json")).read_bytes())
    data["participation"]["tally"]["by_disposition"]["adopted"] = 56
    report = review(json.dumps(data).encode())
    assert (rules(report), report.exit_code) == ({"counts_add_up"}, 1)


def test_no_7_none_received_by_two_channels_is_a_result() -> None:
    report = reviewed("no-07")
    assert (rules(report), report.exit_code) == (set(), 0)
    assert "silence_is_said_in_words" in rules(report, Verdict.MET)


def test_no_12_full_names_in_the_table_are_a_defect() -> None:
    report = reviewed("no-12")
    assert (rules(report), report.exit_code) == ({"published_table_names_nobody"}, 1)
    (finding,) = report.of(Verdict.NOT_MET)
    assert finding.articles == ("PIPL-25",)


def test_no_24_a_risk_report_under_the_wrong_heading_is_found() -> None:
    report = reviewed("no-24")
    assert (rules(report), report.exit_code) == ({"papers_stand_under_their_own_heading"}, 1)
    assert "risk_was_assessed" in rules(report, Verdict.MET)


def test_no_3_twenty_nine_or_thirty_days() -> None:
    report = reviewed("no-03")
    assert rules(report) == {"open_long_enough", "long_enough_either_way"}
    assert report.exit_code == 1
    explained = changed("no-03", {"shortened_reason": "上级要求五月底前印发。"})
    assert (rules(explained), explained.exit_code) == ({"long_enough_either_way"}, 0)


def test_no_5_eleven_days_without_a_reason() -> None:
    report = reviewed("no-05")
    assert (rules(report), report.exit_code) == ({"open_long_enough"}, 1)
    (finding,) = report.of(Verdict.NOT_MET)
    assert finding.shortcomings[0].figures["days"] == "11"
    explained = changed("no-05", {"shortened_reason": "汛期道路抢修急需。"})
    assert (rules(explained), explained.exit_code) == (set(), 0)


def test_a_complete_file_meets_every_rule_that_applies() -> None:
    report = reviewed("complete")
    counts = report.counts()
    assert counts[Verdict.NOT_MET] == counts[Verdict.UNKNOWN] == 0
    assert counts[Verdict.MET] > 100
    assert report.exit_code == 0


def test_unknown_is_not_no_in_a_review() -> None:
    report = review(b'{"as_of": "2026-01-05"}')
    assert (rules(report), report.exit_code) == (set(), 0)
    assert report.counts()[Verdict.UNKNOWN] > 80
    assert len(report.notes) == 1


@pytest.mark.parametrize(("day", "applies"), [("2019-08-31", False), ("2019-09-01", True)])
def test_a_file_begun_before_the_decree_gets_no_findings(day: str, applies: bool) -> None:
    data = {"as_of": "2026-01-05", "initiation": {"initiated_on": day, "lead_units": []}}
    report = review(json.dumps(data).encode())
    assert (report.exit_code == 1) is applies
    assert bool(report.notes) is not applies
    if not applies:
        assert report.counts()[Verdict.NOT_APPLICABLE] == len(report.findings)


def test_a_township_is_judged_by_its_own_meeting() -> None:
    data = {
        "as_of": "2026-01-05",
        "initiation": {"initiated_on": "2025-01-06"},
        "meetings": [{"meeting_type": "joint_meeting", "held_on": "2025-06-02"}],
    }
    raw = json.dumps(data).encode()
    assert "a_meeting_was_held" in rules(review(raw, profile="national"))
    assert "a_meeting_was_held" in rules(review(raw, profile="township"), Verdict.MET)


def test_findings_stand_in_the_order_of_the_statutes() -> None:
    gates = [rule.gate for rule in in_order()]
    assert set(gates) == set(GATES)
    numbers = [int(r.articles[0].split(".")[0]) for r in in_order() if r.articles[0][0].isdigit()]
    assert numbers == sorted(numbers)


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The command's exit status and what it printed."""
    with pytest.raises(SystemExit) as ended:
        call_command("review", *arguments)
    return int(ended.value.code or 0), capsys.readouterr().out


def test_the_command_says_what_is_missing_and_how_to_mend_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, out = run(str(FILES / "no-05-eleven-days-no-reason.json"), capsys=capsys)
    assert status == 1
    assert "第十五条" in out
    assert "→ 延长征集期限" in out
    assert "未知" in out


def test_the_command_reports_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    status, out = run(
        str(FILES / "complete.json"), "--json", "--as-of", "2025-12-02", capsys=capsys
    )
    report = json.loads(out)
    assert (status, report["exit_code"], report["as_of"]) == (0, 0, "2025-12-02")
    assert {finding["verdict"] for finding in report["findings"]} == {"met", "not_applicable"}
    status, out = run(str(FILES / "no-03-edge-of-thirty-days.json"), "--json", capsys=capsys)
    figures = [s for f in json.loads(out)["findings"] for s in f["shortcomings"]][0]["figures"]
    assert (status, figures["days"]) == (1, "29")


def test_the_command_names_an_untitled_matter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "empty.json"
    file.write_text("{}")
    status, out = run(str(file), capsys=capsys)
    assert status == 0
    assert out.startswith("（未写明事项名称）")


@pytest.mark.parametrize("text", ["{", '{"matter": {"titel": 1}}', '{"profile": "atlantis"}'])
def test_a_bad_file_ends_the_command_with_two_and_a_path(tmp_path: Path, text: str) -> None:
    file = tmp_path / "bad.json"
    file.write_text(text)
    with pytest.raises(CommandError, match=r"\$") as refused:
        call_command("review", str(file))
    assert refused.value.returncode == 2


@pytest.mark.parametrize("arguments", [[], ["no-such-file.json"]])
def test_a_bad_call_ends_with_two(arguments: list[str]) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("review", *arguments)
    assert refused.value.returncode == 2


def test_the_command_prints_its_own_schema(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("review", "--schema")
    assert capsys.readouterr().out == (FILES.parents[1] / "docs/casefile.md").read_text("utf-8")


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError):
        call_command("review", "x.json", "--as-of", "soon")
