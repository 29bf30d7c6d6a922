"""A believable paper of a course that ends before its meeting; all invented."""

from datetime import date

from notices import papers
from notices.samples.sheets import CONTACT, FRAME, MATTER, consultation_notice


def termination_notice() -> papers.Paper:
    """The end of a course on which opinions had been asked for, before they were answered."""
    return papers.TerminationNotice(
        **FRAME | {"issued_on": date(2026, 6, 8)},
        title=f"关于终止{MATTER}重大行政决策程序的公告",
        number="云政〔2026〕8号",
        matter=MATTER,
        lead_unit="样例县云岭镇生态环境保护办公室",
        initiated_on=date(2026, 3, 2),
        ended_on=date(2026, 6, 8),
        reason=(
            "样例县人民政府已经启动全县农村饮用水水源保护办法的制定程序，本镇不再单独制定。",
            "对水源保护范围和管护责任的意见建议，由镇人民政府汇总后报送县水务局研究。",
        ),
        told=(papers.Told(title=consultation_notice().title, told_on=date(2026, 5, 1)),),
        called_off=("云岭镇农村饮用水水源保护办法听证会",),
        submissions=51,
        opinions=62,
        contact=CONTACT,
        remark="此件公开发布",
        page_url="https://yijue.example.invalid/d/2026-005",
    )
