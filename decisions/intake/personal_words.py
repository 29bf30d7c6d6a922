"""Personal data that a word announces: names, addresses, accounts, local numbers, number plates.

Called by `personal.py`, which finds numbers that speak for themselves. Here a cue comes first
(我叫, 联系人, 住址, 微信号) or the shape is fixed (a plate, a flat with its room). A street number
without a cue may be a public place: it is flagged for an officer's look, never covered unasked.
"""

import re
from collections.abc import Iterator

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎"
    "鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平"
    "黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童"
    "颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫房裘缪干解丁宣邓郁单杭洪包诸左石崔吉龚程"
    "嵇邢裴陆荣翁荀羊惠甄曲封储靳段焦谷车侯全班仰仇甘厉祖武符刘景詹束龙叶幸韶黎薄印白蒲邰从鄂索赖"
    "卓蔺屠蒙池乔闻党翟谭劳姬申冉桑桂牛边燕尚温庄柴瞿阎慕连茹习艾鱼容向古易廖耿匡寇沙聂关荆游权晏"
    "涂肖代曾文沙丰巢游覃卿闫兰付岳俸佘佟仝苟"
)
_COMPOUND = (
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|司徒|司空|夏侯|端木|百里|南宫"
)
_HAN = r"[\u3400-\u9fff\U00020000-\U000323af]"
_MANY_PARTS = rf"{_HAN}{{2,6}}[·•]{_HAN}{{2,8}}"
_PERSON = rf"(?:(?:{_COMPOUND}){_HAN}{{1,2}}?|[{_SURNAMES}]{_HAN}{{1,2}}?|{_MANY_PARTS})"
_WHOLE = rf"(?:(?:{_COMPOUND}){_HAN}|[{_SURNAMES}]){_HAN}{{2}}"
_AFTER = (
    r"(?=$|[\s，。、；：！？,.;:!?()（）“”\"'】\]<\d]|的|住|家住|现住|今年|电话|手机|来自|男|女|同志"
    r"|先生|女士|身份证|微信|邮箱|联系|是|想|要|希望|建议|反映|在)"
)
_LINK = r"[\s是为:：=／/]{0,3}"
# A cue that leaves no doubt names whoever follows; after 我是 the name must stand by itself.
_NAMED = re.compile(
    rf"(?:我叫做?|名叫|我的名字(?:叫|是)?|本人叫|姓名|联系人|提出人|提交人|反映人|投诉人|署名|落款|签名"
    rf"|(?:经办人|负责人|户主|业主|代表人)\s?[:：]){_LINK}({_PERSON}{_AFTER}|{_WHOLE})"
)
_IS = re.compile(rf"(?:我是|本人是|本人|这里是){_LINK}({_PERSON}){_AFTER}")
_NO_NAMES = re.compile(
    r"^(?:高中|高三|高一|高二|高龄|农|党员|党代|党外|江西|江苏|温州|安徽|黄埔|马上|常住|常年|于[是此今]|任何|任职|单身|单亲"
    r"|单位|全职|全家|全体|全村|全县|管理|管委|车主|成年|明确|明白|支持|支书|代表|代理|代办|花店|米店|计划|连续|连锁|解放"
    r"|白天|白领|方便面?|平时|平常|平民|时常|强烈|向来|从|华侨|金桂|石桥|柳林|老|云岭|万达|包工|康复|房东|房主|车间|路过"
    r"|路边|江边|古城|关心|关注|应|权利|易[于燃得]|游客|边远|支付|安置|安全|盛世|温馨|童装|龙门|祖籍|祖辈|尚未|曾[经在被是]|文[化明盲凭]|连|全[部国都]|程序员|程序"
    r"|白班|夏天|花农|茶农|羊|牛|鱼|马路|石材|明天|成都|燕郊|郎中|计生|强势|干部|干活|干了|范围|计算)"
)
_ADDRESS_CUE = r"(?:家住|现住|住在|住址|地址|家庭地址|通讯地址|通信地址|寄到|寄至|住)"
_NUMERAL = r"(?:[0-9]{1,5}(?:[-－—#之][0-9A-Za-z]{1,4}){0,3}|[〇零一二三四五六七八九十百]{1,6})"
_PLACE = r"[\u4e00-\u9fffA-Za-z0-9]"
_STREET = (
    r"(?:大道|大街|路|街|巷|弄|胡同|里|坊|小区|花园|花苑|苑|新村|村|社区|家属院|公寓|大院|庭"
    r"|城|府|湾|组|屯)"
)
_UNIT = r"(?:号楼|号院|号|弄|栋|幢|座|楼|单元|室|户|组|队|层)"
_HOME = re.compile(
    rf"(?:{_ADDRESS_CUE}{_LINK}|(?<!{_PLACE}))?({_PLACE}{{1,14}}?{_STREET}\s?"
    rf"(?:{_NUMERAL}\s?{_UNIT}\s?[，,]?){{0,4}}{_NUMERAL}\s?(?:室|单元|户|房)(?:{_NUMERAL}(?:室|号)?)?)"
)
_CUED_HOME = re.compile(
    rf"{_ADDRESS_CUE}{_LINK}({_PLACE}{{0,16}}?(?:{_STREET}\s?)?(?:{_NUMERAL}\s?{_UNIT}\s?){{0,4}}"
    rf"{_NUMERAL}\s?(?:号|室|栋|幢|单元)(?:{_NUMERAL})?)"
)
_PUBLIC_PLACE = re.compile(rf"({_PLACE}{{1,10}}?{_STREET}\s?{_NUMERAL}\s?号(?!文|令|线|公告|意见))")
_ACCOUNT = re.compile(
    rf"(?:微信|薇信|威信|维信|v信|vx|wx|wechat|加v|＋v|\+v)\s?(?:号码|号|id|同号)?{_LINK}"
    r"([a-z][-_a-z0-9]{4,19}|[1-9][0-9]{4,11})",
    re.IGNORECASE,
)
_QQ = re.compile(
    rf"(?:qq|扣扣|企鹅)\s?(?:号码|号|群号|群)?{_LINK}([1-9](?:[\s-]?[0-9]){{4,10}})(?![0-9])",
    re.IGNORECASE,
)
_PLATE = re.compile(
    r"([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\s?[A-HJ-NP-Za-hj-np-z]\s?[·•.\-\s]?\s?"
    r"[A-HJ-NP-Za-hj-np-z0-9]{4,5}[A-HJ-NP-Za-hj-np-z0-9挂学警港澳])(?![A-Za-z0-9])"
)
_LOCAL = re.compile(
    r"(?:电话|座机|固话|家里电话|致电|拨打|来电|传真|tel)\s?(?:号码|号)?(?:是|为|请打|请拨)?[\s:：]{0,3}"
    r"([2-8](?:[\s-]?[0-9]){6,7})(?![0-9])",
    re.IGNORECASE,
)


# One look for any cue at all spares most opinions the others.
_CUES = re.compile(
    r"我叫|名叫|我的名字|本人|姓名|联系人|[出交映诉办责表]人|户主|业主|署名|落款|签名|我是|这里是|[薇威维微v]信|vx|wx|wechat"
    r"|加v|\+v|qq|扣扣|企鹅|电话|座机|固话|致电|拨打|来电|传真|tel|住|地址|寄[到至]|[室户房元栋幢号](?!召|称)|[A-Za-z]",
    re.IGNORECASE,
)


def find_worded(folded: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, kind) of what a word announces, in a text folded sign by sign."""
    if not _CUES.search(folded):
        return
    for kind, pattern in (
        ("account", _ACCOUNT),
        ("account", _QQ),
        ("plate", _PLATE),
        ("phone", _LOCAL),
        ("address", _HOME),
        ("address", _CUED_HOME),
        ("name", _NAMED),
    ):
        yield from _hits(pattern, folded, kind)
    for start, end, kind in _hits(_IS, folded, "name"):
        if not _NO_NAMES.match(folded[start:end]):
            yield start, end, kind


def find_places(folded: str) -> Iterator[tuple[int, int, str]]:
    """Yield street numbers that nobody calls a home: to be looked at, not covered unasked."""
    yield from _hits(_PUBLIC_PLACE, folded, "place")


def _hits(pattern: re.Pattern[str], folded: str, kind: str) -> Iterator[tuple[int, int, str]]:
    for found in pattern.finditer(folded):
        yield found.start(1), found.end(1), kind
