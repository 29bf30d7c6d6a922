"""One believable paper of each kind, all invented, for the tests of layout and safety."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from notices import papers
from tests.notices.hearing_samples import (
    consultation_letter,
    hearing_list_notice,
    hearing_notice,
    hearing_report,
)

ORGAN = "样例县云岭镇人民政府"
MATTER = "《云岭镇农村饮用水水源保护办法》"
FRAME = {"organ": ORGAN, "issued_on": date(2026, 5, 1), "sample": True}
CONTACT = papers.Contact(
    unit="云岭镇生态环境保护办公室",
    person="杨某",
    phone="0000-0000000",
    email="yijian@example.invalid",
    address="样例县云岭镇云岭路1号",
    postcode="000000",
)
__all__ = ["consultation_letter", "hearing_list_notice", "hearing_notice", "hearing_report"]
PRIVACY = (
    "姓名和联系方式只用于核实意见和告知处理结果，不对外公开，保存至决策归档后按档案管理规定处理；"
    "您可以不具名提出意见，也可以要求查询、更正或者删除个人信息。"
)
BASIS = (
    "《中华人民共和国水污染防治法》",
    "《重大行政决策程序暂行条例》（国务院令第713号）",
    "《样例县农村供水管理规定》（样政发〔2024〕3号）",
)
PERIOD = papers.Period(opens_on=date(2026, 5, 1), closes_on=date(2026, 5, 31), days=30)
LONG = (
    "为了保护农村饮用水水源，保障群众饮水安全，镇人民政府拟制定本办法，对水源保护范围、管护责任、"
    "禁止行为、应急处置和监督检查作出规定，适用于全镇范围内集中式和分散式农村饮用水水源的保护和管理。"
)


def consultation_notice() -> papers.Paper:
    """The notice that opens a consultation of thirty days."""
    return papers.ConsultationNotice(
        **FRAME,
        title="关于公开征求《云岭镇农村饮用水水源保护办法（征求意见稿）》意见的公告",
        number="云政公〔2026〕5号",
        matter=MATTER,
        purpose="为了保护农村饮用水水源，保障群众饮水安全，",
        basis=BASIS,
        content=(LONG, "征求意见稿共五章二十条，主要规定水源保护范围的划定、管护责任和奖惩措施。"),
        period=PERIOD,
        ways=(
            papers.Way(name="网上提交", detail="登录重大行政决策公开平台，进入本公告页面提交。"),
            papers.Way(
                name="信函", detail="寄至样例县云岭镇云岭路1号，请在信封上注明“征求意见”字样。"
            ),
            papers.Way(name="电话", detail="工作日拨打0000-0000000，由工作人员记录。"),
        ),
        contact=CONTACT,
        privacy=PRIVACY,
        lead_unit="云岭镇生态环境保护办公室",
        annexes=(
            "《云岭镇农村饮用水水源保护办法（征求意见稿）》",
            "《云岭镇农村饮用水水源保护办法（征求意见稿）》起草说明",
        ),
        remark="此件公开发布",
        page_url="https://yijue.example.invalid/d/2026-005",
    )


def extension_notice() -> papers.Paper:
    """The notice that gives fifteen days more."""
    return papers.ExtensionNotice(
        **FRAME | {"issued_on": date(2026, 5, 28)},
        title="关于延长《云岭镇农村饮用水水源保护办法（征求意见稿）》公开征求意见期限的公告",
        number="云政公〔2026〕7号",
        matter=MATTER,
        notice_title=consultation_notice().title,
        notice_number="云政公〔2026〕5号",
        noticed_on=date(2026, 5, 1),
        closed_on=date(2026, 5, 31),
        period=papers.Period(opens_on=date(2026, 5, 1), closes_on=date(2026, 6, 15), days=45),
        reason="征求意见期间部分村组正值抢收抢种，群众希望有更多时间讨论。",
        contact=CONTACT,
    )


def withdrawal_notice() -> papers.Paper:
    """The notice that takes a notice back."""
    return papers.WithdrawalNotice(
        **FRAME | {"issued_on": date(2026, 5, 20)},
        title="关于撤回公开征求意见公告的公告",
        number="云政公〔2026〕6号",
        matter=MATTER,
        notice_title=consultation_notice().title,
        notice_number="云政公〔2026〕5号",
        noticed_on=date(2026, 5, 1),
        reason="公告所附征求意见稿的水源保护范围图有误。",
        consequence="更正后将重新公告并重新计算期限；已收到的12条意见继续有效，一并研究处理。",
        contact=CONTACT,
    )


def opinion(n: int) -> papers.OpinionRow:
    """One line of the annex."""
    return papers.OpinionRow(
        number=str(n),
        source="村民李*" if n % 2 else "匿名",
        text="建议明确水源保护范围界桩由谁设立、损坏后由谁修复，并把巡查记录向村民公开。",
        disposition=("adopted", "partly_adopted", "not_adopted")[n % 3],
        reason="意见合理，已吸收。" if n % 3 == 0 else "巡查记录已按季度在村务公开栏公开。",
        clause="第五条第二款增加“界桩由镇人民政府统一设立”" if n % 3 == 0 else "",
    )


def adoption_notice(rows: int = 30) -> papers.Paper:
    """The notice of what became of the opinions."""
    opinions = tuple(opinion(n) for n in range(1, rows + 1))
    counted = [sum(row.disposition == way for row in opinions) for way in papers.DISPOSITIONS]
    return papers.AdoptionNotice(
        **FRAME | {"issued_on": date(2026, 6, 12)},
        title="关于《云岭镇农村饮用水水源保护办法（征求意见稿）》意见收集和采纳情况的公告",
        number="云政公〔2026〕8号",
        matter=MATTER,
        asked="水源保护范围怎么划、谁来管护、哪些行为要禁止。",
        heard="意见集中在界桩设立、巡查公开和补偿标准三个方面。",
        did="修改了第五条、第九条和第十四条，增加了巡查记录公开的规定。",
        channels=(
            papers.ChannelCount(
                channel="网上征求意见", period="2026年5月1日至5月31日", opinions=rows
            ),
            papers.ChannelCount(channel="书面征求意见", period="2026年5月6日至5月20日", opinions=0),
        ),
        dispositions=papers.DispositionCounts(
            **dict(zip(papers.DISPOSITIONS, counted, strict=True))
        ),
        opinions=opinions,
        lead_unit="云岭镇生态环境保护办公室",
    )


def legality_opinion() -> papers.Paper:
    """The reviewer's letter."""
    return papers.LegalityOpinion(
        **FRAME | {"organ": "样例县云岭司法所", "issued_on": date(2026, 7, 3)},
        title="关于《云岭镇农村饮用水水源保护办法（送审稿）》的合法性审查意见书",
        number="云司审〔2026〕3号",
        addressee="云岭镇生态环境保护办公室",
        matter=MATTER,
        draft_version="送审稿第3稿",
        draft_digest="9f2c 41d8 a07b 66e1",
        requested_on=date(2026, 6, 22),
        granted_days=8,
        materials=("送审稿及起草说明", "决策依据清单", "履行程序情况说明", "意见收集和采纳情况"),
        basis=BASIS,
        conclusions=(
            papers.Conclusion(
                question="power", finding="合法", reasons="事项属于镇人民政府职权范围。"
            ),
            papers.Conclusion(
                question="procedure",
                finding="合法",
                reasons="已履行公众参与、专家论证和风险评估程序，期限符合规定。",
            ),
            papers.Conclusion(
                question="content",
                finding="修改后合法",
                reasons="第十六条设定的罚款缺少上位法依据，应当删除。",
            ),
        ),
        points=(
            papers.Point(
                clause="第十六条",
                problem="镇人民政府无权设定罚款。",
                advice="删去罚款，改为告知报告。",
            ),
        ),
        counsel=(
            papers.CounselOpinion(
                name="赵某",
                role="法律顾问",
                text="同意审查意见，建议保留村规民约约定条款。",
                signed_on=date(2026, 7, 1),
            ),
        ),
        overall="送审稿按上述意见修改后，可以提请集体讨论。",
        reviewers=("王某", "陈某"),
        contact="王某，0000-0000000",
        copies_to="样例县司法局",
        printed_by="样例县云岭司法所",
    )


def meeting_minutes() -> papers.Paper:
    """The circulated minutes."""
    return papers.MeetingMinutes(
        **FRAME | {"issued_on": date(2026, 7, 16)},
        head="云岭镇党政联席会议纪要",
        title="云岭镇2026年第12次党政联席会议纪要",
        number="〔2026〕12号",
        meeting="云岭镇2026年第12次党政联席会议",
        held_at=datetime(2026, 7, 15, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai")),
        place="镇人民政府二楼会议室",
        chair="镇长周某",
        items=(
            papers.Item(
                title="关于《云岭镇农村饮用水水源保护办法》",
                discussion=(
                    "会议听取了生态环境保护办公室关于办法起草、征求意见、专家论证、风险评估和合法性"
                    "审查情况的汇报，与会人员逐一发表意见，镇长最后发表意见。",
                ),
                decided=("原则通过《云岭镇农村饮用水水源保护办法》，按会议意见修改后公布。",),
            ),
        ),
        attended=tuple(f"{name}某" for name in "周吴郑冯陈褚卫蒋沈韩"),
        excused=("杨某",),
        observers=("村民代表李某", "县人大代表何某", "司法所王某"),
        recorder="孙某",
        copies_to="样例县人民政府办公室，各村（居）民委员会，镇属各单位",
        printed_by="云岭镇党政综合办公室",
        printed_on=date(2026, 7, 17),
    )


def promulgation_notice() -> papers.Paper:
    """The decision made public."""
    body = [papers.Passage(role="chapter", label="第一章", text="总则")]
    for n, number in enumerate("一二三四五六七八九十", 1):
        if n == 6:
            body.append(papers.Passage(role="chapter", label="第二章", text="保护措施"))
        body.append(papers.Passage(role="article", label=f"第{number}条", text=LONG))
        if n % 4 == 0:
            body.append(papers.Passage(role="item", label="（一）", text="设立界桩和警示标志；"))
            body.append(papers.Passage(role="item", label="（二）", text="公布监督电话。"))
    return papers.PromulgationNotice(
        **FRAME | {"issued_on": date(2026, 7, 20)},
        title="关于公布《云岭镇农村饮用水水源保护办法》的公告",
        number="云政公〔2026〕9号",
        matter=MATTER,
        decision_title="云岭镇农村饮用水水源保护办法",
        decided_on=date(2026, 7, 15),
        meeting="云岭镇2026年第12次党政联席会议",
        effective_on=date(2026, 9, 1),
        basis=BASIS,
        steps=("公开征求意见30日。", "组织专家论证1次。", "完成社会稳定风险评估和合法性审查。"),
        adoption_statement=(adoption_notice().said(),),
        interpretation="政策解读与本公告同时在重大行政决策公开平台发布。",
        text=tuple(body),
        annexes=("云岭镇农村饮用水水源保护办法",),
        contact=CONTACT,
    )


def dossier_catalogue(rows: int = 24) -> papers.Paper:
    """The catalogue of the file."""
    entry = papers.Entry(
        number="云政公〔2026〕5号",
        author="云岭镇人民政府",
        title="关于公开征求《云岭镇农村饮用水水源保护办法（征求意见稿）》意见的公告",
        dated=date(2026, 5, 1),
        pages=3,
        digest="9f2c41d8a07b66e1" * 4,
    )
    return papers.DossierCatalogue(
        **FRAME,
        title="卷内目录",
        matter=MATTER,
        file_number="YL-2026-JC-005",
        lead_unit="云岭镇生态环境保护办公室",
        retention="永久",
        entries=(entry,) * rows,
    )


def comment_form() -> papers.Paper:
    """The paper form for an opinion."""
    return papers.comment_form(**FRAME, title="公众意见表", matter=MATTER, privacy=PRIVACY)


def hearing_signin() -> papers.Paper:
    """The sign-in sheet of a hearing."""
    return papers.hearing_signin(**FRAME, title="听证会签到表", matter=MATTER)


def expert_signature_sheet() -> papers.Paper:
    """The expert's sheet."""
    return papers.expert_signature_sheet(**FRAME, title="专家论证意见签署页", matter=MATTER)


def dossier_volume() -> papers.Paper:
    """The front of a whole file."""
    return papers.DossierVolume(
        **FRAME,
        title="卷内目录",
        matter=MATTER,
        lead_unit="云岭镇生态环境保护办公室",
        file_number="2026-JC-005",
        retention="30年",
        newest="ab" * 32,
        entries=(
            papers.VolumeEntry(
                section="意见收集和采纳情况",
                number="云政公〔2026〕8号",
                author=ORGAN,
                title="意见收集和采纳情况的公告",
                dated=date(2026, 6, 12),
                first=1,
                pages=3,
                digest="0f" * 32,
            ),
            papers.VolumeEntry(
                section="其他材料",
                author=ORGAN,
                title="设备清单",
                digest="1e" * 32,
                name="清单.csv",
            ),
        ),
        checklist=(
            papers.Completeness(title="听证材料", present=False, not_needed="不举行听证"),
            papers.Completeness(title="会议记录和会议纪要", present=False),
        ),
    )


def page_stamps() -> papers.Paper:
    """Three page numbers."""
    return papers.PageStamps(organ=ORGAN, issued_on=date(2026, 5, 1), title="2026-JC-005", last=3)


EVERY = {kind: globals()[kind] for kind in papers.PAPERS}
