"""The checks that a validator of PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) makes.

Each function yields what is wrong in words; a file without a word passes. Written against the
finished file with pikepdf, so that nothing of what made it is trusted. Numbers are clauses.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
PAINTS = {"Tj", "TJ", "'", '"', "Do", "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "EI"}
STANDARD = {
    *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "NonStruct", "P"),
    *("H1", "H2", "H3", "H4", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD"),
    *("THead", "TBody", "TFoot", "Span", "Link", "Figure", "Form", "Annot", "Note"),
}
RELATIONS = {"/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified"}
INSIDE = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
}


def archival(data: bytes) -> Iterator[str]:
    """PDF/A-3a."""
    yield from _file(data)
    with pikepdf.open(BytesIO(data)) as pdf:
        yield from pdf.check_pdf_syntax()
        yield from _identified(pdf)
        yield from _colour(pdf)
        yield from _fonts(pdf)
        yield from _attached(pdf)
        yield from _annotated(pdf)
        yield from _active(pdf)


def accessible(data: bytes) -> Iterator[str]:
    """PDF/UA-1."""
    with pikepdf.open(BytesIO(data)) as pdf:
        root = pdf.Root
        if not str(root.get("/Lang", "")):
            yield "7.2 no language"
        if not root.MarkInfo.get("/Marked") or root.MarkInfo.get("/Suspects"):
            yield "7.1 not marked, or suspect"
        if not root.ViewerPreferences.get("/DisplayDocTitle"):
            yield "7.1 the title is not shown"
        elements = list(_below(root.StructTreeRoot))
        yield from _content(pdf, {e.objgen for e in elements})
        yield from _structure(elements)
        yield from _headings(elements)
        yield from _fields(pdf)


def _file(data: bytes) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}", data):
        yield "6.1.2 header"
    if not re.search(rb"%%EOF\r?\n?\Z", data):
        yield "6.1.3 bytes after the end"


def _identified(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/Encrypt" in pdf.trailer or "/ID" not in pdf.trailer:
        yield "6.1.3 encrypted, or without identifier"
    xmp = ET.fromstring(pdf.Root.Metadata.read_bytes().strip())
    if len(xmp.findall(f"{RDF}RDF")) != 1:
        yield "6.6.2 not one RDF"
    with pdf.open_metadata() as told:
        said = [told.get(f"pdfaid:{name}") for name in ("part", "conformance")]
        said += [told.get("{http://www.aiim.org/pdfua/ns/id/}part"), bool(told.get("dc:title"))]
    if said != ["3", "A", "1", True]:
        yield f"6.6.4 says {said}"
    text = pdf.Root.Metadata.read_bytes()
    if b"pdfaExtension:schemas" not in text or b"http://www.aiim.org/pdfua/ns/id/" not in text:
        yield "6.6.2.3 a foreign schema is not described"
    if "/Filter" in pdf.Root.Metadata and pdf.Root.Metadata.Filter == "/LZWDecode":
        yield "6.1.7 LZW"


def _colour(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = [one for one in pdf.Root.get("/OutputIntents", []) if one.S == "/GTS_PDFA1"]
    if len(intents) != 1:
        yield "6.2.3 output intent"
        return
    profile = intents[0].DestOutputProfile
    icc = profile.read_bytes()
    if profile.N != 3 or icc[36:40] != b"acsp" or icc[16:20] != b"RGB ":
        yield "6.2.3 the profile is not of RGB"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for font in _every(pdf, "/Font"):
        name = str(font.get("/BaseFont", "?"))
        if font.Subtype == "/Type0":
            below = font.DescendantFonts[0]
            descriptor = below.FontDescriptor
            if not {"/FontFile2", "/FontFile3"} & set(descriptor.keys()):
                yield f"6.2.11.4 {name} is not embedded"
            if below.Subtype == "/CIDFontType2" and "/CIDToGIDMap" not in below:
                yield f"6.2.11.3 {name} has no map"
            if "/W" not in below:
                yield f"6.2.11.5 {name} has no widths"
        if "/ToUnicode" not in font and "/DescendantFonts" in font:
            yield f"6.2.11.7 {name} has no ToUnicode"
        elif "/ToUnicode" in font:
            yield from _unicode(name, font.ToUnicode.read_bytes())


def _unicode(name: str, table: bytes) -> Iterator[str]:
    for code, shown in re.findall(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", table):
        text = bytes.fromhex(shown.decode()).decode("utf-16-be", "replace")
        if code.strip(b"0") and (not text or set(text) & {"\0", "\ufeff", "\ufffe"}):
            yield f"6.2.11.7.2 {name} maps {code!r} to nothing"
        if any(0xE000 <= ord(c) <= 0xF8FF for c in text):
            yield f"6.2.11.7.3 {name} maps {code!r} to private use"


def _attached(pdf: pikepdf.Pdf) -> Iterator[str]:
    files = {one.objgen: one for one in _every(pdf, "/Filespec")}
    listed = [one.objgen for one in pdf.Root.get("/AF", [])]
    if sorted(listed) != sorted(files):
        yield "6.8 attached files and /AF differ"
    for one in files.values():
        if not {"/F", "/UF", "/EF"} <= set(one.keys()) or one.AFRelationship not in RELATIONS:
            yield f"6.8 {one.get('/UF')}"
        inside = one.EF.F
        if "/" not in str(inside.get("/Subtype", ""))[1:] or "/ModDate" not in inside.Params:
            yield f"6.8 {one.get('/UF')} has no kind or date"


def _annotated(pdf: pikepdf.Pdf) -> Iterator[str]:
    for page in pdf.pages:
        for one in page.get("/Annots", []):
            flags = int(one.get("/F", 0))
            if not flags & 4 or flags & 0b100011:
                yield f"6.3.2 flags {flags} of {one.get('/T')}"
            left, bottom, right, top = (float(side) for side in one.Rect)
            if one.Subtype != "/Link" and right > left and top > bottom and "/AP" not in one:
                yield f"6.3.3 {one.get('/T')} has no look"
            if "/AP" in one and set(one.AP.keys()) != {"/N"}:
                yield "6.3.3 more than a normal look"


def _active(pdf: pikepdf.Pdf) -> Iterator[str]:
    for key in ("/AA", "/OpenAction", "/XFA", "/Requirements"):
        if key in pdf.Root:
            yield f"6.5 {key}"
    form = pdf.Root.get("/AcroForm", {})
    if form.get("/NeedAppearances") or "/XFA" in form:
        yield "6.4 form"
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/S") in ("/JavaScript", "/Launch"):
            yield f"6.5.1 {one.S}"
        if isinstance(one, pikepdf.Stream) and "/LZWDecode" in str(one.get("/Filter", "")):
            yield "6.1.7 LZW"


def _content(pdf: pikepdf.Pdf, in_tree: set[tuple[int, int]]) -> Iterator[str]:
    """Everything painted is read aloud or set apart (7.1), in one way only."""
    parents = _parents(pdf)
    for page in pdf.pages:
        marked, told, loose = parents[int(page.StructParents)], [], 0
        seen: set[int] = set()
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                told.append(_mark(operands))
                if "Artifact" in told and any(isinstance(one, int) for one in told):
                    yield "7.1 read aloud inside what is set apart, or the other way round"
                if isinstance(told[-1], int):
                    yield from _in_tree(marked, told[-1], seen, in_tree)
            elif name == "EMC":
                told.pop()
            elif name in PAINTS and not told:
                loose += 1
        if loose:
            yield f"7.1 page {page.label}: {loose} things are neither read aloud nor set apart"


def _parents(pdf: pikepdf.Pdf) -> dict[int, Any]:
    """The tree of numbers as a whole; of a paper in chapters it has a leaf for each."""
    return dict(pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree))


def _mark(operands: Any) -> str | int:
    if len(operands) > 1 and "/MCID" in operands[1]:
        return int(operands[1].MCID)
    return str(operands[0])[1:]


def _in_tree(marked: Any, mcid: int, seen: set[int], in_tree: set) -> Iterator[str]:
    if mcid in seen:
        yield f"7.1 mark {mcid} is used twice"
    seen.add(mcid)
    if mcid >= len(marked) or marked[mcid] is None or marked[mcid].objgen not in in_tree:
        yield f"7.1 mark {mcid} is not in the tree"


def _structure(elements: list[Any]) -> Iterator[str]:
    for one in elements:
        kind = str(one.S)[1:]
        kids = [str(kid.S)[1:] for kid in _kids(one)]
        if kind not in STANDARD:
            yield f"7.1 {kind} is no standard type"
        if kind == "Figure" and not (str(one.get("/Alt", "")) and "/BBox" in one.A):
            yield "7.3 a figure without its words or its place"
        if kind == "TH" and one.A.get("/Scope") not in ("/Row", "/Column", "/Both"):
            yield "7.5 a header without scope"
        if stray := set(kids) - INSIDE.get(kind, set(kids)):
            yield f"7.2 {sorted(stray)} inside {kind}"
        if kind == "Table":
            wide = {sum(_span(cell) for cell in _kids(row)) for row in _rows(one)}
            if len(wide) > 1:
                yield f"7.2 rows of {sorted(wide)} cells in one table"


def _span(cell: Any) -> int:
    return int(cell.get("/A", {}).get("/ColSpan", 1))


def _rows(table: Any) -> Iterator[Any]:
    for kid in _kids(table):
        if kid.S == "/TR":
            yield kid
        else:
            yield from _rows(kid)


def _headings(elements: list[Any]) -> Iterator[str]:
    last = 0
    for one in elements:
        if re.fullmatch(r"/H[1-6]", str(one.S)):
            level = int(str(one.S)[2])
            if level > last + 1:
                yield f"7.4.2 a heading of level {level} after level {last}"
            last = level
    if not last:
        yield "7.4 no heading"


def _fields(pdf: pikepdf.Pdf) -> Iterator[str]:
    parents = _parents(pdf)
    for page in pdf.pages:
        for one in page.get("/Annots", []):
            if page.get("/Tabs") != "/S":
                yield "7.18.3 order of fields"
            parent = parents.get(int(one.get("/StructParent", -1)))
            wanted = "/Link" if one.Subtype == "/Link" else "/Form"
            if parent is None or wanted != parent.S:
                yield f"7.18.4 {one.get('/T')} is not in the tree"
            if one.Subtype == "/Widget" and not str(one.get("/TU", "")):
                yield "7.18.1 a field without a name"


def _below(parent: Any) -> Iterator[Any]:
    for kid in _kids(parent):
        yield kid
        yield from _below(kid)


def _kids(parent: Any) -> Iterator[Any]:
    inside = parent.get("/K", [])
    for kid in inside if isinstance(inside, pikepdf.Array) else [inside]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid


def _every(pdf: pikepdf.Pdf, kind: str) -> Iterator[Any]:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == kind:
            yield one
