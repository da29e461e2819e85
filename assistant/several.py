"""Several questions in one message: parted by rule, answered in turn, joined into one answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.apart_words import only_compares
from assistant.computed_words import computed_kind
from assistant.follow_up_text import own_words
from assistant.measure import asked_measure
from assistant.one_way import of_one_way
from assistant.question import read_question
from assistant.question_kind import kind_of
from assistant.question_words import GREETING
from assistant.records import Answer, Citation, Mode
from assistant.several_computed import holds_several
from assistant.terms import content

MOST = 5
"""Questions of one message that are answered."""
ENDS = re.compile(r"(?<=[？?！!；;])|\n+|(?<=[。])")
"""Where a sentence ends."""
NUMBERED = re.compile(
    r"(?:^|(?<=[\s？?。；;，,：:]))\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十])[）)、]|\d{1,2}[.．](?!\d)|[①-⑩]|第[一二三四五][，,、]|[一二三四]是(?=[^，]{2}))\s*"
)
"""A number before a question of a list."""
BRACKETED = re.compile(r"[（(](?:\d{1,2}|[一二三四五六七八九十])[）)]|[①-⑩]")
"""The same in brackets, which need nothing before them where there are two."""
JOINED = re.compile(
    r"[，,、 ]*(?:(?<![能可会要还需得再])另外(?![加交收给付花发补出买找算])|还有(?!救|机会|必要|可能|用|效|几|多|哪|啥|什么|[没吗])|顺便|再(?:请)?问(?:一下|下)?|(?:我)?还想(?:再)?(?:问|知道)(?:一下)?|对了|以及(?=[^，]{0,12}(?:多少|几|谁|什么|怎么|哪)))(?:(?:再)?问(?:一下|下)?)?[，,：: ]*"
)
"""Words that join another question."""
STARTS = re.compile(r"^(?:那么|那|然后|并且|而且|同时|请问|想问一下|再就是)[，, ]*")
CLAUSE = re.compile(r"[，,；;、]|(?<=[一-鿿])[ 　](?=[一-鿿])")
"""What parts clauses: on a phone a blank does."""
SHORTEST_ITEM = 3
"""Characters of one thing asked for."""
BLANKS = " \u3000"
OWN_CLAUSE = 5
"""Characters from which a clause behind a blank asks something of its own: 找哪 goes on."""
BELONGS = re.compile(
    r"^(?:哪(?:一?个|份|些|部|一?版)(?:文件|办法|规定)?(?:是|还|现在|目前)*(?:现行|有效|管用|在用|作数|算数|为准|废止|作废)|各|分别|每(?:个|人|名|年|月|次|天|生|学期)*(?=多少|几|补|给|交|收|拿|要|能|是)|还是|或者?|是不是|对吧|对吗|行吗|可以吗|好吗|谢谢|都?是(?:哪|什么|谁)|有没有(?:例外|别的|时间限制|限制)|哪[些几].{0,3}$|(?:都|具体|分别)(?:是|有)(?:哪|什么|谁|啥)|[^，]{0,3}各(?:是|要|拿|占)|[都全]?叫(?:啥|什么)(?:名字?)?$)"
)
"""A clause that goes on with the question before it."""
FRAME = re.compile(
    r"^[^，]{0,14}(?:法律?|条例|办法|规定|文件|通知|政策|方案|细则|手册|意见|指南|国家|教育部|省里|市里|区里|上面|附件|版)(?:里头?|里面|上|中)?(?:面)?"
    r"(?:是|都)?(?:(?:怎么|咋|如何)(?:个?说法?|讲|定|写|规定|要求)(?:的|着)?|(?:写|讲|说|提)(?:了|的)是?(?:啥|什么))[呢啊呀]?[？?]?$"
)
"""A clause that asks nothing of its own: what a document says of what the rest asks, 国家是怎么规定的."""
NO_ASK = re.compile(
    r"(?:什么|啥|谁|哪(?:儿|里|个)?|怎么|咋)(?:都|也)(?![是有要能会可在算])|(?:没有?|不|[就只还才好]差|好)(?:咋|怎么|多少|几)(?!办)|(?:不管|无论|不论)[^，,]*|有什么(?:问题|事|困难|不懂)(?=$)|没有?什么"
    r"|(?:(?<=[一-鿿])那|这)几(?=[个所家条种类项门区县市省名位块户样])|[和跟与]几[个名位](?=[^，,？?]{1,6}(?:都|也|一起|想|要|打算|准备))"
)
"""Words that ask elsewhere and here say that it matters not, that there is none, or some: 那几所学校, 我和几个同学都想."""
ELLIPTIC = re.compile(r"^(?:那么?)?[^，,呢]{1,10}呢[？?]?$")
"""初中呢: the question before once more, of something else."""
ASKS = re.compile(
    r"[什怎]么|啥|咋|谁|哪|(?<![好第十初这])(?<!那(?=几个?[月天年日周]))几(?!乎|经)|多[少大久高长远快重宽]|何[时人地处]|为何|如何|怎[样办]|是否|能否|可否|吗|([一-鿿]{1,2})[不没]\1|(?<![不没])有没有"
)
"""Words with which a clause asks."""
AT_END = re.compile(r"(?:呢|不|没有?|吧)?[？?]|(?:呢|[一-鿿]不|没有)$")
"""What makes a question of a sentence without such words."""
DONE = re.compile(r"[完了过好满成掉]几|几[^，]{0,3}[了过]")
"""Some number of what was done: 念完几门."""
SICK_DAYS = re.compile(
    r"(?:病|烧|感冒|肚子|不舒服|住院|骨折|摔|水痘|手足口|手术|有事)[^，？?]{0,8}?(?:请|缺|歇|休|耽误|住)了?几(?=[天日节周])"
)
"""发烧请几天假: some days, whose number nobody asks for."""
LISTED = re.compile(
    r"^(?:请|烦请|麻烦|劳驾|想)?(?:您|你)?(?:帮我|帮忙|逐项|分别)?(?:请问|问|查|说明|列出|列明|告知|回答|介绍|明确|核实|提供)(?:一下|下)?"
    r"(?P<of>[^：:，。？?\n]{2,30})[：:](?P<items>[^。？?\n]{6,})[。？?]?$"
)
"""Things asked for side by side behind a colon: 请说明足球方案：比赛时长，球衣费用由谁承担."""
MANY = re.compile(r"(?:多少|几)[一-鿿]{2,8}[、，,？?。\s]*$")
"""A clause that ends by asking how many of a thing there are."""
LONGEST_HEAD = 20
"""Characters before such clauses that hold for all of them."""
OF_ONE = "问题没有写明"
"""A note that speaks of “the question”: of which one must be said."""
ENDS_ASKING = re.compile(r"[一-鿿]{2}(?<![就也都还才倒])不$")
"""A clause that asks by its last word: 那俩月发不."""
SCHEME: dict[frozenset[Mode], Mode] = {
    frozenset({"structured"}): "structured", frozenset({"clarify"}): "clarify",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parted:
    """The questions of a message in order, at most ``MOST``, and how many were left out."""

    questions: tuple[str, ...]
    left_out: int = 0


def parted(message: str, *, whole: bool = True) -> Parted:
    """The questions of a message. What is said before a question (“我家孩子5岁。”) stays with it; clauses that
    ask part at a comma, unless the second only goes on with the first, or (with ``whole``) they add up or compare."""
    text = message.strip()
    if len(items := _listed(text)) > 1:
        return Parted(tuple(items[:MOST]), max(len(items) - MOST, 0))
    text = BRACKETED.sub("\n", text) if len(BRACKETED.findall(text)) > 1 else text
    text = NUMBERED.sub("\n", text)
    sentences = [
        s for s in ENDS.split(JOINED.sub("\n", text)) if s and s.strip(" ，,。；;？?！!\n")
    ]
    questions: list[str] = []
    told = ""
    for sentence in sentences:
        for piece in _pieces(sentence.strip(), whole):
            own = piece.strip("，,。；;？? ")
            if questions and (FRAME.match(own) or only_compares(own)):
                questions[-1] += f"，{piece}"
            elif (
                _asks(piece) or AT_END.search(piece.strip()) or (questions and ELLIPTIC.match(own))
            ):
                questions.append(f"{told}{piece}")
                told = ""
            elif not GREETING.match(piece.strip("，,。")):
                told += piece if piece[-1:] in "，,。；;：:！!" else f"{piece}，"
    if not questions:
        return Parted((message.strip(),))
    if len(questions) > 1 and only_compares(questions[-1]):
        return Parted((message.strip(),))
    first, *later = (q.strip("，,；;、 ") for q in questions)
    merged = _merged([first, *(STARTS.sub("", q) for q in later)])
    if len(merged) == 1:
        return Parted((message.strip(),))
    return Parted(tuple(merged[:MOST]), max(len(merged) - MOST, 0))


def _listed(text: str) -> list[str]:
    """What is asked for side by side behind a colon, each with what stands before it; nothing of another message."""
    said = LISTED.match(text)
    if not said:
        return []
    found = (re.split(marks, said["items"]) for marks in ("[；;]", "[，,]", "、"))
    items = next((some for some in found if len(some) > 1), [])
    short = any(len(item.strip()) < SHORTEST_ITEM for item in items)
    return [] if short else [f"{said['of']}{item.strip()}" for item in items]


def _pieces(sentence: str, whole: bool = True) -> list[str]:
    """Clauses of a sentence, those joined that ask only together."""
    if beside := _many_beside(sentence):
        return beside
    computed = whole and computed_kind(sentence) in ("comparison", "version", "sum")
    if computed and not holds_several(CLAUSE.split(sentence)):
        return [sentence]
    pieces: list[str] = []
    for clause in re.split(rf"(?<={CLAUSE.pattern})", sentence):
        if not clause.strip("，,；;、 "):
            continue
        own = _asks(clause) or ELLIPTIC.match(clause.strip("，,；;、 "))
        half = (
            len(pieces) > 1 and ELLIPTIC.match(pieces[-1].strip("，,；;、 ")) if pieces else False
        )
        asked = pieces and (_asks(pieces[-1]) or half)
        apart = asked and own and not BELONGS.match(clause)
        apart = apart and (pieces[-1][-1] not in BLANKS or len(clause) >= OWN_CLAUSE)
        apart = apart and not of_one_way(pieces[-1], clause.strip("，,；;、。 "))
        if pieces and not (apart and not _is_told(pieces[-1], clause)):
            pieces[-1] += clause
        else:
            pieces.append(clause)
    return pieces


def _many_beside(sentence: str) -> list[str]:
    """一共多少所学校、多少在校学生: numbers of different things side by side, which nobody adds."""
    pieces = [
        p for p in re.split(r"(?<=[、，,])(?=(?:有|又)?(?:多少|几))", sentence) if p.strip("，,、 ")
    ]
    if len(pieces) < 2 or not all(MANY.search(piece) for piece in pieces):
        return []
    head = re.sub(r"(?:一共|总共|共)?(?:有|是)?$", "", re.split("多少|几", pieces[0])[0])
    own = head if len(head) <= LONGEST_HEAD else ""
    return [pieces[0], *(f"{own}{piece}" for piece in pieces[1:])]


def _asks(clause: str) -> bool:
    """Does a clause hold a word that asks, or end like a question: 放假发不?"""
    said = SICK_DAYS.sub("", NO_ASK.sub("", clause))
    if FRAME.match(clause.strip("，,；;、。 ")):
        return False
    return bool(ASKS.search(said) or ENDS_ASKING.search(said.strip("，,；;、。 ")))


def _is_told(clause: str, behind: str) -> bool:
    """念完几门，换一家还认不认: the first clause asks for no number, as 一周上几节 does."""
    few = bool(DONE.search(clause)) and not _asks(clause.replace("几", " "))
    few = few and not re.search("最|至|每", clause)
    return few and kind_of(behind) == "yesno"


def _merged(questions: list[str]) -> list[str]:
    """Without questions that only say the one before again: 是哪天，几号？"""
    kept: list[str] = []
    for question in questions:
        same = kept and kind_of(question) == kind_of(kept[-1]) and not _own(question)
        same = same and not _asks_other(question, kept[-1])
        again = same or (kept and BELONGS.match(question))
        if again or (kept and kind_of(question) == "greeting"):
            kept[-1] = f"{kept[-1].rstrip('？?。！!')}，{question}" if again else kept[-1]
        elif kept and kind_of(kept[-1]) == "greeting":
            kept[-1] = question
        else:
            kept.append(question)
    return kept


def _asks_other(question: str, before: str) -> bool:
    """要不要交钱 behind 要不要空腹, 年龄多大 behind 招几个: something else, in however common words."""
    measures = asked_measure(question), asked_measure(before)
    if all(measures) and len({m.family for m in measures if m}) > 1:
        return True  # 占多少人 behind 多少钱
    words = content(question).replace(" ", "")
    kinds = ("yesno", "number")
    return kind_of(question) in kinds and len(words) > 1 and words[-2:] not in before


def _own(question: str) -> str:
    query = read_question(question)
    return (
        own_words(query) or query.scope or query.article or (query.time.raw if query.time else "")
    )


def joined(
    questions: Sequence[str], answers: Sequence[Answer], notes: Sequence[str] = ()
) -> Answer:
    """One answer of several: each under its question, citations numbered through, the same words once."""
    citations: list[Citation] = []
    blocks: list[tuple[list[str], str]] = []
    for question, answer in zip(questions, answers, strict=True):
        text = _renumbered(answer, citations)
        if blocks and blocks[-1][1] == text and answer.mode != "refused":
            blocks[-1][0].append(question)
        else:
            blocks.append(([question], text))
    told = [a for a in answers if a.mode not in ("refused", "clarify")]
    return Answer(
        text="\n\n".join(_block(n, asked, text) for n, (asked, text) in enumerate(blocks)),
        mode=_mode(answers),
        citations=tuple(citations),
        rows=tuple(dict.fromkeys(row for a in answers for row in a.rows)),
        filter="；".join(dict.fromkeys(a.filter for a in answers if a.filter)),
        notes=(*_notes(answers), *(n for n in notes if not any(n in a.notes for a in answers))),
        options=tuple(dict.fromkeys(o for a in answers for o in a.options)),
        suggestions=(told or list(answers))[-1].suggestions,
    )


def _block(number: int, questions: Sequence[str], text: str) -> str:
    """An answer under the question or the questions that it answers."""
    *others, last = questions
    asked = "；".join([*(q.rstrip("。；;，,？?") for q in others), last])
    return f"{heading(number, asked)}\n{text}"


def heading(number: int, question: str) -> str:
    """The line above the answer to one question of a message; ``number`` counts from 0."""
    return f"{'一二三四五'[number]}、{question.rstrip('。；;，,')}"


def _notes(answers: Sequence[Answer]) -> tuple[str, ...]:
    """The notes of all, each once; what is said of one question of a message only goes by its number."""
    told = []
    for note in dict.fromkeys(n for a in answers for n in a.notes):
        of = [number for number, a in enumerate(answers) if note in a.notes]
        alone = len(of) == 1 and note.startswith(OF_ONE)
        told.append(f"（{'一二三四五'[of[0]]}）{note}" if alone else note)
    return tuple(told)


def _mode(answers: Sequence[Answer]) -> Mode:
    """The mode of the answered parts; only where none is answered a question back, or a refusal."""
    modes = {a.mode for a in answers if a.mode != "refused"}
    if not modes:
        return "refused"
    answered = frozenset(modes - {"clarify"} or modes)
    if "generative" in answered:
        return "generative"
    return SCHEME.get(answered, "extractive")


def _renumbered(answer: Answer, citations: list[Citation]) -> str:
    """The answer's text with the numbers of the whole; its citations are added to those of the whole."""
    numbers: dict[int, int] = {}
    for citation in answer.citations:
        place = (citation.document_id, citation.start, citation.end, citation.context)
        same = (c for c in citations if (c.document_id, c.start, c.end, c.context) == place)
        held = next(same, None)
        if held is None:
            held = replace(citation, marker=len(citations) + 1)
            citations.append(held)
        numbers[citation.marker] = held.marker
    return re.sub(
        r"\[(\d{1,3})\]",
        lambda m: f"[{numbers[int(m[1])]}]" if int(m[1]) in numbers else m[0],
        answer.text,
    )
