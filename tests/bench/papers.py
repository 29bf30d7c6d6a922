"""Long adoption notices beside one naive document and beside Chromium, on the same rows.

``python -m tests.bench.papers 100 1000 10000 100000`` measures alone and needs no database. The
naive document holds all rows in one table, with the same variant and tags (answer 21 of the
project: the same limits do not bind it). Chromium prints the same page, untagged, as a table and as
the blocks our chapters use. Every run is a process of its own; memory is that of all its processes
together, shared pages counted once.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

if __name__ == "__main__":
    django.setup()

from django.template.loader import render_to_string

from notices import carried, composition, papers, press, render
from notices.samples import sheets as samples
from notices.sandbox import Limits

SIZES = (100, 1_000, 10_000)
ALL = (*SIZES, 100_000)
BESIDE = 10_000  # up to here the naive document and Chromium are asked too
VARIANT = "pdf/a-3a"
ROUNDS = {100: 3, 1_000: 3, 10_000: 1, 100_000: 1}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
BLOCKS = "notices/parts/opinions.html"
PATIENT = Limits(1800)  # the clock of a busy machine is not measured; the memory is bound as ever
LOOK = 0.1  # seconds between two looks at the memory
PHRASES = (
    "建议把水源保护区的界桩设立到每一个取水口，损坏以后由村委会三日内修复",
    "养殖场离水源太近，雨季粪污流进水渠，请明确最小距离和搬迁补偿办法",
    "巡查员由谁聘用、报酬从哪里来，办法没有写清楚，希望补充",
    "枯水期停水通知应当提前两天，通过广播和微信群告诉老人",
    "第十条处罚过重，初次违反可以先教育，再次违反再罚款",
    "水质检测结果每季度张贴在村务公开栏，并说明哪些指标不合格",
    "支持划定一级保护区，但是区内原有果园如何处理需要说明",
    "管网老化漏损严重，保护水源也要同时安排改造资金",
)
REASONS = (
    "意见合理，已在草案中作出规定。",
    "涉及财政安排，已转有关部门在年度预算中研究，并将结果向社会公布。",
    "上位法已有明确规定，本办法不再重复。",
)


class Run(NamedTuple):
    """Seconds of wall clock and CPU, megabytes at the peak, bytes of the file."""

    wall: float
    cpu: float
    peak: float
    size: int


def notice(rows: int) -> papers.AdoptionNotice:
    """An adoption notice of so many opinions of some eighty characters, always the same."""
    by = random.Random(rows)
    made = tuple(_row(n, by) for n in range(1, rows + 1))
    counted = [sum(row.disposition == way for row in made) for way in papers.DISPOSITIONS]
    whole = samples.adoption_notice(1)
    assert isinstance(whole, papers.AdoptionNotice)
    return replace(
        whole,
        sample=False,
        opinions=made,
        channels=(papers.ChannelCount(channel="网上征求意见", opinions=rows),),
        dispositions=papers.DispositionCounts(
            **dict(zip(papers.DISPOSITIONS, counted, strict=True))
        ),
    )


def _row(n: int, by: random.Random) -> papers.OpinionRow:
    said = "；".join(by.sample(PHRASES, by.choice((1, 2, 3)))) + "。"
    kind = by.choice(("adopted", "partly_adopted", "not_adopted"))
    return papers.OpinionRow(
        number=str(n),
        source=f"公民　{by.choice('赵钱孙李周吴郑王')}**",
        text=said,
        disposition=kind,
        reason=by.choice(REASONS),
        clause="第五条第二款" if kind == "adopted" else "",
    )


def ours(rows: int, out: Path) -> None:
    """The notice as the worker makes it."""
    snapshot = papers.snapshot(notice(rows))
    inside = carried.attachments("adoption_notice", snapshot)
    data = render.pdf(
        "adoption_notice", snapshot, variant=VARIANT, attachments=inside, limits=PATIENT
    )
    out.write_bytes(data)


def naive(rows: int, out: Path) -> None:
    """All rows in one table of one document."""
    whole = notice(rows)
    snapshot = papers.snapshot(whole)
    job = render._job("adoption_notice", whole, table(whole), VARIANT, rare_faces=False)
    inside = carried.attachments("adoption_notice", snapshot)
    job |= render._told(inside)
    job["attachments"] = {name: b64encode(data).decode() for name, data in inside.items()}
    out.write_bytes(press.run(job))


def chromium(page: Path, out: Path) -> None:
    """What a browser prints of the page."""
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    flags += ["--disable-pdf-tagging", f"--user-data-dir={out}.profile", "--timeout=600000"]
    command = [str(CHROMIUM), *flags, f"--print-to-pdf={out}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True)


def table(whole: papers.AdoptionNotice, blocks: bool = False) -> str:
    """The page of the whole notice, its annex one table or one run of blocks."""
    parts = list(_pages(whole))
    before, _, rest = parts[0].partition('<table class="opinions">')
    head, after = rest.partition("<tbody>")[0], rest.partition("</table>")[2]
    if blocks:
        return before + render_to_string(BLOCKS, {"rows": whole.opinions}) + after
    rows = [part.partition('<table class="opinions">')[2].partition("<tbody>")[2] for part in parts]
    rows = [part.partition("</tbody>")[0] for part in rows]
    return "".join(
        (before, '<table class="opinions">', head, "<tbody>", *rows, "</tbody></table>", after)
    )


def _pages(whole: papers.AdoptionNotice) -> Iterator[str]:
    """The template prints up to 200 rows as a table."""
    for start in range(0, len(whole.opinions), 200):
        some = replace(whole, opinions=whole.opinions[start : start + 200], unlisted_reason="分批")
        yield composition.compose("adoption_notice", papers.snapshot(some), "")[0]


def page_for_chromium(rows: int, folder: Path, blocks: bool) -> Path:
    """The same page with its stylesheet and faces beside it."""
    page = table(notice(rows), blocks)
    files = {path.name: path for _, path in composition.found()}
    css = render.PRINT_CSS.read_text(encoding="utf-8") + render._font_faces(asked=False)
    for name, path in files.items():
        css = css.replace(f"font:{name}", path.as_uri())
    path = folder / f"{rows}-{'blocks' if blocks else 'table'}.html"
    path.write_text(page.replace("</head>", f"<style>{css}</style></head>"), encoding="utf-8")
    return path


def apart(work: Callable[[Path], None]) -> Run:
    """One run in processes of its own."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.pdf"
        begun = time.perf_counter()
        child = os.fork()
        if child == 0:
            code = 1
            try:
                work(out)
                code = 0
            except Exception as fault:
                sys.stderr.write(f"{fault}\n")
            finally:
                os._exit(code)
        spent = _Spent(child)
        _, status = os.waitpid(child, 0)
        wall = time.perf_counter() - begun
        cpu, peak = spent.stop()
        if status or not out.exists():
            raise NoFile
        return Run(wall, cpu, peak, out.stat().st_size)


class NoFile(Exception):
    """A way ended without a paper: too large for it, or stopped."""


class _Spent:
    """What a process and all it started used: seconds of CPU, and megabytes held together."""

    def __init__(self, root: int) -> None:
        self.root, self.most, self.on = root, 0.0, True
        self.ticks: dict[int, int] = {}
        self.looking = threading.Thread(target=self._look)
        self.looking.start()

    def stop(self) -> tuple[float, float]:
        self.on = False
        self.looking.join()
        return sum(self.ticks.values()) / os.sysconf("SC_CLK_TCK"), self.most

    def _look(self) -> None:
        while self.on:
            family = _family(self.root)
            self.ticks |= family
            self.most = max(self.most, sum(_held(pid) for pid in family) / 1024)
            time.sleep(LOOK)


def _family(root: int) -> dict[int, int]:
    """The processes below one, each with the ticks it has used so far."""
    seen = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        seen[int(stat.parent.name)] = (int(fields[1]), int(fields[11]) + int(fields[12]))
    found = {root}
    while more := {pid for pid, (parent, _) in seen.items() if parent in found} - found:
        found |= more
    return {pid: seen[pid][1] for pid in found if pid in seen}


def _held(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def measure(sizes: tuple[int, ...] = SIZES) -> dict[int, dict[str, list[Run]]]:
    """Every way at every size, one after another in each round."""
    found: dict[int, dict[str, list[Run]]] = {}
    for rows in sizes:
        ways: dict[str, Callable[[Path], None]] = {"ours": lambda out, n=rows: ours(n, out)}
        with tempfile.TemporaryDirectory() as folder:
            if rows <= BESIDE and CHROMIUM:
                for blocks in (False, True):
                    page = page_for_chromium(rows, Path(folder), blocks)
                    name = f"chromium, {'blocks' if blocks else 'table'}"
                    ways[name] = lambda out, page=page: chromium(page, out)
            if rows <= BESIDE:
                ways["naive"] = lambda out, n=rows: naive(n, out)
            found[rows] = {name: [] for name in ways}
            for _ in range(ROUNDS.get(rows, 1)):
                for name, work in ways.items():
                    with suppress(NoFile):
                        found[rows][name].append(apart(work))
                        _tell(rows, name, found[rows][name][-1])
    return found


def _tell(rows: int, name: str, run: Run) -> None:
    sys.stderr.write(f"{rows} {name}: {run}\n")


def written(found: dict[int, dict[str, list[Run]]]) -> list[str]:
    """The figures as a section of the page."""
    lines = [
        "## Adoption notices of many opinions",
        "",
        f"One notice as {VARIANT}, tagged, with its data and its annex attached. *Naive* is one "
        "WeasyPrint document of the same variant with one table; Chromium prints the same page "
        "untagged and unarchived. Goals at 10,000 rows: ours ≤ 0.20 of naive and ≤ 1.2 of "
        "Chromium by the clock on two cores, the time per row ≤ 1.3 of that at 1,000, "
        "and ≤ 600 MB in all at any size. WeasyPrint "
        f"{version('weasyprint')}, {_version()}.",
        "",
        "| rows | way | s | CPU s | ms a row | MB in all | MB of file | ours beside it, s | CPU |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for rows, ways in found.items():
        own = _median(ways["ours"])
        for name, runs in ways.items():
            if not runs:
                lines.append(f"| {rows:,} | {name} | no file | – | – | – | – | – | – |")
                continue
            one = _median(runs)
            lines.append(
                f"| {rows:,} | {name} | {one.wall:.1f} | {one.cpu:.1f} | {one.wall / rows * 1000:.1f} "
                f"| {one.peak:.0f} | {one.size / 1e6:.1f} | {own.wall / one.wall:.2f} "
                f"| {own.cpu / one.cpu:.2f} |"
            )
    return [*lines, "", *_flat(found)]


def _flat(found: dict[int, dict[str, list[Run]]]) -> list[str]:
    if not {1_000, 10_000} <= set(found):
        return []
    small, large = (_median(found[n]["ours"]) for n in (1_000, 10_000))
    return [
        f"Time per row at 10,000 beside 1,000: {large.wall / small.wall / 10:.2f} by the clock, "
        f"{large.cpu / small.cpu / 10:.2f} of CPU.",
        "",
    ]


def _median(runs: list[Run]) -> Run:
    return Run(*(median(values) for values in zip(*runs, strict=True)))  # type: ignore[arg-type]


def _version() -> str:
    if not CHROMIUM:
        return "no Chromium here"
    said: Any = subprocess.run([CHROMIUM, "--version"], capture_output=True, text=True, check=False)
    return str(said.stdout.strip())


if __name__ == "__main__":
    chosen = tuple(int(value) for value in sys.argv[1:]) or SIZES
    sys.stdout.write("\n".join(written(measure(chosen))) + "\n")
