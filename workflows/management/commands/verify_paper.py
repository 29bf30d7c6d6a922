"""``manage.py verify_paper FILE``: who signed a PDF, when, whether it is whole and adds up."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from notices.signing import examining
from notices.signing.found import Finding

GOOD, DIFFERS, UNREADABLE, NOT_VOUCHED_FOR = 0, 1, 2, 3


class Command(BaseCommand):
    """Ends with 0, 1 when something differs, 2 for a bad file, 3 when nobody known signed."""

    help = "Examines a paper: its signature, its digest in the record, its numbers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, **options: Any) -> None:
        try:
            finding = examining.examine_file(options["file"])
        except OSError as fault:
            raise CommandError(str(fault), returncode=UNREADABLE) from fault
        except examining.Unreadable as fault:
            raise CommandError("不是可以读取的PDF文件。", returncode=UNREADABLE) from fault
        if options["as_json"]:
            self.stdout.write(json.dumps(finding.told(), ensure_ascii=False, indent=2))
        else:
            with translation.override("zh-hans"):
                self.stdout.write("\n".join(_said(finding)))
        if (code := _code(finding)) != GOOD:
            raise SystemExit(code)


def _code(finding: Finding) -> int:
    if not finding.whole():
        return DIFFERS
    return GOOD if finding.vouched_for() else NOT_VOUCHED_FOR


def _said(finding: Finding) -> list[str]:
    lines = [f"文件摘要：{finding.sha256}"]
    for one in finding.signatures:
        when = one.stamped_at or f"{one.claimed_at}（签名者自报）"
        whole = "未被改动" if one.holds() else "签名后被改动或追加"
        lines.append(f"签名：{one.signer}，{when}，{whole}。{one.certified}")
    if not finding.signatures:
        lines.append("签名：无")
    sums = {True: "与所附数据一致", False: "与所附数据不符", None: "未附数据"}
    lines.append(f"数字：{sums[finding.numbers_agree]}")
    if finding.notice:
        lines.append("登记：" + ("与登记的文件一致" if finding.as_issued else "与登记的文件不符"))
    else:
        lines.append("登记：本系统没有这件公文")
    return lines
