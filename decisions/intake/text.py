"""Text as typed: what is refused, what counts as blank, what officers are shown.

Stored text is never normalised (Ext-B ideographs, compatibility forms and variation
selectors are kept as typed); `search_key` folds for searching and finding duplicates only.
Called by the form fields, the sheets and the drafts; personal data is in `masking.py`.
"""

import re
import unicodedata

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .refused import Refused

_PLANE_ENDS = "".join(f"{chr(p * 0x10000 + 0xFFFE)}-{chr(p * 0x10000 + 0xFFFF)}" for p in range(17))
FORBIDDEN = re.compile(f"[\x00\ud800-\udfff\ufdd0-\ufdef{_PLANE_ENDS}]")
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
IGNORABLE = re.compile(f"[{_IGNORABLE}]")
_FILLERS = "\u115f\u1160\u3164\uffa0"  # letters by their category, and yet unseen
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_UNSEEN = re.compile(
    f"[{_CONTROLS}\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_NOT_PRINTABLE = re.compile(f"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|{FORBIDDEN.pattern}")


def code_point(character: str) -> str:
    """Name a character by its code point, e.g. U+202E."""
    return f"U+{ord(character):04X}"


def check_text(text: str) -> None:
    """Refuse NUL, lone surrogates and non-characters, naming the first and its position."""
    _refuse(text, FORBIDDEN.search(text))


def check_line(text: str) -> None:
    """Refuse in a line also control characters: it stands in headings, feeds and file names."""
    _refuse(text, _NOT_PRINTABLE.search(text))


def _refuse(text, found):
    if not found:
        return
    reason = _("Character %(position)d (%(code)s) cannot be stored or printed.") % {
        "position": found.start() + 1,
        "code": code_point(found[0]),
    }
    shown = printable(text[max(0, found.start() - 8) : found.end() + 8])
    remedy = _("Delete it and send the text again; it stands here: “%(shown)s”.")
    raise Refused(reason, remedy % {"shown": shown}, "forbidden_character")


def is_blank(text: str) -> bool:
    """Say whether nothing in the text can be seen: spaces, zero-width and fillers only."""
    first = text[:1]
    if first.isalnum() and first not in _FILLERS:  # nearly every cell ends here
        return False
    return all(_unseen(character) for character in text)


def _unseen(character):
    category = unicodedata.category(character)
    return category[0] in "ZM" or category in ("Cc", "Cf") or bool(IGNORABLE.match(character))


def has_bidi_controls(text: str) -> bool:
    """Say whether the text holds characters which turn the reading direction."""
    return bool(BIDI.search(text))


def length(text: str) -> int:
    """Count code points; a line break counts once however it was sent."""
    return len(text) - text.count("\r\n")


def search_key(text: str) -> str:
    """Fold a text for searching and finding duplicates; never to be stored in its place."""
    folded = unicodedata.normalize("NFKC", IGNORABLE.sub("", text)).casefold()
    return " ".join(IGNORABLE.sub("", folded).split())


def printable(text: str) -> str:
    """Replace what XML, PDF and spreadsheets cannot hold by its code point in brackets."""
    return _NOT_PRINTABLE.sub(lambda found: f"⟨{code_point(found[0])}⟩", text)


def visible(text: str) -> str:
    """Show bidi controls, zero-width and control characters by their code points."""
    return "".join(f"⟨{part}⟩" if unseen else part for part, unseen in _pieces(text))


def visible_html(text: str) -> SafeString:
    """Show a text to officers: escaped, isolated, unseen characters marked by name."""
    return format_html("<bdi>{}</bdi>", format_html_join("", "{}", ((p,) for p in _marked(text))))


def _pieces(text):
    """Yield (text, False) and (code point, True) in reading order."""
    start = 0
    for found in _UNSEEN.finditer(text):
        yield text[start : found.start()], False
        yield code_point(found[0]), True
        start = found.end()
    yield text[start:], False


def _marked(text):
    for part, unseen in _pieces(text):
        yield format_html('<mark class="unseen">{}</mark>', part) if unseen else part
