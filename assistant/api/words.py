"""What the documentation says of each route, in Chinese, with an example that a test runs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

ABOUT = """给单位里的其他系统用：问答、检索、任务清单、文件、日历，和网页、命令行用的是同一套函数，JSON 也一样。

**密钥**：程序只在本机监听（默认）又没设 `API_KEY` 时，本机的程序可以直接调用。设了 `API_KEY`，每次调用都要加请求头
`Authorization: Bearer 密钥`（`X-API-Key: 密钥` 也行；管理密码 `ADMIN_PASSWORD` 也可以当密钥）。程序对外监听（`--host`）而没有设密钥，API 不开启。
别的网页不能调用这里，没有开放跨域；密钥不要写在地址里。

**写入**（POST、PATCH、DELETE）的内容类型是 `application/json`，上传文件是 `multipart/form-data`。GET 不改动任何东西。

**出错**时返回 `application/problem+json`：`detail` 说哪里不对，`remedy` 说怎么办。400 值不能用，401 没有密钥，403 不允许，404 找不到，
409 资料库正被写入，413 太大，415 类型不对，422 参数有误，429 太忙。

**长列表**用 `limit` 和 `offset` 分段取，`next_offset` 是下一段。**没变就不重传**：回答带 `ETag`，下次放进 `If-None-Match`，资料库没变就是 304。
字符位置一律按 Unicode 码点、前闭后开；小数是文字；日期是 `2026-09-01`，年份不明的是 `XXXX-09-01`。"""

TAGS = [
    {"name": "问答与检索", "description": "问一句、找原文、比各年"},
    {"name": "任务清单", "description": "指标和时间节点：查、标、导出、日历"},
    {"name": "文件", "description": "列出、读全文、上传、更正、移出"},
    {"name": "程序", "description": "在不在，什么版本"},
]


NAMES = {"fact": "清单编号", "document": "文件id", "job": "任务id", "batch": "改动编号"}
"""What stands in an example where an id of the library belongs."""


@dataclass(frozen=True, slots=True)
class Example:
    """One call. ``{fact}``, ``{document}``, ``{job}`` and ``{batch}`` stand for ids of the library at hand."""

    path: str
    query: tuple[tuple[str, str], ...] = ()
    body: dict[str, Any] | None = None
    file: str = ""

    def address(self, **ids: str) -> str:
        """The path with its query, escaped."""
        query = urlencode(self.query, quote_via=quote)
        return self.path.format(**ids) + (f"?{query}" if query else "")

    def sent(self, **ids: str) -> dict[str, Any] | None:
        """The body with these ids."""
        if self.body is None:
            return None
        said = json.dumps(self.body, ensure_ascii=False)
        for name, value in ids.items():
            said = said.replace(f"{{{name}}}", value)
        found: dict[str, Any] = json.loads(said)
        return found

    def curl(self, method: str, root: str) -> str:
        """The same as a command line; the query as people read it."""
        url = f"http://127.0.0.1:7860{root}{self.path.format(**NAMES)}"
        parts = ["curl", *([f"-X {method}"] if method != "GET" else [])]
        if self.query:
            parts.append("-G")
            parts += [f"--data-urlencode '{key}={value}'" for key, value in self.query]
        if self.body is not None:
            said = json.dumps(self.sent(**NAMES), ensure_ascii=False)
            parts += ["-H 'Content-Type: application/json'", f"-d '{said}'"]
        if self.file:
            parts.append(f"-F 'files=@{self.file}'")
        return " ".join([*parts, url])


@dataclass(frozen=True, slots=True)
class Route:
    """What is said of one route."""

    summary: str
    more: str
    example: Example


ROUTES: dict[tuple[str, str], Route] = {
    ("GET", "/v1/ask"): Route(
        "问一句",
        "回答的每一句都标着 [1] 这样的出处。文件里没有的，`mode` 是 `refused`，`text` 说缺什么。GET 不记录没答上的问题。",
        Example("/v1/ask", (("question", "初中生均公用经费是多少？"),)),
    ),
    ("POST", "/v1/ask"): Route(
        "接着问，或边写边收",
        "`history` 是前面的对话，可以接着问“那小学呢？”。`stream: true` 时用 server-sent events 发送：`event: text` 是一段文字，"
        "连起来就是全文；最后的 `event: answer` 是完整的回答（以它为准）；出错是 `event: problem`。没答上的问题会记入“没答上来的问题”。",
        Example(
            "/v1/ask",
            body={
                "question": "那小学呢？",
                "history": [
                    {"role": "user", "text": "初中生均公用经费是多少？"},
                    {"role": "assistant", "text": "每生每年900元。"},
                ],
                "years": [2025],
            },
        ),
    ),
    ("GET", "/v1/search"): Route(
        "找原文",
        "最合适的段落在前，同一节只给一段。`score` 只在一次检索里可比。",
        Example("/v1/search", (("q", "课后服务"), ("k", "3"))),
    ),
    ("GET", "/v1/series"): Route(
        "同一指标在各年、各文件里的数值",
        "`conflicts` 是现行文件里互相矛盾的数值，并列给出，不替您判断。",
        Example("/v1/series", (("indicator", "公用经费"),)),
    ),
    ("GET", "/v1/checklist"): Route(
        "任务清单",
        "所有指标和时间节点，按时间排。条件之间是“并且”，同一条件的几个值是“或者”。",
        Example("/v1/checklist", (("states", "待确认"), ("since", "2025-09-01"), ("until", "2025-09-30"))),
    ),
    ("GET", "/v1/progress"): Route(
        "进度", "条件与任务清单相同；`by` 说按什么数。", Example("/v1/progress", (("by", "owner"),))
    ),
    ("GET", "/v1/month/{year}/{month}"): Route(
        "一个月的月历", "条件与任务清单相同。", Example("/v1/month/2025/9")
    ),
    ("GET", "/v1/checklist/{fact_id}"): Route("清单里的一行", "", Example("/v1/checklist/{fact}")),
    ("GET", "/v1/checklist/{fact_id}/history"): Route(
        "一行的历史", "谁在什么时候标了、改了什么，旧的在前，从不删除。", Example("/v1/checklist/{fact}/history")
    ),
    ("PATCH", "/v1/checklist/{fact_id}"): Route(
        "标状态、改责任单位",
        "没写的不动；原来的留在历史里。返回改过的这一行，和撤销用的 `batch`。",
        Example("/v1/checklist/{fact}", body={"state": "进行中", "note": "已发通知", "by": "王老师"}),
    ),
    ("POST", "/v1/checklist/bulk"): Route(
        "一次改很多行",
        "要么全改，要么一行都不改。返回撤销用的 `batch`。",
        Example("/v1/checklist/bulk", body={"ids": ["{fact}"], "state": "已确认", "by": "王老师"}),
    ),
    ("POST", "/v1/checklist/undo"): Route(
        "撤销一次改动",
        "单行的、很多行的都可以；别人后来又改过的行不动，列在 `kept` 里。再撤销一次就是恢复。",
        Example("/v1/checklist/undo", body={"batch": "{batch}", "by": "王老师"}),
    ),
    ("GET", "/v1/export.xlsx"): Route(
        "清单导出 Excel", "条件与任务清单相同。", Example("/v1/export.xlsx", (("kinds", "deadline"),))
    ),
    ("GET", "/v1/export.csv"): Route(
        "清单导出 CSV", "条件与任务清单相同。", Example("/v1/export.csv", (("kinds", "target"),))
    ),
    ("GET", "/v1/calendar.ics"): Route(
        "时间节点的日历",
        "条件与任务清单相同；同一条的 UID 不变，再次导入是更新。日历软件订阅请用网页里“订阅日历”给的地址。",
        Example("/v1/calendar.ics", (("owner", "基础教育科"),)),
    ),
    ("GET", "/v1/documents"): Route(
        "文件列表",
        "每个放进来过的文件；没读进来的写明 `reason` 和 `remedy`。",
        Example("/v1/documents", (("status", "indexed"), ("years", "2025"))),
    ),
    ("POST", "/v1/documents"): Route(
        "上传文件",
        "可以一次传多个，名字就是文件在库里的名字，同名的是新版本。立即返回任务，读完要一会儿：用 GET /v1/jobs/任务id 看进度。",
        Example("/v1/documents", file="通知.txt"),
    ),
    ("GET", "/v1/documents/{document_id}"): Route(
        "一份文件", "`document_id` 可以是 id，也可以是文件名。", Example("/v1/documents/{document}")
    ),
    ("PATCH", "/v1/documents/{document_id}"): Route(
        "更正文件信息",
        "title、issuer、number、issued、effective、expires、plan_year、plan_until、kind、status、place、parent、replaces、repeals；"
        "空文字是“不知道”，`auto` 是交还给程序读到的。改过的不会被重新读取覆盖。",
        Example("/v1/documents/{document}", body={"plan_year": "2025"}),
    ),
    ("DELETE", "/v1/documents/{document_id}"): Route(
        "移出文件", "它的任务和状态随之离开清单，历史里还查得到。", Example("/v1/documents/{document}")
    ),
    ("GET", "/v1/documents/{document_id}/text"): Route(
        "全文或其中一段", "`start`、`end` 是字符位置。", Example("/v1/documents/{document}/text", (("end", "200"),))
    ),
    ("GET", "/v1/documents/{document_id}/sections"): Route(
        "标题", "", Example("/v1/documents/{document}/sections")
    ),
    ("GET", "/v1/jobs"): Route("最近的上传", "程序重启后清空。", Example("/v1/jobs")),
    ("GET", "/v1/jobs/{job_id}"): Route(
        "一次上传的进度", "`state` 为 `done` 时 `outcomes` 是每个文件的结果。", Example("/v1/jobs/{job}")
    ),
    ("DELETE", "/v1/jobs/{job_id}"): Route(
        "取消上传", "读完的文件留下，没读的不读。", Example("/v1/jobs/{job}")
    ),
    ("GET", "/v1/health"): Route("程序在不在", "不需要密钥。", Example("/v1/health")),
    ("GET", "/v1/version"): Route("版本", "", Example("/v1/version")),
}  # fmt: skip
"""Method and path → what is said of it."""


def write(schema: dict[str, Any], root: str) -> dict[str, Any]:
    """Puts the words and examples into an OpenAPI schema."""
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            route = ROUTES[method.upper(), path]
            call = route.example.curl(method.upper(), root)
            operation["summary"] = route.summary
            operation["description"] = f"{route.more}\n\n```\n{call}\n```".strip()
            operation["x-codeSamples"] = [{"lang": "curl", "source": call}]
            if route.example.body is not None:
                content = operation["requestBody"]["content"]["application/json"]
                content["example"] = route.example.sent(**NAMES)
            given = dict(route.example.query)
            operation.get("parameters", []).sort(key=lambda one: not one.get("required"))
            for parameter in operation.get("parameters", ()):
                if parameter["name"] in given and parameter["schema"].get("type") != "array":
                    parameter["example"] = given[parameter["name"]]
    return schema
