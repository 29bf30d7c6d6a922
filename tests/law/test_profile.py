"""Profiles carry every figure with its source, and a local one only tightens."""

import tomllib
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from decisions.law.figures import KINDS
from decisions.law.profile import FOLDER, Profile, ProfileError, load_profile, profile_names
from decisions.law.statutes import citation
from decisions.law.terms import MeetingResult

TODAY = date(2026, 5, 1)
HEAD = """
name = "example"
title = { zh = "样例县", en = "Example county" }
extends = "national"
in_force_from = 2021-01-01
"""
Dropped = Callable[[str], Path]


@pytest.fixture
def dropped(tmp_path: Path) -> Dropped:
    """An office drops a file of its own."""

    def drop(text: str) -> Path:
        path = tmp_path / "example.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return drop


def figure(key: str, value: str, more: str = 'article = "15.2"') -> str:
    return f'[[{key}]]\nvalue = {value}\n{more}\nsource = "样例县规定"\nmark = "D"\n'


@pytest.mark.parametrize("name", profile_names())
def test_every_shipped_profile_is_whole_and_sourced(name: str) -> None:
    profile = load_profile(name, TODAY)
    assert profile.name == name
    assert profile.applies
    for key in KINDS:
        found = profile.cite(key)
        assert getattr(profile, key) == found.value
        assert found.source
        assert citation(found.article)


def test_the_typed_attributes_are_the_figures() -> None:
    heads = {"name", "title_zh", "title_en", "on", "in_force_from", "figures", "words"}
    assert {found.name for found in fields(Profile)} - heads == set(KINDS)


@pytest.mark.parametrize("name", profile_names())
def test_every_code_has_words(name: str) -> None:
    profile = load_profile(name, TODAY)
    for key, kind in KINDS.items():
        for code in getattr(profile, key) if kind.coded else ():
            assert profile.word(code).zh != code


def test_the_baseline_of_the_decree() -> None:
    profile = load_profile("national", TODAY)
    assert profile.consultation_days == 30
    assert profile.legality_working_days == 7
    assert profile.hearing_materials_days == 7
    assert profile.publication_working_days == 20
    assert profile.petition_days == 15
    assert profile.day_count == "exclude_first"
    assert profile.meeting_types == ("executive_meeting", "plenary_meeting")
    assert set(profile.meeting_results) == set(MeetingResult)
    assert profile.meeting_quorum_share is None
    assert profile.opinion_check_share == Fraction(1, 10)
    assert profile.retention_years == {"meeting_minutes": None, "decided": None, "not_adopted": 10}
    assert profile.word("gazette").zh == "政府公报"
    assert profile.word("unheard_of").zh == "unheard_of"
    assert hash(profile) == hash(load_profile("national", TODAY))


def test_art_42_a_township_has_the_same_gates_and_other_names() -> None:
    town, nation = load_profile("township", TODAY), load_profile("national", TODAY)
    assert town.meeting_types == ("joint_meeting",)
    assert town.reviewer_unit_zh == "司法所"
    assert town.publication_channels == ("website", "notice_board")
    assert town.cite("meeting_types").article == "42"
    assert town.cite("consultation_days") == nation.cite("consultation_days")


def test_art_44_before_entry_into_force_the_profile_does_not_apply() -> None:
    before = load_profile("national", date(2019, 8, 31))
    assert not before.applies
    assert before.consultation_days == 30
    assert load_profile("national", date(2019, 9, 1)).applies


def test_an_unknown_figure_cannot_be_cited() -> None:
    with pytest.raises(KeyError):
        load_profile("national", TODAY).cite("consultation_weeks")


def test_a_local_figure_tightens_from_its_date(dropped: Dropped) -> None:
    path = dropped(
        HEAD + figure("expert_minimum", "5", 'article = "19.1"\nvalid_from = 2023-07-01')
    )
    assert load_profile(path, date(2023, 6, 30)).expert_minimum == 1
    assert load_profile(path, date(2023, 7, 1)).expert_minimum == 5
    assert load_profile(path, date(2023, 7, 1)).cite("expert_minimum").source == "样例县规定"


def test_a_local_figure_ends_on_its_last_day(dropped: Dropped) -> None:
    path = dropped(HEAD + figure("expert_odd", "true", 'article = "20"\nvalid_to = 2024-12-31'))
    assert load_profile(path, date(2024, 12, 31)).expert_odd
    assert not load_profile(path, date(2025, 1, 1)).expert_odd


def test_a_figure_amended_twice_is_read_for_its_date(dropped: Dropped) -> None:
    path = dropped(
        HEAD
        + figure("consultation_days", "60", 'article = "15.2"\nvalid_from = 2025-01-01')
        + figure("consultation_days", "45", 'article = "15.2"\nvalid_from = 2022-01-01')
    )
    read = [load_profile(path, date(year, 6, 1)).consultation_days for year in (2021, 2022, 2025)]
    assert read == [30, 45, 60]


def test_a_single_table_will_do_for_a_single_date(dropped: Dropped) -> None:
    one = figure("meeting_quorum_share", '"1/2"', 'article = "30.1"').replace("[[", "[")
    profile = load_profile(dropped(HEAD + one.replace("]]", "]")), TODAY)
    assert profile.meeting_quorum_share == Fraction(1, 2)


@pytest.mark.parametrize(
    ("key", "value", "article"),
    [
        ("consultation_days", "29", "15.2"),
        ("hearing_materials_days", "5", "16.3"),
        ("legality_working_days", "6", "26.2"),
        ("publication_working_days", "21", "GIR-26"),
        ("petition_days", "16", "PETITION-23"),
        ("required_channels", "[]", "15.1"),
        ("evaluation_triggers", '["many_opinions"]', "36.1"),
        ("participation_exemption_grounds", '["state_secret", "process_record"]', "14.1"),
    ],
)
def test_a_figure_laxer_than_a_floor_is_refused(
    dropped: Dropped, key: str, value: str, article: str
) -> None:
    path = dropped(HEAD + figure(key, value, f'article = "{article}"'))
    with pytest.raises(ProfileError, match="宽于底线") as refused:
        load_profile(path, TODAY)
    assert (refused.value.file, refused.value.key) == (path, key)
    assert refused.value.remedy == "地方规定只能更严，请改正或删除该条"


@pytest.mark.parametrize(
    ("key", "stricter", "laxer"),
    [
        ("meeting_quorum_share", Fraction(2, 3), Fraction(1, 2)),
        ("meeting_quorum_share", Fraction(1, 2), None),
        ("expert_line_department_share", Fraction(1, 3), Fraction(1, 2)),
        ("archive_days", 30, None),
        ("feedback_required", True, False),
        ("hearing_trigger", "must", "may"),
        ("party_report_before", "deliberation", "promulgation"),
        ("day_count", "exclude_first", "include_first"),
        ("survey_required_tags", ("health", "education"), ("health",)),
        ("withholding_grounds", ("privacy",), ("privacy", "whim")),
        ("retention_years", {"decided": None}, {"decided": 30}),
        ("retention_years", {"decided": 30}, {"decided": 10}),
        ("retention_years", {"decided": 30}, {}),
    ],
)
def test_each_kind_knows_what_laxer_means(key: str, stricter: object, laxer: object) -> None:
    assert KINDS[key].laxer(laxer, stricter)
    assert not KINDS[key].laxer(stricter, laxer)
    assert not KINDS[key].laxer(stricter, stricter)


def test_a_floor_stays_a_floor_two_files_down(dropped: Dropped, tmp_path: Path) -> None:
    dropped(HEAD + figure("legality_working_days", "10", 'article = "26.2"'))
    town = tmp_path / "town.toml"
    head = HEAD.replace('"example"', '"town"').replace('"national"', '"example"')
    town.write_text(head + figure("legality_working_days", "8", 'article = "26.2"'))
    with pytest.raises(ProfileError, match="宽于底线 10"):
        load_profile(town, TODAY)
    town.write_text(head)
    assert load_profile(town, TODAY).legality_working_days == 10


def test_a_file_beside_it_cannot_stand_in_for_the_baseline(
    dropped: Dropped, tmp_path: Path
) -> None:
    whole = (FOLDER / "national.toml").read_text(encoding="utf-8")
    fake = whole.replace("floor = true\n", "")
    (tmp_path / "national.toml").write_text(fake, encoding="utf-8")
    path = dropped(HEAD + figure("consultation_days", "10"))
    with pytest.raises(ProfileError, match="宽于底线 30"):
        load_profile(path, TODAY)


def test_where_the_floor_rose_later_the_stricter_wins(dropped: Dropped, tmp_path: Path) -> None:
    rows = [("10", "2021-01-01"), ("15", "2025-01-01")]
    dropped(
        HEAD
        + "".join(
            figure("legality_working_days", days, f'article = "26.2"\nvalid_from = {day}')
            for days, day in rows
        )
    )
    town = tmp_path / "town.toml"
    head = HEAD.replace('"example"', '"town"').replace('"national"', '"example"')
    town.write_text(head + figure("legality_working_days", "12", 'article = "26.2"'))
    assert load_profile(town, date(2024, 1, 1)).legality_working_days == 12
    assert load_profile(town, date(2026, 1, 1)).legality_working_days == 15


@pytest.mark.parametrize(
    ("text", "key", "what"),
    [
        ("= nonsense", "文件", "不是有效的 TOML"),
        (HEAD + "consultation_weeks = 4", "consultation_weeks", "不认识的条目"),
        (HEAD + "consultation_days = 45", "consultation_days", "写法不对"),
        (HEAD + '[consultation_days]\narticle = "15.2"', "consultation_days", "缺少 value"),
        (HEAD + figure("consultation_days", "45", ""), "consultation_days", "缺少 article"),
        (
            HEAD + figure("consultation_days", "45", 'article = "99"'),
            "consultation_days",
            "没有条文",
        ),
        (
            HEAD + figure("consultation_days", "45").replace("样例县规定", " "),
            "consultation_days",
            "缺少 source",
        ),
        (
            HEAD + figure("consultation_days", "45").replace('"D"', '"X"'),
            "consultation_days",
            "mark 为 'X'",
        ),
        (HEAD + figure("consultation_days", "45") * 2, "consultation_days", "同一日起生效"),
        (
            HEAD + figure("consultation_days", "45", 'article = "15.2"\nvalid_from = "2023"'),
            "consultation_days",
            "缺少日期",
        ),
        (
            HEAD + figure("consultation_days", "45", 'article = "15.2"\nfloor = "yes"'),
            "consultation_days.floor",
            "写法不对",
        ),
        (
            HEAD + figure("consultation_days", "45", 'article = "15.2"\nsauce = 1'),
            "consultation_days.sauce",
            "不认识的栏目",
        ),
        (HEAD + figure("meeting_types", '["town_hall"]'), "meeting_types", "没有名称"),
        (HEAD + "[words]\nx = 3", "words.x", "缺少中文名称"),
        (HEAD.replace('name = "example"', ""), "name", "缺少名称"),
        (HEAD.replace("in_force_from = 2021-01-01", ""), "in_force_from", "缺少日期"),
        (HEAD.replace('extends = "national"', ""), "extends", "没有写明"),
        (HEAD.replace('"national"', '"example"'), "extends", "互相引用"),
        (HEAD.replace('"national"', '"atlantis"'), "文件", "没有这个配置"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_is_wrong(
    dropped: Dropped, text: str, key: str, what: str
) -> None:
    path = dropped(text)
    with pytest.raises(ProfileError, match=what) as refused:
        load_profile(path, TODAY)
    assert refused.value.key == key
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("consultation_days", "-1"),
        ("consultation_days", "true"),
        ("consultation_days", '"none"'),
        ("opinion_check_share", "0.1"),
        ("opinion_check_share", '"1/0"'),
        ("opinion_check_share", '"3/2"'),
        ("opinion_check_share", '"a lot"'),
        ("expert_odd", "1"),
        ("reviewer_unit_zh", '" "'),
        ("meeting_types", '"joint_meeting"'),
        ("meeting_types", '["plenary_meeting", "plenary_meeting"]'),
        ("hearing_trigger", '"perhaps"'),
        ("retention_years", "10"),
        ("retention_years", '{ decided = "long" }'),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(dropped: Dropped, key: str, value: str) -> None:
    with pytest.raises(ProfileError, match="不合要求") as refused:
        load_profile(dropped(HEAD + figure(key, value)), TODAY)
    assert refused.value.key == key


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="无法读取"):
        load_profile(tmp_path / "gone.toml", TODAY)


def test_a_baseline_without_a_figure_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = (FOLDER / "national.toml").read_text(encoding="utf-8")
    (tmp_path / "national.toml").write_text(
        whole.replace("[petition_days]", "[petition_days]\nvalid_to = 2025-12-31"), "utf-8"
    )
    monkeypatch.setattr("decisions.law.profile.FOLDER", tmp_path)
    assert load_profile("national", date(2025, 12, 31)).petition_days == 15
    with pytest.raises(ProfileError, match="petition_days：当日没有有效的数值"):
        load_profile("national", date(2026, 1, 1))


def test_a_name_is_not_a_path() -> None:
    with pytest.raises(ProfileError, match="没有这个配置"):
        load_profile("../profiles/national", TODAY)


def test_the_baseline_leaves_no_figure_without_a_date() -> None:
    content = tomllib.loads((FOLDER / "national.toml").read_text(encoding="utf-8"))
    assert set(KINDS) <= set(content)
