"""Pictures: measured before they are decoded, then drawn anew.

Called by `files.accept`. Drawing anew drops EXIF, GPS, thumbnails, colour profiles, further
frames and anything hidden behind the picture. Size limits stand in `limits.py`.
"""

import io
import struct

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from . import limits
from .refused import Refused

_FRAME_MARKERS = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_KEPT_MODES = {"PNG": {"1", "L", "LA", "RGB", "RGBA"}, "JPEG": {"L", "RGB"}}


def redraw(data: bytes, kind: str) -> bytes:
    """Give the picture drawn anew as PNG or JPEG; refuse one too large or broken."""
    form = "PNG" if kind == "png" else "JPEG"
    width, height = (_png_size if form == "PNG" else _jpeg_size)(data)
    _check_size(width, height)
    try:
        picture = Image.open(io.BytesIO(data), formats=[form])
        _check_size(*picture.size)
        return _encode(_upright(picture), form)
    except (OSError, ValueError, SyntaxError, EOFError, struct.error, MemoryError) as error:
        raise _broken() from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error


def _upright(picture):
    """Turn a photograph the way its camera meant it, then forget the camera."""
    picture.load()
    return ImageOps.exif_transpose(picture)


def _encode(picture, form):
    if picture.mode not in _KEPT_MODES[form]:
        see_through = form == "PNG" and "transparency" in picture.info
        picture = picture.convert("RGBA" if see_through else "RGB")
    picture.info = {}
    out = io.BytesIO()
    picture.save(out, form, **({"quality": 90} if form == "JPEG" else {}))
    return out.getvalue()


def _png_size(data):
    if len(data) < 33 or data[12:16] != b"IHDR":
        raise _broken()
    return struct.unpack(">II", data[16:24])


def _jpeg_size(data):
    place = 2
    while place + 9 < len(data) and data[place] == 0xFF:
        marker, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4])
        if marker in _FRAME_MARKERS:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        place += 1 if marker == 0xFF else 2 + length
    raise _broken()


def _check_size(width, height):
    if max(width, height) > limits.IMAGE_SIDE_PIXELS or width * height > limits.IMAGE_PIXELS:
        raise _too_large()
    if not width or not height:
        raise _broken()


def _too_large():
    return Refused(
        _("The picture is too large: at most %(side)d pixels a side, %(all)d million in all.")
        % {"side": limits.IMAGE_SIDE_PIXELS, "all": limits.IMAGE_PIXELS // 1_000_000},
        _("Save it smaller and send it again."),
        "picture_size",
    )


def _broken():
    return Refused(_("The picture is damaged."), _("Save it anew and send it again."), "picture")
