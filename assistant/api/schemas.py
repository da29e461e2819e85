"""What answers look like, for the documentation; a test holds real answers against these."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel


class Problem(BaseModel):
    """什么不对，怎么办（application/problem+json）。"""

    type: str
    title: str
    status: int
    detail: str
    remedy: str
    errors: list[dict[str, str]] = []


class Citation(BaseModel):
    """回答所据的原文；start、end 是文件全文里的字符位置，前闭后开。"""

    marker: int
    document_id: str
    document_title: str
    source: str
    section: list[str]
    page: int | None
    page_label: str
    quote: str
    start: int
    end: int
    number: str
    sample: bool


class Time(BaseModel):
    """时间：原文、起止（EDTF，年份不明写作 XXXX-09-01）、关系和精度。"""

    raw: str
    lo: str | None
    hi: str | None
    relation: str
    precision: str
    recurring: bool
    year_known: bool


class Fact(BaseModel):
    """一个指标或时间节点，小数是文字。"""

    id: str
    kind: str
    document_id: str
    document: str
    source: str
    section: list[str]
    quote: str
    start: int
    end: int
    owner: str
    time: Time | None
    action: str = ""
    indicator: str = ""
    scope: str = ""
    comparator: str = ""
    value: str | None = None
    unit: str = ""
    raw: str = ""


class Row(BaseModel):
    """清单里的一行：事实，加上人说过的。"""

    fact_id: str
    fact: Fact
    state: str
    overdue: bool
    by: str
    at: str
    note: str
    proof: str
    document_title: str
    source: str
    year_known: bool
    sample: bool
    origin: str
    rejected: bool


class Answer(BaseModel):
    """回答；text 里的 [1] 对应 citations 的 marker。mode：structured、extractive、generative、clarify、refused。"""

    text: str
    mode: str
    citations: list[Citation]
    rows: list[Row]
    filter: str
    notes: list[str]
    options: list[str]
    suggestions: list[str]


class Passage(BaseModel):
    """找到的一段。"""

    id: str
    document_id: str
    document_title: str
    source: str
    section: list[str]
    page: int | None
    start: int
    end: int
    text: str
    score: float


class Passages(BaseModel):
    """找到的段落，最合适的在前。"""

    items: list[Passage]


class Point(BaseModel):
    """一份文件给出的一个数值。"""

    years: str | None
    value: str
    issuer: str
    number: str
    issued: str | None
    status: str
    place: str
    sample: bool
    fact: Fact


class Line(BaseModel):
    """同一指标在各年、各文件里的数值。"""

    name: str
    unit: str
    points: list[Point]


class Series(BaseModel):
    """各年对照；conflicts 是互相矛盾的，不替您判断。"""

    conflicts: list[Line]
    series: list[Line]


class Part(BaseModel):
    """长列表的一部分；next_offset 是下一部分的 offset，没有了就是 null。"""

    total: int
    limit: int
    offset: int
    next_offset: int | None


class Rows(Part):
    """清单的一部分。"""

    items: list[Row]


class Progress(BaseModel):
    """一份文件或一个单位办到哪里了。"""

    name: str
    id: str
    total: int
    confirmed: int
    doing: int
    done: int
    not_applicable: int
    waiting: int
    overdue: int


class Progresses(BaseModel):
    """各文件或各单位的进度；一行有两个责任单位时两边都算。"""

    items: list[Progress]


class Day(BaseModel):
    """一天里到期的。"""

    day: str
    rows: list[Row]


class Month(BaseModel):
    """一个月；只写到月的在 of_month，不硬放到某一天；年份不明的在 unknown_year。"""

    year: int
    month: int
    days: list[Day]
    stretches: list[dict[str, Any]]
    of_month: list[Row]
    longer: list[Row]
    recurring: list[Row]
    unknown_year: list[Row]


class Changed(BaseModel):
    """改动的编号（撤销用）和改过的行。"""

    batch: str
    items: list[Row]


class Batch(BaseModel):
    """改动的编号（撤销用）和改了几行。"""

    batch: str
    rows: int


class Undone(BaseModel):
    """撤销了哪些行；kept 是别人后来又改过、没有动的。"""

    batch: str
    done: list[str]
    kept: list[str]


class Event(BaseModel):
    """历史里的一条：谁在什么时候说了或改了什么。"""

    event: str
    state: str
    by: str
    at: str
    note: str
    changes: list[dict[str, str]]


class History(BaseModel):
    """一行的全部历史，旧的在前。"""

    fact_id: str
    items: list[Event]


class Document(BaseModel):
    """一份文件：读得怎样（status、reason、remedy），写了什么（metadata）；没有读进来的没有 id。"""

    id: str
    source: str
    status: str
    reason: str
    remedy: str
    title: str
    version: int
    pages: int
    chunks: int
    facts: int
    sample: bool
    format: str
    metadata: dict[str, Any] | None
    view: str
    original: str


class Documents(Part):
    """文件列表的一部分。"""

    items: list[Document]


class Text(BaseModel):
    """全文或其中一段。"""

    document_id: str
    start: int
    end: int
    length: int
    text: str


class Section(BaseModel):
    """一个标题和它管到的范围。"""

    start: int
    end: int
    level: int
    number: str
    title: str
    path: list[str]
    kind: str


class Sections(BaseModel):
    """一份文件的标题，按顺序。"""

    document_id: str
    items: list[Section]


class Job(BaseModel):
    """一次上传：waiting 排队、running 进行中、done 完成、cancelled 已取消、failed 失败。"""

    id: str
    state: str
    files: list[str]
    done: int
    total: int
    source: str
    stage: str
    outcomes: list[dict[str, Any]]
    reason: str
    remedy: str
    created_at: str


class Jobs(BaseModel):
    """最近的上传，新的在前。"""

    items: list[Job]


class Removed(BaseModel):
    """移出了哪份文件。"""

    removed: str


class Health(BaseModel):
    """程序在不在。"""

    status: str


class Version(BaseModel):
    """程序和资料库的版本；stamp 变了，说明资料库变了。"""

    name: str
    version: str
    documents: int
    stamp: str
    language_model: bool


Responses = dict[int | str, dict[str, Any]]
"""As FastAPI takes them."""


def gives(model: type[BaseModel], status: int = 200) -> Responses:
    """The answer of a route that is good."""
    return {status: {"model": model, "description": (model.__doc__ or "").split("；")[0]}}


def file_of(media_type: str, description: str) -> Responses:
    """The answer of a route that gives a file."""
    return {200: {"content": {media_type: {}}, "description": description}}


ANSWER, PASSAGES, SERIES = gives(Answer), gives(Passages), gives(Series)
PROBLEM: Responses = {
    "4XX": {
        "description": "请求有问题：detail 说哪里不对，remedy 说怎么办",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
}  # fmt: skip
