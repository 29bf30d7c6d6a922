"""What is seen of a signature: the organ's own seal as a picture, or the demo's drawn one.

Only a paper with a place for the seal shows one; on the others the signature is unseen.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from notices.signing import seal

WIDTH = 119.055  # points: 42 mm, as .seal in print.css
SHEER = 0.8  # what stands under a seal stays readable


@dataclass(frozen=True)
class Look:
    """A seal: a picture of the organ's, or drawn by ourselves."""

    picture: Path | None = None
    drawn: bytes = b""

    def style(self) -> Any:
        """The seal as pyHanko takes it."""
        from pyhanko.pdf_utils.content import RawContent
        from pyhanko.pdf_utils.images import PdfImage
        from pyhanko.pdf_utils.layout import BoxConstraints
        from pyhanko.stamp import StaticStampStyle

        if self.picture:
            background: Any = PdfImage(str(self.picture))
        else:
            background = RawContent(self.drawn, box=BoxConstraints(width=WIDTH, height=WIDTH))
        return StaticStampStyle(background=background, border_width=0, background_opacity=SHEER)


def look_of(picture: Path | None, organ: str, *, sample: bool, face: Path | None) -> Look | None:
    """The seal of an organ; a sample without a picture gets the one marked 样例."""
    if picture:
        return Look(picture)
    return Look(drawn=seal.sample(WIDTH, organ, face)) if sample and face else None
