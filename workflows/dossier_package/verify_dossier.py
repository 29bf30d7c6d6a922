#!/usr/bin/env python3
"""Checks an exported dossier (卷宗包) by itself: one file, the standard library, nothing of ours.

    python3 verify_dossier.py PACKAGE.zip [--head DIGEST] [--manifest DIGEST] [--json]

It recomputes the record, the submissions, the answers and their counts, the papers and the drafts,
and looks whether the steps were taken in a lawful order (Decree 713). ``--head`` is the digest of
an entry as somebody else keeps it (the public page, an older package): with it even a record forged
from end to end is found. ``--manifest`` is the digest of the list of contents, shown where the
package was made: with it every byte is fixed. Ends with 0 when everything agrees, 1 when something
differs, 2 when the file cannot be read. Formats: docs/record.md, docs/dossier-package.md.
"""

import argparse
import hashlib
import json
import sys
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))
GENESIS = "0" * 64
LARGEST = 4 << 30  # bytes of one file inside the package
CHECKS = {
    "files": "文件完整",
    "record": "办理记录",
    "order": "程序次序",
    "submissions": "意见提交",
    "answers": "处理结果和计数",
    "notices": "公文",
    "rows": "草案和案卷各表",
    "heads": "每日总链头",
    "volume": "整卷PDF",
}
# The road between stages (Decree 713, chapters 2 to 4), written down here a second time on purpose.
ROAD = {
    ("proposed", "study"), ("study", "drafting"), ("drafting", "legality_review"),
    ("legality_review", "drafting"), ("submitted", "drafting"), ("legality_review", "submitted"),
    ("submitted", "deliberation"), ("deliberation", "decided"), ("deliberation", "submitted"),
    ("deliberation", "rejected"), ("decided", "promulgated"), ("promulgated", "in_execution"),
    ("in_execution", "suspended"), ("suspended", "in_execution"), ("in_execution", "concluded"),
    ("proposed", "terminated"), ("study", "terminated"), ("drafting", "terminated"),
    ("legality_review", "terminated"), ("submitted", "terminated"),
    ("in_execution", "terminated"), ("suspended", "terminated"),
}  # fmt: skip
SECTIONS = {
    "participation": "公众参与（第十四条）",
    "hearing": "听证（第十六条）",
    "expertise": "专家论证（第十九条）",
    "risk": "风险评估（第二十二条）",
    "competition": "公平竞争审查（第二十九条第一项）",
}
ENDED = {"concluded", "found_unnecessary"}
# An act, the acts of which one must come before it in the same course, and the article.
BEFORE = (
    ("initiate", ("record_study",), "第十条：启动前应当研究论证"),
    ("open_consultation", ("freeze_draft",), "第十五条：公开征求意见应当公布定稿的草案"),
    ("publish_feedback", ("approve_adoption_note",), "第十八条：反馈应当先经审定"),
    ("adopt", ("take_roll",), "第三十条：集体讨论应当有会议组成人员出席"),
    ("adopt", ("record_view",), "第三十条：会议组成人员应当发表意见"),
    ("promulgate", ("keep_meeting_record",), "第三十条：集体讨论应当如实记录"),
    ("conclude", ("close_file",), "第三十三条：办结前应当归档"),
)
# How a submission ceases to count, or to be read; and what names it in the entry.
GONE = {
    "erased": (("erase_submission", "number"), ("answer_request", "erased")),
    "withdrawn": (("withdraw_opinion", "number"), ("correct_opinion", "number")),
}
# What the record calls otherwise than the package does.
PRINTED = (("sha256", ".pdf", "版式文件"), ("signed", ".signed.pdf", "签章件"))
SPELT = {"snapshot": "snapshot_sha256", "pdf": "sha256"}


# Files that no package is without.
ALWAYS = (
    "README.txt", "verify_dossier.py", "catalogue.csv",
    "record/entries.jsonl", "record/leaves.jsonl", "record/heads.json",
    "data/case.json", "data/checklist.json", "data/rows.json", "data/counts.json",
    "data/opinions.jsonl", "data/dispositions.jsonl",
)  # fmt: skip


class Unreadable(Exception):
    """The file is no package."""


@dataclass
class Report:
    """What was looked at, and what differs."""

    title: str = ""
    looked_at: Counter = field(default_factory=Counter)
    differences: list = field(default_factory=list)

    def differs(self, check: str, what: str) -> None:
        """Note one difference."""
        self.differences.append((check, what))

    def saw(self, check: str, number: int = 1) -> None:
        """Note how much was looked at."""
        self.looked_at[check] += number


def sha256(data: bytes) -> str:
    """The digest of bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def canonical(value: object) -> bytes:
    """The one spelling of a JSON value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


class Package:
    """The files of a package, read one at a time."""

    def __init__(self, path: str) -> None:
        try:
            self.zip = zipfile.ZipFile(path)
            self.manifest = self.json("manifest.json")
            self.listed = {one["path"]: one for one in self.manifest["contents"]}
            if self.manifest["format"] != "yijue-dossier-package" or self.manifest["v"] != 1:
                raise Unreadable("卷宗包的格式不认识")
        except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError) as fault:
            raise Unreadable(f"不是卷宗包：{fault}") from fault

    def bytes(self, name: str) -> bytes:
        """One file whole."""
        if self.zip.getinfo(name).file_size > LARGEST:
            raise Unreadable(f"{name}过大")
        return self.zip.read(name)

    def json(self, name: str):
        """One JSON file."""
        return json.loads(self.bytes(name))

    def lines(self, name: str):
        """The JSON values of a file with one on each line."""
        with self.zip.open(name) as file:
            for line in file:
                yield json.loads(line)


def verify(path: str, head: str = "", manifest: str = "") -> Report:
    """Everything there is to check; raises Unreadable when the file is no package."""
    package, report = Package(path), Report()
    if manifest and sha256(package.bytes("manifest.json")) != manifest:
        report.differs("files", "目录与另行保存的摘要值不符")
    report.title = str(package.manifest.get("decision", {}).get("title", ""))
    try:
        check_files(package, report)
        if report.differences:
            return report  # what is inside cannot be trusted, so it is not read
        entries = check_record(package, report, head)
        check_order(package, report, entries)
        standing = check_submissions(package, report, entries)
        check_answers(package, report, entries, standing)
        check_notices(package, report, entries)
        check_rows(package, report, entries)
        check_heads(package, report, entries)
        check_volume(package, report, entries)
    except (
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        IndexError,
        zipfile.BadZipFile,
    ) as fault:
        report.differs("files", f"卷宗包的数据残缺：{type(fault).__name__} {fault}")
    return report


def check_files(package: Package, report: Report) -> None:
    """Every file is listed once and is what the list says."""
    names = package.zip.namelist()
    for name, times in Counter(names).items():
        if times > 1:
            report.differs("files", f"{name}重复出现")
    if len(package.listed) != len(package.manifest["contents"]):
        report.differs("files", "目录中有重复的文件")
    for name in sorted(set(names) - {"manifest.json"} - set(package.listed)):
        report.differs("files", f"{name}不在目录中")
    for name in sorted(set(ALWAYS) - set(package.listed)):
        report.differs("files", f"缺少{name}")
    for name, listed in package.listed.items():
        report.saw("files")
        if name not in names:
            report.differs("files", f"缺少{name}")
            continue
        try:
            data = package.bytes(name)
        except (zipfile.BadZipFile, RuntimeError, OSError, NotImplementedError, EOFError) as fault:
            report.differs("files", f"{name}读不出来：{fault}")
            continue
        if len(data) != listed["size"] or sha256(data) != listed["sha256"]:
            report.differs("files", f"{name}与目录所载摘要值不符")


def check_record(package: Package, report: Report, head: str) -> list:
    """The entries are one unbroken chain that ends where it is said to end."""
    previous, entries, last = GENESIS, [], ""
    for place, line in enumerate(package.lines("record/entries.jsonl"), start=1):
        entry, digest = line["content"], line["digest"]
        report.saw("record")
        if entry["seq"] != place or entry["decision"] != package.manifest["decision"]["id"]:
            report.differs("record", f"第{place}号记录缺失、多出或者次序被改动")
        if entry["previous"] != previous:
            report.differs("record", f"第{entry['seq']}号记录与前一条不相连")
        if sha256(b"yijue-entry-1\n" + canonical(entry)) != digest:
            report.differs("record", f"第{entry['seq']}号记录的内容与摘要值不符")
        if entry["recorded_at"] < last:
            report.differs("record", f"第{entry['seq']}号记录的时间早于前一条")
        if entry["occurred_on"] > _day(entry["recorded_at"]):
            report.differs("record", f"第{entry['seq']}号记录所记的日期晚于记录时间")
        previous, last = digest, entry["recorded_at"]
        entries.append(entry | {"digest": digest})
    said = package.manifest["record"]
    if said != {"entries": len(entries), "head": previous}:
        report.differs("record", "记录的条数或者链头与目录所载不符")
    if head and head not in {entry["digest"] for entry in entries}:
        report.differs("record", "记录与另行保存的链头不符")
    return entries


def _day(instant: str) -> str:
    moment = datetime.fromisoformat(instant.replace("Z", "+00:00"))
    return moment.astimezone(BEIJING).date().isoformat()


def check_order(package: Package, report: Report, entries: list) -> None:
    """The road was walked arrow by arrow, and nothing mandatory was passed over."""
    stage, progress, done = "proposed", {}, set()
    matter = package.json("data/case.json").get("matter", {})
    for entry in entries:
        report.saw("order")
        where = f"第{entry['seq']}号记录"
        passage = (entry["stage_before"], entry["stage_after"])
        if passage[0] != stage or (passage[0] != passage[1] and passage not in ROAD):
            report.differs("order", f"{where}的阶段变化不合法定程序")
        stage = entry["stage_after"]
        if told := entry["facts"].get("progress"):
            progress[told[0]] = told[1]
        for act, needed, why in BEFORE:
            if entry["act"] == act and not done & set(needed):
                report.differs("order", f"{where}：{why}")
        if entry["act"] == "request_legality_review":
            _sections_ended(report, where, progress, matter)
            done.discard("complete_legality_review")
        if passage == ("legality_review", "submitted"):
            _reviewed(report, where, done)
        if passage == ("drafting", "legality_review") and entry["act"] != "request_legality_review":
            report.differs("order", f"{where}：第二十五条：送审以外的行为不得进入合法性审查")
        if passage == ("deliberation", "decided") and not {"put_on_agenda", "take_roll"} <= done:
            report.differs("order", f"{where}：第三十条：没有经过集体讨论")
        done.add(entry["act"])
    _duties(report, entries)


def _sections_ended(report: Report, where: str, progress: dict, matter: dict) -> None:
    uncalled = {
        "hearing": True,
        "expertise": matter.get("technical") is False,
        "risk": matter.get("risk_possible") is False,
        "competition": matter.get("market") is False,
    }
    for section, name in SECTIONS.items():
        now = progress.get(section, "not_started")
        if now not in ENDED and not (now == "not_started" and uncalled.get(section)):
            report.differs("order", f"{where}：{name}没有完成，也没有不需要开展的认定")


def _reviewed(report: Report, where: str, done: set) -> None:
    if "complete_legality_review" not in done:
        report.differs("order", f"{where}：第二十五条：未经合法性审查不得提交讨论")


def _duties(report: Report, entries: list) -> None:
    """Whoever drafts does not review (Art. 25)."""
    drafted = {e["actor"] for e in entries if e["act"] in ("enter_draft", "freeze_draft")} - {None}
    for entry in entries:
        if entry["act"] == "complete_legality_review" and entry["actor"] in drafted:
            report.differs("order", f"第{entry['seq']}号记录：起草人不得作合法性审查")


def check_submissions(package: Package, report: Report, entries: list) -> dict:
    """Every submission stands under the root that took it up; gives those that stand, by number."""
    roots = {
        e["seq"]: (e["facts"]["root"], e["facts"]["size"])
        for e in entries
        if e["act"] == "register_submissions"
    }
    acted = {
        name: {e["facts"][key] for e in entries for act, key in acts if _names(e, act, key)}
        for name, acts in GONE.items()
    }
    acted["withdrawn"] |= {n for e in entries for n in e["facts"].get("replaced", ())}
    back = {e["facts"]["import"] for e in entries if e["act"] == "take_back_import"}
    taken_back = {
        e["seq"] for e in entries if e["seq"] in roots and e["facts"].get("import") in back
    }
    told = {name: set() for name in acted}
    leaves, standing = {seq: [] for seq in roots}, {}
    there = {one["sha256"] for one in package.listed.values()}
    for row in package.lines("record/leaves.jsonl"):
        report.saw("submissions")
        number = row["number"]
        if row["seq"] in taken_back:
            acted["withdrawn"].add(number)
        for name in told:
            if row[name]:
                told[name].add(number)
        if number in standing:
            report.differs("submissions", f"提交{number}出现两次")
        _leaf(report, row, there)
        if row["seq"] is not None:
            under = leaves.get(row["seq"])
            if under is None or row["place"] != len(under):
                report.differs("submissions", f"提交{number}不在所称的登记之下")
            else:
                under.append(row["leaf"])
        standing[number] = row
    for seq, (root, size) in roots.items():
        if len(leaves[seq]) != size or merkle_root(leaves[seq]) != root:
            report.differs("submissions", f"第{seq}号登记的提交缺失、增多或者被改动")
    for name, numbers in acted.items():
        if numbers != told[name]:
            report.differs("submissions", "删除或者撤回的提交与记录不符")
    return standing


def _names(entry: dict, act: str, key: str) -> bool:
    return entry["act"] == act and bool(entry["facts"].get(key))


def _leaf(report: Report, row: dict, there: set) -> None:
    if row["erased"]:
        if row["said"] is not None or row["salt"]:
            report.differs("submissions", f"提交{row['number']}标为已删除但仍有内容")
        return
    said = row["said"]
    leaf = sha256(b"\x00" + bytes.fromhex(row["salt"]) + canonical(said))
    if leaf != row["leaf"] or said["number"] != row["number"]:
        report.differs("submissions", f"提交{row['number']}的内容与登记值不符")
    if not set(said["files"]) <= there:
        report.differs("submissions", f"缺少提交{row['number']}的附件")


def merkle_root(leaves: list) -> str:
    """The root over leaves in order (RFC 6962)."""
    level = [bytes.fromhex(leaf) for leaf in leaves]
    if not level:
        return sha256(b"")
    while len(level) > 1:  # pairing from the left gives the same tree as splitting at powers of two
        paired = [
            hashlib.sha256(b"\x01" + level[i] + level[i + 1]).digest()
            for i in range(0, len(level) - 1, 2)
        ]
        level = paired + level[len(paired) * 2 :]
    return level[0].hex()


def check_answers(package: Package, report: Report, entries: list, standing: dict) -> None:
    """The answers are those that were given, and the counts follow from them."""
    told = _told(entries)
    found = {}
    for row in package.lines("data/dispositions.jsonl"):
        report.saw("answers")
        found[tuple(row.pop("subject"))] = row
    for subject in sorted(told.keys() | found.keys()):
        if told.get(subject) != found.get(subject):
            word = "意见" if subject[0] == "opinion" else "同类意见"
            report.differs("answers", f"{word}{subject[1]}的处理结果与记录不符")
    counts: Counter = Counter(submissions=sum(not row["withdrawn"] for row in standing.values()))
    seen = set()
    for row in package.lines("data/opinions.jsonl"):
        report.saw("answers")
        _opinion(report, row, standing, seen)
        sent = standing.get(row["number"])
        if sent is None or sent["withdrawn"]:
            continue
        answer = found.get(("opinion", row["id"])) or found.get(("cluster", row["cluster"]))
        counts["opinions"] += 1
        counts[f"from_{row['channel']}"] += 1
        counts[f"is_{answer['kind']}" if answer else "undisposed"] += 1
    kept = package.json("data/counts.json")
    for name in sorted(set(kept) | set(counts)):
        if kept.get(name, 0) != counts[name]:
            report.differs("answers", f"计数{name}为{kept.get(name, 0)}，按数据应为{counts[name]}")
    if _concluded(entries) and counts["undisposed"]:
        report.differs("answers", f"公众参与已经完成，仍有{counts['undisposed']}条意见没有处理结果")


def _told(entries: list) -> dict:
    told: dict = {}
    for entry in entries:
        facts = entry["facts"]
        if entry["act"] in ("undo_disposition", "check_answer"):
            for subject in _subjects(facts):
                told.pop(subject, None)
        for answer in facts.get("answers", [facts]):  # a sheet of answers gives many at once
            if "kind" in answer and "changed_clauses" in answer:
                for subject in _subjects(answer):
                    told[subject] = _answer(answer, entry["actor"], entry["occurred_on"])
        for answer in facts.get("restored", []):  # an undone step gives back what it replaced
            for subject in _subjects(answer):
                told[subject] = _answer(answer, answer["by"], answer["on"])
    return told


def _answer(facts: dict, by: object, on: str) -> dict:
    return {
        "kind": facts["kind"],
        "reason": facts["reason"],
        "no_change_reason": facts["no_change_reason"],
        "main_opinion": facts["main_opinion"],
        "clauses": sorted(facts["changed_clauses"]),
        "by": by,
        "on": on,
    }


def _subjects(facts: dict) -> list:
    clusters = facts.get("clusters") or [pk for pk in [facts.get("cluster")] if pk]
    opinions = [("opinion", opinion) for opinion in facts.get("opinions", [])]
    return [("cluster", cluster) for cluster in clusters] + opinions


def _opinion(report: Report, row: dict, standing: dict, seen: set) -> None:
    sent = standing.get(row["number"])
    if sent is None or row["id"] in seen:
        report.differs("answers", f"意见{row['id']}不属于任何提交，或者出现两次")
        return
    seen.add(row["id"])
    said = sent["said"]
    if said is None:
        return
    if not row["text"] or row["text"] not in said["text"] or row["channel"] != said["channel"]:
        report.differs("answers", f"意见{row['id']}不是其提交中的原文")


def _concluded(entries: list) -> bool:
    for entry in reversed(entries):
        told = entry["facts"].get("progress")
        if told and told[0] == "participation":
            return told[1] == "concluded"
    return False


def check_notices(package: Package, report: Report, entries: list) -> None:
    """Each notice is what was frozen, belongs to an act, and its numbers add up."""
    counts, last, registered = package.json("data/counts.json"), {}, {}
    rows = package.json("data/rows.json")
    for entry in entries:
        if entry["act"] == "register_notices":
            registered.update({told["notice"]: told for told in entry["facts"]["notices"]})
    for name in sorted(
        n for n in package.listed if n.startswith("notices/") and n.endswith(".json")
    ):
        report.saw("notices")
        notice = package.json(name)
        snapshot = notice["snapshot"]
        title = snapshot["title"].replace("\n", "")
        if sha256(canonical(snapshot)) != notice["snapshot_sha256"]:
            report.differs("notices", f"公文《{title}》的数据与摘要值不符")
        if not 1 <= notice["seq"] <= len(entries):
            report.differs("notices", f"公文《{title}》没有对应的办理记录")
        told = registered.pop(notice["notice"], None)
        if told is not None and told != {key: notice.get(SPELT.get(key, key)) for key in told}:
            report.differs("notices", f"公文《{title}》与登记的记录不符")
        for key, ending, what in PRINTED:
            listed = package.listed.get(name.replace(".json", ending), {})
            if notice.get(key) and listed.get("sha256") != notice[key]:
                report.differs("notices", f"公文《{title}》的{what}缺失或者不是制发的那一份")
        _counted(report, title, notice["kind"], snapshot, rows)
        if notice["kind"] == "termination_notice":
            _as_recorded(report, title, snapshot, entries[: notice["seq"]][-1:])
        if notice["kind"] == "adoption_notice" and not notice["void"]:
            _adds_up(report, title, snapshot)
            last = snapshot
    for told in registered.values():
        report.differs("notices", f"缺少登记过的公文《{told['title']}》")
    if last and "conclude_participation" in {e["act"] for e in entries}:
        _follows(report, last, counts)


def _counted(report: Report, title: str, kind: str, snapshot: dict, rows: list) -> None:
    """The counts a paper states are those of what it lists, and of the data where it has them."""
    wrong = False
    if kind == "expert_summary":
        others = snapshot["released"] + snapshot["silent"]
        wrong = snapshot["invited"] != len(snapshot["opinions"]) + others
    elif kind == "hearing_record":
        signed = sum(bool(one["signed_on"]) for one in snapshot["signers"])
        refused = sum(bool(one["refusal"]) for one in snapshot["signers"])
        wrong = (signed, refused) != (snapshot["signed"], snapshot["refused"])
    elif kind == "meeting_record":
        stands = Counter(view["stand"] for view in snapshot["views"])
        wrong = stands != Counter({name: n for name, n in snapshot["stands"].items() if n})
        said = Counter((view["order"], view["stand"]) for view in snapshot["views"])
        kept = Counter((row["order"], row["stand"]) for table, row in rows if table == "memberview")
        if said - kept:
            report.differs("notices", f"公文《{title}》所载发言与案卷不符")
    if wrong:
        report.differs("notices", f"公文《{title}》的合计与所列内容不符")


def _as_recorded(report: Report, title: str, snapshot: dict, ended: list) -> None:
    """What the public is told of opinions received is what was counted when the course ended."""
    for entry in ended:
        for name in ("submissions", "opinions"):
            if snapshot[name] != entry["facts"].get(name, 0):
                report.differs("notices", f"公文《{title}》的意见数与办理记录不符")


def _adds_up(report: Report, title: str, snapshot: dict) -> None:
    channels = sum(channel["opinions"] for channel in snapshot["channels"])
    answers = sum(snapshot["dispositions"].values())
    lines = Counter()
    for row in snapshot["opinions"]:
        lines[row["disposition"]] += row["alike"]
    if channels != answers:
        report.differs("notices", f"公文《{title}》按渠道和按处理结果的合计不相等")
    if not snapshot["unlisted_reason"] and lines != Counter(
        {way: n for way, n in snapshot["dispositions"].items() if n}
    ):
        report.differs("notices", f"公文《{title}》的附表与合计不符")


def _follows(report: Report, snapshot: dict, counts: dict) -> None:
    for way, number in snapshot["dispositions"].items():
        if counts.get(f"is_{way}", 0) != number:
            report.differs("notices", f"采纳情况公告所载{way}为{number}，与意见数据不符")


def check_rows(package: Package, report: Report, entries: list) -> None:
    """The drafts, the rows of the file and the facts the law saw are those of the last entry."""
    if not entries:
        return
    rows = package.json("data/rows.json")
    report.saw("rows", len(rows))
    if sha256(canonical(rows)) != entries[-1]["rows"]:
        report.differs("rows", "案卷各表的内容与最后一条记录不符")
    case = {key: value for key, value in package.json("data/case.json").items() if key != "as_of"}
    if sha256(canonical(case)) != entries[-1]["dossier"]:
        report.differs("rows", "据以判断的事实与最后一条记录不符")
    kept = {row["version"]: row["digest"] for table, row in rows if table == "draft"}
    for name in sorted(n for n in package.listed if n.startswith("data/drafts/")):
        draft = package.json(name)
        report.saw("rows")
        spelled = json.dumps(draft["clauses"], ensure_ascii=False, separators=(",", ":"))
        if sha256(spelled.encode()) != kept.pop(draft["version"], ""):
            report.differs("rows", f"草案第{draft['version']}稿的条文与摘要值不符")
    if kept:
        report.differs("rows", "缺少草案的条文")
    _stored(package, report, rows)
    _handed_over(package, report, entries, rows)


def _handed_over(package: Package, report: Report, entries: list, rows: list) -> None:
    """Where the matter stands and how its file is kept is what the rows say (Art. 33)."""
    said = package.manifest["decision"]
    kept = next((row for table, row in rows if table == "archive"), {})
    for key in ("retention", "file_number", "archived_on"):
        if said[key] != (kept.get(key) or ""):
            report.differs("rows", "目录所载的保管期限、档号或者归档日期与案卷不符")
    if said["stage"] != entries[-1]["stage_after"]:
        report.differs("rows", "目录所载的阶段与最后一条记录不符")


def _stored(package: Package, report: Report, rows: list) -> None:
    """Each paper of the file lies in the package under the digest of its row."""
    there = Counter(one["sha256"] for one in package.listed.values())
    for table, row in rows:
        if table == "paper" and not there[row["sha256"]]:
            report.differs("rows", f"缺少材料《{row['title']}》")


def check_heads(package: Package, report: Report, entries: list) -> None:
    """The daily heads that name this record name it as it is."""
    decision = package.manifest["decision"]["id"]
    digests = {entry["seq"]: entry["digest"] for entry in entries}
    for head in package.json("record/heads.json"):
        report.saw("heads")
        said = {"on": head["on"], "previous": head["previous"], "heads": head["heads"]}
        date.fromisoformat(head["on"])
        if sha256(b"yijue-head-1\n" + canonical(said)) != head["digest"]:
            report.differs("heads", f"{head['on']}的总链头与其内容不符")
        named = [(seq, digest) for one, seq, digest in head["heads"] if one == decision]
        if len(named) != 1 or digests.get(named[0][0]) != named[0][1]:
            report.differs("heads", f"{head['on']}的总链头与本案记录不符")


def check_volume(package: Package, report: Report, entries: list) -> None:
    """The whole file as one PDF is the one the record asks for; each paper in it lies here too."""
    names = ("volume.pdf", "volume.json")
    bound = [entry for entry in entries if entry["act"] == "register_volume"]
    standing = [entry for entry in bound if entry["seq"] > _last_erasure(entries)]
    due = standing[-1] if standing and standing[-1]["facts"].get("carried") else None
    if not set(names) & set(package.listed):
        if due:
            report.saw("volume")
            report.differs("volume", _taken_out(due))
        return
    report.saw("volume")
    found = tuple(package.listed.get(name, {}).get("sha256") for name in names)
    # Before volumes were carried by every later package, each carried the one made for it, if any.
    lawful = [due] if due else [entry for entry in bound if not entry["facts"].get("carried")]
    if found not in {_volume(entry) for entry in lawful}:
        report.differs("volume", _another(found, bound, due))
        return
    there = {one["sha256"] for one in package.listed.values()}
    volume = package.json("volume.json")
    _checked_alike(package, report, entries, volume)
    for one in volume["entries"]:
        report.saw("volume")
        if one["digest"] not in there:
            report.differs("volume", f"整卷PDF所载《{one['title']}》不在卷宗包内")


def _volume(entry: dict) -> tuple:
    return entry["facts"]["pdf"], entry["facts"]["list"]


def _last_erasure(entries: list) -> int:
    """The number of the entry that erased a submission last: what was bound before is recalled."""
    return max(
        (e["seq"] for e in entries for act, key in GONE["erased"] if _names(e, act, key)), default=0
    )


def _taken_out(due: dict) -> str:
    on, pages = _day(due["recorded_at"]), due["facts"]["pages"]
    return (
        f"{on}第{due['seq']}号记录登记了整卷PDF（共{pages}页），此后形成的卷宗包都应附有这份PDF，"
        "本包内没有：可能已被抽去，归档材料核对表因此也无从核对。请向移交单位索取完整的卷宗包"
    )


def _another(found: tuple, bound: list, due) -> str:
    earlier = next((entry for entry in bound if _volume(entry) == found), None)
    if earlier and due:
        return (
            f"所附整卷PDF是第{earlier['seq']}号记录登记的旧件，"
            f"应附第{due['seq']}号记录最近登记的那一份"
        )
    if earlier:
        return f"所附整卷PDF登记于第{earlier['seq']}号记录，此后有提交被删除，该件不得再移交"
    return "整卷PDF或者它的目录缺失，或者不是登记的那一份"


def _checked_alike(package: Package, report: Report, entries: list, volume: dict) -> None:
    """The checklist is the one the volume prints, where nobody acted between the two."""
    digests = [entry["digest"] for entry in entries]
    if volume["newest"] not in digests:
        report.differs("volume", "整卷PDF所载的链头不在办理记录之中")
        return
    after = entries[digests.index(volume["newest"]) + 1 :]
    if any(not entry["act"].startswith("register_") for entry in after):
        return
    keys = ("title", "present", "not_needed")
    found = [[one[key] for key in keys] for one in package.json("data/checklist.json")]
    if found != [[one.get(key, "") for key in keys] for one in volume["checklist"]]:
        report.differs("volume", "归档材料核对与整卷PDF所载的不符")


def words(report: Report, head: str) -> str:
    """The verdict, as one reads it out."""
    lines = [f"《{report.title}》卷宗核验" if report.title else "卷宗核验"]
    wrong = Counter(check for check, _what in report.differences)
    for check, name in CHECKS.items():
        verdict = f"发现{wrong[check]}处不符" if wrong[check] else "相符"
        if not report.looked_at[check] and not wrong[check]:
            verdict = "没有核验对象"
        lines.append(f"  {name}：{verdict}（核验{report.looked_at[check]}项）")
    lines += [f"  × {what}" for _check, what in report.differences[:50]]
    if len(report.differences) > 50:
        lines.append(f"  ……另有{len(report.differences) - 50}处")
    if report.differences:
        lines.append("结论：本卷宗包与办理记录不符，不能作为完整、真实的案卷使用。")
    else:
        lines.append("结论：卷宗包内的材料、数据和公文与办理记录一致，各环节按法定次序办理。")
        if not head:
            lines.append(
                "提示：没有提供另行保存的链头，不能排除整套记录被重新编制。可用 --head 复核。"
            )
    return "\n".join(lines)


def main(arguments: list | None = None) -> int:
    """Check one package from the command line."""
    parser = argparse.ArgumentParser(description="核验导出的卷宗包")
    parser.add_argument("package")
    parser.add_argument("--head", default="", help="另行保存的链头摘要值")
    parser.add_argument("--manifest", default="", help="另行保存的目录摘要值")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    try:
        report = verify(asked.package, asked.head, asked.manifest)
    except Unreadable as fault:
        sys.stderr.write(f"{fault}\n")
        return 2
    if asked.json:
        told = {
            "title": report.title,
            "agrees": not report.differences,
            "checked": dict(report.looked_at),
            "differences": [{"check": c, "what": w} for c, w in report.differences],
        }
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write(words(report, asked.head or asked.manifest) + "\n")
    return 1 if report.differences else 0


if __name__ == "__main__":
    sys.exit(main())
