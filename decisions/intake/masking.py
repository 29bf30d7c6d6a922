"""Names and numbers made unrecognisable before anything is published (Art. 15, PIPL art. 6).

Called by the adoption report, the catalogue of opinions and the workbench. Finds phone
numbers, identity numbers, bank cards and e-mail typed inside a text, in half or full width,
spaced, hyphenated or in Chinese numerals. Whether to publish at all is decided elsewhere.
"""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from .personal import Span, check_digit, find_flagged, find_personal

__all__ = [
    "Span",
    "check_digit",
    "find_flagged",
    "find_personal",
    "mask_name",
    "mask_phone",
    "redact",
]

ORGANISATION_KINDS = frozenset(
    ("enterprise", "social_organisation", "democratic_party", "village_committee", "public_body")
)
_ORGANISATION = re.compile(
    "(公司|企业|厂|店|合作社|委员会|村委会|居委会|协会|商会|学会|联合会|事务所|学校|中学|小学|医院|"
    "政府|办公室|局|厅|处|站|所|中心|支部|工会|妇联|银行|集团|大学|研究院|社区)$"
)
_COMPOUND = frozenset(
    re.findall(
        "..",
        (
            "欧阳司马上官诸葛东方皇甫尉迟公孙慕容令狐宇文长孙司徒司空夏侯轩辕端木百里东郭南宫"
            "呼延闻人澹台公冶宗政濮阳淳于单于太叔申屠公羊赫连拓跋完颜独孤纳兰西门第五钟离万俟"
            "鲜于闾丘亓官仲孙即墨左丘梁丘东野段干谷梁漆雕乐正公良壤驷"
        ),
    )
)

KINDS = {
    "id_number": _("identity number"),
    "bank_card": _("bank card number"),
    "phone": _("phone number"),
    "email": _("e-mail address"),
    "account": _("account"),
    "plate": _("number plate"),
    "address": _("home address"),
    "name": _("name of a person"),
    "place": _("street number"),
}


def mask_name(name: str, kind: str = "citizen", always: bool = False) -> str:
    """Keep the surname and cover the rest; an organisation stays named unless `always`."""
    name = name.strip()
    organisation = kind in ORGANISATION_KINDS or (
        kind in ("other", "interested_party") and _ORGANISATION.search(name)
    )
    if organisation and not always:
        return name
    if "·" in name or "•" in name or name.isascii():
        return name[:1] + "**" if name else ""
    kept = 2 if len(name) > 2 and name[:2] in _COMPOUND else 1
    return name[:kept] + "*" * (len(name) - kept) if len(name) > 1 else "*" * len(name)


def mask_phone(phone: str) -> str:
    """Cover the middle of a phone number: 138****5678, 0871-****3456."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", phone))
    mobile = re.fullmatch(r"(?:(?:00)?86)?(1\d{2})\d{4}(\d{4})", digits)
    if mobile:
        return f"{mobile[1]}****{mobile[2]}"
    landline = re.fullmatch(r"(0(?:10|2\d|[3-9]\d{2}))\d{3,4}(\d{4})", digits)
    if landline:
        return f"{landline[1]}-****{landline[2]}"
    return "*" * (len(digits) - 2) + digits[-2:] if len(digits) >= 7 else "*" * len(digits)


def redact(text: str, spans: Iterable[Span]) -> str:
    """Put a note of what was covered in the place of each passage."""
    for span in sorted(spans, reverse=True):
        note = _("[%(kind)s covered]") % {"kind": KINDS[span[2]]}
        text = text[: span[0]] + str(note) + text[span[1] :]
    return text
