"""Words and small shapes that papers share: titles in brackets, clauses by name, senders, units.

Called by every builder beside this file. A code of the profile is said by the profile; here stand
only the words that papers use for the closed lists of ``decisions/law/terms.py``.
"""

import re
from collections.abc import Iterable
from datetime import date

from accounts.models import Office
from decisions.intake.masking import find_personal, redact
from decisions.intake.numerals import to_chinese
from decisions.models import Clause, Decision
from notices import papers

CHANNELS = {
    "web": "网上征求意见",
    "letter": "信函",
    "phone": "电话",
    "email": "电子邮件",
    "fax": "传真",
    "seminar": "座谈会",
    "hotline": "12345热线",
    "notice_board": "公告栏、意见箱",
    "visit": "实地走访",
    "questionnaire": "问卷调查",
    "hearing": "听证会",
    "other": "其他渠道",
}
SENDERS = {
    "citizen": "公民",
    "enterprise": "企业",
    "social_organisation": "社会组织",
    "npc_deputy": "人大代表",
    "cppcc_member": "政协委员",
    "democratic_party": "民主党派",
    "expert": "专家学者",
    "legal_counsel": "法律顾问",
    "village_committee": "村（居）民委员会",
    "public_body": "机关、事业单位",
    "interested_party": "利害关系人",
    "other": "其他",
}
FINDINGS = {"lawful": "合法", "lawful_after_changes": "需修改后合法", "unlawful": "不合法"}
RESULTS = {
    "adopt": "通过{matter}。",
    "adopt_amended": "原则通过{matter}，按会议意见修改后公布。",
    "discuss_again": "对{matter}进一步研究论证，再次讨论。",
    "defer": "暂缓讨论{matter}。",
    "reject": "不予通过{matter}。",
}
COUNSEL = {"legal_counsel": "法律顾问", "government_lawyer": "公职律师"}
RETENTION = {"permanent": "永久"}
_STAGE_OF_DRAFT = re.compile(r"[（(](征求意见稿|送审稿|审议稿|讨论稿|修改稿|草案|草稿)[）)]")
_PHONE = re.compile(r"(?<!\d)(?:0\d{2,3}[-－]?)?\d{7,11}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LABELS = {"电话", "联系电话", "传真", "邮箱", "电子邮箱", "电子邮件", "地址", "联系地址", "联系人"}
_PLACE = re.compile(r"\d[号室楼]")


def titled(name: str) -> str:
    """A text by name, in book marks once."""
    name = name.strip()
    return name if name.startswith("《") else f"《{name}》"


def final_title(name: str) -> str:
    """The title of a draft without the word for how far it is: （征求意见稿） and the like."""
    return _STAGE_OF_DRAFT.sub("", name).strip() or name


def paragraphs(text: str) -> tuple[str, ...]:
    """The filled lines of a text."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def sentence(text: str) -> str:
    """A text on one line that ends as a sentence does."""
    said = "".join(paragraphs(text))
    return said if not said or said[-1] in "。！？；…”" else f"{said}。"


def covered(text: str) -> str:
    """A stranger's text with numbers and addresses of persons covered."""
    return redact(text, find_personal(text))


def day(on: date) -> str:
    """A date as papers write it."""
    return f"{on.year}年{on.month}月{on.day}日"


def unit(office: Office) -> str:
    """A unit with the organ it belongs to."""
    return unit_named(office.name, office.organ.name)


def unit_named(name: str, organ: str) -> str:
    """The same by the two names."""
    return name if name.startswith(organ[:2]) else f"{organ}{name}"


def lead_unit(decision: Decision) -> str:
    """The unit that leads the matter."""
    return unit(decision.lead_office)


def clause_name(clause: Clause) -> str:
    """A clause as it is cited: 第五条第二款, 第六条第一款第三项."""
    found = re.fullmatch(r"(\d+)(?:-(\d+))?(?:\.(\d+))?(?:\.(\d+))?", clause.path)
    if not found:
        return clause.label or clause.path
    article, extra, paragraph, item = (to_chinese(int(n)) if n else "" for n in found.groups())
    return (
        f"第{article}条"
        + (f"之{extra}" if extra else "")
        + (f"第{paragraph}款" if paragraph else "")
        + (f"第{item}项" if item else "")
    )


def clauses_named(clauses: Iterable[Clause]) -> str:
    """Several clauses as they are cited, each once, in the order of the draft."""
    inside = sorted(clauses, key=lambda clause: clause.order)
    return "、".join(dict.fromkeys(clause_name(clause) for clause in inside))


def bases(decision: Decision) -> tuple[str, ...]:
    """The laws and policies on which the draft rests."""
    rows = sorted(decision.legal_bases.all(), key=lambda row: row.pk)
    return tuple(f"{titled(row.title)}{row.article}" for row in rows)


def contact(text: str, unit_name: str, address: str = "") -> papers.Contact:
    """A line such as “规划办 林某 000-10000112” as unit, person, telephone and e-mail."""
    email, phone = _EMAIL.search(text), _PHONE.search(_EMAIL.sub(" ", text))
    rest = _PHONE.sub(" ", _EMAIL.sub(" ", text))
    words = [word for word in re.split(r"[\s,，;；、:：]+", rest) if word and word not in _LABELS]
    places = [word for word in words if _PLACE.search(word)]
    named = [word for word in words if word not in places]
    people = [word for word in named if len(word) <= 4]
    units = [word for word in named if len(word) > 4 and word not in unit_name]
    return papers.Contact(
        unit="".join(units) or unit_name,
        person="、".join(people),
        phone=phone[0] if phone else "",
        email=email[0] if email else "",
        address=address or "，".join(places),
    )
