"""The end of a span of time that is asked for, where a sentence tells several spans or tells one in two clauses."""

from assistant.ends_of_span import said_first
from assistant.shorten import shortened_to_value

TERMS = "春季3月1日至3月15日，秋季9月1日至9月20日。"
TWO_CLAUSES = "预约从5月6日上午8点开始，到5月12日下午5点结束，先后不影响安排。"


def test_the_month_or_the_words_of_the_question_choose_the_span() -> None:
    assert said_first("9月最晚几号截止", TERMS) == "截止时间：9月20日"
    assert said_first("春季几号截止", TERMS) == "截止时间：3月15日"
    assert said_first("几号截止", TERMS) == ""
    assert said_first("哪几天受理", TERMS) == ""


def test_a_span_in_two_clauses_has_both_ends() -> None:
    assert said_first("预约几号截止", TWO_CLAUSES) == "截止时间：5月12日下午5点"
    assert said_first("预约几号开始", TWO_CLAUSES) == "开始时间：5月6日上午8点"


def test_a_sentence_is_not_cut_between_the_ends_of_a_span() -> None:
    told = shortened_to_value(TWO_CLAUSES * 2, lambda words: "5月6日" in words, lambda _: 1.0)
    assert "到5月12日下午5点结束" in told
