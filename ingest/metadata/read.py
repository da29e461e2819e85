"""Document → what it says of itself: title, issuer, number, dates, plan years, kind, state, place, lists.

Rules follow the layout of GB/T 9704—2012: letterhead and number above the title, issuer and date at
the end, an issue line under the title of laws. Unknown stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from ingest.grammar.attachments import Line, find_attachments
from ingest.metadata import dates, names, organs
from ingest.metadata.dates import HEAD
from ingest.metadata.endings import own_status, repeals
from ingest.records import Document, Metadata, Section

LABELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # a bureau page's own table of what it shows; the day of signing before the day of posting
    ("title", re.compile(r"^(?:名\s*称|标\s*题|文件名称|信息名称)\s*[:：]\s*(.{4,120})$")),
    (
        "issuer",
        re.compile(
            r"^(?:发布机构|发文机关|发文机构|发文单位|制定机关|发布部门|成文单位)\s*[:：]\s*([^\s:：]{2,60})"
        ),
    ),
    ("number", re.compile(r"^(?:文\s*号|发文字号|发文文号)\s*[:：]\s*(\S{4,40})")),
    ("issued", re.compile(r"^(?:成文日期|发文日期|印发日期)\s*[:：]\s*(.{6,20})")),
    ("posted", re.compile(r"^(?:发布日期|公布日期|颁布日期|发布时间)\s*[:：]\s*(.{6,20})")),
    ("effective", re.compile(r"^(?:实施日期|施行日期|生效日期)\s*[:：]\s*(.{6,20})")),
    ("expires", re.compile(r"^(?:失效日期|废止日期|有效期至)\s*[:：]\s*(.{6,20})")),
    (
        "status",
        re.compile(r"^(?:时\s*效\s*性|有\s*效\s*性|效力状态|是否有效)\s*[:：]\s*(\S{1,10})"),
    ),
)
"""Lines of the form 名称：… → field."""


OPENING_KINDS = ("通知", "公告", "方案", "其他")
"""Kinds whose opening sentence says what year they are about."""


def read_metadata(document: Document, sections: Sequence[Section]) -> Metadata:
    """What the text says of itself; an unknown field stays empty."""
    lines = [document.text[p.start : p.end].strip() for p in document.paragraphs]
    labels = _labels(lines)
    name = names.plain_name(PurePosixPath(document.source).stem)
    title = labels.get("title") or names.title(document, sections, lines) or name
    collection = names.is_collection(sections)
    issued = dates.read_day(labels.get("issued", ""))
    if issued is None and not collection:
        issued = dates.issued(lines, PurePosixPath(document.source).stem)
    issued = issued or dates.read_day(labels.get("posted", ""))
    own = "" if collection else document.text
    effective = dates.effective(own, lines, issued) or dates.read_day(labels.get("effective", ""))
    first, last = dates.plan_years(names.NUMBER.sub("", title))
    if first is None and not collection and names.kind(title) in OPENING_KINDS:
        first = dates.opening_year(lines, issued)
    issuer = labels.get("issuer") or _issuer(title, lines)
    repealed = repeals(own)
    return Metadata(
        title=title,
        issuer=issuer,
        number=labels.get("number") or names.number(lines),
        issued=issued,
        effective=effective,
        expires=dates.expires(own, effective) or dates.read_day(labels.get("expires", "")),
        plan_year=first,
        plan_until=last,
        kind=names.kind(title),
        status=own_status(labels.get("status", ""), title, effective),
        place=names.place(title) or names.place(issuer) or names.place(name),
        replaces=repealed.replaced,
        repeals=repealed.ended,
        attachments=_attachments(document, lines),
    )


def _labels(lines: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines[: 2 * HEAD]:
        for field, pattern in LABELS:
            match = pattern.match(line)
            if match and match.group(1) not in ("无", "—", "-"):
                found.setdefault(field, match.group(1).strip())
    return found


def _issuer(title: str, lines: Sequence[str]) -> str:
    """Letterhead, else signature and title (the signature where it names more), else the law's maker."""
    head = organs.letterhead(lines[:HEAD])
    named, more = organs.title_organs(title)
    signed = dates.signed(lines)[1]
    if len(signed) > len(head or named) or more:
        return organs.joined(signed) or organs.joined(named)
    if head or named:
        return organs.joined(head or named)
    if dates.history(lines[:HEAD]) or names.number(lines).find("令") >= 0:
        return organs.joined(organs.law_organs(lines[:HEAD])) or _order(names.number(lines))
    return organs.joined(signed) or organs.joined(_last(lines))


def _order(number: str) -> str:
    return number.split("令", maxsplit=1)[0] if "令第" in number else ""


def _last(lines: Sequence[str]) -> tuple[str, ...]:
    """Organs alone on a line near the end, where no date stands under them."""
    found = (organs.organs_of(line) for line in reversed(lines[-dates.TAIL :]))
    return next((some for some in found if some and len("".join(some)) >= 4), ())


def _attachments(document: Document, lines: Sequence[str]) -> tuple[str, ...]:
    """What the document lists as its attachments: “2 分工表”, or the title alone."""
    listed = find_attachments(
        [Line(line, p.kind == "row", p.centred)
         for line, p in zip(lines, document.paragraphs, strict=True)]
    ).listed  # fmt: skip
    return tuple(dict.fromkeys(f"{e.number or ''} {e.title}".strip() for e in listed))
