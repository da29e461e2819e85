"""Steps and classes told whole; a paragraph's first sentence as its name; the question above an answer."""

from types import SimpleNamespace
from typing import Any

from assistant.everyday import plainly_said
from assistant.question_kind import kind_of
from assistant.sibling_clauses import with_siblings
from assistant.unheaded_parts import asked_above, named_by_first

STEPS = ("第一步，交表；", "第二步，公示；", "另行通知。", "第三步，发证。")


def line(text: str) -> Any:
    return SimpleNamespace(
        text=text, document_id="d", path=("t",), chunk=SimpleNamespace(id="c"), row=None
    )


def test_one_step_brings_the_others_unless_one_is_asked_for() -> None:
    found = [line(text) for text in STEPS]
    told = with_siblings("怎么领证", [found[1]], found)
    assert {one.text for one in told} == {STEPS[0], STEPS[1], STEPS[3]}
    assert with_siblings("第二步干什么", [found[1]], found) == [found[1]]


def test_a_first_sentence_names_its_paragraph_where_most_begin_so() -> None:
    rest = "这里写的是办理的时间和地点，需要的材料见附表，以学校通知为准。"
    text = "\n".join(f"{name}。{rest}" for name in ("租房的家庭", "有问题找谁", "怎么分批"))
    assert [name for _, name in named_by_first(text)] == ["租房的家庭", "有问题找谁", "怎么分批"]
    assert not named_by_first(f"租房的家庭。{rest}\n{rest}\n{rest}")


def test_the_question_above_an_answer_is_found() -> None:
    text = (
        "问：能退吗？\n答：七天内可以。\n问：怎么交费？\n答：网上交。\n问：几点开门？\n答：八点。"
    )
    assert asked_above(text, text.index("网上")) == "怎么交费？"
    assert asked_above("能退吗？七天内可以。", 6) == ""


def test_everyday_words_and_kinds() -> None:
    assert plainly_said("饭里有沙子打哪个电话") == "饭里有沙子电话是多少"
    assert kind_of("啥样的家庭不用交钱") == "list"
    assert kind_of("一年最高多少") != "comparison" and kind_of("东区比西区高多少") == "comparison"
    assert kind_of("就差几天，今年能上一年级不") == "yesno"
