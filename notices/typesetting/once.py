"""What WeasyPrint works out anew for every page and every block, and what is the same for many.

The sheet and its sixteen margin boxes have one style on all pages of a side; the margins, paddings
and widths of a block follow from its style and the box around it, and the rows of an annex share
both. install() is given WeasyPrint's modules by press.py for papers in chapters; it refuses a
release it was not written against. A stylesheet that counts pages (``:nth``) would need more, and
ours has none.
"""

from types import ModuleType
from typing import Any

from notices.typesetting.justification import UnknownRelease, fingerprint

WRITTEN_AGAINST = {
    "set_page_type_computed_styles": "4e68b396b35c4a06",
    "resolve_percentages": "71673078096fcf87",
}


def install(layout: ModuleType) -> None:
    """Wraps both functions, once."""
    page, block = layout.page, layout.block
    if hasattr(page.set_page_type_computed_styles, "shared"):
        return
    known = page.set_page_type_computed_styles, block.resolve_percentages
    if fingerprint(*known) != WRITTEN_AGAINST:
        raise UnknownRelease("WeasyPrint's styles of pages and blocks are not the ones known here")
    page.set_page_type_computed_styles = _of_pages(known[0])
    block.resolve_percentages = _of_blocks(known[1])


def _of_pages(set_styles: Any) -> Any:
    def set_shared(page_type: Any, html: Any, style_for: Any) -> None:
        known = vars(style_for).setdefault("of_pages", {})
        computed = style_for.get_computed_styles()
        key = page_type.side, page_type.blank, page_type.name, page_type.index == 0
        if key not in known:
            set_styles(page_type, html, style_for)
            known[key] = {part: one for (of, part), one in computed.items() if of == page_type}
        computed.update({(page_type, part): one for part, one in known[key].items()})

    set_shared.shared = True  # type: ignore[attr-defined]
    return set_shared


def _of_blocks(resolve: Any) -> Any:
    def resolve_shared(box: Any, around: Any) -> None:
        if type(box).__name__ != "BlockBox" or type(around).__name__ != "BlockBox":
            resolve(box, around)
            return
        known = vars(box.style).setdefault("of_blocks", {})
        key = around.width, around.height
        if key not in known:
            bare = type(box).__new__(type(box))
            bare.style = box.style
            resolve(bare, around)
            known[key] = {name: one for name, one in vars(bare).items() if name != "style"}
        vars(box).update(known[key])

    return resolve_shared
