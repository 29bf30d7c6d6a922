"""Opinions of which it is known what they are about; how far suggested themes agree with it."""

import random
from collections import Counter
from collections.abc import Sequence

from decisions.text.themes import Suggested

ABOUT = {
    "停车收费": (
        "停车收费标准定得太高，老百姓负担不起", "首小时两元可以接受，单日最高收费应当再降低", "停车费收入去向不透明，收支账目要公布",
        "建议免费停车时间延长到一个小时", "残疾人停车应当免收停车费", "包月停车费能不能给商户优惠", "停车收费要给正规票据",
        "收费标准应当听证以后再定",
    ),
    "路灯照明": (
        "后街路灯坏了三个月没人修", "村口路灯太暗，晚上走路看不清", "建议把路灯换成太阳能的，节省电费", "路灯开关时间和天黑时间对不上",
        "卫生院门前没有路灯，夜里看病不安全", "路灯杆离窗户太近，灯光照得睡不着", "希望巷子里加装路灯",
    ),
    "垃圾清运": (
        "垃圾桶几天不清运，夏天臭气熏天", "垃圾分类宣传不够，老人分不清厨余垃圾", "建议垃圾清运车错开上学时间", "垃圾中转站离学校太近，臭味大",
        "装修垃圾随意堆放没人清运", "厨余垃圾桶数量不够，都溢出来了", "垃圾费收了，清运却跟不上",
    ),
    "公交线路": (
        "公交车班次太少，等车要等四十分钟", "建议公交线路延伸到中学门口", "末班公交车太早，下夜班赶不上", "公交站台没有座椅和雨棚",
        "老年人乘坐公交车应当免票", "公交线路绕行太远，班次又不准点", "希望增加到县城的公交班次",
    ),
    "噪声扰民": (
        "广场舞音响噪声太大，影响孩子写作业", "夜间施工噪声扰民，投诉几次没有结果", "烧烤摊深夜喝酒喧哗，噪声吵得睡不着", "建议规定晚上九点以后禁止音响",
        "货车夜里鸣笛，噪声扰民", "装修噪声中午也不停，应当限定施工时段",
    ),
    "排水积水": (
        "一下大雨老街就积水，商铺都被淹了", "排水沟堵塞多年没有疏通", "下水道井盖破损，积水时看不见很危险", "建议雨季以前疏通排水管道",
        "污水直接排到河里，下水道该改造了", "地势低的几户人家每年积水进屋，排水管太细",
    ),
}  # fmt: skip
TAILS = ("", "，请领导重视", "，希望尽快解决", "，多年反映没有结果", "，谢谢", "，这是大家的心声")


def planted(number: int, seed: int) -> tuple[list[str], list[str]]:
    """Opinions and what each is about: one point or two of the same matter, and how it is put."""
    draw = random.Random(seed)
    texts, labels = [], []
    for _n in range(number):
        about = draw.choice(list(ABOUT))
        points = draw.sample(ABOUT[about], draw.choice((1, 1, 2)))
        texts.append("；".join(points) + draw.choice(TAILS) + "。")
        labels.append(about)
    return texts, labels


def agreement(labels: Sequence[str], themes: Sequence[Suggested]) -> dict[str, float]:
    """The adjusted Rand index of the themes, and the share of texts that are in one."""
    found = {member: n for n, theme in enumerate(themes) for member in theme.members}
    rows = [(label, found.get(n, -1 - n)) for n, label in enumerate(labels)]
    both = _pairs(Counter(rows))
    ours, theirs = (
        _pairs(Counter(f for _l, f in rows)),
        _pairs(Counter(label for label, _f in rows)),
    )
    expected = ours * theirs / _pairs(Counter({0: len(rows)}))
    index = (both - expected) / ((ours + theirs) / 2 - expected)
    return {"ari": index, "covered": len(found) / len(labels), "themes": float(len(themes))}


def _pairs(counted: Counter) -> int:
    return sum(n * (n - 1) // 2 for n in counted.values())
