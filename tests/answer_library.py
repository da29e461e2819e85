"""A library of an invented county for the tests of the answering rooms: plans of two years, a summary, a
measure and its successor, a notice. The sums differ so that a wrong year or scope shows."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from assistant.assistant import PolicyAssistant
from assistant.library import Library
from ingest.pipeline import Job, read
from ingest.pipeline.changes import refresh_status
from ingest.pipeline.run import embed_chunks
from ingest.settings import Settings
from ingest.store.store import Store

PLAN_2024 = """\
临溪县教育局2024年工作要点

一、促进公平
1. 提高经费标准。2024年，全县义务教育生均公用经费达到小学680元、初中860元。
2. 召开家长会。3月份，召开全县家长学校经验交流会，由基础教育科牵头。

二、强健体魄
3. 控制近视。2024年，全县儿童青少年总体近视率控制在48%以内。
"""
PLAN_2025 = """\
临溪县教育局2025年工作要点

一、促进公平
1. 提高经费标准。2025年，全县义务教育生均公用经费达到小学720元、初中940元。
2. 召开现场会。9月份，召开全县课后服务现场会，由基础教育科牵头。
3. 新建学校。12月底前，完成城北小学二期工程，投资3200万元，由规划财务科牵头。

二、强健体魄
4. 控制近视。2025年，全县儿童青少年总体近视率控制在46%以内。
5. 举办比赛。10月15日前，举办全县中学生篮球联赛，由体育艺术科牵头。

三、建强队伍
6. 开展培训。9月20日，举办新入职教师岗前培训班，由教师工作科牵头。
7. 全年开展班主任研修120人次。
"""
SUMMARY_2024 = """\
临溪县教育局2024年工作总结

一、经费保障
2024年，全县新增学位1350个，改造操场17个。

二、教师队伍
2024年，全县招聘教师86名，开展骨干教师培训640人次。
"""
OLD_MEASURE = """\
临溪县校外研学活动管理办法（试行）

第一章 总则
第一条 为规范研学活动，制定本办法。
第二条 研学活动每人每天收费不得超过120元。

第二章 附则
第三条 本办法自2021年3月1日起施行。
"""
NEW_MEASURE = """\
临溪县校外研学活动管理办法

第一章 总则
第一条 为规范研学活动，保障学生安全，制定本办法。
第二条 研学活动每人每天收费不得超过150元。
第三条 有下列情形之一的，不得组织研学活动：
（一）未制定安全预案的；
（二）未购买意外伤害保险的；
（三）带队教师与学生的比例低于1∶15的。
第四条 学校应当最迟出发前10日向县教育局备案。备案材料包括活动方案、安全预案和家长同意书。

第二章 附则
第五条 本办法自2024年9月1日起施行。《临溪县校外研学活动管理办法（试行）》同时废止。
"""
NOTICE = """\
临溪县教育局关于做好2025年小学一年级新生报名工作的通知

各小学：
现就2025年小学一年级新生报名有关事项通知如下。
一、报名时间
网上报名时间为2025年6月20日至6月28日，现场审核时间为7月5日。
二、报名条件
年满六周岁（2019年8月31日前出生）、具有本县户籍的儿童。随迁子女须提供父母居住证。
三、报名材料
1. 户口簿原件和复印件。
2. 预防接种证。
3. 房产证或者租房合同。
"""
FILES = {
    "2024年工作要点.txt": PLAN_2024,
    "2025年工作要点.txt": PLAN_2025,
    "2024年工作总结.txt": SUMMARY_2024,
    "研学活动管理办法（试行）.txt": OLD_MEASURE,
    "研学活动管理办法.txt": NEW_MEASURE,
    "一年级报名通知.txt": NOTICE,
}


class PairEmbedder:
    """Counts character pairs in buckets: texts are near when they share pairs. No model needed."""

    name = "pairs"
    dimension = 512

    def embed(self, texts: Sequence[str], *, query: bool = False) -> np.ndarray:
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for a, b in pairwise(text):
                row[zlib.crc32((a + b).encode()) % self.dimension] += 1
        length = np.linalg.norm(rows, axis=1, keepdims=True)
        return rows / np.where(length == 0, 1, length)


def add(store: Store, path: Path, *, sample: bool = False) -> str:
    """Takes one file in without a worker process; its document id."""
    content = path.read_bytes()
    reading = read(Job(path, path.name, hashlib.sha256(content).hexdigest()))
    with store.writing():
        store.put(
            reading.document, reading.metadata, reading.sections, reading.chunks,
            embed_chunks(store, reading.chunks), reading.facts, original=content, sample=sample,
            uncovered=reading.uncovered,
        )  # fmt: skip
        refresh_status(store)
        store.catch_up()
    return reading.document.id


def write(folder: Path, files: dict[str, str]) -> list[Path]:
    """The files of a library as text files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in files]


def open_folder(settings: Settings) -> PolicyAssistant:
    """The library of a data folder, as after a restart."""
    embedder = PairEmbedder()
    store = Store.open(settings, embedder)
    return PolicyAssistant(store, Library(store, embedder), settings)


def open_assistant(folder: Path, files: dict[str, str] | None = None) -> PolicyAssistant:
    """The county's library (or another) in a new data folder, opened."""
    assistant = open_folder(Settings.from_env(data_dir=folder / "data", env={}))
    for path in write(folder / "files", FILES if files is None else files):
        add(assistant.store, path)
    return assistant
