"""Believable papers of what follows the decision, of the file and of no decision; all invented."""

from datetime import date

from notices import papers
from notices.samples.sheets import CONTACT, FRAME, LONG, MATTER

NUMBER = "云政公〔2026〕9号"
UNIT = "样例县云岭镇生态环境保护办公室"


def interpretation() -> papers.Paper:
    """The explanation that comes with the decision."""
    return papers.Interpretation(
        **FRAME | {"issued_on": date(2026, 7, 20), "organ": UNIT},
        title=f"{MATTER}\n政策解读",
        matter=MATTER,
        document_number=NUMBER,
        decided_on=date(2026, 7, 15),
        published_on=date(2026, 7, 20),
        effective_on=date(2026, 9, 1),
        text=(
            papers.Passage(role="level1", text="一、为什么制定"),
            papers.Passage(text=LONG),
            papers.Passage(role="level1", text="二、主要规定了什么"),
            papers.Passage(text="划定保护范围，明确管护责任，列出禁止行为，规定水质异常时怎么办。"),
            papers.Passage(role="level1", text="三、与群众有什么关系"),
            papers.Passage(
                text="保护区内的养殖户有一年过渡期；每季度在村务公开栏公布水质检测结果。"
            ),
        ),
        contact=CONTACT,
        page_url="https://yijue.example.invalid/d/2026-005",
    )


def execution_report() -> papers.Paper:
    """The second of three reports, two days late."""
    return papers.ExecutionReport(
        **FRAME | {"issued_on": date(2026, 12, 22), "organ": UNIT},
        title=f"关于{MATTER}执行情况的报告",
        addressee="样例县云岭镇人民政府",
        matter=MATTER,
        document_number=NUMBER,
        unit=UNIT,
        named_on=date(2026, 7, 22),
        measures=("设立界桩，落实村级管护员，按季度公布水质检测结果。",),
        due_on=date(2026, 12, 20),
        filed_on=date(2026, 12, 22),
        serial=2,
        of=3,
        text=(
            papers.Passage(text="已设立界桩126根，签订搬迁协议9份，落实管护员14名，巡查记录完整。"),
            papers.Passage(text="水质检测两次，全部合格；收到群众反映3件，均已答复。"),
        ),
    )


def suspension_notice() -> papers.Paper:
    """An urgent suspension."""
    return papers.SuspensionNotice(
        **FRAME | {"issued_on": date(2027, 6, 18)},
        title=f"关于中止执行{MATTER}的通知",
        number="云政〔2027〕6号",
        addressee=f"{UNIT}，有关单位",
        matter=MATTER,
        document_number=NUMBER,
        situation="连日暴雨致二级保护区内道路塌方，原定保护范围和取水点已不能适用。",
        urgency="取水点随时可能被掩埋，继续按原范围执行将影响三个村的供水安全。",
        decided_by="周某",
        suspended_on=date(2027, 6, 18),
        unit=UNIT,
        remark="此件公开发布",
    )


def resumption_notice() -> papers.Paper:
    """The end of that suspension."""
    return papers.ResumptionNotice(
        **FRAME | {"issued_on": date(2027, 8, 2)},
        title=f"关于恢复执行{MATTER}的通知",
        number="云政〔2027〕9号",
        addressee=f"{UNIT}，有关单位",
        matter=MATTER,
        document_number=NUMBER,
        suspended_on=date(2027, 6, 18),
        resumed_on=date(2027, 8, 2),
        reason="道路塌方已经清理，取水点加固工程验收合格，原定保护范围可以继续适用。",
        unit=UNIT,
        remark="此件公开发布",
    )


def stop_notice() -> papers.Paper:
    """The end of the execution, after a post-evaluation."""
    return papers.StopNotice(
        **FRAME | {"issued_on": date(2028, 5, 10)},
        title=f"关于终止执行{MATTER}的通知",
        number="云政〔2028〕4号",
        addressee=f"{UNIT}，有关单位",
        matter=MATTER,
        document_number=NUMBER,
        stopped_on=date(2028, 5, 10),
        reason="县级集中供水已经覆盖全镇，原水源地不再取水，继续执行没有必要。",
        evaluated_on=date(2028, 3, 30),
        adjusted_by="《云岭镇原水源地保护范围调整方案》",
        unit=UNIT,
        remark="此件公开发布",
    )


def evaluation_report() -> papers.Paper:
    """A post-evaluation by a third party."""
    return papers.EvaluationReport(
        **FRAME | {"issued_on": date(2028, 3, 30)},
        title=f"{MATTER}决策后评估报告",
        matter=MATTER,
        document_number=NUMBER,
        decided_on=date(2026, 7, 15),
        trigger="公民、法人或者其他组织提出较多意见",
        evaluator="样例大学公共政策研究所",
        third_party=True,
        commissioned_on=date(2028, 1, 10),
        concluded_on=date(2028, 3, 30),
        public_heard=True,
        deputies_heard=True,
        findings=(
            papers.Passage(role="level2", text="（一）决策结果与决策目的是否符合"),
            papers.Passage(text="水质合格率由百分之九十一提高到百分之九十八，与决策目的相符。"),
            papers.Passage(role="level2", text="（二）成本和效益"),
            papers.Passage(text="两年支出四十二万元，低于概算；减少停水十一次。"),
            papers.Passage(role="level2", text="（三）社会评价"),
            papers.Passage(text="走访一百二十户，问卷三百份；主要意见是补助发放慢。"),
        ),
        result="adjust",
    )


def dossier_cover() -> papers.Paper:
    """The cover of the file."""
    return papers.DossierCover(
        **FRAME | {"issued_on": date(2026, 12, 30)},
        title="重大行政决策案卷",
        matter=MATTER,
        fonds="样例县云岭镇人民政府",
        lead_unit=UNIT,
        file_number="YL-2026-JC-005",
        retention="永久",
        begun_on=date(2026, 2, 10),
        ended_on=date(2026, 12, 28),
        received=31,
        issued=17,
        outcome="执行中",
    )


def annual_catalogue(rows: int = 16) -> papers.Paper:
    """The matters of a year, one taken out, one added."""
    steps = "公众参与、专家论证、风险评估、合法性审查、集体讨论决定"
    items = tuple(
        papers.CatalogueRow(
            serial=n,
            title=f"样例决策事项之{n}：农村饮用水水源保护、集镇停车和养老助餐等公共服务的安排",
            procedure=steps,
            hearing=n % 4 == 0,
            lead_unit="云岭镇生态环境保护办公室",
            planned=f"{1 + n % 4}季度",
            added_on=date(2026, 6, 9) if n == rows else None,
            removed="上位法修改，事权上收" if n == 3 else "",
        )
        for n in range(1, rows + 1)
    )
    kept = [item for item in items if not item.removed]
    return papers.AnnualCatalogue(
        **FRAME | {"issued_on": date(2026, 3, 25)},
        title="关于公布2026年度重大行政决策事项目录的通知",
        number="云政〔2026〕4号",
        addressee="各村（居）民委员会，镇属各单位",
        year=2026,
        party_consent_on=date(2026, 3, 20),
        items=items,
        standing=len(kept),
        hearings=sum(item.hearing for item in kept),
        annexes=("2026年度重大行政决策事项目录",),
        remark="此件公开发布",
    )


def case_file_review() -> papers.Paper:
    """A file with two shortcomings."""
    rules = (
        (
            *("公开征求意见", "第十五条第二款", "公开征求意见期限一般不少于30日", "not_met", True),
            *("征求意见11日，没有说明理由。", "延长期限，或者说明情况紧急的理由。"),
        ),
        (
            *("公众参与完成", "第十八条", "意见收集和采纳情况合计相符", "not_met", True),
            *("按渠道合计62条，按处理结果合计60条。", "核对两组数字。"),
        ),
        (
            *("风险评估完成", "第二十三条", "评估听取了有关部门意见", "unknown", False),
            *("案卷没有载明听取部门意见的情况。", "补充有关记录。"),
        ),
        *(
            ("集体讨论", "第三十条第二款", "会议组成人员充分发表意见，行政首长最后发表意见")
            + ("met", False, "", ""),
        )
        * 14,
    )
    names = ("gate", "article", "rule", "verdict", "blocks", "what", "remedy")
    found = tuple(papers.ReviewedRule(**dict(zip(names, rule, strict=True))) for rule in rules)
    return papers.CaseFileReview(
        **FRAME | {"issued_on": date(2026, 9, 3)},
        title="重大行政决策案卷评查报告",
        matter="《样例镇停车管理办法》",
        file_name="样例镇停车管理办法.json",
        file_digest="9f2c41d8a07b66e1" * 4,
        profile="国家",
        law_on=date(2026, 2, 1),
        judged_on=date(2026, 9, 3),
        found=found,
        not_met=2,
        unknown=1,
        met=14,
        not_applicable=21,
    )
