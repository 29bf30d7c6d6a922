"""Which column of an opinion sheet holds what, and the words officers write in it.

Called by `sheets.py` and by the mapping page. Headers, channels and kinds of sender are
known by their Chinese and English names; an unknown column is listed, never guessed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from .text import search_key

FIELDS = {
    "serial": _("Serial number"),
    "channel": _("Channel"),
    "sender_name": _("Name of the sender"),
    "sender_kind": _("Kind of sender"),
    "phone": _("Phone"),
    "text": _("Opinion"),
    "clause": _("Clause"),
    "received_on": _("Received on"),
    "scan": _("Scan"),
}

_HEADERS = {
    "serial": "serial no number id 序号 编号 意见编号 登记号 流水号",
    "channel": (
        "channel 征集渠道 渠道 来源渠道 意见渠道 反馈渠道 反馈方式 提交方式 方式 "
        "途径 收集方式 提出方式"
    ),
    "sender_name": (
        "sender_name name sender 姓名 意见人 提出人 提交人 意见提出人 姓名或单位 "
        "姓名单位 单位 单位名称 姓名或单位名称 反馈人 提出单位或个人 反馈单位 "
        "来信人 来电人 提意见人 名称"
    ),
    "sender_kind": (
        "sender_kind kind 意见来源 身份 类别 人员类别 来源类别 来源 提出人类别 "
        "主体类别 身份类别 意见人类别"
    ),
    "phone": ("phone telephone mobile tel 电话 手机 手机号 联系电话 联系方式 电话号码 手机号码"),
    "text": (
        "text opinion comment content 意见 意见内容 内容 意见建议 建议 意见和建议 "
        "意见及建议 具体意见 修改意见 反馈意见 意见建议内容 意见正文"
    ),
    "clause": (
        "clause article 条款 对应条款 针对条款 涉及条款 条文 所涉条款 意见条款 "
        "对应条文 草案条款 具体条款"
    ),
    "received_on": (
        "received_on date received 日期 收到日期 收到时间 提交时间 提交日期 时间 "
        "接收日期 登记日期 反馈时间 来信日期"
    ),
    "scan": (
        "scan scans file attachment 扫描件 扫描文件 扫描件文件名 文件名 附件 附件名 影像 "
        "影像文件 图片 扫描件名称 原件扫描件"
    ),
}

_CHANNELS = {
    "web": "网站 网络 官网 门户网站 网上 网页 政府网站 在线 网站留言 网上征集 互联网",
    "letter": "信函 来信 信件 书信 邮寄 书面 纸质 书面意见 函",
    "phone": "电话 来电 致电 电话反馈",
    "email": "电子邮件 邮件 电子邮箱 邮箱 电邮 e-mail mail",
    "fax": "传真",
    "seminar": "座谈会 座谈 座谈会议",
    "hotline": ("12345热线 12345 热线 市民热线 政务热线 12345政务服务便民热线 12345政务服务热线"),
    "notice_board": "公示栏 公告栏 公开栏 村务公开栏 张贴公示 意见箱",
    "visit": "实地走访 走访 入户走访 来访 上门走访 入户 现场",
    "questionnaire": "问卷调查 问卷 调查问卷",
    "hearing": "听证会 听证",
    "other": "其他 其它 微信 微信公众号 公众号 other",
}

_SENDER_KINDS = {
    "citizen": ("公民 个人 群众 居民 村民 市民 自然人 社会公众 公众 普通群众 individual resident"),
    "enterprise": "企业 公司 企业单位 个体工商户 商户 市场主体 经营主体 company business",
    "social_organisation": (
        "社会组织 社会团体 团体 协会 行业协会 行业协会商会 商会 人民团体 social_organization"
    ),
    "npc_deputy": "人大代表 代表 镇人大代表 县人大代表 市人大代表",
    "cppcc_member": "政协委员 委员 县政协委员 市政协委员",
    "democratic_party": "民主党派",
    "expert": "专家 专家学者 学者",
    "legal_counsel": "法律顾问 律师 公职律师",
    "village_committee": "村民委员会 村委会 居民委员会 居委会 村(社区) 村居 村社区 社区",
    "public_body": (
        "机关 单位 机关单位 行政机关 政府部门 部门 事业单位 有关单位 有关部门 党政机关"
    ),
    "interested_party": "利害关系人 利益相关方 利益相关人",
    "other": "其他 其它 匿名 未注明 anonymous",
}


def _index(words):
    return {_key(w): code for code, line in words.items() for w in (code, *line.split())}


def _key(word):
    return re.sub(r"[\s*:/、()_-]+", "", search_key(word))


_HEADER_OF, _CHANNEL_OF, _KIND_OF = map(_index, (_HEADERS, _CHANNELS, _SENDER_KINDS))


@dataclass(frozen=True)
class Mapping:
    """Field to column place (from 0); columns nobody claimed; fields without a column."""

    columns: dict[str, int]
    unknown: tuple[tuple[int, str], ...] = ()
    missing: tuple[str, ...] = ()


def guess_mapping(headers: Iterable[str]) -> Mapping:
    """Map the columns of a sheet by their headers; of two alike the first is taken."""
    columns, unknown = {}, []
    for place, header in enumerate(headers):
        name = field_of(header)
        if name and name not in columns:
            columns[name] = place
        elif header.strip():
            unknown.append((place, header))
    missing = tuple(name for name in FIELDS if name not in columns)
    return Mapping(columns, tuple(unknown), missing)


def field_of(header: str) -> str | None:
    """Name the field a header means, with or without a bracketed hint; None when unknown."""
    plain = re.sub(r"[（(\[【].*", "", header.strip())
    return _HEADER_OF.get(_key(header)) or (_HEADER_OF.get(_key(plain)) if plain else None)


@lru_cache(maxsize=1024)
def channel_of(word: str) -> str | None:
    """Give the channel an officer's word means; None when unknown."""
    return _CHANNEL_OF.get(_key(word))


@lru_cache(maxsize=1024)
def sender_kind_of(word: str) -> str | None:
    """Give the kind of sender an officer's word means; None when unknown."""
    return _KIND_OF.get(_key(word))
