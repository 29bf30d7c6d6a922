"""What the gallery shows: each piece of templates/components once, with believable words.

Used by test_look.py alone; no row of a database and no address of the site is needed.
"""

from datetime import date
from typing import Any

from django import forms

TODAY = date(2026, 5, 1)


class OpinionForm(forms.Form):
    """One field of each kind that the house's forms use."""

    name = forms.CharField(label="姓名", required=False, help_text="仅用于联系，不公开。")
    who = forms.ChoiceField(
        label="以何种身份提出",
        choices=[("anonymous", "匿名"), ("named", "实名")],
        widget=forms.RadioSelect,
    )
    clause = forms.ChoiceField(
        label="针对条款", choices=[("", "全文"), ("1", "第一条")], required=False
    )
    on = forms.DateField(label="日期", widget=forms.DateInput(attrs={"type": "date"}))
    text = forms.CharField(label="意见内容", max_length=20, widget=forms.Textarea)
    files = forms.FileField(label="附件", required=False)
    agree = forms.BooleanField(label="同意公布意见（隐去个人信息）")


TASKS = [
    {
        "title": "公布征求意见公告",
        "url": "#",
        "progress": "done",
        "who": "drafting_officer",
        "on": TODAY,
    },
    {"title": "汇总意见", "url": "#", "progress": "under_way", "articles": ["3.1"]},
    {"title": "组织专家论证", "url": "#", "progress": "can_start"},
    {
        "title": "送合法性审查",
        "progress": "blocked",
        "why": "公众参与尚未完成。",
        "articles": ["3.2"],
    },
    {
        "title": "公平竞争审查",
        "progress": "not_needed",
        "why": "不涉及经营者经济活动。",
        "who": "李某",
    },
]
ROAD = [
    {
        "title": "公众参与",
        "progress": "done",
        "on": TODAY,
        "articles": ["3.1"],
        "paper": {"url": "#", "title": "征求意见公告"},
    },
    {"title": "专家论证", "progress": "not_needed", "why": "不属于专业性、技术性较强的事项"},
    {"title": "合法性审查", "progress": "now", "articles": ["3.2"]},
    {"title": "集体讨论", "progress": "to_come", "articles": ["3.3"]},
]
SHORTCOMINGS = [
    {
        "article": "3.1",
        "what": "征求意见期限为20日，少于30日。",
        "remedy": "延长期限，或者在公告中说明理由。",
        "who": "drafting_officer",
        "severity": "W",
    },
    {"article": "3.3", "what": "没有起草说明。", "remedy": "上传起草说明。", "severity": "B"},
]
ROWS = [
    [1, "建议就近安置摊位。", {"text": "采纳", "kind": "adopted"}, "已增加第八条。"],
    [
        2,
        {"text": "建议减免租金", "url": "#"},
        {"text": "部分采纳", "kind": "partly_adopted"},
        "租金不变。",
    ],
]
TAGS = {
    "未开始": "not_open",
    "征求意见中": "open",
    "已结束": "closed",
    "已反馈": "answered",
    "已延期": "extended",
    "已终止": "terminated",
    "待裁定": "waiting",
    "不需要": "not_needed",
}


def context(*, sent: bool = False) -> dict[str, Any]:
    """All pieces at once; `sent` shows the form as it comes back with its errors."""
    return {
        "crumbs": [{"label": "首页", "url": "/"}, {"label": "集贸市场改造方案"}],
        "page_meta": {"column": "征求意见", "title": "集贸市场改造方案", "published_at": TODAY},
        "demo": True,
        "last": date(2026, 6, 1),
        "tabs": [
            {"anchor": "c1", "label": "草案内容", "current": True},
            {"anchor": "code", "label": "意见反馈", "count": 62},
        ],
        "tags": list(TAGS.items()),
        "notices": ["info", "warning", "danger", "success"],
        "act": "公布征求意见公告",
        "shortcomings": SHORTCOMINGS,
        "tasks": TASKS,
        "road": ROAD,
        "facts": [("发文字号", "云政公〔2026〕12号"), ("征集期限", "2026年5月1日至2026年6月1日")],
        "card_facts": ["镇经济发展办公室", "2026年5月1日至2026年6月1日", "意见62条"],
        "caption": "意见处理情况",
        "columns": [
            {"label": "编号", "number": True},
            {"label": "意见"},
            {"label": "处理"},
            {"label": "理由"},
        ],
        "rows": ROWS,
        "bars": [{"label": "网站", "value": 40, "url": "#"}, {"label": "信函", "value": 22}],
        "file": {"url": "#", "title": "公告", "kind": "pdf", "size": 123456, "digest": "9f" * 32},
        "refs": ["3.1", "3.3"],
        "form": OpinionForm({"text": "字" * 21}) if sent else OpinionForm(),
        "qr": "/static/img/mark.svg",
        "desk": {"waiting": 7, "acting_for": ["李某"], "roles": ["承办人"]},
    }
