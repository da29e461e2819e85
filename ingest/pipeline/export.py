"""Documents with their facts taken out of the library: JSON lines, or one page of HTML each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ingest.errors import SettingsError, UnknownId
from ingest.pipeline.changes import coverage
from ingest.render.annotated import annotated_line
from ingest.render.fact_page import fact_page
from ingest.render.page_names import page_names

if TYPE_CHECKING:
    from ingest.store.rows import StoredDocument
    from ingest.store.store import Store


def export_jsonl(store: Store, path: Path, identities: Sequence[str] = ()) -> int:
    """Writes one line a document in LangExtract's shape; returns how many.

    Args:
        store: The library.
        path: The file; one that exists is replaced when all lines are written.
        identities: The documents; all current ones where none is named.

    Raises:
        UnknownId: the library does not hold a document, or only an older version of it.
        SettingsError: the file cannot be written.
    """
    chosen = _chosen(store, identities)
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", newline="\n") as file:
            for stored in chosen:
                line = annotated_line(
                    store.document(stored.id), stored.metadata,
                    store.facts(document_id=stored.id), sample=stored.sample,
                )  # fmt: skip
                file.write(line + "\n")
        part.replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from error
    return len(chosen)


def export_pages(store: Store, folder: Path, identities: Sequence[str] = ()) -> list[Path]:
    """Writes one page of HTML a document into a folder; returns the files.

    A page of another document that already lies there is never replaced; an older page of the same
    document is.

    Raises:
        UnknownId: the library does not hold a document, or only an older version of it.
        SettingsError: the folder cannot be written to.
    """
    chosen = _chosen(store, identities)
    names = page_names([d.source for d in store.documents()], folder)
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for stored in chosen:
            path = folder / names[stored.source]
            part = path.with_name(path.name + ".part")
            part.write_text(_page(store, stored, "zh"), encoding="utf-8", newline="\n")
            part.replace(path)
            written.append(path)
    except OSError as error:
        raise _cannot_write(folder, error) from error
    return written


def document_page(
    store: Store, identity: str, language: Literal["zh", "en"] = "zh"
) -> tuple[str, str]:
    """File name and content of one document's page, for a download.

    Raises:
        UnknownId: the library does not hold it, or only as an older version.
    """
    (stored,) = _chosen(store, [identity])
    return page_names([stored.source])[stored.source], _page(store, stored, language)


def _page(store: Store, stored: StoredDocument, language: Literal["zh", "en"]) -> str:
    return fact_page(
        store.document(stored.id),
        store.sections(stored.id),
        stored.metadata,
        store.facts(document_id=stored.id),
        coverage(store, stored.id),
        sample=stored.sample,
        language=language,
    )


def _chosen(store: Store, identities: Sequence[str]) -> list[StoredDocument]:
    known = {document.id: document for document in store.documents()}
    if not identities:
        return list(known.values())
    for identity in identities:
        if identity not in known:
            source = store.document(identity).source  # raises where it was never held
            raise UnknownId(
                f"编号 {identity} 是 {source} 的旧版本。",
                "用 python -m ingest list 查看现在的编号。",
            )
    return [known[identity] for identity in dict.fromkeys(identities)]


def _cannot_write(path: Path, error: OSError) -> SettingsError:
    return SettingsError(
        f"{path} 写不进去：{error.strerror or error}。", "请换个位置，或先关闭打开它的程序。"
    )
