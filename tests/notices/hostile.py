"""Three hundred hostile texts, and papers in which every text a stranger could write is one.

Twenty-five things that were harmful somewhere, each in twelve dresses. Words of closed lists and
dates are left as they are: the papers refuse others there.
"""

import re
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any

from notices import papers
from notices.papers import competition, deliberation, execution, legality, review, risk, submission
from notices.papers.blank import SHAPES

HARM = (
    "<script>alert(1)</script>",
    "<img src=http://127.0.0.1:9/x.png onerror=alert(1)>",
    '<link rel=attachment href="file:///etc/passwd">',
    "<style>@import url(http://127.0.0.1:9/a.css);*{display:none}</style>",
    "<iframe src=file:///etc/shadow></iframe>",
    "<object data=file:///etc/hostname>x</object>",
    "<svg><image href='http://127.0.0.1:9/'/><script>1</script></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1&gt;'>",
    "<base href=http://127.0.0.1:9/><a href=javascript:alert(1)>x</a>",
    "<meta http-equiv=refresh content='0;url=file:///etc/passwd'>",
    "<table><td colspan=1000000 rowspan=1000000>x",
    "</title></style></textarea></p></td></table></section></main></body></html>",
    "{{ paper }}{% load show %}{% include '/etc/passwd' %}{# #}",
    "${7*7} #{7*7} <%= 7*7 %> ((1))",
    "]]><![CDATA[<!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
    "<!--<input autofocus onfocus=alert(1)>--!><",
    ") >> endobj 1 0 obj << /S /JavaScript /JS (app.alert\\(1\\)) >> stream",
    "url(file:///etc/passwd) expression(alert(1)) attr(data-x url)",
    "\u202e文反\u2066\u200b\u200d\ufeff\u2028\u2029",
    "\x00\x07\x1b[31m\x7f\x85\ud800\udfff\ufffe\ufdd0",
    "e\u0301\u0301\u0301\u0336\u0334葛\U000e0100\ufe0f",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\ue000\U0010fffd",
    "ﷺ العربية עברית हिन्दी ไทย 한국어 𠮷𡌅𠀋",
    "&lt;b&gt;&#0;&#x110000;&nbsp;&notin;&amp;amp;",
    '=HYPERLINK("http://127.0.0.1:9") \'; DROP TABLE x; -- ../../etc/passwd',
)
DRESSES = (
    "{}",
    '">{}<"',
    "'>{}<'",
    "--><!--{}",
    "</div>{}<div>",
    "《{}》",
    "一、{}。",
    "{0}{0}{0}",
    "第一条\n{}\n第二条",
    "&quot;{}&quot;",
    "长" * 60 + "{}" + "A" * 60,
    "\t {} \t",
)
TEXTS = tuple(dress.format(harm) if "{" not in harm else dress.replace("{}", harm).replace(
    "{0}", harm) for harm in HARM for dress in DRESSES)  # fmt: skip
CODES = {
    *(*papers.DISPOSITIONS, *legality.QUESTIONS, *risk.LEVELS, *risk.CONCLUSIONS),
    *(*competition.CONCLUSIONS, *deliberation.STANDS, *review.VERDICTS, *submission.STATES),
    *(*execution.USES, *papers.Passage.ROLES, *SHAPES),
    *(f"level{n}" for n in (1, 2, 3, 4)),
}
DAY = re.compile(r"\d{4}-\d\d-\d\d")
EMPTY_MEANS_NO = ("refusal", "removed")  # a text here would make another case of it


def texts_of(value: Any, key: str = "") -> int:
    """How many texts of a snapshot can be hostile."""
    if isinstance(value, dict):
        return sum(texts_of(part, name) for name, part in value.items())
    if isinstance(value, list):
        return sum(texts_of(part, key) for part in value)
    return int(free(value, key))


def poisoned(value: Any, texts: Iterator[str], key: str = "") -> Any:
    """The snapshot with the next text in each free place."""
    if isinstance(value, dict):
        return {name: poisoned(part, texts, name) for name, part in value.items()}
    if isinstance(value, list):
        return [poisoned(part, texts, key) for part in value]
    return next(texts) if free(value, key) else value


def free(value: Any, key: str) -> bool:
    """Whether anybody's words may stand here."""
    if not isinstance(value, str) or value in CODES or DAY.match(value):
        return False
    return bool(value) or key not in EMPTY_MEANS_NO


def rounds(snapshot: dict[str, Any], together: int = 1) -> Iterator[dict[str, Any]]:
    """Snapshots in which, one after the other, every text stands; so many of them in one place."""
    places = texts_of(snapshot) * together
    supply = cycle(TEXTS)
    for _round in range(-(-len(TEXTS) // places)):
        taken = list(islice(supply, places))
        yield poisoned(snapshot, iter(["".join(taken[i::places // together]) for i in range(
            places // together)]))  # fmt: skip
