"""Words that turn what a sentence says: stance, negation, duty, number, direction, place.

Lists of words, used by ``sameness.py``. They are the first net only: a word that stands here in
no list still divides two texts when the other text has another word in its place.
"""

# One meaning, several words: these may stand for each other.
MEANS = {
    word: words.split()[0]
    for words in (
        "应当 应该 应 理应 理当",
        "必须 务必 须 必需",
        "支持 赞成 同意 赞同 拥护 认同",
        "尽快 尽早 及早 抓紧 及时 早日 立即 马上",
        "希望 建议 请 恳请 请求 盼 盼望 望 期盼 提议 最好 请问 麻烦",
        "我们 我 咱们 咱 本人 大家 俺 我家",
        "现在 目前 如今 眼下 当前",
        "因为 由于 因",
        "但是 但 可是 不过 然而",
        "而且 并且 同时 并 另外 此外 还有 以及 和 与 及 跟",
        "非常 十分 很 特别 太 相当 极其 比较 实在 真的 确实 真 挺",
        "觉得 认为 感觉 以为",
        "增设 加设 增加 添置",
        "能够 能",
        "周边 附近 周围",
    )
    for word in words.split()
}

# Words that say nothing of the matter: they may come and go.
IDLE = frozenset(
    "希望 我们 尽快 因为 但是 而且 非常 觉得 现在 的 了 地 得 着 过 吗 吧 呢 啊 呀 嘛 哦 就 也 还 再 又 才 "
    "都 是 有 在 把 对 对于 关于 给 为 为了 从 到 由 这 那 这个 那个 这些 那些 这样 一下 一点 一定 "
    "考虑 研究 采纳 予以 给予 进行 认真 切实 领导 政府 有关部门 谢谢 感谢 意见 想 来 去 说 "
    "其实 当然 比如 例如 如果 的话 等 等等 所以 因此 那么 该 本 此 您 你 他 她 它 他们 您好 你好 贵 "
    "一些 有些 有点 多多 关注 重视 解决 问题 情况 方面 老百姓 群众 居民 村民 市民 百姓 广大 作为 一名 都 都要 都会 "
    "总之 综上所述 综上 另 最后 首先 其次 顺便 个人 自己 里 中 上 能 会 要 让 使 被 所 之 其 而 则 以".split()
) - {"能", "会", "要"}

# Negations and numbers: two texts that do not have the same of these never say the same.
HARD = frozenset(
    "不没无非未勿莫别否弗毋免禁止反拒0123456789〇零一二两三四五六七八九十百千万亿半双单%‰倍天日月年周季时元"
)

# Characters with which an added sentence is more than an afterthought.
TURNS = HARD | frozenset(
    "抗弃废撤停取消罢退缓暂增减加多少高低升降早晚迟长短宽窄快慢左右东南西北前后内外买卖开关"
    "新旧好坏优劣松严轻重公私收仅全必须应准许赞同支天年周季元"
)

# After these characters of a changed run stands the name of a place.
PLACES = (
    "省市县区镇乡村屯庄路街巷弄道桥湖河江山岭坪湾站园场校院楼栋号组社库塘坝沟港岛坡寨堡里苑城门"
)
NAMED_BY = "县镇乡村屯庄街巷弄湖河江山岭坪湾园坝沟岛坡寨堡苑"
PLACE_NOUNS = frozenset(
    "小区 社区 小学 中学 学校 幼儿园 医院 卫生院 广场 公园 市场 集市 农贸市场 菜市场 大道 大街 路 街 巷 村 镇 乡 "
    "县 区 市 桥 桥头 路口 车站 水库 花园 新村 家园 大厦 超市 工业园 村委会 居委会 街道 组 屯 庄".split()
)

# After one of these (by its first word) a verb is what is to be done, and not the name of a place.
ASKS_FOR_A_VERB = frozenset("必须 尽快 不得 不应 不必".split())

# A sentence with one of these is more than an afterthought.
WEIGHTY = frozenset(
    "支持 应当 必须 反对 可以 允许 准许 抵制 取消 废除 暂停 保留 赞助 拒绝 严禁 放宽".split()
)

# What every opinion says, whatever it is about: no theme is named by it.
SAID_BY_ALL = frozenset(
    "支持 反对 应当 必须 可以 不得 允许 增设 规定 办法 草案 条款 内容 部分 工作 管理 方便 严重 要求 加强 完善 提高 "
    "改善 落实 进一步 相关 有关 希望 时候 时间 地方 出行 影响 安排 做好 明确 合理 每天 需要 没有 不能 太多 很多 多年 "
    "现在 目前 东西 人员 单位 收到 提出 不要 不应 不应该 执行 实施 制定 保障 全镇 集镇 镇里 村里".split()
)
