"""Parts what is measured from whom it holds for, once a value has been named (guidelines, table of fields)."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.extract.clauses import Sentence
from ingest.extract.reading import Line
from ingest.extract.verb_phrases import Name
from ingest.extract.wording import ACTOR_END, MEASURE_END, OBJECT_VERB, SCOPE_RUN, STAGES
from ingest.grammar.quantities import Quantity

# Words for a rank or kind of place; they say which, not where: 市级|美育示范学校, 城镇|调查失业率.
KIND_OF_PLACE = re.compile(
    r"^(?:[省市县区校园]级|国家级|省属|市属|区属|县属|[省市县区]直|农村|城市|城镇|城乡|城区|主城区|县城|县域|山区|乡村|镇街|街镇|街道"
    r"|边远地区|贫困地区|民族地区|区域内|辖区|全体|[及与和以上])+$"
)
# Places of the whole: they are always the scope: 全区|儿童青少年总体近视率.
WHOLE = re.compile(
    r"^(?:各.*|全[国省市区县州盟旗镇乡校园]|全自治区|我[省市区县州校旗盟]|[省市县区]内|本[省市区县州校]|各地)"
)
# Places and bodies that are the subject of a sentence and not only of one indicator.
SUBJECT_PLACE = re.compile(r"^(?:我[省市区县州校旗盟]|各.*|本[省市区县州校])")
# 每县限报节目2个，作品5件: each of many goes on holding in a list.
FOR_EACH = re.compile(r"^每(?![年月周天日季]|学[期年])")
LAST_STAGE = re.compile(rf"(?<=[\u4e00-\u9fff]{{2}})(?:{STAGES})$")
# Measures that say nothing without their noun: 覆盖率, 占比, 参与率.
BARE = re.compile(
    r"^(?:在园幼儿|在校生|学生|教师|幼儿|专任教师|平均|总体|毛|净|三年|年|就近)?(?:毛|净)?"
    r"(?:[\u4e00-\u9fff]{0,3}(?:率|度|面)|占比|比例|比重|比|数量?|总?人数|总数|规模|面积|学位|教师|学生)(?:增长|提高|下降|降低|提升)?$"
)
# What an indicator may begin with and still say what is measured: per head, a verb, a time, money.
SAYS_WHAT = re.compile(r"^(?:生均|人均|师均|班均|校均|户均|班额|课时|生师比|师生比|每)")
# 中小学|校舍安全工程投资: what money is for keeps its whole name.
INVESTED = re.compile(r"(?:投资|投入)$")
# A rate that names only who, and a clause that says what all of them have.
RATE = re.compile(r"^(?:学生|教师|幼儿|家长)?(?:参与|覆盖|普及|知晓|满意)(?:率|面|度)$")
COVERED = re.compile(
    r"^(?P<what>[\u4e00-\u9fff“”]{2,20}?)(?:基本|全面)?(?:实现|做到|达到)?全(?:面)?覆盖$"
)
# Counted things keep their whole name: 普通高中|多样化发展项目学校|2所.
THINGS = frozenset("人名位所个家处座套间支门项户台辆册场件篇种类栋条批片") | {"人次"}
# An office that acts; it is the owner, not the scope.
OFFICE = re.compile(
    r"(?:人民政府|政府|[局厅委办]|部门|委员会|工会|中心)(?:应当|要|须|将|可以?|根据.*|会同.*|按照.*|对.*|直接.*|视.*)*$"
)
DOES = re.compile(
    r"(?<=[\u4e00-\u9fff）]{2})(?:应当?|必须|原则上|至少|能够|在校?期间|在校学习期间|在核定的编制内).*$"
)
# 近视率|较上年|下降: what a goal is compared with is no part of what is measured.
AGAINST = re.compile(r"(?<=[\u4e00-\u9fff]{2})[较比](?:上一?年|去年|20\d\d年)(?:度|同期|底|末)?")
# Classes and ranks as a scope: 小班, 一级园.
ONLY_WHO = re.compile(r"^[^，,]{1,14}(?:[县区市州盟旗乡镇局校园院会]|高校|学校|单位)$")
CLASS_LABEL = re.compile(r"^(?:[小中大托]班|[一二三四五六七八九]级[校园]|[一二三]等奖)$")
# 部属高校|每校|不超过10项, under a heading of quotas.
EACH_END = re.compile(r"每[\u4e00-\u9fff]{1,3}$")
QUOTA_HEAD = re.compile(r"(?:限额|名额|计划|指标)$")
# 班额要求, 收费标准: a heading that names what its values measure.
MEASURING_HEAD = re.compile(r"^(?P<noun>.{2,10}?)(?:要求|规定|标准|设置|分配|安排|分配表)?$")
# （一）学前教育：, （三）普通高中。: a paragraph about one stage.
ABOUT_STAGE = re.compile(
    rf"^\s*(?:[（(]?[一二三四五六七八九十\d]{{1,3}}[)）、.．])?\s*(?P<stage>{STAGES})(?:方面)?[：:。]"
)
# 3. 艺术实践工作坊：每校限报1个: what a paragraph is about.
ABOUT = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．])\s*(?P<what>[\u4e00-\u9fff]{2,10})[：:]"
)
# The head of a sentence about a kind of school, and what may follow its subject.
SUBJECT = re.compile(r"^(?:鼓励|支持|引导|要求|确保|保证)?(?P<which>有条件的|其他|其它|新建|)")
SAID_OF = re.compile(
    r"^(?:要|应|须|将|可|必须|按|原则上|至少|以(?!上|下)|把|不得|每|力争|全面|严格|根据|结合|依据|围绕)"
)
BUILT = re.compile(
    rf"(?:配建|建设|设置|设立|新建|预留|规划)[^，,]{{0,8}}?(?P<stage>{STAGES})(?:建设用地|用地)?$"
)
BUILT_MEASURE = re.compile(r"(?:生均|服务半径|用地|建筑|占地|班额|办学规模|校园)")
ITS = re.compile(r"其(?![他它中余])")
DUTIFUL = re.compile(r"应当?|必须|须|不得|负责|用于|是指|奖励")
MEMBERS = frozenset(("学生", "教师", "幼儿", "每名学生", "每位教师", "每一名学生"))
SHORTEST = 3
"""An indicator shorter than this names nothing by itself: 人数, 限报."""
RATE_WHOM = re.compile(r"^(?:不[^每]{1,4})?(?P<each>(?:每(?:校|班|园|村|镇|所))+)")


def settled(name: Name, quantity: Quantity, line: Line, sentence: Sentence, number: int) -> Name:
    """The name with its scope where the guidelines put it; ``number``: the clause of the value."""
    if not name.indicator:
        return _of_each(name, quantity, line)
    name = replace(name, indicator=AGAINST.sub("", name.indicator) or name.indicator)
    name = _without_office(replace(name, scope=_bare(name.scope)))
    name = _graded(_its(name, sentence, number), line)
    name = _merged(name, quantity)
    name = _built_for(_covered(name, sentence, number), sentence, number)
    name = _with_subject(name, subject(sentence, number))
    if not name.scope and (for_each := RATE_WHOM.match(quantity.text)):
        name = replace(name, scope=for_each["each"])
    return _about(name, line)


def _its(name: Name, sentence: Sentence, number: int) -> Name:
    """非在编教师，其|人均年收入: whose it is stands in the clause before, if nothing else does."""
    if number == 0 or not ITS.match(name.indicator):
        return name
    before = sentence.clauses[number - 1].text
    whose = before if ACTOR_END.search(before) and not DUTIFUL.search(before) else ""
    return replace(name, indicator=name.indicator[1:], scope=name.scope or whose)


def _of_each(name: Name, quantity: Quantity, line: Line) -> Name:
    """每班不超过45人: the heading says what is measured, else the words for each do."""
    whom = RATE_WHOM.match(quantity.text)
    if whom is None:
        return name
    head = _measured_by_heading(line)
    return Name(head, whom["each"]) if head else Name(whom["each"])


def _measured_by_heading(line: Line) -> str:
    """The noun of a heading that names what its values measure: 班额要求 → 班额."""
    title = re.sub(r"^.*[、）)]", "", line.section[-1]).strip() if line.section else ""
    head = MEASURING_HEAD.match(title)
    return head["noun"] if head and MEASURE_END.search(head["noun"]) else ""


def _bare(scope: str) -> str:
    """法治副校长应当面向师生 → 法治副校长: what a scope does is no part of it."""
    return DOES.sub("", scope) or scope


def _without_office(name: Name) -> Name:
    """区教育局|对学校课后服务开展检查: who acts is the owner; each of many offices is whom it holds for."""
    if not OFFICE.search(name.scope) or name.scope.startswith(("各", "每")):
        return name
    if not OBJECT_VERB.match(name.indicator) and not name.indicator.startswith("对"):
        return name
    return replace(name, scope="")


def _graded(name: Name, line: Line) -> Name:
    who = CLASS_LABEL.match(name.indicator) or ONLY_WHO.search(name.indicator)
    head = _measured_by_heading(line) if who else ""
    each = EACH_END.search(name.scope)
    if head and (each or not name.scope or QUOTA_HEAD.search(head)):
        return replace(name, indicator=head, scope=name.indicator + (each.group() if each else ""))
    return name


def _merged(name: Name, quantity: Quantity) -> Name:
    """Puts a scope back before an indicator that would not say what is measured without it."""
    scope, indicator = name.scope, name.indicator
    if not scope or name.borrowed or SCOPE_RUN.fullmatch(scope) is None:
        return name
    whole = WHOLE.match(scope)
    head = whole.group() if whole else ""
    rest = scope[len(head) :].lstrip("的、")
    if not rest:
        return name
    if KIND_OF_PLACE.match(rest) or _needs(rest, indicator, quantity):
        return replace(name, scope=head, indicator=rest + indicator)
    return name


def same_place(name: Name, previous: Name, *, listed: bool) -> Name:
    """我区…投资4900万元，加固校舍…: the place goes on holding within its sentence.

    ``listed``: both values count, as the items of a list do. Two measures of one thing (补助标准, 补助比例) share their scope altogether.
    """
    bare = not name.scope and not OBJECT_VERB.match(name.indicator)
    if listed and bare and FOR_EACH.match(previous.scope):
        return replace(name, scope=LAST_STAGE.sub("", previous.scope))
    whole = SUBJECT_PLACE.match(previous.scope)
    if not name.scope and name.indicator[:2] == previous.indicator[:2]:
        return replace(name, scope=previous.scope)
    if name.scope or whole is None or whole.group() in name.indicator:
        return name
    return replace(name, scope=whole.group())


def _covered(name: Name, sentence: Sentence, number: int) -> Name:
    """课后服务实现全覆盖，学生参与率不低于90%: the rate is that of what the clause before covers."""
    if number == 0 or name.scope or not RATE.match(name.indicator):
        return name
    before = COVERED.match(sentence.clauses[number - 1].text)
    if before is None:
        return name
    run = SCOPE_RUN.match(before["what"])
    noun = before["what"][run.end() :] if run else before["what"]
    scope = run.group().rstrip("的、") if run else ""
    return replace(name, indicator=noun + name.indicator, scope=scope) if noun else name


def _built_for(name: Name, sentence: Sentence, number: int) -> Name:
    """按八十名小学生配建小学，生均用地面积不低于…: the measures that follow are those of what is built."""
    if name.scope or number == 0 or not BUILT_MEASURE.match(name.indicator):
        return name
    for clause in reversed(sentence.clauses[:number]):
        if built := BUILT.search(clause.text):
            return replace(name, scope=built["stage"])
    return name


def _needs(stage: str, indicator: str, quantity: Quantity) -> bool:
    if SAYS_WHAT.match(indicator) or OBJECT_VERB.match(indicator):
        return False
    if (
        stage == "学校"
        or BARE.match(indicator)
        or (quantity.kind == "money" and INVESTED.search(indicator))
    ):
        return True
    counted = quantity.unit in THINGS and not MEASURE_END.search(indicator)
    return counted and re.search(STAGES, stage) is not None


def subject(sentence: Sentence, number: int) -> str:
    """The kind of school that a sentence has spoken of last: 义务教育阶段学校|要开足课程，确保…."""
    for clause in reversed(sentence.clauses[: number + 1]):
        if found := SUBJECT.match(clause.text):
            rest = clause.text[found.end() :]
            run = SCOPE_RUN.match(rest)
            if run and SAID_OF.match(rest[run.end() :]):
                return found["which"] + run.group().rstrip("的、")
    return ""


def _with_subject(name: Name, said: str) -> Name:
    """让学生掌握…: of a sentence about 义务教育学校 these are 义务教育学校学生."""
    if not said or said in name.indicator or said in name.scope:
        return name
    if not name.scope or said.endswith(name.scope):
        return replace(name, scope=said)
    return replace(name, scope=said + name.scope) if name.scope in MEMBERS else name


def _about(name: Name, line: Line) -> Name:
    """What the head of the paragraph says of all its values: the stage, or the thing."""
    if stage := ABOUT_STAGE.match(line.text):
        word = stage["stage"]
        if word not in name.indicator + name.scope and not re.search(STAGES, name.scope):
            return replace(name, scope=word + name.scope)
        return name
    about = ABOUT.match(line.text)
    if about and len(name.indicator) < SHORTEST and about["what"] not in name.indicator:
        return replace(name, indicator=about["what"] + name.indicator)
    return name
