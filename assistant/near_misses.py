"""Near misses: an answer on the matter that does not tell what is asked. It is of another fee, paper or person, has
no name where names are asked for, or follows up with what is of something else or was told before. Judged, whichever
room gave it, by the answer with all that it cites."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.above import holds
from assistant.candidates import STAGES
from assistant.case import Case
from assistant.exam_steps import of_other_round, of_other_season
from assistant.fact_evidence import all_words
from assistant.focus import kind_held
from assistant.follow_up import History
from assistant.library import Library
from assistant.list_form import WHICH
from assistant.other_year import lacks_other_year
from assistant.place_names import lies_in, overlap
from assistant.provinces import is_above
from assistant.question import read_question
from assistant.records import Answer
from assistant.says import COVERS
from assistant.scope_clause import of_others
from assistant.signals import Signals
from assistant.subject_roles import role_of, weight_of
from assistant.terms import folded, pairs
from assistant.unmet_form import lacks_form
from assistant.unmet_step import of_other_step, rules_for_names
from ingest.records import Metadata

VALUES = frozenset({"number", "date", "who", "sum", "count"})
NAMED = re.compile(
    r"(?:[一-鿿](?:费|款|金|薪|奖)|工资"  # money: 伙食费, 助学贷款, 奖金
    r"|[一-鿿](?:餐|装)"  # meals and clothes: 晚餐, 冬装
    r"|[一-鿿]{2}证|合同"  # papers: 房产证
    r"|[一-鿿]{2}(?<!学)生)$"  # people of a kind: 研究生, 寄宿生
)
"""Things that documents call by their own name: a text without the name is of another one."""
GENERAL = re.compile(r"(?:经|收|缴|交|付|拨|罚|花|话|电|现|资|奖)(?:费|款|金)$|费用|工资")
"""Words for money that name no kind of it: 经费 is also called 资金 or 补助."""
SCHOOL = re.compile(
    r"第?(?P<number>[一二三四五六七八九十]{1,2})(?:实验|中心|完全|高级|初级)?(?P<of>小学|小|中学|中|幼儿园|幼)(?![考期级班组时段央型])"
)
"""A school named by its number."""
NAME_LACKS = 0.05
"""Share of what a question tells from which such a name counts."""
FEES, OTHER_FEE = (
    re.compile(r"收费|费用"),
    re.compile(r"[一-鿿](?<![收缴交付杂免减])费(?!用)"),
)
"""What holds for every fee, and what names one."""
PAID = re.compile(r"[缴交]费")
SHORTENED = "[一-鿿]{0,2}"
"""What may stand between the characters of a name in full: 保教费 is 保育教育费."""
FOLLOWS_LACKING = 0.12
"""Share of what a question tells by rare words from which a value that follows up without them is of something else."""
REPEATS, REPEATS_LACKING = 0.35, 0.1
"""Share of an answer's pairs of characters up to which it tells nothing new, and what it then may lack at most."""
OPENING = 30
"""Code points in which a paragraph says whom it is about."""
SEVERAL = re.compile(
    r"[、；;]|[和与及或]|\S\s+\S+\s+\S"
    r"|(?:[小中大]学|[初高]中|学校|学院|幼儿园)[^，。]*，[^，。]*(?:[小中大]学|[初高]中|学校|学院|幼儿园)"
)
"""What tells several things in one line."""
BOUND = re.compile(r"以[内上下]|最[长短多少高低大小晚迟早快]|至[多少]|起码|顶多|[上下]限")
"""Words that a rule says as 不超过, 不少于 or 前, and mostly not at all."""
CITY = ("市", "州", "盟", "地区")
"""How cities end."""
WIDE = ("省", "自治区")
"""How places end whose documents hold for those in them."""
MARK = re.compile(r"\[\d+\]")
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def is_near_miss(library: Library, case: Case, answer: Answer, history: History) -> bool:
    """Does an answer in the documents' own words not tell what is asked, apart from names it lacks?"""
    own = own_words(library, answer)
    return (
        kind_held(case.query.text, own) < 0
        or lacks_form(case.query, own)
        or of_other_step(case.query.text, own)
        or rules_for_names(case.query.text, MARK.sub("", answer.text))
        or _names_none(case, answer)
        or _counts_again(case, answer)
        or of_other_school(case.query.text, own)
        or of_other_season(case.query.text, own)
        or _of_other_round(library, case, answer)
        or _of_other_scopes(case, answer)
        or _lacks_other_year(case, answer, own)
        or _strays(library, case, answer, history)
    )


def names_lacking(library: Library, case: Case, answer: Answer) -> tuple[str, ...]:
    """Names of money, papers and people in the question that the answer and all it cites do not hold; 初中生均经费
    names no 初中生."""
    soft = _signals(library, case).soft
    words = f"{all_words(library, answer)} {openings(library, answer)}"
    lacks = soft.lacking(soft.explained([words], soft.held([words]))[0])
    said, own = folded(words), own_words(library, answer)
    return tuple(
        word.text for word, share in zip(soft.words, lacks, strict=True)
        if share >= NAME_LACKS and NAMED.search(word.text) and not GENERAL.search(word.text)
        and f"{word.text}均" not in case.query.text and not _of_stage(word.text, said)
        and not _in_full(word.text, said) and not _of_all_fees(word.text, own)
        and not _of_its_step(word.text, said, own)
    )  # fmt: skip


def _of_stage(name: str, said: str) -> bool:
    """高中生 are those of 高中, of 高级中学 and of a 中学 that is both, 住校生 those who 住校."""
    stage = name[:-1]
    wider = (stage, *COVERS.get(stage, ()), *(long for long, short in STAGES if short == stage))
    return name.endswith("生") and any(word in said for word in wider)


def openings(library: Library, answer: Answer) -> str:
    """How the paragraphs begin that an answer cites from: 高级中学应当…。…累计不少于七日 is of those."""
    texts = ((library.document(c.document_id).text, c.start) for c in answer.citations)
    return " ".join(text[text.rfind("\n", 0, at) + 1 :][:OPENING] for text, at in texts)


def own_words(library: Library, answer: Answer) -> str:
    """An answer with the words it cites and their headers, without titles and headings."""
    words = [MARK.sub("", answer.text)]
    for cited in answer.citations:
        text = library.document(cited.document_id).text
        words += [cited.quote, *(text[s.start : s.end] for s in cited.context)]
    return " ".join(words)


def _of_all_fees(name: str, own: str) -> bool:
    """Is a fee asked for, and do the words speak of fees and name none?"""
    return name.endswith("费") and bool(FEES.search(own)) and not OTHER_FEE.search(own)


def _of_its_step(name: str, said: str, own: str) -> bool:
    """Is the fee of a step asked for (报名费), and is what is to be paid told below its heading, with no fee of another
    name?"""
    paid = name.endswith("费") and PAID.search(own) and not OTHER_FEE.search(own)
    return bool(paid) and len(name) > 2 and name[:-1] in said


def _in_full(name: str, said: str) -> bool:
    return bool(re.search(SHORTENED.join(map(re.escape, name)), said))


def of_other_school(question: str, own: str) -> bool:
    """Does the question name a school by its number (城关三小, 第四中学), and do the words tell only of those with
    other numbers?"""
    asked, told = _school_numbers(question), _school_numbers(own)
    return any(told.get(of) and not numbers & told[of] for of, numbers in asked.items())


def _of_other_round(library: Library, case: Case, answer: Answer) -> bool:
    """Does what is told follow in its paragraph on another round than the one asked about: 成绩 of the 笔试 and not of
    the 面试?"""
    if not answer.citations:
        return False
    first = answer.citations[0]
    text = library.document(first.document_id).text
    before = text[text.rfind("\n", 0, first.start) + 1 : first.start]
    return of_other_round(case.query.text, before, f"{MARK.sub('', answer.text)} {first.quote}")


def _school_numbers(words: str) -> dict[str, set[str]]:
    """The numbers of schools by the first character of what they are: 小, 中 or 幼."""
    found: dict[str, set[str]] = {}
    for school in SCHOOL.finditer(words):
        found.setdefault(school["of"][0], set()).add(school["number"])
    return found


def _lacks_other_year(case: Case, answer: Answer, own: str) -> bool:
    """Is a difference to another year asked for, and told of one document and one year alone?"""
    cited = {c.document_id for c in answer.citations if c.document_id in case.scope}
    if len(cited) > 1:
        return False
    years = {y for i in cited if (y := case.scope[i].metadata.plan_year) is not None}
    return lacks_other_year(case.query.text, case.today, own, years)


def _of_other_scopes(case: Case, answer: Answer) -> bool:
    """Is a value of one scope asked for, and does the one line told give those of others: 幼儿园 of 小学16节，初中14节?"""
    scope, line = case.query.scope, MARK.sub("", answer.text).strip()
    if "\n" in line or scope not in case.query.question:
        return False
    headings = " ".join(" ".join(c.section[1:]) for c in answer.citations)
    return scope not in headings and of_others(scope, line)


def _names_none(case: Case, answer: Answer) -> bool:
    """Is it asked which ones, and does one line only say that there are some?"""
    if case.query.kind in VALUES or case.query.kind == "yesno" or not WHICH.search(case.query.text):
        return False
    line = MARK.sub("", answer.text).strip()
    return "\n" not in line and not SEVERAL.search(line)


def _counts_again(case: Case, answer: Answer) -> bool:
    """Is a number asked for, and does the answer say none that the question did not tell: 评委7名，其中专家几名?"""
    numbers = NUMBER.findall(MARK.sub("", answer.text))
    asks = case.query.kind in ("number", "count")
    return asks and bool(numbers) and set(numbers) <= set(NUMBER.findall(case.query.text))


def elsewhere(
    library: Library, case: Case, answer: Answer, history: History
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The places that were talked about, and the others that the answer to a question without a place is of; None where
    it is of one of them, or of none."""
    talk = _talked_of(library, case, history)
    of = [
        case.scope[c.document_id].metadata for c in answer.citations if c.document_id in case.scope
    ]
    said = MARK.sub("", answer.text)
    fits = any(place in said for place in talk) or any(
        not m.place or m.place.endswith(WIDE) or any(_of_place(place, m) for place in talk) for m in of
    )  # fmt: skip
    if not talk or not of or fits:
        return None
    return talk, tuple(dict.fromkeys(m.place for m in of))


def lies_around(library: Library, case: Case, answer: Answer, talk: Sequence[str]) -> bool:
    """Is an answer of the city around the district that was talked about: as the question says (全市), or by its
    documents where it holds enough of the question?"""
    held = holds(case, answer)
    cited = {c.document_id for c in answer.citations if c.document_id in case.scope}
    of = [case.scope[i].metadata for i in cited]
    chains = [library.chain(place) for place in talk]
    return any(
        m.place.endswith(CITY)
        and (
            f"全{m.place[-1]}" in case.query.question
            or (held and any(is_above(m, c) for c in chains))
        )
        for m in of
    )


def _talked_of(library: Library, case: Case, history: History) -> tuple[str, ...]:
    """The places that the last question before to name any was of; none where this one says what it is of."""
    known = library.known(case.scope.values())
    users = [text for role, text in history if role == "user"]
    for text in (case.query.question, *reversed(users)) if users else ():
        read = read_question(text, today=case.today, library=known)
        if read.places or read.documents or read.missing:
            return read.places if text != case.query.question else ()
    return ()


def _of_place(place: str, of: Metadata) -> bool:
    return lies_in(place, of) or overlap(place, of.place)


def _strays(library: Library, case: Case, answer: Answer, history: History) -> bool:
    """Is what follows up of something else than the talk, or what was told before?"""
    told = [text for _, text in history]
    if not told or weight_of(role_of(case.query.question), answer.text) > 0:
        return False
    signals = _signals(library, case)
    words = all_words(library, answer)
    held = signals.soft.explained([words], signals.soft.held([words]))
    untold = sum(
        float(share)
        for word, share in zip(signals.soft.words, signals.soft.untold(held[0]), strict=True)
        if not BOUND.fullmatch(word.text)
    )
    if case.query.kind in VALUES and untold > FOLLOWS_LACKING:
        return True
    return _repeats(answer, " ".join(told)) and signals.lacks(words) > REPEATS_LACKING


def _repeats(answer: Answer, told: str) -> bool:
    """Does an answer say hardly a word, and no number, that was not told?"""
    said = MARK.sub("", answer.text)
    own, known = set(pairs(said)), set(pairs(told))
    new = len(own - known) / max(1, len(own))
    return new < REPEATS and set(NUMBER.findall(said)) <= set(NUMBER.findall(told))


def _signals(library: Library, case: Case) -> Signals:
    return library.questions.get(
        (case.query, case.wanted, library.vocabulary),
        lambda: Signals(library, case.query, case.wanted),
    )
