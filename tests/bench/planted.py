"""A planted set: opinions of which it is known which say the same, and which only seem to.

Groups of one text with light edits (slips, particles, width, script, greetings, numerals, polite
tails); beside many a group its twin, which differs only in a stance, a duty, a number, a place or a
word of weight; and single opinions from the same bank of clauses. Drawn by a seed, so that a run on
a seed never looked at is possible. The lists are the bench's own, not those of the code under test.
"""

import random
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

import opencc

PLACES = (
    "东湖路口 西湖路口 桃花村 杏花村 石桥社区 双桥社区 中心小学 实验小学 城关集市 北关集市 云岭大道 青山大道 "
    "柳河桥头 沙河桥头 李家屯 王家屯 文化广场 人民广场 卫生院门前 客运站门前 老街 新街 南门巷 北门巷 "
    "万福超市旁 桂园小区 梅园小区 粮站旧址 水厂旁 茶厂旁"
).split()
THINGS = (
    "停车泊位 减速带 路灯 公交站台 垃圾分类亭 健身器材 充电桩 公共厕所 监控摄像头 排水沟 人行横道 护栏 绿化带 "
    "宣传栏 晾衣架 无障碍坡道 消防栓 指示牌 休息座椅 快递驿站 农贸摊位 儿童滑梯 雨水篦子 信号灯 隔音屏 防撞桩"
).split()
ACTS = "增设 拆除 改造 迁移 维修 更换 扩建 粉刷 清理 加固 停用 出租 承包 翻新".split()
WHO = (
    "老人和小孩 接送学生的家长 上夜班的工人 做小生意的摊贩 外地来的货车司机 住在一楼的住户 骑电动车的村民 "
    "腿脚不便的残疾人 附近的商户 晨练的退休职工 跑运输的师傅 种菜的农户 带孩子的母亲 读初中的学生"
).split()
WHY = (
    "每天都要从这里经过 晚上看不清路面 雨天积水很深 高峰时段拥堵严重 已经发生过几起事故 噪声影响休息 "
    "找不到地方停车 气味实在难闻 等车时没有遮挡 设施年久失修 路面坑洼难行 夏天蚊虫成群 占道经营严重 灯光直射卧室 "
    "排队时间太长 消防通道被堵死 墙皮经常脱落 水管反复爆裂"
).split()
RULES = (
    "机动车{modal}停放在人行道上 沿街商户{modal}自行清扫门前 摊贩{modal}按划定区域经营 货车{modal}在早高峰进入集镇 "
    "养犬人{modal}给犬只束绳 施工单位{modal}公示进度 物业公司{modal}公开收支账目 车主{modal}缴纳停车费 "
    "住户{modal}分类投放垃圾 商家{modal}占用盲道 村集体{modal}公布承包合同 出租房东{modal}登记租客信息"
).split()
MODALS = (("应当", "不应当"), ("可以", "不得"), ("应当", "可以"), ("必须", "不必"))
STANCES = (("支持", "反对"), ("赞成", "反对"), ("同意", "不同意"), ("赞成", "不赞成"))
AMOUNTS = (
    "每次收费{n}元 工期控制在{n}天以内 罚款标准定为{n}元 间隔不小于{n}米 限速每小时{n}公里 押金退还不超过{n}日 "
    "每户补助{n}元 夜间{n}点以后关闭 数量按{n}户一处配置 最长停放{n}小时"
).split()
NUMBERS = (2, 3, 5, 8, 10, 12, 15, 20, 25, 30, 45, 50, 60, 80, 90, 100, 150, 200, 300, 500, 1000)
# Pairs that turn a sentence and stand in no list of stances: what is not foreseen must part, too.
WEIGHTY = (
    ("无偿使用", "有偿使用"), ("白天施工", "夜间施工"), ("优先本地户", "优先外来户"), ("逐年实施", "分片实施"),
    ("由镇里出资", "由住户出资"), ("单行通行", "双向通行"), ("公开招标", "内部委托"), ("提前通知", "事后通知"),
    ("租金下调", "租金上涨"), ("免费开放", "收费开放"), ("就地安置", "异地安置"), ("节假日开放", "工作日开放"),
)  # fmt: skip
GREETINGS = (
    "尊敬的领导，您好！", "您好，", "尊敬的县政府领导：\n", "各位领导好！", "你好！", "尊敬的镇领导：您好！",
)  # fmt: skip
FAREWELLS = (
    "此致敬礼！", "谢谢！", "望采纳。", "希望领导予以采纳，谢谢。", "请领导考虑！", "\n此致\n敬礼", "感谢！",
)  # fmt: skip
# Slips that make no word; one that makes another word (小学, 小字) parts two texts, and rightly so.
SLIPS = dict(
    pair.split("/")
    for pair in (
        "设/役 路/潞 站/占 台/抬 区/驱 修/休 换/焕 理/里 造/告 清/青 维/唯 饰/拭 沟/勾 栏/拦 "
        "椅/倚 牌/排 灯/登 活/话 经/径 营/荧 管/菅 常/尝 严/岩 响/向 休/体 堵/赌 塞/赛 接/按 送/迭 师/帅 傅/付 "
        "商/摘 摊/滩 贩/返 晨/辰 炼/练 职/织 退/腿 初/衬 消/销 防/妨 脱/托 落/洛 爆/暴 裂/烈 登/凳 "
        "记/纪 租/祖 客/各 缴/徼 纳/呐 费/废 停/亭 放/访 宣/渲 传/转 充/冲 摄/慑 监/蓝 控/空"
    ).split()
    if "/" in pair
)
PARTICLES = (
    ("的", ""),
    ("，", "，也"),
    ("。", "啊。"),
    ("太", "实在太"),
    ("都", ""),
    ("，", "，还有，"),
)
SWAPS = (("我", "我们"), ("很", "非常"), ("尽快", "尽早"), ("因为", "由于"), ("建议", "希望"))


@dataclass
class Planted:
    """Texts in the order of arrival, the group of each, and which groups are twins turned."""

    texts: list[str] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    twins: dict[int, int] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)  # twin → what was turned


def planted(number: int, seed: int) -> Planted:
    """About ``number`` opinions: 45 in 100 in groups (the largest a campaign), the rest single."""
    draw = random.Random(seed)
    made: list[tuple[str, int]] = []
    found = Planted()
    seen: set[str] = set()
    group = 0
    campaign = max(20, number // 50)
    while len(made) < number * 45 // 100:
        base = _fresh(draw, seen)
        size = campaign if group == 0 else min(2 + int(draw.expovariate(0.12)), number // 20 + 2)
        made += [(_edited(base, draw), group) for _n in range(size)]
        if draw.random() < 0.3 and (turned := _turned(base, draw)):
            kind, twin = turned
            found.twins[group + 1], found.kinds[group + 1] = group, kind
            made += [(_edited(twin, draw), group + 1) for _n in range(max(1, size // 3))]
            group += 1
        group += 1
    while len(made) < number:
        made.append((_dressed(_fresh(draw, seen), draw), group))
        group += 1
    draw.shuffle(made)
    found.texts, found.groups = [text for text, _g in made], [g for _t, g in made]
    return found


def _fresh(draw: random.Random, seen: set[str]) -> str:
    while True:
        text = _base(draw)
        if text not in seen:
            seen.add(text)
            return text


def _base(draw: random.Random) -> str:
    stance, _other = draw.choice(STANCES)
    modal, _other = draw.choice(MODALS)
    parts = [
        f"我{stance}在{draw.choice(PLACES)}{draw.choice(ACTS)}{draw.choice(THINGS)}",
        f"{draw.choice(WHO)}{draw.choice(WHY)}",
        draw.choice(RULES).format(modal=modal),
        draw.choice(AMOUNTS).format(n=draw.choice(NUMBERS)),
        f"建议{draw.choice(WEIGHTY)[draw.randrange(2)]}",
        f"另外{draw.choice(THINGS)}{draw.choice(WHY)}",
        f"也请尽快{draw.choice(ACTS)}{draw.choice(PLACES)}的{draw.choice(THINGS)}",
    ]
    first, rest = parts[0], parts[1:]
    chosen = sorted(draw.sample(range(len(rest)), draw.choice((3, 3, 4, 5))))
    return "，".join([first, *(rest[n] for n in chosen)]) + "。"


def _turned(base: str, draw: random.Random) -> tuple[str, str] | None:
    """The same text with one thing turned: what was turned, and the text."""
    ways = list(TURNS)
    draw.shuffle(ways)
    for way in ways:
        if twin := TURNS[way](base, draw):
            return way, twin
    return None


def _swap(pairs: tuple[tuple[str, str], ...]):
    def turn(base: str, draw: random.Random) -> str:
        there = [(a, b) for pair in pairs for a, b in (pair, pair[::-1]) if a in base]
        there = [(a, b) for a, b in there if not (b in base and a in b)]
        if not there:
            return ""
        a, b = draw.choice(there)
        return base.replace(a, b, 1)

    return turn


def _number(base: str, draw: random.Random) -> str:
    there = [n for n in NUMBERS if f"{n}" in base]
    if not there:
        return ""
    old = max(there, key=lambda n: len(str(n)))
    return base.replace(str(old), str(draw.choice([n for n in NUMBERS if n != old])), 1)


def _place(base: str, draw: random.Random) -> str:
    there = [place for place in PLACES if place in base]
    return base.replace(there[0], draw.choice([p for p in PLACES if p not in base]), 1)


TURNS = {
    "stance": _swap(STANCES),
    "duty": _swap(MODALS),
    "number": _number,
    "place": _place,
    "word": _swap(WEIGHTY),
    "act": _swap(
        (("增设", "拆除"), ("扩建", "停用"), ("翻新", "迁移"), ("维修", "更换"), ("出租", "承包"))
    ),
}


def _edited(base: str, draw: random.Random) -> str:
    """The text as another sender would send it: up to three light edits, then its dress."""
    text = base
    for _n in range(draw.choice((0, 0, 1, 1, 1, 2, 2, 3))):
        text = draw.choice((_slip, _doubled, _particle, _swapped, _punctuated, _spelled))(
            text, draw
        )
    return _dressed(text, draw)


def _slip(text: str, draw: random.Random) -> str:
    places = [n for n, c in enumerate(text) if c in SLIPS]
    if not places:
        return text
    n = draw.choice(places)
    return text[:n] + SLIPS[text[n]] + text[n + 1 :]


def _doubled(text: str, draw: random.Random) -> str:
    n = draw.randrange(1, len(text))
    return text if text[n].isascii() else text[: n + 1] + text[n:]


def _particle(text: str, draw: random.Random) -> str:
    return text.replace(*draw.choice(PARTICLES), 1)


def _swapped(text: str, draw: random.Random) -> str:
    return text.replace(*draw.choice(SWAPS), 1)


def _punctuated(text: str, draw: random.Random) -> str:
    return text.replace("，", draw.choice(("；", "。", ",", " ", "、", "！")), draw.choice((1, 9)))


def _spelled(text: str, draw: random.Random) -> str:
    for number, chinese in ((10, "十"), (15, "十五"), (30, "三十"), (60, "六十"), (200, "二百")):
        for unit in "天元米日":
            text = text.replace(f"定为{number}{unit}", f"定为{chinese}{unit}")
            text = text.replace(f"在{number}{unit}", f"在{chinese}{unit}")
    return text


_TO_TRADITIONAL = opencc.OpenCC("s2t")
_WIDE = {n: n + 0xFEE0 for n in range(0x21, 0x7F)}


def _dressed(text: str, draw: random.Random) -> str:
    if draw.random() < 0.15:
        text = draw.choice(GREETINGS) + text
    if draw.random() < 0.15:
        text += draw.choice(FAREWELLS)
    if draw.random() < 0.08:
        text = _TO_TRADITIONAL.convert(text)
    if draw.random() < 0.08:
        text = text.translate(_WIDE)
    return text


def measured(found: Planted) -> dict[str, float]:
    """Groups the set and compares with what was planted: precision, recall, F1, twins merged."""
    from decisions.text.clusters import grouped

    groups = grouped(found.texts)
    hit = _pairs(zip(found.groups, groups, strict=True))
    precision, recall = hit / _pairs(groups), hit / _pairs(found.groups)
    in_one: dict[int, set[int]] = {}
    for planted_in, found_in in zip(found.groups, groups, strict=True):
        in_one.setdefault(found_in, set()).add(planted_in)
    turned = sum(
        found.twins.get(one) in together for together in in_one.values() for one in together
    )
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall),
        "twins": len(found.twins),
        "turned": turned,
    }


def _pairs(labels: Iterable[Hashable]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(labels).values())
