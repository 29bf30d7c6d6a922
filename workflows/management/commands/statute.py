"""``manage.py statute``: article → rule → act → notice → test; writes ``docs/statute.md``.

The picture of the road, ``docs/road.svg``, is drawn with it.
With ``--check`` it writes nothing and ends with status 1 when the page is stale.
"""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import override

from decisions.law.article import Rule
from workflows.chart import road
from workflows.statute import Line, acts_of, gate_title, table

PAGE = Path(__file__).parents[3] / "docs/statute.md"
INTRODUCTION = """\
# 程序与依据

每一条规定在本系统中的位置：条文 → 规则 → 动作 → 文书 → 测试。
本页由 `manage.py statute` 生成，请勿手改。

Where each article lives: article → rule → act → notice → test. Generated; do not edit.

B 阻断 blocks · W 说明理由后可通过 needs a named reason · L 仅提示 only logged
"""


class Command(BaseCommand):
    """Prints the statute table, writes its page and draws the road."""

    help = "Prints article, rule, act, notice and test, and writes docs/statute.md."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say whether it is fresh")
        parser.add_argument("--json", action="store_true", help="the table as data")

    def handle(self, **options: Any) -> None:
        text = page()
        if options["check"]:
            self._check(text)
            return
        PAGE.write_text(text, encoding="utf-8")
        PAGE.with_name("road.svg").write_text(picture(), encoding="utf-8")
        if options["json"]:
            data = [as_data(line) for line in table()]
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(printed(line) for line in table()))

    def _check(self, text: str) -> None:
        pages = {PAGE: text, PAGE.with_name("road.svg"): picture()}
        if any(not p.exists() or p.read_text(encoding="utf-8") != t for p, t in pages.items()):
            self.stderr.write(_("docs/statute.md is stale: run manage.py statute."))
            sys.exit(1)


def page() -> str:
    """The whole of ``docs/statute.md``."""
    return "\n".join((INTRODUCTION, *(part for line in table() for part in _article(line))))


def picture() -> str:
    """The whole of ``docs/road.svg``, in Chinese."""
    with override("zh-hans"):
        return road()


def printed(line: Line) -> str:
    """One line of the terminal's table."""
    rules = ", ".join(rule.name for rule in line.rules) or line.article.left_to_people_zh or "-"
    acts = ", ".join(act.slug for act in line.acts) or "-"
    notices = ", ".join(line.notices) or "-"
    tests = f"pytest -k {line.key}" if line.tests else "-"
    return f"{line.article.ref} → {rules} → {acts} → {notices} → {tests}"


def as_data(line: Line) -> dict[str, Any]:
    """One line as data."""
    return {
        "article": line.article.ref,
        "label": line.article.article_label_zh,
        "left_to_people": line.article.left_to_people_zh,
        "rules": [rule.name for rule in line.rules],
        "acts": [act.slug for act in line.acts],
        "notices": list(line.notices),
        "tests": list(line.tests),
    }


def _article(line: Line) -> Iterator[str]:
    yield f"## {line.article.article_label_zh} {line.article.heading_zh}\n"
    yield f"{line.article.gist_zh} {line.article.gist_en}\n"
    if line.article.left_to_people:
        why = f"{line.article.left_to_people_zh} {line.article.left_to_people_en}"
        yield f"*留给人判断 Left to people：{why}*\n"
    if line.rules:
        yield "| 依据 | 规则 rule | 关口 gate | 动作 act |"
        yield "| --- | --- | --- | --- |"
        yield from (_rule(rule) for rule in line.rules)
        yield ""
    if line.acts:
        names = "、".join(f"`{act.slug}`" for act in line.acts)
        yield f"以本条为依据的动作 Acts：{names}\n"
    if line.notices:
        yield "文书 Notices：" + "、".join(f"`{kind}`" for kind in line.notices) + "\n"
    if line.tests:
        names = "、".join(f"`{name}`" for name in line.tests)
        yield f"测试 Tests：`pytest -k {line.key}` {names}\n"


def _rule(rule: Rule) -> str:
    refs = "、".join(rule.articles)
    acts = "、".join(f"`{act.slug}`" for act in acts_of(rule)) or "—"
    words = f"`{rule.name}` {rule.words}"
    return f"| {refs} | {words} | {gate_title(rule)}（{rule.severity}） | {acts} |"
