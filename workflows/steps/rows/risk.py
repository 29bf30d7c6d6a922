"""What the acts of the risk assessment write of a report (Art. 23). Called by ``steps/risk.py``."""

import hashlib
from datetime import date

from decisions.models import RiskAssessment
from workflows.doing import Doing


def assess(risk: RiskAssessment, doing: Doing) -> None:
    """Level, conclusion and report, bound to the draft they speak for."""
    asked = doing.data
    title = f"{doing.decision.title}风险评估报告"
    paper = doing.paper("file", "risk_report", title, signed=bool(asked["signed"]))
    risk.level, risk.conclusion, risk.draft = asked["level"], asked["conclusion"], asked["draft"]
    risk.report = paper or risk.report
    risk.save()
    doing.facts |= {
        "draft": asked["draft"].digest,
        "conclusion": asked["conclusion"],
        "report": hashlib.sha256(risk.report_text.encode()).hexdigest(),
    }


def below(first: str, added: str, on: date) -> str:
    """The first report with the supplement below it."""
    return f"{first}\n\n（{on}补充评估）\n{added}".strip() if added else first
