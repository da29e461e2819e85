"""Does the program read title, issuer, number, dates, kind, state, place and parent as a person does?

Gold values (eval/gold/*.yaml, by file name) were read in the documents before the rules were written.
Half of the files, chosen by a hash of their name, are the held-out half: no rule is made for them.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path
from typing import Any

import yaml

from ingest.discover import find_files
from ingest.errors import DocumentError, SettingsError
from ingest.pipeline import Job, hash_file, read, relate
from ingest.records import Metadata

GOLD = Path(__file__).resolve().parent.parent / "gold"
FIELDS = ("title", "issuer", "number", "issued", "effective", "plan_year", "kind", "status", "place",
          "parent")  # fmt: skip
"""Fields that are scored, in the order of the report."""
STATE = re.compile(r"^(?:中华人民共和国)(?=国务院|国家|教育部)")
"""The state's name before an organ or a number says nothing more."""


def run(folder: Path, gold: Path | None = None) -> dict[str, Any]:
    """Accuracy of each field over the files that gold tells of, whole and by half, wrong ones listed.

    ``gold``: a YAML file; without one, every file of eval/gold counts that names a file of the folder.
    """
    wanted = load_gold([gold] if gold else sorted(GOLD.glob("metadata-*.yaml")))
    found = {Path(source).name: metadata for source, metadata in read_folder(folder).items()}
    rows = [
        (name, field, value, _plain(getattr(found[name], field)))
        for name, fields in wanted.items() if name in found
        for field, value in fields.items()
    ]  # fmt: skip
    if not rows:
        return {"skipped": f"no gold values for the files of {folder}"}
    halves = {half: [r for r in rows if half_of(r[0]) == half] for half in ("dev", "held-out")}
    return {
        "documents": len({name for name, *_ in rows}),
        "not_read": sorted(set(wanted) - set(found)) if gold else [],
        "accuracy": _accuracy(rows),
        **{half: _accuracy(some) for half, some in halves.items()},
        "wrong": [
            {"file": name, "half": half_of(name), "field": field, "gold": value, "read": got}
            for name, field, value, got in rows if not matches(value, got)
        ],
    }  # fmt: skip


def load_gold(files: list[Path]) -> dict[str, dict[str, Any]]:
    """File name → field → value; a list of values: any of them is right.

    Raises:
        SettingsError: a file is missing or no such YAML.
    """
    gold: dict[str, dict[str, Any]] = {}
    for file in files:
        try:
            gold |= yaml.safe_load(file.read_text(encoding="utf-8"))
        except (OSError, TypeError, yaml.YAMLError) as error:
            raise SettingsError(
                f"标准答案 {file} 无法读取：{error}。", "请写成 文件名: {字段: 值} 的 YAML。"
            ) from error
    return gold


def read_folder(folder: Path) -> dict[str, Metadata]:
    """Metadata of every readable file by source, with what the rest of the folder says of it."""
    found: dict[str, Metadata] = {}
    for path, source in find_files([folder]):
        try:
            found[source] = read(Job(path, source, hash_file(path))).metadata
        except DocumentError:
            continue
    return relate({source: (source, metadata) for source, metadata in found.items()})


def half_of(name: str) -> str:
    """The half a file belongs to, by a hash of its name."""
    number = int(hashlib.sha256(name.encode()).hexdigest(), 16)
    return "held-out" if number % 2 else "dev"


def matches(wanted: Any, got: Any) -> bool:
    """Is what was read one of the values that are right? White space and brackets do not count."""
    values = wanted if isinstance(wanted, list) else [wanted]
    return _bare(got) in {_bare(value) for value in values}


def _accuracy(rows: list[tuple[str, str, Any, Any]]) -> dict[str, str]:
    """Field → share that is right, with the counts."""
    shares = {}
    for field in (*FIELDS, "all"):
        good = [matches(value, got) for _, f, value, got in rows if field in (f, "all")]
        if good:
            shares[field] = f"{sum(good) / len(good):.3f} ({sum(good)}/{len(good)})"
    return shares


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else str(value)


def _bare(value: Any) -> str:
    folded = unicodedata.normalize("NFKC", "" if value is None else str(value))
    parts = [
        STATE.sub("", part) for part in re.split(r"[、;,]", re.sub(r"[\s《》〈〉<>]", "", folded))
    ]
    return "、".join(sorted(re.sub(r"[―–—-]", "-", part) for part in parts))
