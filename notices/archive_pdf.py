"""Finishes a PDF for the archive and for reading aloud: PDF/A-3a and PDF/UA-1 in one file.

Called by press.py once WeasyPrint has drawn the pages. It writes A-3a and its tags; what
PDF/UA asks beyond that is done here: both identifiers, page furniture as artifacts, headers with
their scope, figures with their place on the page, and the empty signature field of the organ.
A paper in chapters has the tags of each chapter brought in order, and its lead finished.
The seal that fills the field and the signature itself: notices/signing.
"""

from collections.abc import Iterator
from typing import Any

import pydyf

from notices.chaptered.fragment import found
from notices.signing import seal

VARIANT = "pdf/a-3a"
FIELD = "organ_seal"  # the name of the field, as in templates/notices/parts
PRINT, LOCKED = 4, 128  # flags of an annotation
UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF>"""  # PDF/A takes a foreign name only with its description


def finish(document: Any, pdf: pydyf.PDF, *, sample: bool) -> None:
    """Brings a tagged PDF/A-3a to PDF/UA-1 as well; the finisher of ``write_pdf``.

    The place of the seal is shown on a sample only: a real paper may be stamped by hand.
    """
    _name_both(pdf)
    tree = tidy(document, pdf)
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))  # each file once
    for field in _fields(pdf) or [_unseen_field(pdf, tree)]:
        _empty_field(pdf, field, sample)
    pdf.catalog["AcroForm"] = pydyf.Dictionary({"Fields": pdf.catalog["AcroForm"]["Fields"]})


def tidy(document: Any, pdf: pydyf.PDF) -> "_Tree":
    """Brings the tags of some pages to what PDF/UA asks of them: all of a paper, or a chapter's."""
    tree = _Tree(pdf)
    tree.set_furniture_apart()
    tree.describe_headers()
    tree.place_figures([page.height for page in document.pages])
    return tree


def _name_both(pdf: pydyf.PDF) -> None:
    metadata = found(pdf, pdf.catalog["Metadata"])
    metadata.stream = [part.replace(b"</rdf:RDF>", UA) for part in metadata.stream]


class _Tree:
    """The structure tree of a PDF that is not written yet."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self.pdf = pdf
        self.root = found(pdf, pdf.catalog["StructTreeRoot"])
        self.elements = dict(self._below(self.root))

    def _below(self, parent: Any) -> Iterator[tuple[bytes, Any]]:
        waiting = [parent]
        while waiting:
            for kid in waiting.pop().get("K", ()):
                if isinstance(kid, bytes) and "S" in (element := found(self.pdf, kid)):
                    yield kid, element
                    waiting.append(element)

    def set_furniture_apart(self) -> None:
        """Page numbers and the mark 样例 repeat on every page: artifacts, not read aloud."""
        numbers = found(self.pdf, self.root["ParentTree"])["Nums"]
        for place, page in enumerate(self.pdf.page_references):
            marked = numbers[2 * place + 1]
            stray = {i for i, element in enumerate(marked) if element not in self.elements}
            if stray:
                _as_artifacts(found(self.pdf, found(self.pdf, page)["Contents"]).stream, stray)
                kept = [b"null" if i in stray else one for i, one in enumerate(marked)]
                numbers[2 * place + 1] = pydyf.Array(kept)

    def describe_headers(self) -> None:
        """Each header of a table says whether it heads its column or its row."""
        named = []
        for reference, element in self.elements.items():
            if element["S"] == "/TH":
                above = found(self.pdf, found(self.pdf, element["P"])["P"])["S"]
                element["A"]["Scope"] = "/Column" if above == "/THead" else "/Row"
                named += [(element["ID"].data, element["ID"], reference)] if "ID" in element else []
        if named:
            names = [part for _, *pair in sorted(named) for part in pair]
            self.root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})

    def place_figures(self, heights: list[float]) -> None:
        """The box of a figure in points from the foot of its page, as the standard measures."""
        pages = {reference: i for i, reference in enumerate(self.pdf.page_references)}
        for element in self.elements.values():
            if element["S"] == "/Figure":
                left, top, right, bottom = element["A"]["BBox"]
                height = heights[pages[element["Pg"]]]
                box = (left, height - bottom, right, height - top)
                element["A"]["BBox"] = pydyf.Array([side * 0.75 for side in box])

    def tell_of(self, field: Any, page: bytes) -> None:
        """Puts a field that is drawn nowhere at the end of the tree."""
        numbers = found(self.pdf, self.root["ParentTree"])["Nums"]
        document = self.root["K"][0]
        inside = pydyf.Dictionary({"Type": "/OBJR", "Obj": field.reference, "Pg": page})
        self.pdf.add_object(inside)
        element = pydyf.Dictionary({"Type": "/StructElem", "S": "/Form", "P": document, "Pg": page})
        element["K"] = pydyf.Array([inside.reference])
        self.pdf.add_object(element)
        found(self.pdf, document)["K"].append(element.reference)
        field["StructParent"] = numbers[-2] + 1
        numbers += [field["StructParent"], element.reference]


def _as_artifacts(stream: list[Any], stray: set[int]) -> None:
    for place, part in enumerate(stream):
        if isinstance(part, pydyf.Dictionary) and part.get("MCID") in stray:
            stream[place - 1 : place + 2] = [b"/Artifact", b"<<>>", b"BDC"]


def _fields(pdf: pydyf.PDF) -> list[Any]:
    form = pdf.catalog.get("AcroForm", {})
    return [found(pdf, reference) for reference in form.get("Fields", ())]


def _empty_field(pdf: pydyf.PDF, field: Any, sample: bool) -> None:
    """Makes the box of the seal a signature field that is still empty."""
    left, top, right, bottom = field["Rect"]
    width, height = right - left, top - bottom
    look = pydyf.Stream(
        [seal.place_held(width) if sample and width else b""],
        {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array([0, 0, width, height]),
            "Resources": pydyf.Dictionary(),
        },
    )
    pdf.add_object(look)
    for unasked in ("V", "AS", "MK", "Border"):
        field.pop(unasked, None)
    field |= {
        "FT": "/Sig",
        "F": PRINT | LOCKED,
        "Rect": pydyf.Array([left, bottom, right, top]),
        "AP": pydyf.Dictionary({"N": look.reference}),
    }


def _unseen_field(pdf: pydyf.PDF, tree: _Tree) -> Any:
    """A field on the first page for a paper that bears no seal: minutes, reports, catalogues."""
    reference = pdf.page_references[0]
    page = found(pdf, reference)
    field = pydyf.Dictionary({"Type": "/Annot", "Subtype": "/Widget", "P": reference})
    field |= {"Rect": pydyf.Array([0, 0, 0, 0]), "T": pydyf.String(FIELD)}
    field["TU"] = pydyf.String("电子签名")
    pdf.add_object(field)
    page["Annots"] = pydyf.Array([*page.get("Annots", ()), field.reference])
    pdf.catalog["AcroForm"] = pydyf.Dictionary({"Fields": pydyf.Array([field.reference])})
    tree.tell_of(field, reference)
    return field
