"""The gates of the road, G1 to G20: at which passage the rules are asked, and on what basis.

Importing this module imports every rule in the order of the statute, so that the index is whole.
Acts, pages and the statute table name gates by id; which rules a gate asks says ``judge.rules_of``.
"""

from dataclasses import dataclass
from importlib import import_module

SECTIONS = (
    "scope",
    "initiation",
    "consultation",
    "participation",
    "feedback",
    "hearing",
    "expertise",
    "risk",
    "competition",
    "submission",
    "legality",
    "deliberation",
    "publication",
    "disclosure",
    "archive",
    "execution",
)
for section in SECTIONS:
    import_module(f"decisions.law.{section}")


@dataclass(frozen=True)
class Gate:
    """One passage of the road and the articles it rests on."""

    id: str
    title_zh: str
    title_en: str
    passage: str
    basis: tuple[str, ...]
    skippable: bool = False


GATES: dict[str, Gate] = {
    gate.id: gate
    for gate in (
        Gate("G1", "启动", "Initiation", "建议→启动", ("3", "10", "11")),
        Gate("G2", "草案定稿", "Draft ready", "拟订→征求", ("12", "13")),
        Gate(
            "G3",
            "发布征求意见",
            "Opening the consultation",
            "发布征求意见",
            ("15", "GIR-17", "PIPL-17"),
        ),
        Gate("G4", "结束征集", "Closing the consultation", "征求→汇总", ("15", "18")),
        Gate(
            "G5",
            "公众参与完成",
            "Participation concluded",
            "公众参与完成",
            ("14", "18", "SC33"),
            True,
        ),
        Gate("G5p", "反馈公布", "Feedback published", "反馈公布", ("18", "BER-62", "SC80-1.2")),
        Gate("G6", "听证完成", "Hearing concluded", "听证完成", ("16", "17"), True),
        Gate("G7", "专家论证完成", "Expert review concluded", "专家论证完成", ("19", "20"), True),
        Gate(
            "G8",
            "风险评估完成",
            "Risk assessment concluded",
            "风险评估完成",
            ("22", "23", "24"),
            True,
        ),
        Gate(
            "G9",
            "公平竞争审查",
            "Fair-competition review",
            "公平竞争审查",
            ("29.1", "FCR-18"),
            True,
        ),
        Gate("G10", "送审", "Sent for legality review", "送审", ("26", "SC80-1.1")),
        Gate(
            "G11",
            "合法性审查完成",
            "Legality review concluded",
            "合法性审查完成",
            ("25", "26", "27", "28"),
        ),
        Gate("G12", "提请审议", "Submitted for deliberation", "提请审议", ("13", "29", "SC80-1.2")),
        Gate("G13", "集体讨论", "Collective deliberation", "集体讨论", ("30",)),
        Gate("G14", "出台前请示", "Report before issue", "出台前请示", ("8", "31")),
        Gate("G15", "公布", "Promulgation", "公布", ("32", "GIR-19", "GIR-26", "SC80-2")),
        Gate("G16", "归档", "Archiving", "归档", ("33", "ARCHREG-39")),
        Gate("G17", "执行", "Execution", "执行", ("34",)),
        Gate("G18", "中止执行", "Suspension", "中止执行", ("37.2",)),
        Gate("G19", "重大调整", "Major adjustment", "重大调整", ("37.3",)),
        Gate("G20", "后评估", "Post-evaluation", "后评估", ("36",)),
    )
}

NEVER_SKIPPABLE = ("G11", "G13")


def gate(gate_id: str) -> Gate:
    """The gate of this id; raises KeyError when the road has none."""
    return GATES[gate_id]
