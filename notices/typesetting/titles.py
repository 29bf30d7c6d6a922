"""Breaking a title into lines that keep words whole and stand as a trapezoid or diamond.

GB/T 9704-2012 asks for titles that break with complete meaning, symmetrical, of fitting length.
Without a dictionary of Chinese: words that titles of official papers are made of stay whole, and
a line rather ends before 《 and after 》 or 的. An author's own line breaks win; what is too long
between them is broken further.
"""

from itertools import combinations

from .grid import TITLE_CHARACTERS

WHOLE = (
    "关于 公告 通告 通知 公开 征求 意见 建议 收集 采纳 情况 重大 行政 决策 事项 合法性 "
    "审查 意见书 会议 纪要 党政联席会议 常务会议 全体会议 联席 办公 人民 政府 管理 办法 "
    "规定 方案 规划 计划 实施 细则 草案 征求意见稿 送审稿 农村 饮用水 饮用水水源 水源 "
    "保护 建设 工程 项目 改造 治理 环境 生活 垃圾 分类 道路 交通 学校 医疗 卫生 养老 服务 "
    "公共 设施 土地 征收 补偿 安置 价格 收费 标准 听证 延期 撤回 公布 结果 依据 目录 年度 "
    "第一 工作 制度 暂行 试行 反馈 期限 专家 论证 风险 评估 报告 社会 稳定 集体 讨论 决定 "
).split()
NEVER_FIRST = "的和与及、，。；：）》〉”’！？等了"
NEVER_LAST = "《〈（“‘和与及第"
GOOD_LAST = "》的，、：）"
GOOD_FIRST = "《〈（"


def break_title(title: str, limit: int = TITLE_CHARACTERS) -> tuple[str, ...]:
    """Gives the lines of a title, each at most `limit` characters where that can be done."""
    if "\n" in title.strip():
        lines = (line.strip() for line in title.strip().split("\n"))
        return tuple(part for line in lines for part in break_title(line, limit))
    title = " ".join(title.split())
    if len(title) <= limit:
        return (title,) if title else ()
    if len(title) > 5 * limit:  # no title: let the page break it
        return (title,)
    count = -(-len(title) // limit)
    for lines in (count, count + 1):
        if best := _best(title, lines, limit):
            return best
    return tuple(title[i : i + limit] for i in range(0, len(title), limit))


def _best(title: str, lines: int, limit: int) -> tuple[str, ...] | None:
    costs = {place: _cost(title, place) for place in range(2, len(title) - 1)}
    places = sorted((p for p, cost in costs.items() if cost < 100), key=costs.__getitem__)[:24]
    candidates = []
    for cut in combinations(sorted(places), lines - 1):
        edges = (0, *cut, len(title))
        parts = tuple(title[a:b] for a, b in zip(edges, edges[1:], strict=False))
        if all(3 <= len(part) <= limit for part in parts):
            candidates.append((sum(costs[p] for p in cut) + _shape([len(p) for p in parts]), parts))
    return min(candidates)[1] if candidates else None


def _cost(title: str, place: int) -> float:
    """Prices a break before the character at `place`; 100 forbids it."""
    before, after = title[place - 1], title[place]
    if after in NEVER_FIRST or before in NEVER_LAST or (before.isascii() and after.isascii()):
        return 100
    for word in WHOLE:
        for start in range(max(0, place - len(word) + 1), place):
            if title.startswith(word, start):
                return 100
    good = before in GOOD_LAST or after in GOOD_FIRST
    at_word = any(title.endswith(word, 0, place) or title.startswith(word, place) for word in WHOLE)
    return (0 if good else 2 if at_word else 6) + 3 * _inside_brackets(title, place)


def _inside_brackets(title: str, place: int) -> bool:
    return title.count("（", 0, place) > title.count("）", 0, place)


def _shape(widths: list[int]) -> float:
    """Prices a shape: trapezoids and diamonds are free, hourglasses and equal lines are not."""
    steps = [b - a for a, b in zip(widths, widths[1:], strict=False)]
    rises = [step > 0 for step in steps]
    hourglass = any(not a and b for a, b in zip(rises, rises[1:], strict=False))
    spread = (max(widths) - min(widths)) / max(widths)
    return 8 * hourglass + 2 * (0 in steps) + 6 * max(0.0, spread - 0.4)
