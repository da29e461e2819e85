"""Tells the columns of a table by their headers and cells: task, owner, time, unit, label, remark."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.extract.cell_values import BRACKET, blank, is_unit, value_like
from ingest.extract.grid import Grid, cell_text, head_text
from ingest.extract.repeated import remembered
from ingest.grammar import find_times
from ingest.records import Document

# Columns whose numbers count rows, name people or remark on something.
NO_VALUE_HEADER = re.compile(
    r"^(?:序号?|编号|行次|顺序|排序|排名|名次|No\.?|№|备注|附注|说明|注|备考|依据|政策依据|文号|电话|联系|代码|邮编|身份证|姓名|性别|年龄|出生|籍贯|学号|页码|类别号|地址|邮箱|网址|账号|QQ|微信|教龄|工龄|学历|职称|职务|房间|座位|考场|准考证|车牌|星级|星期)"
    r"|电话|号码|手机|邮箱|备注$|分值$|权重|扣分|评分标准|计分|依据$|代码$|编号$",
    re.IGNORECASE,
)
# Columns that report what is, not what is aimed at.
PAST_HEADER = re.compile(
    r"^(?:现在|在校|现有|目前|符合)|进展|现状|实际|完成情况|基准|基期|基数|上年|去年|已完成|已有|现有|同比|增幅完成|执行情况|评估结果|得分|现行|调整前|^原(?!则|始)|(?<=年)完成$|完成(?:数|值|额|率)$|大班额数?$|需求|缺口"
)
# Heads and titles of sheets in which something is marked.
SCORE = re.compile(r"分值|评分|[加扣得计积]分|绩点|GPA|技能分|德育分|学分认定|奖励学分")
# Heads under which a bare day or month is the last one: 完成时限 | 9月.
LIMIT_HEADER = re.compile(
    r"(?:完成|办结|整改|建成|达标|报送|上报|提交|反馈|销号)(?:时间|时限|期限|日期|年限|节点)|时限|期限|截[止至]|最迟|(?:之|以|日|月)前$"
)
# What happens on the days of one of several columns: 开工时间 | 竣工时间.
EVENT_HEADER = re.compile(
    r"^(?:预计|计划|拟|实际)?(?P<event>[一-鿿]{2,6}?)(?:时间|日期|时限|期限|年月|节点)(?:安排|要求)?$"
)
# Heads of columns that each hold a task of their own: of an office, a half of the day, a stage.
OFFICE = re.compile(r"(?:科|室|处|中心|局|委|部|办|办公室|股|站)$")
PARALLEL = re.compile(rf"{OFFICE.pattern}|^(?:上午|下午|晚上|全天)$|^(?:幼儿园|小学|初中|高中)$")
HAPPENED = re.compile(r"实际|出生|入职|参加工作|任职|毕业|建[校园]|成立|取得|获奖|聘任")
# What a cell of nothing but a day may say beside it.
AROUND_DAY = re.compile(r"^(?:[之以]?前|止|起|截止|左右|[、，,；;至到—–~～-]|[（(]星期.[）)]|\s)*$")
STARTS = re.compile(r"^(?:开始|起始|启动|起)$")
ENDS = re.compile(r"^(?:结束|截止|终止|完成|止)$")
# What the headers of a task list say.
HELPER_HEADER = re.compile(r"配合|协助|协办|参与|参加|服务对象")
HELPER_OWNER = re.compile(
    r"^(?:责任|牵头|主责|主办|承办|实施|落实|配合|协助|协办|协同|参与)(?:单位|部门|科室|处室|机构|股室)$"
)
OWNER_HEADER = re.compile(
    r"(?:责任|牵头|主责|承办|实施|负责|落实|组织|主办|完成|执行|经办|主管|建设|具体负责)(?:责任)?(?:单位|部门|科室|处室|人员?|机构|主体|股室|学校|局)"
    r"|^(?:部门|科室|处室|责任|责任分工|负责|牵头|责任校区?)$"
)
LEADER_HEADER = re.compile(
    r"(?:责任|牵头|分管|包保|负责|主管|挂帅|带队)[县市区局校]?(?:领导|同志|老师|教师)|^组长$"
)
PLAIN_OWNER = re.compile(r"^单位$")
TIME_HEADER = re.compile(
    r"(?:完成|办结|整改|建成)(?:时限|时间|期限|日期|年限)|时间(?:节点|安排|要求|进度|段|点)?$|时限|期限|进度(?:安排|要求|计划)?$|日期|年限$|截止|节点|月份|周次|学期$|时段|日程|何时"
)
TASK_HEADER = re.compile(
    r"任务|事项|内容|措施|项目|工作|举措|活动|环节|名称|主题|课程|阶段|流程|步骤|要求|程序|工程|问题"
)
UNIT_HEADER = re.compile(r"^(?:计量)?单位$")
# Columns that say of a target what kind it is: 约束性, 预期性.
NATURE_HEADER = re.compile(r"^(?:指标)?(?:属性|性质|类型)$")
NATURE_CELL = re.compile(r"^(?:约束|预期|指导|导向)性?$")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a task list say what; ``items`` are all that name tasks."""

    task: int | None
    owner: int | None
    time: int | None
    items: tuple[int, ...] = ()
    helpers: tuple[int, ...] = ()
    """Columns of those who answer or help beside the owner: 牵头单位 | 责任单位 | 配合单位."""
    times: tuple[int, ...] = ()
    """All columns of times; ``time`` is the first of them."""
    parallel: tuple[int, ...] = ()
    """Columns that each hold a task for the time of the row: 月份 | 基教科 | 人事科."""


def columns_of_tasks(document: Document, grid: Grid) -> Columns:
    """Tells the columns of a task list; the widest task column is the task."""
    heads = {c: BRACKET.sub("", head_text(document, grid, c)) for c in range(grid.columns)}
    times = tuple(c for c, head in heads.items() if _tells_time(document, grid, c, head))
    time = _first(times)
    owner = _owner(document, grid, heads, time)
    rest = [
        c
        for c, head in heads.items()
        if c not in (owner, *times)
        and not NO_VALUE_HEADER.search(head)
        and not HELPER_HEADER.search(head)
        and not OWNER_HEADER.search(head)
        and not LEADER_HEADER.search(head)
    ]
    tasks = [c for c in rest if TASK_HEADER.search(heads[c]) and _worded(document, grid, c)]
    if not tasks and (owner is not None or time is not None):
        tasks = [c for c in rest if _worded(document, grid, c)]
    task = max(tasks, key=lambda c: _length(document, grid, c), default=None)
    beside = tuple(c for c in rest if PARALLEL.search(heads[c]) and _worded(document, grid, c))
    named = any(map(TASK_HEADER.search, (heads[c] for c in rest)))
    if time is None or owner is not None or named or len(beside) < 2:
        beside = ()
    helpers = tuple(c for c, h in heads.items() if c != owner and HELPER_OWNER.search(h))
    helpers = helpers if owner is not None else ()
    return Columns(task, owner, time, tuple(tasks), helpers, times, beside)


def _tells_time(document: Document, grid: Grid, column: int, head: str) -> bool:
    """Whether a column says when: by its head, or because it holds nothing but days (初赛 | 5月9日)."""
    if HAPPENED.search(head):
        return False
    if TIME_HEADER.search(head):
        return _timed(document, grid, column)
    if not column or not head or NO_VALUE_HEADER.search(head) or PAST_HEADER.search(head):
        return False
    filled = [text for text in body(document, grid, column) if not blank(text)]
    return bool(filled) and all(map(pure_day, filled))


def _owner(document: Document, grid: Grid, heads: dict[int, str], time: int | None) -> int | None:
    free = {c: h for c, h in heads.items() if c != time and not HELPER_HEADER.search(h)}
    named = _first(c for c, head in free.items() if OWNER_HEADER.search(head))
    if named is None:
        named = _first(c for c, head in free.items() if LEADER_HEADER.search(head))
    tasks = (c for c, h in free.items() if TASK_HEADER.search(h) and _worded(document, grid, c))
    if named is None and (time is not None or any(True for _ in tasks)):
        named = _first(
            c
            for c, head in free.items()
            if PLAIN_OWNER.search(head) and unit_column(document, grid) != c
        )
    return named


def _first(columns: Iterable[int]) -> int | None:
    return next(iter(columns), None)


def unit_column(document: Document, grid: Grid) -> int | None:
    """The column of units of measure: its header says 单位 and its cells are units."""
    for column in range(grid.columns):
        if UNIT_HEADER.search(head_text(document, grid, column)):
            filled = [t for t in body(document, grid, column) if not blank(t)]
            if filled and sum(map(is_unit, filled)) * 2 >= len(filled):
                return column
    return None


def says_nothing(document: Document, grid: Grid, column: int) -> bool:
    """Whether a column is neither value nor label: row numbers, telephones, remarks, 约束性."""
    head = head_text(document, grid, column)
    texts = [text for text in body(document, grid, column) if not blank(text)]
    if NO_VALUE_HEADER.search(head):
        return True
    if texts and (NATURE_HEADER.search(head) or all(map(NATURE_CELL.match, texts))):
        return all(map(NATURE_CELL.match, texts))
    counted = [str(n) for n in range(1, len(texts) + 1)]
    return column == 0 and len(texts) > 1 and texts == counted


def body(document: Document, grid: Grid, column: int) -> list[str]:
    """The words of the cells of a column below its header, merged ones once."""
    cells = dict.fromkeys(grid.cells.get((row, column)) for row in grid.rows)
    return [cell_text(document, cell) for cell in cells if cell is not None]


@remembered
def pure_day(text: str) -> bool:
    """Whether a cell is a day, a month or a stretch of them and nothing else."""
    times = find_times(text)
    rest, at = "", 0
    for time in times:
        rest, at = rest + text[at : time.start], time.end
    exact = all(time.precision in ("day", "month") and not time.recurring for time in times)
    return bool(times) and exact and bool(AROUND_DAY.match(rest + text[at:]))


def _timed(document: Document, grid: Grid, column: int) -> bool:
    return any(find_times(text) for text in body(document, grid, column))


def _worded(document: Document, grid: Grid, column: int) -> bool:
    texts = [text for text in body(document, grid, column) if not blank(text)]
    return any(not value_like(text) for text in texts)


def _length(document: Document, grid: Grid, column: int) -> int:
    return sum(len(cell_text(document, grid.cells.get((row, column)))) for row in grid.rows)
