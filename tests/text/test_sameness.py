"""Likeness of texts: what may differ, and what never may (Art. 18: opposite opinions stay apart)."""

import pytest

from decisions.text import normal
from decisions.text.clusters import Clusters, grouped
from decisions.text.normal import Said
from decisions.text.sameness import verdict
from decisions.text.verdicts import Verdict
from tests.bench.planted import measured, planted

pytestmark = pytest.mark.one_engine
BASE = "我支持在东湖路口增设减速带，老人小孩过马路太危险，应当在30天内完成，免费开放。"


def same(one: str, other: str) -> bool:
    return grouped([one, other]) == [0, 0]


@pytest.mark.parametrize(
    "other",
    [
        f"尊敬的领导，您好！{BASE}此致敬礼！",
        f"各位领导好！\n{BASE}\n望采纳，谢谢！",
        "我支持在東湖路口增設減速帶，老人小孩過馬路太危險，應當在３０天內完成，免費開放。",
        BASE.replace("30天", "三十天"),
        BASE.replace("，", ",").replace("。", " !!"),
        BASE.replace("减速带", "减逑带"),
        BASE.replace("太危险", "非常危险了"),
        BASE.replace("支持", "赞成"),
        BASE.replace("小孩", "小孩孩"),
        BASE.replace("完成", "尽快完成"),
        BASE.replace("增设减速带", "增役减逑带"),
        BASE.replace("太危险", "太的危险"),
    ],
)
def test_light_edits_say_the_same(other):
    assert same(BASE, other)


def test_a_sentence_more_says_the_same_unless_it_turns_something():
    key = normal.key(BASE)
    assert verdict(Said(key), Said(key + "孩子们上学放学都看得见")) is Verdict.SAME
    assert verdict(Said(key), Said(key + "但是我反对晚上亮着灯")) is Verdict.TURNED


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("支持", "反对"),
        ("支持", "不支持"),
        ("应当", "不应当"),
        ("应当", "不得"),
        ("应当", "可以"),
        ("30", "60"),
        ("30", "3"),
        ("30天", "三天"),
        ("30天", "30年"),
        ("30天内", "30天后"),
        ("东湖", "西湖"),
        ("东湖", "朝阳"),
        ("增设", "拆除"),
        ("增设", "取消"),
        ("老人小孩", "外地司机"),
        ("危险", "安全"),
        ("免费", "收费"),
        ("减速带", "隔离墩"),
    ],
)
def test_a_turned_word_parts_two_texts(word, other):
    assert word in BASE
    assert not same(BASE, BASE.replace(word, other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Words that stand in no list of this software: another word of the dictionary is enough.
        ("建议集镇实行单行通行，方便接送学生", "建议集镇实行双向通行，方便接送学生"),
        (
            "村级公益岗位聘用本村妇女，每月考核发放补贴",
            "村级公益岗位聘用外村妇女，每月考核发放补贴",
        ),
        ("这块地应该种苹果，由合作社统一经营销售", "这块地应该种樱桃，由合作社统一经营销售"),
        ("施工安排在白天进行，减少对周围住户影响", "施工安排在夜间进行，减少对周围住户影响"),
        ("停车费由物业代收，收支账目每季度公布", "停车费由街道代收，收支账目每季度公布"),
        ("取消夜间收费，对周边商户是好事情", "夜间收费，对周边商户是好事情"),
        ("张家屯的垃圾站要搬走，味道太大受不了", "赵家屯的垃圾站要搬走，味道太大受不了"),
        ("罚款上限定为3.5元每平方米，按年度收取", "罚款上限定为35元每平方米，按年度收取"),
        ("也请尽快维修中心小学的儿童滑梯，谢谢领导", "也请尽快更换中心小学的儿童滑梯，谢谢领导"),
        ("村集体应当公布出祖合同，每户补助五百元整", "村集体应当公布承包合同，每户补助五百元整"),
        ("我同意在桂园小驱翻新公共厕所和旁边水沟", "我同意在梅园小区翻新公共厕所和旁边水沟"),
        ("河道清淤要安排在枯水期，效率高成本低一些", "河道清淤要安排在丰水期，效率高成本低一些"),
        ("我家在三组，垃圾桶离我家太远，老人走不动", "我家在五组，垃圾桶离我家太远，老人走不动"),
        ("我完全同意这个方案，没有其他补充意见", "我基本同意这个方案，没有其他补充意见"),
        ("我支持甲方案反对乙方案，请按程序办理此事", "我反对甲方案支持乙方案，请按程序办理此事"),
        # A word mistyped stands for the one it resembles, and for no other in its place.
        (
            "我赞成在万福超市旁增役健身器材，种菜的农户觉得气味难闻",
            "我赞成在万福超市旁拆除健身器材，也种菜的农户觉得气味难闻",
        ),
    ],
)
def test_what_no_list_foresaw_parts_two_texts(one, other):
    assert not same(one, other)


def test_very_short_texts_are_the_same_only_to_the_letter():
    assert grouped(["同意", "同意！", "不同意", "支持同意"]) == [0, 0, 2, 3]


def test_a_form_filled_in_by_thousands_is_not_compared_with_itself_thousands_of_times():
    """Only the number differs, or only the name: grouped apart, in time that grows with the number."""
    surnames = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
    given = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"
    names = [a + b + c for a in surnames for b in given for c in given[:10]]
    forms = [f"我是村民{name}，我对停车收费办法没有意见，请按程序办理。" for name in names]
    numbers = [f"我家住{n}号楼，请在楼下增设停车泊位并划线。" for n in range(1000, 5000)]
    index = Clusters()
    found = list(index.add(enumerate(forms + numbers)))
    assert len({one.first for one in found[4000:]}) == 4000
    assert sum(one.novel for one in found[:4000]) <= 600


def test_the_slips_of_the_first_writer_do_not_stand_for_the_group():
    """The first wrote 增役 and one later 曾设: both are slips of what the others wrote."""
    texts = [BASE.replace("增设", "增役"), BASE, BASE + "谢谢", BASE.replace("增设", "曾设")]
    assert grouped(texts) == [0, 0, 0, 0]


def test_two_slips_in_one_word_do_not_keep_a_text_from_the_group_of_both():
    """客运占 and 客运站占 say another thing only beside each other."""
    base = "我赞成在客运站门前拆除公共厕所，每户补助15元，建议夜间施工。"
    texts = [base, base.replace("站门", "占门"), base.replace("站门", "站占门")]
    one, other = (Said(normal.key(text)) for text in texts[1:])
    assert verdict(one, other) is Verdict.TURNED
    assert grouped(texts) == [0, 0, 0]


def test_a_first_mistyped_lets_nobody_in_who_says_something_else_than_the_others():
    base = "我赞成在东湖路口维修公共厕所，每户补助15元，建议夜间施工。"
    assert grouped([base.replace("维修", "维休"), base, base.replace("维修", "更换")]) == [0, 0, 2]


def test_a_first_mistyped_is_read_as_by_whoever_comes_next():
    """公视 may be a slip of 公示 and of 公事; not both stand in one group."""
    base = "施工单位应当公示进度，每户补助15元，附近的商户都在等着。"
    assert grouped([base.replace("公示", "公视"), base, base.replace("公示", "公事")]) == [0, 0, 2]


def test_what_two_groups_could_hold_goes_to_the_older_one():
    """The third has more letters in common with the second, which a slip made another word."""
    base = "晨练的退休职工每天都要从这里经过，建议在东湖路口增设路灯。"
    asked = base.replace("建议", "希望")
    texts = [base, asked.replace("职工", "织工"), asked.replace("职工", "只工")]
    assert grouped(texts) == [0, 1, 0]


@pytest.mark.parametrize(
    "farewell", "此致敬礼 谢谢您 感谢领导的关注 望采纳 辛苦了 盼复 顺祝商祺".split()
)
def test_a_farewell_is_no_part_of_what_is_said(farewell):
    assert normal.key(f"{BASE}{farewell}！") == normal.key(BASE)


def test_taken_at_once_or_in_pieces_the_groups_are_the_same():
    texts = planted(1500, 3).texts
    pieces = Clusters()
    found = []
    for start in range(0, 1500, 97):
        found += pieces.add(enumerate(texts[start : start + 97], start))
    assert [one.first for one in found] == grouped(texts)


def test_what_was_indexed_is_enough_to_go_on():
    texts = list(enumerate(planted(1500, 4).texts))
    before = list(Clusters().add(texts[:1000]))
    kept = {one.fingerprint: one.first for one in before}
    later = Clusters(lambda prints: {mark: kept[mark] for mark in prints if mark in kept})
    later.remember((one.id, texts[one.id][1], one.first) for one in before if one.novel)
    after = list(later.add(texts[1000:]))
    assert [one.first for one in before + after] == grouped(text for _n, text in texts)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ＡＢＣ１２３，。", "abc123"),
        ("罚款1,000元", "罚款1000元"),
        ("10-20人，3.5米、50％", "10-20人3.5米50%"),
        ("第三條第二款", "第3条第2款"),
        ("一千二百三十元", "1230元"),
        ("一起一定", "一起一定"),
        ("一一楼的十十户", "1楼的10户"),
        ("八八号一一登记两两户", "八八号一一登记两两户"),
        ("谢谢", "谢谢"),
        ("", ""),
    ],
)
def test_the_key_of_a_text(text, key):
    assert normal.key(text) == key


def test_the_planted_set_is_found_again_and_no_twin_is_merged():
    found = measured(planted(6000, 19))
    assert found["precision"] >= 0.999
    assert found["recall"] >= 0.99
    assert found["turned"] == 0
