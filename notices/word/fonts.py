"""Which families the Word file names: the standard's own, or those of the office's files.

The office's folder (setting FONTS_ROOT) serves PDF and Word alike: a file of its own there gives
its name here. The open look-alikes are never named: no officer has them.
"""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from notices.typesetting import faces

STANDARD = {
    "fang": ("Yijue FangSong", "仿宋_GB2312", "仿宋"),
    "kai": ("Yijue Kai", "楷体_GB2312", "楷体"),
    "hei": ("Yijue Hei", "黑体", "SimHei"),
    "title": ("Yijue Title", "方正小标宋简体", "宋体"),
    "song": ("Yijue Song", "宋体", "SimSun"),
}  # face → family in print.css, name in the standard, name where that is not installed
CHINESE, FAMILY = 0x804, 1  # language and number of a font's own name
LOOK_ALIKE = "Fandol"


def names() -> dict[str, str]:
    """The family of each face."""
    own = {face.family: face for face in faces.BODY_FACES}
    folder = Path(settings.FONTS_ROOT)
    return {key: _named(own[family], folder) or name for key, (family, name, _) in STANDARD.items()}


def stand_ins() -> dict[str, str]:
    """What Word takes where a family is not installed."""
    return {name: other for _, name, other in STANDARD.values()}


def _named(face: faces.Face, folder: Path) -> str:
    """The name an office's own file bears; empty where only a look-alike is there."""
    path = faces.find(face, folder)
    if path is None or path.name.startswith(LOOK_ALIKE):
        return ""
    return _family(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _family(path: Path, _changed: int) -> str:
    from fontTools.ttLib import TTFont

    with TTFont(path, fontNumber=0, lazy=True) as font:
        table = font["name"]
        own = table.getName(FAMILY, 3, 1, CHINESE)
        return str(own) if own else str(table.getDebugName(FAMILY) or "")
