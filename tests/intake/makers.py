"""Makes the files the intake tests send: honest ones and hostile ones, all in memory."""

import io
import struct
import zipfile
import zlib

import docx
import pikepdf
import xlsxwriter
from PIL import Image

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word(*paragraphs):
    """An honest .docx of some paragraphs."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def sheet(*rows):
    """An honest .xlsx of some rows."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                write = page.write_string if isinstance(cell, str) else page.write
                write(number, place, cell)
    return out.getvalue()


def repacked(data, put=None, edit=None, leave=()):
    """A container with parts put in, edited (name → function of the text) or left out."""
    out = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(data))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if edit and name in edit:
                content = edit[name](content.decode()).encode()
            if name not in leave:
                target.writestr(name, content)
        for name, content in (put or {}).items():
            target.writestr(name, content)
    return out.getvalue()


def related(data, kind, target, mode="External"):
    """A .docx whose document is related to something else."""
    line = (
        f'<Relationship Id="rId99" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    )
    name = "word/_rels/document.xml.rels"
    return repacked(
        data, edit={name: lambda t: t.replace("</Relationships>", line + "</Relationships>")}
    )


def with_body(data, xml):
    """A .docx with some XML put at the start of its body."""
    return repacked(
        data, edit={"word/document.xml": lambda t: t.replace("<w:body>", f"<w:body>{xml}", 1)}
    )


def png(width=8, height=8, colour="red"):
    """An honest PNG."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def png_claiming(width, height):
    """A PNG of a few bytes whose header claims a size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 64)), (b"IEND", b""))
    )


def jpeg_with_gps():
    """A photograph that tells where it was taken, turned on its side, with a comment."""
    picture = Image.new("RGB", (40, 20), "blue")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "SECRET-PLACE"
    exif.get_ifd(0x8825).update({1: "N", 2: (25.0, 2.0, 3.0)})
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"SECRET-COMMENT", icc_profile=b"SECRET-PROFILE")
    return out.getvalue()


def pdf(change=None, **options):
    """A PDF of one empty page, changed by a function before it is saved."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        if change:
            change(document)
        document.save(out, **options)
    return out.getvalue()


def flat_bomb(name="word/bomb.xml", size=80_000_000):
    """A .docx with a part that unpacks a thousandfold."""
    return repacked(word("第一条　甲。"), put={name: b"<a>" + b" " * size + b"</a>"})
