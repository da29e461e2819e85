"""The order of passages by what they share with the question, and where documents without a place are at home."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.explained import Explained
from assistant.homes import home
from eval.calibrate_passages import Example, fit
from ingest.embedding.translation import save, train, translation
from ingest.records import Metadata

BUDGET = "竹岭县教育局2026年部门预算说明\n现将竹岭县教育局2026年预算说明如下。"


@pytest.mark.parametrize(
    ("metadata", "text", "place"),
    [
        (Metadata(title="预算", place="云山县"), BUDGET, "云山县"),  # what the metadata say holds
        (Metadata(title="预算"), BUDGET, "竹岭县"),  # a county that no other document is of
        (Metadata(title="会议纪要"), "临溪市教育局会议纪要\n时间：7月1日", "临溪市"),
        (Metadata(title="学籍规定"), "临溪理工学院学籍规定", "临溪市"),  # as people say it
        (Metadata(title="通知", issuer="教育部"), "教育部关于临溪市的批复", ""),  # the country's
        (Metadata(title="要求"), "各市县教育局要认真落实", ""),
        (Metadata(title="说明"), "说明" * 200 + "临溪市", ""),  # not in its first lines
    ],
)
def test_a_document_is_at_home_where_its_first_lines_say(
    metadata: Metadata, text: str, place: str
) -> None:
    assert home(metadata, text, ["临溪市"]) == place


def test_everyday_words_explain_those_of_documents(tmp_path: Path) -> None:
    pairs = [(["领", "钱"], ["资助", "资金"]), (["领", "饭"], ["资助", "餐"])] * 4
    table = train([*pairs, (["跑", "步"], ["体育"])])
    assert max(table.of("领"), key=table.of("领").__getitem__) == "资助"
    assert "体育" not in table.of("领") and table.of("飞") == {}
    save(table, tmp_path / "table.npz")
    with np.load(tmp_path / "table.npz") as held:
        assert str(held["said"]).split("\n")[1] == "资助"
    known = translation()
    assert known.of("户口").get("户籍", 0) > 0.1 and known.share("的") > known.share("户口")
    told, other = Explained("没有本地户口").of(["非本地户籍学生凭居住证登记", "食堂留样四十八小时"])
    assert told["explained"] > other["explained"] and told["likely"] > other["likely"]


def test_fitted_weights_keep_the_unit_of_the_score_before() -> None:
    random = np.random.default_rng(7)
    examples = []
    for _ in range(12):
        right = np.arange(5) == random.integers(5)
        rows = np.c_[random.normal(size=5), right + random.normal(size=5) / 4]
        examples.append(Example("one", rows, right))
    found = fit(examples, ["fused", "good"])
    assert found["good"] > 3 * abs(found["fused"])
    spread = [np.std(e.signals @ np.array(list(found.values()))) for e in examples]
    assert np.mean(spread) == pytest.approx(
        np.mean([e.signals[:, 0].std() for e in examples]), rel=0.01
    )
