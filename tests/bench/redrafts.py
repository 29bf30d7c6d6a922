"""A draft, its revisions of six kinds, and for every anchor the clause where it truly is now.

Each sentence bears a number of its own, kept by every revision, so that the truth is known without
asking the code under test. Anchors are whole sentences, passages inside them, and whole articles.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from decisions.intake.anchors import carry_anchors
from decisions.intake.clauses import ParsedDraft
from decisions.intake.drafts import parse_text
from decisions.text.anchors import Passage, Spot, place

ARTICLES = (
    ("为了规范集镇停车秩序，改善通行条件，方便群众出行，制定本办法。",),
    ("本办法适用于云岭镇集镇规划区内机动车和非机动车的停放及其管理活动。", "单位内部的停车场不适用本办法。"),
    ("停车管理坚持统筹规划、便民利民、公开透明、共建共治的原则。",),
    ("镇人民政府负责本办法的组织实施，每年向社会公布一次停车管理情况。", "规划建设办公室承担日常工作。"),
    ("公安派出所负责查处道路上的违法停车行为。", "综合行政执法队负责查处人行道和公共场地上的违法停车行为。"),
    ("停车泊位专项规划由规划建设办公室会同有关部门编制，报镇人民政府批准后公布。", "编制规划应当听取村（居）民和商户的意见。"),
    ("新建、改建公共建筑应当按照标准配建停车场，并与主体工程同时设计、同时施工、同时交付使用。",),
    ("在道路上设置停车泊位，应当保证行人和非机动车通行宽度不少于一点五米。", "学校门前五十米范围内不得设置停车泊位。"),
    ("老街、南门巷和北门巷实行单行通行，早七时至九时禁止货车驶入。", "运送鲜活农产品的车辆凭证通行。"),
    ("集市日的装卸作业应当在清晨六时以前完成，逾期车辆移至粮站旧址临时停放点。",),
    ("公共停车场对外开放时间每日不少于十六小时，并在入口处公示收费标准和监督电话。",),
    ("停车收费实行政府指导价，首小时二元，以后每小时一元，单日最高不超过十元。", "停放不足三十分钟的免收停车费。"),
    ("残疾人驾驶的专用机动车、执行任务的救护车和消防车免收停车费。",),
    ("停车收费收入全额上缴镇财政，专项用于停车设施建设和维护，收支情况每半年公布一次。",),
    ("电动自行车应当在划定区域内停放，不得占用消防通道、疏散通道和安全出口。", "居民小区应当设置集中充电设施。"),
    ("任何单位和个人不得擅自设置、占用、撤除停车泊位，不得在泊位上堆放物品或者安装地锁。",),
    ("鼓励机关、学校和企业的停车场在节假日向社会开放，开放的场地由镇人民政府给予适当补助。",),
    ("商户应当引导顾客有序停车，不得在门前公共场地私设障碍物。", "村民委员会可以将停车秩序写入村规民约。"),
    ("对连续停放超过十五日且影响通行的车辆，执法人员应当通知车主驶离；无法通知的，公告七日后移至指定地点。",),
    ("违反本办法第十六条规定的，由综合行政执法队责令限期改正；逾期不改的，处二百元以上一千元以下罚款。",),
    ("停车管理人员应当佩戴证件、文明服务，不得收费不给票据。", "群众可以通过监督电话投诉，镇人民政府应当在五个工作日内答复。"),
    ("因举办庙会、展销会等大型活动需要临时调整停车区域的，主办单位应当提前十日公告并设置引导标志。",),
    ("停车信息系统应当实时发布空余泊位数量，采集的车辆信息不得用于停车管理以外的用途。",),
    ("本办法自公布之日起三十日后施行，有效期五年。",),
)  # fmt: skip
ADDED = (
    "停车设施建设资金可以通过财政投入、社会投资和受益者分担等方式筹集。",
    "规划建设办公室应当建立停车设施档案，每季度巡查一次。",
    "鼓励采用立体车库等节约用地的方式建设停车设施。",
    "镇人民政府应当每两年对本办法的实施效果进行评估。",
)
# What a drafting officer really changes: figures, periods, duties, words.
REWORDED = {
    "二元": "一元", "十元": "八元", "三十分钟": "六十分钟", "五十米": "一百米", "十五日": "二十日", "十六小时": "十八小时",
    "每半年": "每季度", "七日": "十日", "一点五米": "二米", "二百元": "一百元", "五个工作日": "三个工作日",
    "应当听取": "应当广泛听取", "不得擅自": "未经批准不得", "群众出行": "群众生产生活", "清晨六时": "清晨五时三十分",
    "禁止货车": "禁止中型以上货车", "公布一次": "公开一次", "提前十日": "提前十五日", "适当补助": "资金补助", "文明服务": "规范服务",
    "有序停车": "规范停放车辆", "对外开放": "向社会开放",
}  # fmt: skip
# Sentences written anew; some take words that stood elsewhere, so that letters alone mislead.
REWRITTEN = {
    0: "为加强集镇机动车停放管理，保障道路畅通，根据有关法律法规，结合本镇实际，制定本办法。",
    1: "集镇规划区范围内各类车辆的停放、停车场的建设和管理，适用本办法。",
    3: "停车管理遵循政府主导、社会参与、方便群众、依法管理的原则。",
    6: "镇公安派出所依法处理道路违法停车。",
    7: "人行道、广场等公共场地上的违法停车，由综合行政执法队依法处理。",
    9: "规划建设办公室编制停车泊位规划，应当公开征求村（居）民、商户意见。",
    14: "运送农产品的车辆经登记后可以进入老街、南门巷和北门巷。",
    15: "集市日装卸货物的车辆应当在六时前离开，逾期的停放到粮站旧址。",
    19: "救护车、消防车执行任务时和残疾人专用车辆免费停放。",
    20: "停车费全部上缴财政，用于停车设施，并定期公布收支。",
    24: "机关、学校、企业的停车场可以在节假日开放，镇人民政府按照规定补助。",
    27: "长期停放影响通行的车辆，由执法人员通知车主移走，无法通知的在公告后移走。",
    31: "大型活动需要调整停车区域的，主办单位提前公告。",
}
REMOVED = (
    "改善通行条件，", "和非机动车", "公开透明、", "每年", "会同有关部门", "同时设计、", "行人和", "南门巷和", "逾期车辆", "并在入口处公示",
    "首小时二元，", "执行任务的", "专项用于", "疏散通道和", "占用、", "在节假日", "私设", "且影响通行", "责令限期改正；", "文明服务，",
    "庙会、", "实时", "有效期五年",
)  # fmt: skip
Sentence = tuple[int, str]
Draft = list[list[Sentence]]


@dataclass(frozen=True)
class Case:
    """One anchor on the first version: its spot, its sentence (None: the article), its article."""

    spot: Spot
    sentences: tuple[int, ...]


@dataclass
class Score:
    """What became of the anchors of one revision."""

    anchors: int = 0
    placed: int = 0
    right: int = 0
    left_to_a_person: int = 0
    gone: int = 0
    wrong: list[tuple[str, str, str]] = field(default_factory=list)


def base() -> Draft:
    """The first version."""
    numbers = iter(range(1000))
    return [[(next(numbers), text) for text in article] for article in ARTICLES]


def renumbered(draft: Draft, draw: random.Random) -> Draft:
    """New articles are put in: everything after them has another number."""
    made = [list(article) for article in draft]
    for n, text in enumerate(ADDED):
        made.insert(draw.randrange(1, len(made)), [(900 + n, text)])
    return made


def reworded(draft: Draft, draw: random.Random) -> Draft:
    """Figures, periods and words change inside the sentences."""
    return [[(key, _reworded(text)) for key, text in article] for article in draft]


def split(draft: Draft, draw: random.Random) -> Draft:
    """Articles of two sentences become two articles."""
    return [part for article in draft for part in ([[one] for one in article])]


def merged(draft: Draft, draw: random.Random) -> Draft:
    """Every third article joins the one before it."""
    made: Draft = []
    for n, article in enumerate(draft):
        if n % 3 == 2:
            made[-1] = [*made[-1], *article]
        else:
            made.append(list(article))
    return made


def moved(draft: Draft, draw: random.Random) -> Draft:
    """Articles change their order, and some second sentences move into other articles."""
    made = [list(article) for article in draft]
    loose = [article.pop() for article in made if len(article) > 1 and draw.random() < 0.6]
    draw.shuffle(made)
    for sentence in loose:
        draw.choice(made).append(sentence)
    return made


def deleted(draft: Draft, draw: random.Random) -> Draft:
    """A third of the articles goes, and some second sentences."""
    made = [list(article) for article in draft if draw.random() > 0.33]
    return [article[:1] if draw.random() < 0.3 else article for article in made]


def rewritten(draft: Draft, draw: random.Random) -> Draft:
    """Sentences are written anew, and a new article takes up words of old ones."""
    made = [[(key, REWRITTEN.get(key, text)) for key, text in article] for article in draft]
    made.insert(
        5, [(950, "公安派出所和综合行政执法队查处违法停车，应当文明服务，不得收费不给票据。")]
    )
    made.insert(12, [(951, "学校门前和老街、南门巷的停车收费标准由镇人民政府另行公布。")])
    return made


def thinned(draft: Draft, draw: random.Random) -> Draft:
    """Passages go from sentences that stay."""
    made = []
    for article in draft:
        kept = []
        for key, text in article:
            for passage in REMOVED:
                text = text.replace(passage, "")
            kept.append((key, text))
        made.append(kept)
    return made


def everything(draft: Draft, draw: random.Random) -> Draft:
    """All of it at once, as a draft looks after a consultation that bit."""
    for revise in (deleted, rewritten, reworded, thinned, moved, merged, renumbered):
        draft = revise(draft, draw)
    return draft


KINDS: dict[str, Callable[[Draft, random.Random], Draft]] = {
    "renumbered": renumbered,
    "reworded": reworded,
    "split": split,
    "merged": merged,
    "moved": moved,
    "deleted": deleted,
    "rewritten": rewritten,
    "thinned": thinned,
    "everything": everything,
}


def scores(seed: int = 1) -> dict[str, Score]:
    """Every anchor of the first version on every revision."""
    first = base()
    old = parse_text(written(first))
    cases = anchors(first, old, random.Random(seed))
    return {
        kind: _score(cases, revise(first, random.Random(seed)), old)
        for kind, revise in KINDS.items()
    }


def written(draft: Draft) -> str:
    """A draft as it is pasted; each sentence a paragraph of its article."""
    lines = ["云岭镇停车管理办法"]
    for n, article in enumerate(draft, 1):
        lines += [f"第{_chinese(n)}条　{article[0][1]}", *(text for _key, text in article[1:])]
    return "\n".join(lines)


def anchors(draft: Draft, parsed: ParsedDraft, draw: random.Random) -> list[Case]:
    """On each sentence: all of it, and a passage; on each article: the whole."""
    clauses = {clause.path: clause for clause in parsed.clauses}
    found = []
    for n, article in enumerate(draft, 1):
        for key, text in article:
            clause = next(c for path, c in clauses.items() if _in(path, n) and text in c.text)
            length = draw.randrange(6, 16)
            start = draw.randrange(0, max(1, len(text) - length))
            around = text[max(0, start - 30) : start + length + 30]
            short = draw.randrange(0, max(1, len(text) - 5))
            near = text[max(0, short - 12) : short + 16]
            for quote, context in (
                (text.rstrip("。"), ""),
                (text[start : start + length], around),
                (text[short : short + 4], near),
            ):
                spot = Spot(clause.anchor, clause.text, quote.strip("，。、；"), context)
                found.append(Case(spot, (key,)))
            found.append(Case(Spot(clause.anchor, clause.text), (key,)))
    return found


def _score(cases: list[Case], new: Draft, old: ParsedDraft) -> Score:
    parsed = carry_anchors(parse_text(written(new)), old.clauses)
    passages = [Passage(clause.anchor, clause.text) for clause in parsed.clauses]
    text_of = {clause.anchor: clause.text for clause in parsed.clauses}
    said = {key: text for article in new for key, text in article}
    score = Score(anchors=len(cases))
    for case in cases:
        there = [said[key] for key in case.sentences if key in said]
        found = place(case.spot, passages)
        score.gone += not there
        if not found.certain:
            score.left_to_a_person += 1
            continue
        score.placed += 1
        if there and _right(case, found, text_of[found.anchor], there[0]):
            score.right += 1
        else:
            score.wrong.append(
                (case.spot.quote or "·" + case.spot.text, text_of[found.anchor], "".join(there))
            )
    return score


def _right(case: Case, found, text: str, sentence: str) -> bool:
    """In the clause that holds the sentence, and in the sentence."""
    if sentence not in text:
        return False
    begin = text.index(sentence)
    whole = not case.spot.quote
    return whole or begin <= (found.start + found.end) / 2 <= begin + len(sentence)


def _reworded(text: str) -> str:
    for old, new in REWORDED.items():
        text = text.replace(old, new)
    return text


def _in(path: str, article: int) -> bool:
    return path.partition(".")[0] == str(article)


def _chinese(number: int) -> str:
    from decisions.intake.numerals import to_chinese

    return to_chinese(number)
