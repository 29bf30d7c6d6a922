"""The classes of templates/notices that need no code: by them a paragraph gets its style.

Those with code of their own are the PIECES of reading.py.
"""

PARAGRAPHS = {
    "byline": "byline",
    "annex-word": "annex_word",
    "digest-line": "digest",
    "issuer": "issuer",
    "minutes-date": "minutes_date",
    "inside": "issuer",
    "proof": "small",
    "report-end": "report_end",
    "sign": "sign",
    "sign-line": "sign",
    "signed-by": "report_end",
    "small": "small",
    "sum": "small",
}  # class of <p> → style; any other is body text
INSIDE = {
    "cover-facts": "cover_fact",
    "cover-foot": "cover_foot",
    "facts": "facts",
    "opinion-list": "small",
}  # class of <div> → style of every <p> in it
PASSED_OVER = (
    "code-alone",
    "imprint-space",
    "qr",
    "sample-mark",
    "squares",
)  # proof, and what only prints
# read within a piece, or of no weight in Word
WITHIN = """
address article bound broad by chapter choice choice-line code copies count2 cover-matter
cover-organ cover-sheet cover-title digest document form formula imprint-room in-cell item letter
level3 level4 line long lower-rule many n name names number on organ own paper paragraph plain
printed remark report-body room rule sample says seal second section slot source spaced stamp
stamps subitem tall tick ticked unruled upper-rule volume when who word wrapped writing
""".split()


def known() -> set[str]:
    """Every class that has its place here."""
    return {*PARAGRAPHS, *INSIDE, *PASSED_OVER, *WITHIN}
