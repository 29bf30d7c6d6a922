"""The tree of tags of a joined file (ISO 32000-1, 14.7): our papers keep theirs, below one root.

Pages without tags (papers from outside, pictures) are figures named by their title and page.
Called by joining.py in its bound process; what a tag must be says notices/archive_pdf.py.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String


class Tags:
    """Grows with each paper; ``close`` writes the trees into the file."""

    def __init__(self, whole: pikepdf.Pdf) -> None:
        self.whole = whole
        self.root = whole.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array()))
        self.document = self.element("Document", self.root)
        self.parents: list[Any] = []  # of each page, the elements its content belongs to
        self.names: dict[str, Any] = {}

    def element(self, kind: str, above: Any, **more: Any) -> Any:
        """A new element at the end of another."""
        made = Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=above, K=Array(), **more)
        made = self.whole.make_indirect(made)
        above.K.append(made)
        return made

    def section(self, title: str) -> Any:
        """A new part of the file."""
        return self.element("Part", self.document, T=String(title))

    def graft(self, paper: pikepdf.Pdf, first: int, above: Any, title: str) -> None:
        """Hangs a paper's own tree below an element; its pages stand in the file already."""
        root = paper.Root.StructTreeRoot
        numbers = pikepdf.NumberTree(root.ParentTree)
        prefix = f"{first}-"
        named = _renamed(root, prefix)
        grown = self.whole.copy_foreign(root.K[0])
        grown.S, grown.P, grown.T = Name.Part, above, String(title)
        above.K.append(grown)
        for place, page in enumerate(paper.pages):
            marked = [self._copied(one) for one in numbers[int(page.obj.StructParents)]]
            self._told(self.whole.pages[first + place], marked)
        self.names |= {key: self.whole.copy_foreign(one) for key, one in named.items()}

    def picture(self, page: pikepdf.Page, above: Any, said: str) -> None:
        """A page whose whole content is mark 0 becomes one figure with words in its place."""
        box = Dictionary(O=Name.Layout, BBox=page.mediabox, Placement=Name.Block)
        figure = self.element("Figure", above, Alt=String(said), Pg=page.obj, A=box)
        figure.K = 0
        self._told(page, [figure])

    def close(self) -> None:
        """Writes what finds an element by its page and by its name."""
        pairs = [part for pair in enumerate(self.parents) for part in pair]
        self.root.ParentTree = self.whole.make_indirect(Dictionary(Nums=Array(pairs)))
        self.root.ParentTreeNextKey = len(self.parents)
        names = [part for key in sorted(self.names) for part in (String(key), self.names[key])]
        if names:
            self.root.IDTree = Dictionary(Names=Array(names))
        self.whole.Root.StructTreeRoot = self.root
        self.whole.Root.MarkInfo = Dictionary(Marked=True)
        self.whole.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)

    def _told(self, page: pikepdf.Page, marked: list[Any]) -> None:
        page.obj.StructParents = len(self.parents)
        self.parents.append(self.whole.make_indirect(Array(marked)))

    def _copied(self, one: Any) -> Any:
        return self.whole.copy_foreign(one) if isinstance(one, Dictionary) else None


def tagged(paper: pikepdf.Pdf) -> bool:
    """Whether every page of a paper has its place in a tree of tags with one top."""
    root = paper.Root.get("/StructTreeRoot", {})
    one = isinstance(root.get("/K"), Array) and len(root.K) == 1 and "/ParentTree" in root
    return one and all("/StructParents" in page.obj for page in paper.pages)


def loosen(paper: pikepdf.Pdf) -> None:
    """What answers a touch (fields, links) becomes what is read: a seal a figure, a link its words.

    A field without a look leaves the tree.
    """
    numbers = pikepdf.NumberTree(paper.Root.StructTreeRoot.ParentTree)
    for page in paper.pages:
        for note in page.obj.get("/Annots", Array()):
            if "/StructParent" in note:
                _loosen(paper, page, note, numbers)


def _loosen(paper: pikepdf.Pdf, page: pikepdf.Page, note: Any, numbers: Any) -> None:
    element = numbers[int(note.StructParent)]
    kids = Array([kid for kid in _kids(element) if not _is_touched(kid)])
    if "/AP" in note and _seen(note):
        marked = numbers[int(page.obj.StructParents)]
        _draw(paper, page, note, len(marked))
        kids.append(len(marked))
        marked.append(element)
        element.S, element.Pg = Name.Figure, page.obj
        element.Alt = String(str(note.get("/TU", "")) or str(note.get("/T", "")) or "印章")
        element.A = Dictionary(O=Name.Layout, BBox=note.Rect, Placement=Name.Block)
    elif note.Subtype == "/Link":
        element.S = Name.Span
    element.K = kids
    if not len(kids):
        above = element.P
        above.K = Array([kid for kid in _kids(above) if kid != element])


def _draw(paper: pikepdf.Pdf, page: pikepdf.Page, note: Any, mark: int) -> None:
    name = page.add_resource(note.AP.N, Name.XObject, Name(f"/Seal{mark}"))
    box = pikepdf.Rectangle(*map(float, note.Rect))
    drawn = page.calc_form_xobject_placement(note.AP.N, name, box)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"\nQ\n/Figure <</MCID %d>> BDC\n%b\nEMC\n" % (mark, drawn))


def _seen(note: Any) -> bool:
    left, bottom, right, top = map(float, note.Rect)
    return right > left and top > bottom


def _is_touched(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR


def _kids(element: Any) -> list[Any]:
    inside = element.get("/K", Array())
    return list(inside) if isinstance(inside, Array) else [inside]


def _renamed(root: Any, prefix: str) -> dict[str, Any]:
    """The named elements (headers of tables), renamed so that no two papers name alike."""
    if "/IDTree" not in root:
        return {}
    named = {}
    for key, element in pikepdf.NameTree(root.IDTree).items():
        element.ID = String(prefix + key)
        named[prefix + key] = element
    tables = {table.objgen: table for table in map(_table, named.values())}
    for cell in (cell for table in tables.values() for cell in _below(table)):
        said = cell.get("/A", {})
        if isinstance(said, Dictionary) and "/Headers" in said:
            said.Headers = Array([String(prefix + str(key)) for key in said.Headers])
    return named


def _table(element: Any) -> Any:
    while element.S != "/Table":
        element = element.P
    return element


def _below(element: Any) -> Iterator[Any]:
    for kid in _kids(element):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from _below(kid)
