"""Believable pages of a whole file bound as one PDF: its front, and its page numbers."""

from datetime import date

from notices import papers
from notices.samples.sheets import FRAME, MATTER, ORGAN


def dossier_volume() -> papers.Paper:
    """The front of a whole file."""
    return papers.DossierVolume(
        **FRAME,
        title="卷内目录",
        matter=MATTER,
        lead_unit="云岭镇生态环境保护办公室",
        file_number="2026-JC-005",
        retention="30年",
        newest="ab" * 32,
        entries=(
            papers.VolumeEntry(
                section="意见收集和采纳情况",
                number="云政公〔2026〕8号",
                author=ORGAN,
                title="意见收集和采纳情况的公告",
                dated=date(2026, 6, 12),
                first=1,
                pages=3,
                digest="0f" * 32,
                signed=True,
            ),
            papers.VolumeEntry(
                section="其他材料",
                author=ORGAN,
                title="设备清单",
                digest="1e" * 32,
                name="清单.csv",
            ),
        ),
        checklist=(
            papers.Completeness(title="听证材料", present=False, not_needed="不举行听证"),
            papers.Completeness(title="会议记录和会议纪要", present=False),
        ),
    )


def page_stamps() -> papers.Paper:
    """Three page numbers."""
    return papers.PageStamps(organ=ORGAN, issued_on=date(2026, 5, 1), title="2026-JC-005", last=3)
