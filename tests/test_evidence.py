"""Is the evidence enough, which sentence answers, how is it said: signals, their weights, and the fit of these."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from answer_library import open_assistant

from assistant.asked import read_asked
from assistant.assistant import PolicyAssistant
from assistant.question import read_question
from assistant.rewording import Rewording
from assistant.shorten import shortened_to_value
from assistant.soft_words import SoftWords
from assistant.sufficiency import may_answer, probability, weights
from assistant.terms import Vocabulary
from assistant.time_frame import other_time
from eval.fitting import Ranking, fit_answer, fit_line

MEASURE = """\
望溪县校外托管机构管理办法

第一条 托管机构每班学生不超过三十五人，工作人员应当持健康证明上岗。
第二条 有下列情形之一的，不予备案：
（一）设在地下室的；
（二）未配备消防器材的；
（三）负责人有犯罪记录的。
第三条 托管机构不得一次性收取超过三个月的费用，家长要求退费的应当在五日内退还。
第四条 本办法所称校外托管机构，是指在放学以后照看学生的场所。
"""
REPORT = """\
2025年望溪县政府工作报告

一、2024年工作回顾
建成幼儿园7所，新增学位2100个。
二、2025年工作安排
新建幼儿园4所，新增学位900个。
"""
FAQ = """\
望溪县教师考勤制度

望溪县午休看护家长问答
问1：午休看护怎么收费？
答：每生每月60元，由家长会代收。
问2：中途不想参加了能退吗？
答：可以退剩余月份的。
问3：谁来看着孩子？
答：本校教师轮流看护，每班两名；但家长会可以推荐一名家长协助。
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    files = {"托管办法.txt": MEASURE, "2025年政府工作报告.txt": REPORT, "午休问答.txt": FAQ}
    with open_assistant(tmp_path_factory.mktemp("evidence"), files) as assistant:
        yield assistant


def test_a_report_answers_from_the_year_that_is_asked_for(county: PolicyAssistant) -> None:
    assert "4所" in county.ask("望溪县2025年计划新建多少所幼儿园").text
    assert "7所" in county.ask("望溪县2024年建成幼儿园多少所").text


def test_what_follows_a_line_that_asks_answers_it(county: PolicyAssistant) -> None:
    answer = county.ask("午休看护中途不想参加了能退吗")
    assert answer.text.startswith("可以退剩余月份的") and "问2" not in answer.text


def test_an_exception_is_told_with_what_it_changes(county: PolicyAssistant) -> None:
    assert "推荐一名家长" in county.ask("午休看护由谁来看着孩子").text


def test_a_term_is_explained_where_it_is_defined_in_other_words(county: PolicyAssistant) -> None:
    assert "照看学生的场所" in county.ask("校外托管到底是个啥").text


def test_a_telephone_is_not_answered_with_something_else(county: PolicyAssistant) -> None:
    assert county.ask("午休看护退费打哪个电话").mode == "refused"


def test_an_item_keeps_what_leads_its_list(county: PolicyAssistant) -> None:
    answer = county.ask("托管机构设在地下室能备案吗")
    assert "不予备案" in answer.text and "地下室" in answer.text
    cited = answer.citations[0]
    text = county.document_text(cited.document_id)
    assert (
        any("不予备案" in text[s.start : s.end] for s in cited.context) or len(answer.citations) > 1
    )


@pytest.mark.parametrize("question", ["托管机构的房租补贴多少钱", "望溪县第三届园艺节什么时候办"])
def test_what_is_not_said_is_refused(county: PolicyAssistant, question: str) -> None:
    assert county.ask(question).mode == "refused"


def test_sentences_left_out_are_as_if_not_held(county: PolicyAssistant) -> None:
    told = county.sentences("托管机构一个班最多几个学生")
    assert told and set(weights().line) <= set(told[0].signals)
    text = county.document_text(told[0].document_id)
    assert all(
        0 <= t.start < t.end <= len(text) for t in told if t.document_id == told[0].document_id
    )
    without = county.sentences("托管机构一个班最多几个学生", without=[told[0].document_id])
    assert told[0].document_id not in {t.document_id for t in without}


@pytest.mark.parametrize(
    "question, words, headings, strays",
    [
        ("今年计划建几所", "建成7所。", "2024年工作回顾", True),
        ("去年建了几所", "新建4所。", "2025年工作安排", True),
        ("今年计划建几所", "新建4所。", "2025年工作安排", False),
        ("2023年的标准是多少", "2025年起标准为900元。", "", True),
        ("每班最多几人", "不超过三十五人。", "第一条", False),
        ("2026年建几所", "新建4所。", "2026年报告 2025年工作回顾 全力抓好六项重点工作", False),
        ("2026年建几所", "新建4所。", "2026年报告 2025年工作回顾 重点工作有新进展", True),
    ],
)
def test_other_time(question: str, words: str, headings: str, strays: bool) -> None:
    assert other_time(read_question(question), words, headings) is strays


@pytest.mark.parametrize(
    "question, words, holds",
    [
        ("几月几号开学", "开学时举行升旗仪式。", False),
        ("几月几号开学", "9月1日开学。", True),
        ("宿舍晚上几点关门", "公寓开放时间为6:20—22:00。", True),
        ("补助多少钱，补几个月", "补助发放十个月。", True),
        ("补助多少钱", "补助发放十个月。", False),
    ],
)
def test_a_value_of_the_kind_asked_for(question: str, words: str, holds: bool) -> None:
    assert read_asked(read_question(question)).has_value(words) is holds


def test_words_of_documents_tell_and_talk_does_not() -> None:
    vocabulary = Vocabulary(["教师应当参加培训"])
    of_policy = Rewording().of_policy
    words = {
        w.text: w.policy
        for q in ("教师公寓的租金", "娃没人接咋办")
        for w in SoftWords(q, vocabulary, of_policy).words
    }
    assert min(words["公寓"], words["租金"]) > 0.8 > 0.2 > words["娃"]
    soft = SoftWords("教师公寓的租金", vocabulary, of_policy)
    held = soft.held(["教师公寓的租金由学校确定", "教师应当参加培训"])
    assert soft.share(held[0]) > 0.99 > 0.6 > soft.share(held[1])
    assert soft.lacking(held[1]).max() > 0.2


def test_a_long_sentence_is_shortened_to_value_and_exception() -> None:
    sentence = (
        "各校要加强领导，健全制度，落实责任，强化考核督导，做好宣传引导和家校沟通工作，"
        "课后服务收费每生每月不超过120元，但残疾学生免收，并按月公示收支情况，接受社会各方面的监督。"
    )
    said = shortened_to_value(sentence, lambda c: "元" in c, lambda w: float("课后服务收费" in w))
    assert said == "……课后服务收费每生每月不超过120元，但残疾学生免收……"


def test_a_word_is_explained_by_what_people_ask_about_with_it() -> None:
    soft = SoftWords(
        "住校的要不要报销差旅费", Vocabulary(["学生寄宿管理", "差旅费"]), lambda *_: 1.0
    )
    texts = ["寄宿的学生"]
    held = soft.explained(texts, soft.held(texts))[0]
    known = dict(zip([word.text for word in soft.words], held, strict=True))
    assert known["住校"] > 0.7 and all(known[w] < 0.5 for w in known if w in "差旅费")
    assert soft.untold(held).sum() > 0.2


@pytest.mark.parametrize(
    ("question", "words", "holds"),
    [
        ("处分的期限是多长", "警告的期限为3个月", True),
        ("一次扣几分", "22时熄灯，可延长15分钟", False),
        ("发多少奖金", "连续三年优秀的，记功一次", False),
        ("哪一年重新核定", "每三年核定一次", False),
        ("2026年的成绩哪天出来", "为做好2026年报名工作", False),
        ("每个月几号前到账", "于次月10日前发放", True),
        ("转介后要等多久", "医院应当即时接诊", True),
    ],
)
def test_a_value_counts_only_in_its_unit_and_its_kind(
    question: str, words: str, holds: bool
) -> None:
    assert read_asked(read_question(question)).has_value(words) is holds


def test_who_at_the_end_asks_for_no_number() -> None:
    assert not read_asked(read_question("拖着工钱不给谁能管")).value


def test_certain_rules_stand_before_the_weights() -> None:
    row = {
        "contradicts": 0.0,
        "value": 1.0,
        "other_time": 0.0,
        "other_scope": 0.0,
        "number_absent": 0.0,
        "kind": 0.0,
        "asks": 0.0,
    }
    assert may_answer(row)
    for change in (
        {"value": -1.0},
        {"other_time": 1.0},
        {"contradicts": 1.0},
        {"kind": -1.0},
        {"asks": 1.0},
    ):
        assert not may_answer(row | change)
    assert may_answer(row | {"value": 0.0, "other_time": 1.0})
    # a reader that is sure outweighs a value that was not seen, never a value that is another's
    for lacking in ({"value": -1.0}, {"kind": -1.0}):
        assert may_answer(row | lacking | {"read": 0.5})
        assert not may_answer(row | lacking | {"read": -0.5})
    assert not may_answer(row | {"other_time": 1.0, "read": 0.9})


def test_a_telling_word_that_is_lacking_makes_an_answer_less_probable() -> None:
    of = weights()
    told = dict.fromkeys(of.answer, 0.3)
    assert probability(told | {"lack_worst": 0.5}, of) < probability(told | {"lack_worst": 0.0}, of)


def test_the_fit_finds_what_tells_and_leaves_out_what_cannot() -> None:
    random = np.random.default_rng(5)
    right = random.random(200) < 0.5
    rows = [
        {"near": 0.4 * r + 0.2 * a, "lack_all": 0.3 * r + 0.1 * b, "unknown_signal": float(r)}
        for r, a, b in zip(right, random.random(200), random.random(200), strict=True)
    ]
    fitted, _ = fit_answer(rows, right.astype(float), np.ones(200))
    assert set(fitted) == {"near"} and fitted["near"] > 0
    groups = [
        Ranking(np.c_[random.random(6), np.eye(6)[n % 6]], np.arange(6) == n % 6) for n in range(40)
    ]
    line = fit_line(groups)
    assert line[1] > 1 > abs(line[0])
