"""Templates keep what the content security policy and the two languages ask of them."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR) / "templates"
PAGES = sorted(path for path in ROOT.rglob("*.html"))
PIECES = sorted((ROOT / "components").glob("*.html"))
COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", re.S)
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\s(style|on[a-z]+)=[\"']", re.I)
OUTSIDE = re.compile(r"\b(src|srcset)=[\"'](https?:)?//|<link[^>]*href=[\"'](https?:)?//", re.I)


def shown(path):
    """A template without its comments."""
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


def named(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_page_has_no_inline_style_or_script_and_loads_nothing_from_outside(path):
    text = shown(path)
    if 'type="application/ld+json"' not in text:
        assert not INLINE.search(text)
    assert not OUTSIDE.search(text)


@pytest.mark.parametrize("path", [p for p in PAGES if "notices" not in p.parts], ids=named)
def test_words_on_a_page_come_from_the_catalogue(path):
    """Papers are Chinese by law and keep their own words (templates/notices)."""
    assert not re.search(r"[\u4e00-\u9fff]", shown(path))


@pytest.mark.parametrize("path", PIECES, ids=named)
def test_a_piece_says_first_what_it_needs(path):
    text = path.read_text(encoding="utf-8")
    assert text.startswith("{% comment %}") or path.name == "look_classes.html"
