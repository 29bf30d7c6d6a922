"""Believable papers of experts, risk, competition, submission and the meeting; all invented."""

from datetime import date

from notices import papers
from notices.samples.sheets import FRAME, LONG, MATTER

UNIT = "云岭镇生态环境保护办公室"
MEETING = "云岭镇2026年第12次党政联席会议"
OPINION = (
    "一、保护范围按照一级保护区半径五十米、二级保护区半径三百米划定，与水文资料相符，必要性充分。",
    "二、管护责任落实到村民小组，经费来源明确，可行。",
    "三、建议补充枯水期取水量的控制指标，并明确水质超标时的停供和告知办法。",
)


def expert_summary() -> papers.Paper:
    """Three opinions; one expert was released, one gave none."""
    people = (
        ("沈某", "样例大学水利学院", "教授", "采纳。增加枯水期控制指标。"),
        ("韩某", "样例县疾病预防控制中心", "主任医师", "部分采纳。检测频次按季度执行。"),
        ("杨某", "样例县水利学会", "高级工程师", "采纳。"),
    )
    return papers.ExpertSummary(
        **FRAME | {"issued_on": date(2026, 6, 18)},
        title=f"{MATTER}专家论证意见汇总",
        matter=MATTER,
        lead_unit=UNIT,
        form="专家论证会",
        source="样例县重大行政决策咨询论证专家库",
        invited=5,
        released=1,
        silent=1,
        opinions=tuple(
            papers.ExpertOpinion(
                name=name,
                institution=institution,
                title=title,
                declared_on=date(2026, 6, 10),
                given_on=date(2026, 6, 15),
                text=OPINION,
                signature="手写签名扫描件",
                paper_digest="9f2c41d8a07b66e1" * 4,
                adoption=adoption,
            )
            for name, institution, title, adoption in people
        ),
        adoption=("专家一致认为办法必要、可行。提出的意见建议5条，采纳4条，部分采纳1条。",),
    )


def risk_report() -> papers.Paper:
    """A report with two departments and four points."""
    points = (
        ("禁养区内养殖户搬迁引发纠纷。", "设置一年过渡期，逐户签订协议，由镇司法所调解。"),
        ("枯水期供水不足。", "与相邻水厂建立应急调水机制。"),
        ("管护经费不到位。", "列入年度预算，按季度公开支出。"),
        ("水质异常引发恐慌。", "二十四小时内公布检测结果和处置措施。"),
    )
    return papers.RiskReport(
        **FRAME | {"issued_on": date(2026, 6, 20)},
        title=f"{MATTER}风险评估报告",
        matter=MATTER,
        draft_version="第2稿",
        lead_unit=UNIT,
        assessor="样例县社会稳定风险评估中心",
        third_party=True,
        departments=(
            papers.Heard(
                name="样例县水务局", heard_on=date(2026, 6, 11), view="建议明确应急调水的启动条件。"
            ),
            papers.Heard(name="样例县公安局", heard_on=date(2026, 6, 12)),
        ),
        points=tuple(papers.RiskPoint(description=d, measure=m) for d, m in points),
        level="low",
        conclusion="controllable",
        contingency=(
            "成立应急工作组，发生群体性情况时一小时内到场，先说明、后处置，并报县人民政府。",
        ),
        text=(
            papers.Passage(role="level2", text="（一）评估方法"),
            papers.Passage(text="通过走访、座谈、公示和问卷收集意见，识别、估计风险并判定等级。"),
            papers.Passage(role="level2", text="（二）风险分析"),
            papers.Passage(text=LONG),
        ),
        reported_on=date(2026, 6, 20),
    )


def competition_form() -> papers.Paper:
    """A review that found no restriction."""
    return papers.CompetitionForm(
        **FRAME | {"issued_on": date(2026, 6, 22)},
        title="公平竞争审查表",
        matter=MATTER,
        draft_version="第2稿",
        draft_digest="9f2c41d8a07b66e1",
        lead_unit=UNIT,
        preliminary="没有限定交易，没有排斥外地经营者，没有设置不合理的准入条件。",
        preliminary_on=date(2026, 6, 17),
        operators_heard=True,
        conclusion="no_restriction",
        opinion="同意起草单位的初审意见，可以出台。",
        concluded_on=date(2026, 6, 22),
        reviewer="样例县市场监督管理局云岭所",
        officer="何某",
    )


def submission_checklist() -> papers.Paper:
    """Five of the six are there; one is not needed."""
    slot = papers.Slot
    rows = (
        ("决策草案及相关材料", "决策草案、起草说明和公平竞争审查表", "", date(2026, 7, 6)),
        ("公众意见收集和采纳情况", "意见收集和采纳情况说明", "", date(2026, 6, 12)),
        ("专家论证意见及采纳情况", "专家论证意见汇总和采纳情况", "", date(2026, 6, 18)),
        ("风险评估报告", "风险评估报告", "", date(2026, 6, 20)),
        ("合法性审查意见", "合法性审查意见书", "云司审〔2026〕3号", date(2026, 7, 3)),
    )
    there = tuple(
        slot(name=n, basis=f"第二十九条第{p}项", state="present", what=w, number=d, dated=on)
        for p, (n, w, d, on) in zip("一二三四五", rows, strict=True)
    )
    last = slot(
        name="其他材料", basis="第二十九条第六项", state="not_needed", what="没有其他材料。"
    )
    return papers.SubmissionChecklist(
        **FRAME | {"issued_on": date(2026, 7, 7)},
        title=f"{MATTER}\n提请审议材料清单",
        matter=MATTER,
        lead_unit=UNIT,
        draft_version="第3稿",
        draft_digest="9f2c41d8a07b66e1",
        slots=(*there, last),
        disputes=("与县水务局就取水许可的衔接意见不一致，经协商取得一致。",),
        interpretation=("由承办单位拟写解读，与决策同时公布；制作一图读懂，在村务公开栏张贴。",),
    )


def meeting_plan() -> papers.Paper:
    """The plan of an item with observers."""
    return papers.MeetingPlan(
        **FRAME | {"issued_on": date(2026, 7, 9)},
        title=f"集体讨论{MATTER}的会议方案",
        matter=MATTER,
        lead_unit=UNIT,
        meeting=MEETING,
        held_on=date(2026, 7, 15),
        place="镇人民政府二楼会议室",
        chair="镇长周某",
        order=2,
        members=tuple(f"{name}某" for name in "吴郑冯陈褚卫周"),
        observers_invited=True,
        observers=("村民代表李某", "县人大代表何某", "司法所王某"),
        meeting_public=False,
        ways="邀请水源地村民代表、县人大代表和司法所列席，可以发表意见。",
        adoption_attached=True,
    )


def meeting_record() -> papers.Paper:
    """The record of the item: five agree, one asks for changes, one is against it."""
    said = (
        ("吴某", "agree", "同意。界桩和巡查的经费已经落实，可以实施。"),
        ("郑某", "amend", "同意，建议把过渡期写进正文，不要放在附件里。"),
        ("冯某", "agree", "同意。"),
        ("陈某", "oppose", "不同意。养殖户搬迁补助的标准没有定，先定标准再出台更稳妥。"),
        ("褚某", "agree", "同意，村里盼着早点把范围划清楚。"),
        ("卫某", "agree", "同意，群众意见已经吸收。"),
        ("周某", "agree", "同意通过，过渡期写入正文，补助标准在实施前另行公布。"),
    )
    views = tuple(
        papers.MemberWords(
            order=order,
            name=name,
            chief_executive=name == "周某",
            stand=stand,
            statement=text,
            confirmed=order != 3,
        )
        for order, (name, stand, text) in enumerate(said, 1)
    )
    seats = tuple(
        papers.Seat(name=name, chief_executive=name == "周某", present=True) for name, *_ in said
    )
    return papers.MeetingRecord(
        **FRAME | {"issued_on": date(2026, 7, 15)},
        title=f"{MEETING}记录",
        meeting=MEETING,
        matter=MATTER,
        draft_version="第3稿",
        draft_digest="9f2c41d8a07b66e1",
        held_on=date(2026, 7, 15),
        place="镇人民政府二楼会议室",
        chair="镇长周某",
        recorder="孙某",
        recorded_on=date(2026, 7, 15),
        roll=(*seats, papers.Seat(name="杨某", present=False, absence_reason="外出学习")),
        observers=("村民代表李某", "县人大代表何某", "司法所王某"),
        question=(
            "讨论是否通过办法。生态环境保护办公室汇报，司法所说明审查意见，到会人员逐一发言。",
        ),
        views=views,
        stands=papers.StandCounts(agree=5, amend=1, oppose=1),
        disagreement=("陈某认为应当先确定搬迁补助标准；多数人认为可以在实施前公布。",),
        result=f"原则通过{MATTER}，按会议意见修改后公布。",
        amendment=("过渡期写入正文第九条。",),
    )
