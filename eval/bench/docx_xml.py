"""The words of a docx, read straight from its XML: a second opinion on what the loader gives.

Nothing here is shared with the loader. Elements are known by their local names, so that the strict and
the transitional namespaces read alike. Deletions are out, insertions in, text boxes once and behind
their paragraph, footnotes and endnotes at the end; automatic numbers, headers and footers are out.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

# Elements that hold no printed words, or words that are no longer there.
_OUT = frozenset(
    ["del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr", "tblPr", "tcPr", "trPr"]
)  # fmt: skip
_DELETED = {"tr": ("trPr", "del"), "tc": ("tcPr", "cellDel")}


def paragraphs(path: Path) -> list[str]:
    """The paragraphs of body, tables, text boxes and notes, in order; blanks as the file has them.

    Raises:
        KeyError, zipfile.BadZipFile, lxml.etree.XMLSyntaxError: the package cannot be read.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    with zipfile.ZipFile(path) as archive:

        def part(name: str) -> Any:
            return etree.fromstring(archive.read(name), parser)

        relations = {_kind(r): _target(r) for r in part("_rels/.rels")}
        main = relations.get("officeDocument", "word/document.xml")
        folder = PurePosixPath(main)
        rels = str(folder.parent / "_rels" / f"{folder.name}.rels")
        names = set(archive.namelist())
        known = {_kind(r): _target(r, folder.parent) for r in part(rels)} if rels in names else {}
        body = part(main)
        found = list(_walk(body))
        for kind in ("footnotes", "endnotes"):
            if known.get(kind) in names:
                found += _notes(part(known[kind]), body, kind[:-1])
    return found


def _kind(relation: Any) -> str:
    return str(relation.get("Type") or "").rsplit("/", 1)[-1]


def _target(relation: Any, folder: PurePosixPath | None = None) -> str:
    target = str(relation.get("Target") or "")
    if target.startswith("/") or folder is None:
        return target.lstrip("/")
    return str(folder / target)


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def _attribute(element: Any, name: str) -> str:
    """An attribute by its local name."""
    return next((str(v) for k, v in element.attrib.items() if k.rsplit("}", 1)[-1] == name), "")


def _child(element: Any, *path: str) -> Any | None:
    for step in path:
        element = next((e for e in element if _name(e) == step), None)
        if element is None:
            return None
    return element


def _notes(root: Any, body: Any, kind: str) -> list[str]:
    """Notes in the order in which the body refers to them; those without a reference last."""
    wanted = [_attribute(e, "id") for e in body.iter() if _name(e) == f"{kind}Reference"]
    order = {identity: place for place, identity in reversed(list(enumerate(wanted)))}
    real = [n for n in root if "eparator" not in _attribute(n, "type")]
    real.sort(key=lambda note: order.get(_attribute(note, "id"), len(order) + len(wanted)))
    return [text for note in real for text in _walk(note)]


def _walk(element: Any) -> Iterator[str]:
    """The paragraphs below an element, each followed by those of its text boxes."""
    for child in element:
        name = _name(child)
        if name == "p":
            boxes: list[Any] = []
            yield _without_instructions("".join(_words(child, boxes)))
            for box in boxes:
                yield from _walk(box)
        elif name == "oMathPara":
            yield "".join(_words(child, []))
        elif name == "tbl":
            yield from _table(child)
        elif name == "AlternateContent":
            yield from _walk(_branch(child))
        elif name and name not in _OUT:
            yield from _walk(child)


def _words(element: Any, boxes: list[Any]) -> Iterator[str]:
    for child in element:
        name = _name(child)
        if name == "t" and "drawingml" not in child.tag:
            yield child.text or ""
        elif name in {"tab", "ptab", "br", "cr"}:
            yield " "
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "fldChar":
            yield {"begin": "\x13", "separate": "\x14", "end": "\x15"}.get(
                _attribute(child, "fldCharType"), ""
            )
        elif name == "txbxContent":
            boxes.append(child)
        elif name == "AlternateContent":
            yield from _words(_branch(child), boxes)
        elif name and name not in _OUT:
            yield from _words(child, boxes)


def _without_instructions(text: str) -> str:
    """Fields keep their result; what stands in an instruction (a field in a field) is not printed."""
    kept: list[str] = []
    open_at: list[int] = []
    for character in text:
        if character == "\x13":
            open_at.append(len(kept))
        elif character == "\x14" and open_at:
            del kept[open_at[-1] :]
            open_at[-1] = -1
        elif character == "\x15" and open_at:
            start = open_at.pop()
            if start >= 0:
                del kept[start:]
        elif character not in "\x14\x15":
            kept.append(character)
    return "".join(kept)


def _branch(element: Any) -> Any:
    """Choice and Fallback hold the same words; an empty Choice leaves them to the Fallback."""
    for branch in element:
        if any(_name(e) == "t" and (e.text or "").strip() for e in branch.iter()):
            return branch
    return ()


def _table(table: Any) -> Iterator[str]:
    """Cells row by row; the words of a continued cell stand behind those of the cell it continues."""
    cells: list[list[str]] = []
    above: dict[int, list[str]] = {}
    for row in _members(table, "tr"):
        column = _number(_child(row, "trPr", "gridBefore"), 0)
        for cell in _members(row, "tc"):
            merge = _child(cell, "tcPr", "vMerge")
            continued = merge is not None and _attribute(merge, "val") != "restart"
            own = above[column] if continued and column in above else []
            if own is not above.get(column):
                cells.append(own)
            own.extend(_walk(cell))
            if merge is not None:
                above[column] = own
            else:
                above.pop(column, None)
            column += _number(_child(cell, "tcPr", "gridSpan"), 1)
    for texts in cells:
        yield from texts


def _members(element: Any, name: str) -> Iterator[Any]:
    for child in element:
        if _name(child) == "AlternateContent":
            yield from _members(_branch(child), name)
        elif _name(child) == name:
            if _child(child, *_DELETED[name]) is None:
                yield child
        elif _name(child) not in _OUT:
            yield from _members(child, name)


def _number(element: Any | None, default: int) -> int:
    text = "" if element is None else _attribute(element, "val")
    return min(int(text), 1000) if text.isdecimal() and len(text) < 10 else default
