"""Every sentence of the pages is said in Chinese (locale/zh_Hans), once, and with its blanks filled.

Read from the code itself: calls of gettext under whatever name a module imports it, and what
Django's own ``templatize`` finds in templates. Statute text and profiles are data in Chinese.
"""

import ast
import re
from functools import cache
from pathlib import Path

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
ROOMS = ("accounts", "config", "decisions", "notices", "workflows")
SAYING = {"gettext", "gettext_lazy", "gettext_noop"}
COUNTING = {"ngettext", "ngettext_lazy"}
IN_TEMPLATES = re.compile(r"""\b(?:n?gettext|_)\(u?((['"])(?:\\.|(?!\2).)*\2)""", re.DOTALL)
BLANK = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@cache
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


@cache
def said() -> dict[str, str]:
    """Each English sentence of the code and the file that says it."""
    found: dict[str, str] = {}
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                found |= dict.fromkeys(in_python(path.read_text()), str(path.relative_to(ROOT)))
    for path in sorted((ROOT / "templates").rglob("*.*")):
        found |= dict.fromkeys(in_template(path.read_text()), str(path.relative_to(ROOT)))
    return found


def in_python(text: str) -> set[str]:
    """The literal first arguments of gettext, whatever the module calls it."""
    tree = ast.parse(text)
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in SAYING | COUNTING
    }
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in names
        and isinstance(node.args[0], ast.Constant)
    }


def in_template(text: str) -> set[str]:
    """What ``{% translate %}``, ``{% blocktranslate %}`` and ``_("…")`` say in a template."""
    return {ast.literal_eval(word[1]) for word in IN_TEMPLATES.finditer(templatize(text))}


def test_the_reading_of_the_code_finds_what_is_said():
    aliased = "from django.utils.translation import gettext as _t\n_t('One')\nother('Two')\n"
    assert in_python(aliased) == {"One"}
    template = (
        "{% blocktranslate trimmed %}\n  Day\n  {{ n }}\n{% endblocktranslate %}{{ _('So') }}"
    )
    assert in_template(template) == {"Day %(n)s", "So"}
    assert len(said()) > 1500


def test_every_sentence_is_said_in_chinese():
    chinese = {entry.msgid for entry in catalogue() if entry.translated()}
    missing = {words: where for words, where in said().items() if words not in chinese}
    assert not missing


def test_the_catalogue_holds_no_sentence_that_nobody_says():
    assert not {entry.msgid for entry in catalogue()} - set(said())
    assert not catalogue().obsolete_entries()


def test_no_translation_is_a_guess():
    assert not [entry.msgid for entry in catalogue() if entry.fuzzy]


def test_a_translation_fills_the_same_blanks():
    assert not {entry.msgid: entry.msgstr for entry in catalogue() if not same_blanks(entry)}


def same_blanks(entry: polib.POEntry) -> bool:
    """Whether the Chinese names every blank of the English, and no other."""
    blanks = set(BLANK.findall(entry.msgid + entry.msgid_plural))
    chinese = [words for words in (entry.msgstr, *entry.msgstr_plural.values()) if words]
    return all(set(BLANK.findall(words)) == blanks for words in chinese)


def test_a_lost_blank_would_be_seen():
    assert not same_blanks(polib.POEntry(msgid="%(n)s days", msgstr="天"))
    assert same_blanks(polib.POEntry(msgid="%(n)s days", msgstr="%(n)s天"))
