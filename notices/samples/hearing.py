"""Believable papers of the letters and of a hearing, all invented."""

from datetime import date

from notices import papers

MATTER = "《云岭镇农村饮用水水源保护办法（征求意见稿）》"
FRAME = {"organ": "样例县云岭镇人民政府", "issued_on": date(2026, 5, 6), "sample": True}
CONTACT = papers.Contact(unit="云岭镇生态环境保护办公室", person="杨某", phone="0000-0000000")
SECRET = "5f" * 32
COMMITMENT = "c6d2a6f9d3a1f1f7c4e7a0a9d2b6a1c0f3e5d7b9a1c3e5f7092b4d6f8a0c2e4d"
PLACE = {
    "held_on": date(2026, 6, 8),
    "held_at": "9时30分",
    "place": "云岭镇人民政府二楼会议室",
    "chair": "罗某",
    "clerk": "田某",
    "monitor": "苏某",
    "lead_unit": "云岭镇生态环境保护办公室",
}
GROUND = "该事项直接涉及水源地周边村民和供水用户的切身利益。"
SOURCE = "2026年5月22日上证综合指数收盘点位（上海证券交易所公布）"
LONG = (
    "为了保护农村饮用水水源，保障群众饮水安全，镇人民政府拟制定本办法，对水源保护范围、管护责任、"
    "禁止行为、应急处置和监督检查作出规定。"
)
SEATS = (
    papers.Seats(group="水源地周边村民", seats=6, interested=True),
    papers.Seats(group="供水用户", seats=4, interested=True),
    papers.Seats(group="养殖户", seats=3, interested=True),
    papers.Seats(group="人大代表、政协委员", seats=2),
)


def consultation_letter() -> papers.Paper:
    """A letter to one body, with the draft."""
    return papers.ConsultationLetter(
        **FRAME,
        title=f"关于征求{MATTER}意见的函",
        number="云政函〔2026〕8号",
        addressee="样例县水务局",
        matter=MATTER,
        asks=f"现将{MATTER}送你单位征求意见，请结合职责研究提出书面意见。没有不同意见的，也请函复。",
        reply_by=date(2026, 5, 26),
        contact=CONTACT,
        annexes=("云岭镇农村饮用水水源保护办法（征求意见稿）", "起草说明"),
        draft_title="云岭镇农村饮用水水源保护办法（征求意见稿）",
        text=tuple(
            papers.Passage(role="article", label=f"第{number}条", text=LONG)
            for number in "一二三四五六"
        ),
        explanation=(papers.Passage(role="level1", text="一、必要性"), papers.Passage(text=LONG)),
    )


def hearing_notice() -> papers.Paper:
    """The first numbered notice: sign-up, seats, the commitment of the draw."""
    return papers.HearingNotice(
        **FRAME,
        **PLACE,
        title=f"关于举行{MATTER}听证会的公告",
        number="第1号",
        matter=MATTER,
        ground=GROUND,
        seats=SEATS,
        observer_seats=10,
        method="自愿报名。每一方报名人数超过名额的，公开抽签产生；不足名额的，全部参加。",
        signup_closes_on=date(2026, 5, 20),
        draw=papers.Draw(commitment=COMMITMENT, source=SOURCE),
        draft_public=True,
        contact=CONTACT,
        privacy="姓名、联系方式仅用于听证会报名、遴选和通知；撤回报名的，随即删除。",
    )


def hearing_list_notice() -> papers.Paper:
    """The second numbered notice: the list and the opened seed."""
    names = "赵钱孙李周吴郑王冯陈褚卫蒋"
    people = tuple(
        papers.Attendee(name=f"{name}某某", group=SEATS[place % 3].group, origin="抽签产生")
        for place, name in enumerate(names)
    )
    invited = (papers.Attendee(name="何某", group=SEATS[3].group, origin="推荐"),) * 2
    return papers.HearingListNotice(
        **FRAME | {"issued_on": date(2026, 5, 25)},
        **PLACE,
        title=f"关于{MATTER}听证会参加人名单的公告",
        number="第2号",
        matter=MATTER,
        people=people + invited,
        observers=people[:3],
        signed_up=41,
        draw=papers.Draw(
            commitment=COMMITMENT,
            source=SOURCE,
            secret=SECRET,
            value="3347.39",
            drawn_on=date(2026, 5, 22),
        ),
        contact=CONTACT,
    )


def hearing_report() -> papers.Paper:
    """The report of the chair."""
    view = papers.HearingView(
        group="养殖户",
        text="禁养区边界外五百米以内的现有养殖场，建议给两年过渡期，并对搬迁给予补助。理由是栏舍刚投入不久。",
        outcome="部分采纳",
        reason="增加一年过渡期；补助按照县有关规定执行。",
    )
    return papers.HearingReport(
        **FRAME | {"issued_on": date(2026, 6, 12)},
        **PLACE,
        title=f"{MATTER}听证报告",
        matter=MATTER,
        ground=GROUND,
        noticed_on=date(2026, 5, 6),
        listed_on=date(2026, 5, 25),
        delivered_by=date(2026, 5, 29),
        invited=15,
        came=14,
        interested=12,
        observers=8,
        groups=SEATS[:3],
        signed=13,
        refused=("不同意记录的表述",),
        presented=("起草依据、主要内容和征求意见情况。",),
        views=(view, papers.HearingView(group="供水用户", text="水价不变的前提下赞成。")) * 4,
        disputes=("过渡期的长短和搬迁补助的标准。",),
        advice=("建议在草案中明确过渡期。",),
    )


def hearing_record() -> papers.Paper:
    """The record: most have signed, one refused, one has room left."""
    names = "赵钱孙李周吴郑王冯陈褚卫蒋何"
    signed_on = date(2026, 6, 8)
    refusals = {3: "不同意记录的表述"}
    signers = tuple(
        papers.Signer(
            name=f"{name}某某",
            group=SEATS[place % 3].group,
            interested=SEATS[place % 3].interested,
            signed_on=None if place in (3, 5) else signed_on,
            refusal=refusals.get(place, ""),
        )
        for place, name in enumerate(names)
    )
    said = (
        "禁养区边界外五百米以内的现有养殖场，建议给两年过渡期，并对搬迁给予补助。理由是栏舍刚投入不久。",
        "水价不变的前提下赞成。希望公布水质检测结果，每季度一次。",
        "界桩由谁设立、损坏后由谁修复，草案没有写明，建议增加。",
    )
    return papers.HearingRecord(
        **FRAME | {"issued_on": date(2026, 6, 9)},
        **PLACE,
        title=f"{MATTER}听证笔录",
        matter=MATTER,
        invited=15,
        observers=8,
        presented=("起草依据、主要内容和征求意见情况。",),
        statements=tuple(
            papers.Statement(name=f"{name}某某", group=SEATS[n % 3].group, text=said[n % 3])
            for n, name in enumerate("赵钱孙李周吴")
        ),
        summary=("意见集中在过渡期、补助标准和界桩管护三个方面。",),
        signers=signers,
        signed=12,
        refused=1,
    )
