"""Two thousand opinions with personal data in them, and as many without, made from a seed.

Written from how people write, not from what the finder looks for: who changes the finder does not
change this. ``with_personal`` yields the text, the kind and the passage that must be covered.
"""

import random
from collections.abc import Callable, Iterator

from decisions.intake.masking import check_digit

FULL = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
SPOKEN = str.maketrans("0123456789", "零一二三四五六七八九")
SPOKEN_YAO = str.maketrans("0123456789", "〇幺二三四五六七八九")
REGIONS = ("110101", "310115", "440305", "510107", "530111", "610113", "654301")
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶"
    "阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺"
    "赖龚文"
)
COMPOUND = ("欧阳", "司马", "上官", "诸葛", "慕容", "夏侯")
GIVEN = (
    "伟 芳 娜 敏 静 强 磊 军 洋 勇 艳 杰 涛 明 超 霞 平 刚 桂英 秀兰 建国 志强 丽华 玉兰 建军 晓东 国庆 文博 "
    "子涵 梓萱 浩然 雨桐 思远 春生 德福 海燕 永康 金凤 小红 大山 一鸣 若曦 家豪 淑珍 振华 成林 兴旺"
).split()
PEOPLES = ("买买提·吐尔逊", "阿依古丽·艾山", "扎西·顿珠", "古丽娜尔•热合曼")
ESTATES = ("翠竹小区", "金桂苑", "锦绣花园", "河东新村", "粮站家属院", "阳光公寓", "滨江花苑")
STREETS = ("云岭大街", "人民路", "解放北路", "茶厂巷", "建设大道", "东门街")
VILLAGES = ("石桥村", "上河村", "柳林村", "茶场村")
PLATES = "京沪粤川云贵苏浙鲁豫鄂湘皖赣闽陕"
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
POINTS = (
    "建议增设装卸区，早上卸货没有地方停车。",
    "希望把过渡期延长到一年。",
    "充电价格要公示，电费和服务费分开。",
    "路灯太暗，晚上走路不安全。",
    "支持草案，请尽快实施。",
    "第八条标准太低，建议改为每十五户一个。",
    "老人看病不方便，希望保留集日班次。",
)


def name(rng: random.Random) -> str:
    """A name as it may be anybody's."""
    dice = rng.random()
    if dice < 0.05:
        return rng.choice(PEOPLES)
    surname = rng.choice(COMPOUND) if dice < 0.1 else rng.choice(SURNAMES)
    return surname + rng.choice(GIVEN)


def mobile(rng: random.Random) -> str:
    return f"1{rng.choice('3456789')}{rng.randint(0, 10**9 - 1):09}"


def identity(rng: random.Random) -> str:
    body = f"{rng.choice(REGIONS)}{rng.randint(1940, 2012)}{rng.randint(1, 12):02}"
    body += f"{rng.randint(1, 28):02}{rng.randint(0, 999):03}"
    return body + check_digit(body)


def identity_15(rng: random.Random) -> str:
    day = f"{rng.randint(40, 99)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    return f"{rng.choice(REGIONS)}{day}{rng.randint(0, 999):03}"


def bank_card(rng: random.Random) -> str:
    body = "62" + "".join(str(rng.randint(0, 9)) for _ in range(rng.choice([13, 14, 16])))
    return body + next(d for d in "0123456789" if _luhn(body + d))


def _luhn(digits: str) -> bool:
    turned = digits[::-1]
    total = sum(map(int, turned[::2]))
    return (total + sum(sum(divmod(2 * int(d), 10)) for d in turned[1::2])) % 10 == 0


def separated(digits: str, rng: random.Random) -> str:
    """As people group digits: 138 1234 5678, 138-1234-5678, 1381 234 5678."""
    mark = rng.choice((" ", "-", " ", "－", "."))
    cuts = rng.choice(((3, 7), (4, 7), (4, 8)))
    places = [0, *cuts, len(digits)]
    return mark.join(digits[a:b] for a, b in zip(places, places[1:], strict=False))


def in_fours(digits: str, rng: random.Random) -> str:
    return " ".join(digits[n : n + 4] for n in range(0, len(digits), 4))


def _mobile(rng: random.Random) -> tuple[str, str]:
    plain = mobile(rng)
    written = rng.choice(
        (
            plain,
            plain.translate(FULL),
            separated(plain, rng),
            plain.translate(SPOKEN),
            plain.translate(SPOKEN_YAO),
            f"+86 {plain}",
        )
    )
    return rng.choice(
        ("我的电话是{}", "电话{}", "手机：{}", "{}", "打{}找我", "联系方式{}")
    ), written


def _landline(rng: random.Random) -> tuple[str, str]:
    local = f"{rng.randint(2, 8)}{rng.randint(0, 10**7 - 1):07}"
    area = rng.choice(("010", "021", "0871", "028", "0531"))
    seven = local[:7]
    return rng.choice(
        (
            ("电话{}", f"{area}-{local}"),
            ("家里座机{}", f"{area}{local}".translate(FULL)),
            ("{}", f"{area} {local}"),
            ("电话：{}", seven),
            ("致电{}", local),
            ("座机 {}", f"{seven[:3]} {seven[3:]}"),
        )
    )


def _identity(rng: random.Random) -> tuple[str, str]:
    plain = identity(rng)
    written = rng.choice((plain, plain.lower(), plain.translate(FULL), in_fours(plain, rng)))
    return rng.choice(("身份证号{}", "身份证号码：{}", "本人身份证{}", "证件号 {}", "{}")), written


def _identity_15(rng: random.Random) -> tuple[str, str]:
    plain = identity_15(rng)
    return rng.choice(("老身份证号{}", "身份证：{}")), rng.choice((plain, plain.translate(FULL)))


def _email(rng: random.Random) -> tuple[str, str]:
    user = rng.choice(("zhangsan", "li.si", "wang_wu", "abc")) + str(rng.randint(1, 9999))
    host = rng.choice(("qq.com", "163.com", "mail.example.cn", "sina.com.cn"))
    written = rng.choice((f"{user}@{host}", f"{user}＠{host}", f"{user} @ {host}"))
    return rng.choice(("邮箱{}", "请回复到{}", "电子邮件：{}")), written


def _account(rng: random.Random) -> tuple[str, str]:
    handle = rng.choice(("yl", "abc", "Wx", "happy")) + f"_{rng.randint(1000, 99999)}"
    number = str(rng.randint(10**6, 10**10 - 1))
    return rng.choice(
        (
            ("微信号{}", handle),
            ("微信：{}", handle),
            ("加微信{}", number),
            ("加VX {}", handle),
            ("我的微信是{}", handle),
            ("QQ{}", number),
            ("QQ号：{}", number),
            ("qq {}", number.translate(FULL)),
            ("扣扣{}", number),
        )
    )


def _bank_card(rng: random.Random) -> tuple[str, str]:
    plain = bank_card(rng)
    written = rng.choice((plain, in_fours(plain, rng), plain.translate(FULL)))
    return rng.choice(("补贴请打到{}", "银行卡号：{}", "卡号{}")), written


def _plate(rng: random.Random) -> tuple[str, str]:
    head = rng.choice(PLATES) + rng.choice(LETTERS)
    tail = "".join(rng.choice(LETTERS + "0123456789") for _ in range(rng.choice((5, 5, 6))))
    mark = rng.choice(("", "·", " ", "-"))
    return rng.choice(
        ("车牌{}", "我的车{}被拖走了", "{}天天堵在门口", "车号：{}")
    ), head + mark + tail


def _name(rng: random.Random) -> tuple[str, str]:
    around = (
        "我叫{}",
        "我叫{}，今年六十岁",
        "我是{}",
        "我是{}，开小店的",
        "联系人：{}",
        "联系人{}",
        "姓名：{}",
        "姓名 {}",
        "本人{}，有话要说",
        "提出人：{}",
    )
    return rng.choice(around), name(rng)


def _address(rng: random.Random) -> tuple[str, str]:
    estate, street, village = rng.choice(ESTATES), rng.choice(STREETS), rng.choice(VILLAGES)
    room = f"{rng.randint(1, 30)}0{rng.randint(1, 4)}"
    flat = f"{estate}{rng.randint(1, 20)}{rng.choice(('号楼', '栋', '幢'))}{rng.randint(1, 4)}单元{room}室"
    home = f"{street}{rng.randint(1, 300)}号"
    return rng.choice(
        (
            ("我家住{}", flat),
            ("住{}", flat.translate(FULL)),
            ("地址：{}", home),
            ("住址{}", home),
            ("家住{}", f"{street}{rng.randint(1, 99)}号{room}室"),
            ("{}漏水没人管", flat),
            ("我住在{}", f"{village}{rng.choice('一二三四五六七八')}组{rng.randint(1, 90)}号"),
            ("地址是{}", f"{estate}{rng.randint(1, 20)}-{rng.randint(1, 4)}-{room}室"),
        )
    )


MAKERS: dict[str, Callable[[random.Random], tuple[str, str]]] = {
    "mobile": _mobile,
    "landline": _landline,
    "identity": _identity,
    "identity, 15 digits": _identity_15,
    "e-mail": _email,
    "WeChat or QQ": _account,
    "bank card": _bank_card,
    "number plate": _plate,
    "name": _name,
    "address": _address,
}


def with_personal(number: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """Opinions with something private in each: text, kind, the passage."""
    rng = random.Random(seed)
    kinds = list(MAKERS)
    for place in range(number):
        kind = kinds[place % len(kinds)]
        around, written = MAKERS[kind](rng)
        said = around.format(written)
        point = rng.choice(POINTS)
        yield (
            rng.choice((f"{point}{said}。", f"{said}。{point}", f"{point}（{said}）")),
            kind,
            written,
        )


ORDINARY = (
    "2026年{m}月{d}日起施行太急，建议推迟到{y}年。",
    "样政办发〔2024〕{n}号文件已经规定过，不要重复。",
    "第{n}条第{d}款的标准太低。",
    "建议每{n}户配一个充电口，全县需要{big}个。",
    "补贴{big}元不够，至少{big}元。",
    "我是{who}，每天都要经过这里。",
    "我是{who}的居民，支持草案。",
    "请打12345热线也没有人管。",
    "公交{n}路末班车太早，建议延长到{h}点。",
    "人民路路口的红绿灯只有{n}秒，老人过不去。",
    "联系人和电话要在公告里写清楚。",
    "姓名和住址不应当公开。",
    "收费从{n}元涨到{m}0元，涨了三倍。",
    "道路宽度不足{d}米，不设停放区。",
    "班次间隔{n}分钟，早高峰挤不上。",
    "微信公众号上看不到公告全文，建议改进。",
    "车牌登记要排队{d}个小时，希望下乡办理。",
    "我叫不出条款的名字，但是意思是先建后管。",
    "本人认为第{n}条不合理。",
    "本人反对第{n}条，理由有三点：1、2、3。",
    "面积{big}.{n}平方米，容积率1.{d}。",
    "我家住六楼，没有电梯，充电不方便。",
    "住房困难的家庭有{n}户，请优先安排。",
)
WHO = (
    "高中生", "党员", "老师", "退休工人", "农民", "金桂苑", "江西人", "单亲妈妈", "外卖骑手", "个体户", "常住居民",
    "程序员", "村支书", "司机", "石桥村", "城东社区", "大学生", "全职妈妈", "车主", "业主", "残疾人", "护士",
    "温州人", "方便面厂职工", "安徽人", "代表", "小学老师", "花店店主", "茶农", "马路清洁工", "康复科医生",
)  # fmt: skip


def without_personal(number: int, seed: int) -> Iterator[str]:
    """Opinions with figures, dates and callings, and nobody's private data."""
    rng = random.Random(seed)
    for place in range(number):
        said = ORDINARY[place % len(ORDINARY)].format(
            m=rng.randint(1, 12),
            d=rng.randint(2, 28),
            y=rng.randint(2026, 2030),
            n=rng.randint(1, 60),
            h=rng.randint(19, 23),
            big=rng.randint(1000, 9_999_999),
            who=rng.choice(WHO),
        )
        yield rng.choice((said, said + rng.choice(POINTS), rng.choice(POINTS) + said))
