"""House: the documentation says what is there. Links lead somewhere, commands and targets exist,
the buttons of the officers' guide bear the words of the desk, the glossary's names stand in the code.
"""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class
from django.utils import translation

from workflows import permissions, registry

pytestmark = pytest.mark.one_engine

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), ROOT / "fixtures/README.md"]
GUIDE = sorted((ROOT / "docs/officers").glob("[0-9]*.md"))
GLOSSARY = ROOT / "docs/glossary.md"
OPENING = "提出决策建议"  # the one button that has no decision to act on yet
# What ``make bench`` writes; before its first run it is named and not there.
WRITTEN_LATER = {"docs/benchmarks.md"}
TOP = {path.name for path in ROOT.iterdir()}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def fenced_out(text: str) -> str:
    """The text without its blocks of code, where brackets mean something else."""
    return re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)


def links(text: str) -> list[str]:
    """Every address a page links to or shows as a picture, outside ones left out."""
    found = re.findall(r"\]\(([^)\s]+)\)", fenced_out(text))
    return [link for link in found if not link.startswith(("http:", "https:", "mailto:"))]


def anchors(text: str) -> set[str]:
    """The anchors that the headings of a page make."""
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head).strip().lower().replace(" ", "-") for head in heads}


def lost(page: Path, link: str) -> bool:
    """Whether a link of a page leads nowhere."""
    target, _hash, anchor = link.partition("#")
    place = (page.parent / target).resolve() if target else page
    if not place.exists():
        return True
    return bool(anchor) and place.suffix == ".md" and anchor not in anchors(place.read_text())


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page):
    assert [link for link in links(page.read_text()) if lost(page, link)] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_file_named_exists(page):
    """A path in backquotes that begins with one of our folders is a path of ours."""
    quoted = re.findall(r"`([\w.\-]+/[\w./\-]*)`", page.read_text())
    ours = {path for path in quoted if path.split("/")[0] in TOP - {"var", ".venv"}}
    missing = {path for path in ours if not (ROOT / path).exists()}
    assert missing - WRITTEN_LATER == set()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_make_target_named_exists(page):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:`|^ {4}|&& )make ([a-z][a-z-]*)", page.read_text(), re.MULTILINE))
    assert named - targets == set()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_command_named_exists(page):
    named = set(re.findall(r"manage\.py ([a-z_]+)", page.read_text()))
    assert named - set(get_commands()) == set()


def test_the_readme_names_every_command_and_target_of_ours():
    text = (ROOT / "README.md").read_text()
    commands = {c for c, app in get_commands().items() if app in {"decisions", "workflows"}}
    targets = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert [c for c in sorted(commands) if f"| `{c}" not in text] == []
    assert [t for t in targets if f"`{t}`" not in text and f"make {t}" not in text] == []


def test_the_options_in_the_readme_are_taken():
    """Each option in a row of the commands' table is one that the command knows."""
    for row in re.findall(r"^\| `(\w+)[^|]*\|[^|]*\|", (ROOT / "README.md").read_text(), re.M):
        app = get_commands().get(row)
        if app not in {"decisions", "workflows"}:
            continue
        line = re.search(rf"^\| `{row}.*$", (ROOT / "README.md").read_text(), re.M)
        parser = load_command_class(app, row).create_parser("manage.py", row)
        known = {option for action in parser._actions for option in action.option_strings}
        assert line is not None
        assert set(re.findall(r"--[a-z-]+", line[0])) <= known, row
        assert "--json" in known, row


@pytest.mark.parametrize("page", GUIDE, ids=name)
def test_every_button_of_the_guide_is_one_of_the_desk(page):
    """The first column of each table headed 按钮 holds labels of acts, word for word."""
    with translation.override("zh-hans"):
        labels = {str(act.label) for act in registry.acts().values()} | {OPENING}
    assert [button for button in buttons(page) if button not in labels] == []


def test_the_guide_leaves_no_act_out():
    """Every act is a button somewhere in the guide, or named in its answers in quotation marks."""
    with translation.override("zh-hans"):
        labels = {str(act.label) for act in registry.acts().values() if act.step != "desk"}
    told = {button for page in GUIDE for button in buttons(page)}
    text = "".join(page.read_text() for page in GUIDE)
    assert sorted(label for label in labels - told if f"“{label}”" not in text) == []


@pytest.mark.parametrize("page", GUIDE, ids=name)
def test_the_guide_names_who_may(page):
    """Whoever stands beside a button may press it, by the pivot file."""
    with translation.override("zh-hans"):
        acts = {str(act.label): slug for slug, act in registry.acts().items()}
        for button, who in rows(page):
            roles = permissions.roles_for(acts.get(button, "propose"))
            titles = {TITLES.get(role, role) for role in roles}
            assert any(title in who for title in titles), (button, who, titles)


TITLES = {
    "drafting_officer": "承办人",
    "lead_unit_head": "负责人",
    "openness_officer": "政务公开员",
    "expert": "专家",
    "risk_assessor": "风险评估人",
    "legal_reviewer": "合法性审查人",
    "counsel": "法律顾问",
    "meeting_secretary": "会议秘书",
    "meeting_member": "会议组成人员",
    "chief_executive": "行政首长",
    "records_officer": "档案员",
    "market_regulator": "市场监管部门",
    "executing_unit": "执行单位",
    "evaluating_unit": "评估单位",
    "hearing_chair": "听证主持人",
    "hearing_clerk": "听证记录员",
}


def rows(page: Path) -> list[tuple[str, str]]:
    """Button and person of every row in the tables headed 按钮."""
    found, inside = [], False
    for line in page.read_text().splitlines():
        inside = line.startswith("| 按钮 |") or (inside and line.startswith("|"))
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if inside and cells[0] != "按钮" and not set(cells[0]) <= {"-"}:
            found.append((cells[0], cells[1]))
    return found


def buttons(page: Path) -> list[str]:
    return [button for button, _who in rows(page)]


@pytest.mark.parametrize("line", re.findall(r"^\| .*\.py\).*$", GLOSSARY.read_text(), re.M))
def test_every_name_of_the_glossary_stands_in_its_file(line):
    _empty, _word, names, files, _end = line.split("|")
    text = "".join(
        (GLOSSARY.parent / path).read_text() for path in re.findall(r"\]\(([^)]+)\)", files)
    )
    names = re.findall(r"`(\w+)`", names)
    assert names
    assert [word for word in names if not re.search(rf"\b{word}\b", text)] == []
