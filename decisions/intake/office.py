"""Word and Excel files: what they may hold and what is refused.

Called by `files.accept`. Macros, embedded objects, remote templates, links to other files
and DDE fields are refused; ordinary hyperlinks are not. How drafts and sheets are read is
in `drafts.py` and `sheets.py`.
"""

import re

from django.utils.translation import gettext_lazy as _

from .containers import Container, check_xml, damaged
from .refused import Refused

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN = {
    "docx": "wordprocessingml.document.main+xml",
    "xlsx": "spreadsheetml.sheet.main+xml",
}
_MACROS = re.compile(r"macroenabled|vbaproject|vbadata|/macrosheets/|intlmacrosheet|activex", re.I)
_EMBEDDED = re.compile(r"/embeddings/|oleobject|\.(zip|docx?|xlsx?|pptx?|exe|bin|jar|js)$", re.I)
_LINKED = re.compile(r"/externallinks/|(^|/)(connections|querytables?/.*)\.xml$", re.I)
_HARMLESS_BINARY = re.compile(r"printersettings\d*\.bin$", re.I)
_FETCHING = frozenset(("DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "LINK", "RD"))
_HARMLESS_TARGETS = {
    "hyperlink": re.compile(r"(https?|mailto|tel):|#|[^:\\/]+(/|$)", re.I),
    "attachedTemplate": re.compile(r"(file:///)?[a-z]:[\\/]|[^:\\/%]+$", re.I),  # a local one
}
_FIELD = re.compile(rb"instrText|fldSimple|ddeLink|altChunk", re.I)


def office_kind(data: bytes) -> str | None:
    """Tell docx from xlsx by the content types; None for any other container."""
    container = Container(data)
    if "[Content_Types].xml" not in container:
        return None
    types = _content_types(container)
    for kind, main in _MAIN.items():
        if any(type_.endswith(main) for type_ in types):
            return kind
    if _MACROS.search(" ".join(types)):
        raise _macros()
    return None


def check_office(data: bytes) -> None:
    """Read every part of a docx or xlsx and refuse what could act or fetch."""
    container = Container(data)
    if _MACROS.search(" ".join((*container.parts, *_content_types(container)))):
        raise _macros()
    for name in container.parts:
        _check_part(container, name)


def _check_part(container, name):
    if _EMBEDDED.search(name) and not _HARMLESS_BINARY.search(name):
        raise Refused(
            _("The file holds an embedded file or object."),
            _("Replace it by a picture or by text and send the file again."),
            "embedded",
        )
    if _LINKED.search(name):
        raise _linked()
    if name.lower().endswith((".xml", ".rels", ".vml")):
        check_xml(container.chunks(name))
    else:
        _check_binary(container.chunks(name))
    if name.lower().endswith(".rels"):
        _check_relations(container.tree(name))
    elif name.startswith("word/") and name.endswith(".xml"):
        _check_fields(container, name)


def _check_binary(chunks):
    for number, chunk in enumerate(chunks):
        if number == 0 and chunk[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"MZ\x90\0"):
            raise damaged(_("another file is nested inside it"))


def _check_relations(tree):
    """Hyperlinks and a local template may point outside; whatever is fetched may not."""
    for relation in tree:
        external = relation.get("TargetMode", "").lower() == "external"
        kind = relation.get("Type", "").rsplit("/", 1)[-1]
        target = relation.get("Target", "").strip()
        harmless = _HARMLESS_TARGETS.get(kind)
        if kind.lower() == "afchunk" or (external and not (harmless and harmless.match(target))):
            raise _linked()


def _check_fields(container, name):
    data = container.read(name)
    if not _FIELD.search(data):
        return
    tree = container.tree(name)
    if tree.find(f".//{W}altChunk") is not None:
        raise _linked()
    if any(field.upper() in _FETCHING for field in _field_names(tree)):
        raise _linked()


def _field_names(tree):
    """Yield the name of each field, however many runs it is spread over."""
    spread = []
    for node in tree.iter():
        if node.tag == f"{W}fldChar" and node.get(f"{W}fldCharType") == "begin":
            spread.append("\n")
        elif node.tag == f"{W}instrText":
            spread.append(node.text or "")
        elif node.tag == f"{W}fldSimple":
            spread.append(f"\n{node.get(f'{W}instr', '')}\n")
    return (field.split()[0] for field in "".join(spread).split("\n") if field.strip())


def _content_types(container):
    types = container.tree("[Content_Types].xml")
    return [node.get("ContentType", "") for node in types]


def _macros():
    return Refused(
        _("The file holds macros."), _("Save it without macros as .docx or .xlsx."), "macros"
    )


def _linked():
    return Refused(
        _("The file fetches content from other files or addresses."),
        _("Break the links (paste as values, text or pictures) and send it again."),
        "linked",
    )
