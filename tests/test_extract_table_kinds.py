"""Tables of the shapes that a bureau writes, and by hand what must come out of each (eval/GUIDELINES.md).

All tables are written for this test. A target is told as ``scope|indicator|value unit|time|owner`` with a
comparator other than ``eq`` before the value, a deadline as ``action|owner|time words|days``.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from ingest.records import Deadline, Fact, FactTime, Target
from tests.table_files import Block, reading, rows


def told(folder: Path, form: str, *blocks: Block) -> list[str]:
    """The facts of all tables of a file, as one line each; every span is checked against the text."""
    got = reading(folder, form, *blocks)
    text = got.document.text
    for fact in got.facts:
        assert text[fact.start : fact.end] == fact.quote
        assert all(0 <= span.start < span.end <= len(text) for span in fact.context)
    tables = got.document.tables
    assert tables
    inside = [f for f in got.facts if any(t.start <= f.span.start < t.end for t in tables)]
    return [_line(fact) for fact in inside]


def _line(fact: Fact) -> str:
    if isinstance(fact, Deadline):
        return f"{fact.action}|{fact.owner}|{fact.time.raw}|{_days(fact.time)}"
    return "|".join(
        (
            fact.scope,
            fact.indicator,
            _value(fact),
            _days(fact.time) if fact.time else "",
            fact.owner,
        )
    )


def _value(target: Target) -> str:
    sign = {"eq": "", "ge": "≥", "le": "≤", "gt": ">", "lt": "<"}.get(
        target.comparator, target.comparator + " "
    )
    told = "→".join(_number(v) for v in (target.value_from, target.value) if v is not None)
    if target.value is None:
        told = f"{_number(target.lo)}—{_number(target.hi)}"
    return (
        ("" if target.value_from is not None and sign == "from_to " else sign) + told + target.unit
    )


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _days(time: FactTime) -> str:
    return f"{time.lo or ''}/{time.hi or ''}"


TITLE = "澄州市青禾区教育局2026年工作要点"

BUDGET = rows("""
序号|项目|2025年预算|2026年预算|增加额|资金来源
1|校舍维修改造|320|450|130|区级财政
2|教育信息化建设|180|260|80|区级财政
合计||500|710|210|
""")


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_budget_has_its_unit_in_the_line_above_and_last_years_column_is_no_goal(
    tmp_path: Path, form: str
) -> None:
    assert told(tmp_path, form, TITLE, "2026年教育经费预算安排表", "单位：万元", BUDGET) == [
        "|校舍维修改造预算|4500000元|2026-01-01/2026-12-31|",
        "|校舍维修改造增加额|1300000元||",
        "|教育信息化建设预算|2600000元|2026-01-01/2026-12-31|",
        "|教育信息化建设增加额|800000元||",
        "合计|教育经费预算|7100000元|2026-01-01/2026-12-31|",
        "合计|教育经费预算增加额|2100000元||",
    ]


def test_staffing_has_ratios_and_signs(tmp_path: Path) -> None:
    body = rows("""
    学段|生师比|专任教师本科以上学历比例|每校配备专职心理教师（名）
    小学|19:1|≥85%|1
    初中|13.5:1|95%以上|2
    """)
    assert told(tmp_path, "docx", TITLE, "各学段教师配备标准", body) == [
        "小学|生师比|19比||",
        "小学|专任教师本科以上学历比例|≥85%||",
        "小学|每校配备专职心理教师|1名||",
        "初中|生师比|13.5比||",
        "初中|专任教师本科以上学历比例|≥95%||",
        "初中|每校配备专职心理教师|2名||",
    ]


def test_schools_may_stand_in_the_head(tmp_path: Path) -> None:
    body = rows("""
    项目|青禾一小|青禾二小|合计
    班数|6|4|10
    招生人数|270|180|450
    """)
    assert told(tmp_path, "docx", TITLE, "各校安排如下：", body) == [
        "青禾一小|班数|6个||",
        "青禾二小|班数|4个||",
        "合计|班数|10个||",
        "青禾一小|招生人数|270人||",
        "青禾二小|招生人数|180人||",
        "合计|招生人数|450人||",
    ]


@pytest.mark.parametrize("form", ["docx", "xlsx", "html"])
def test_an_enrolment_quota_with_two_heads_and_merged_towns(tmp_path: Path, form: str) -> None:
    body = rows("""
    镇街@r2|学校@r2|小学@c2|初中@c2
    班数|招生人数|班数|招生人数
    东湖镇@r2|东湖中心校|4|180|3|150
    东湖二小|2|90|—|—
    西山镇|西山学校|2|80|2|96
    全区合计@c2|8|350|5|246
    """)
    assert told(tmp_path, form, TITLE, "秋季招生安排", body) == [
        "东湖镇东湖中心校小学|秋季招生班数|4个||",
        "东湖镇东湖中心校小学|招生人数|180人||",
        "东湖镇东湖中心校初中|秋季招生班数|3个||",
        "东湖镇东湖中心校初中|招生人数|150人||",
        "东湖镇东湖二小小学|秋季招生班数|2个||",
        "东湖镇东湖二小小学|招生人数|90人||",
        "西山镇西山学校小学|秋季招生班数|2个||",
        "西山镇西山学校小学|招生人数|80人||",
        "西山镇西山学校初中|秋季招生班数|2个||",
        "西山镇西山学校初中|招生人数|96人||",
        "全区合计小学|秋季招生班数|8个||",
        "全区合计小学|招生人数|350人||",
        "全区合计初中|秋季招生班数|5个||",
        "全区合计初中|招生人数|246人||",
    ]


TASKS = rows("""
序号|重点工作|目标任务|责任单位|完成时限
1|学前教育@r2|新建公办幼儿园3所，新增学位810个|学前教育科|8月
2|完成小区配套园移交|同上|2026年10月15日
3|教师队伍|公开招聘教师120名|人事科|7月底前
4|安全管理|开展校车专项检查|安全科|4月至6月
5|督导评估|完成质量监测|督导室|四季度
""")


@pytest.mark.parametrize("form", ["docx", "xlsx", "html"])
def test_a_task_list_limits_by_its_head_and_holds_several_values(tmp_path: Path, form: str) -> None:
    assert told(tmp_path, form, TITLE, "附件 2026年目标任务分解表", TASKS) == [
        "|新建公办幼儿园|3所|/2026-08-31|学前教育科",
        "学前教育|新增学位|810个|/2026-08-31|学前教育科",
        "新建公办幼儿园3所，新增学位810个|学前教育科|8月|/2026-08-31",
        "完成小区配套园移交|学前教育科|2026年10月15日|/2026-10-15",
        "|公开招聘教师|120名|/2026-07-31|人事科",
        "公开招聘教师120名|人事科|7月底前|/2026-07-31",
        "开展校车专项检查|安全科|4月至6月|2026-04-01/2026-06-30",
        "完成质量监测|督导室|四季度|2026-10-01/2026-12-31",
    ]


def test_where_the_head_asks_when_a_month_is_in(tmp_path: Path) -> None:
    body = rows("""
    活动名称|举办时间|承办单位
    全区中小学生运动会|10月|体卫艺科
    教师基本功大赛|5月12日|教研室
    读书节闭幕式|5月28日至30日|青禾一小
    """)
    assert told(tmp_path, "docx", TITLE, "重点活动安排", body) == [
        "全区中小学生运动会|体卫艺科|10月|2026-10-01/2026-10-31",
        "教师基本功大赛|教研室|5月12日|2026-05-12/2026-05-12",
        "读书节闭幕式|青禾一小|5月28日至30日|2026-05-28/2026-05-30",
    ]


YEARLY = rows("""
指标|单位|2025年实际|2026年|2027年|2028年
公办园在园幼儿占比|%|52|55|57|60
新增学位|个|1200|1500|1800|2000
课后服务参与率|%|88|≥90|≥92|95以上
""")


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_yearly_targets_have_each_their_year(tmp_path: Path, form: str) -> None:
    assert told(tmp_path, form, TITLE, "分年度目标", YEARLY) == [
        "|公办园在园幼儿占比|55%|2026-01-01/2026-12-31|",
        "|公办园在园幼儿占比|57%|2027-01-01/2027-12-31|",
        "|公办园在园幼儿占比|60%|2028-01-01/2028-12-31|",
        "|新增学位|1500个|2026-01-01/2026-12-31|",
        "|新增学位|1800个|2027-01-01/2027-12-31|",
        "|新增学位|2000个|2028-01-01/2028-12-31|",
        "|课后服务参与率|≥90%|2026-01-01/2026-12-31|",
        "|课后服务参与率|≥92%|2027-01-01/2027-12-31|",
        "|课后服务参与率|≥95%|2028-01-01/2028-12-31|",
    ]


def test_a_list_of_building_projects(tmp_path: Path) -> None:
    body = rows("""
    序号|学校名称|建设内容|建筑面积（平方米）|新增学位|总投资（万元）|开工时间|竣工时间
    1|青禾三小|新建教学楼|12000|1080|8600|2026年3月|2027年8月
    2|东湖初中|扩建食堂|3200|—|1500|2026年5月|2026年12月
    """)
    assert told(tmp_path, "docx", TITLE, "2026年学校建设项目表", body) == [
        "青禾三小|建筑面积|12000平方米||",
        "青禾三小|新增学位|1080个||",
        "青禾三小|总投资|86000000元||",
        "青禾三小：新建教学楼开工||2026年3月|2026-03-01/2026-03-31",
        "青禾三小：新建教学楼竣工||2027年8月|2027-08-01/2027-08-31",
        "东湖初中|建筑面积|3200平方米||",
        "东湖初中|总投资|15000000元||",
        "东湖初中：扩建食堂开工||2026年5月|2026-05-01/2026-05-31",
        "东湖初中：扩建食堂竣工||2026年12月|2026-12-01/2026-12-31",
    ]


def test_prizes_are_counted_by_grade_and_paid_by_grade(tmp_path: Path) -> None:
    prizes = rows("""
    类别|一等奖|二等奖|三等奖
    声乐|10个|15个|20个
    绘画|30件|50件|80件
    """)
    assert told(tmp_path, "md", "# " + TITLE, "## 四、奖项设置", prizes) == [
        "声乐|一等奖|10个||",
        "声乐|二等奖|15个||",
        "声乐|三等奖|20个||",
        "绘画|一等奖|30件||",
        "绘画|二等奖|50件||",
        "绘画|三等奖|80件||",
    ]


def test_prize_money_belongs_to_level_and_grade(tmp_path: Path) -> None:
    money = rows("""
    获奖等级|金奖|银奖
    全国赛|100, 000元|50,000元
    省赛|/|5,000元
    """)
    assert told(tmp_path, "docx", "竞赛奖励办法", "现金奖励标准如下：", money) == [
        "全国赛金奖|现金奖励标准|100000元||",
        "全国赛银奖|现金奖励标准|50000元||",
        "省赛银奖|现金奖励标准|5000元||",
    ]


def test_a_row_without_a_name_is_named_by_its_caption(tmp_path: Path) -> None:
    money = rows("第一名|第二、三名|第四至六名\n1500元|1000元|500元")
    assert told(tmp_path, "docx", "竞赛奖励办法", "现金奖励", money) == [
        "第一名|现金奖励|1500元||",
        "第二、三名|现金奖励|1000元||",
        "第四至六名|现金奖励|500元||",
    ]


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_standards_under_a_line_with_the_unit(tmp_path: Path, form: str) -> None:
    body = rows("学段|公办学校|民办学校\n小学|720|700\n初中|940|900")
    assert told(tmp_path, form, "2026年生均公用经费标准", "单位：元/生·年", body) == [
        "小学公办学校|生均公用经费标准|720元/生·年||",
        "小学民办学校|生均公用经费标准|700元/生·年||",
        "初中公办学校|生均公用经费标准|940元/生·年||",
        "初中民办学校|生均公用经费标准|900元/生·年||",
    ]


def test_old_and_new_standard_are_one_change(tmp_path: Path) -> None:
    body = rows("学段|原标准（元）|调整后标准（元）|增加额（元）\n小学|650|700|50\n初中|850|900|50")
    assert told(tmp_path, "docx", TITLE, "表1 生均公用经费标准", body) == [
        "小学|生均公用经费标准|650→700元||",
        "小学|生均公用经费标准增加额|50元||",
        "初中|生均公用经费标准|850→900元||",
        "初中|生均公用经费标准增加额|50元||",
    ]


def test_a_schedule_of_days(tmp_path: Path) -> None:
    body = rows("""
    时间|内容|地点|负责人
    9月10日|开幕式|区体育馆|王老师
    9月11日—12日|分组比赛|青禾一中|李老师
    9月13日|颁奖仪式|区体育馆|王老师
    """)
    assert told(tmp_path, "md", "# " + TITLE, "日程安排：", body) == [
        "开幕式|王老师|9月10日|2026-09-10/2026-09-10",
        "分组比赛|李老师|9月11日—12日|2026-09-11/2026-09-12",
        "颁奖仪式|王老师|9月13日|2026-09-13/2026-09-13",
    ]


@pytest.mark.parametrize(
    ("caption", "body"),
    [
        ("校园安全考核评分表", "考核指标|考核内容|分值|评分标准\n组织领导|成立领导小组|10分|未成立扣5分\n隐患整改|整改率达到100%|20分|每少1个百分点扣2分"),
        ("综合测评加分标准", "级别|一等奖|二等奖\n国家级|16分|12分\n省级|8分|6分"),
        ("学校基本情况一览表", "学校|班数|学生数|教师数\n青禾一小|24|1080|62\n青禾二小|18|800|45"),
        ("2025年中小学在校生统计表", "学段|学校数|在校生数|占比\n小学|32|18000|60%\n初中|12|9000|30%"),
        ("联系方式", "序号|单位|联系人|办公电话|房间\n1|青禾一小|王老师|86541234|302\n2|青禾二小|李老师|86541235|303"),
        ("课程设置", "课程代码|课程名称|学分|学时|开课学期\n1001|教育学|3|48|1\n1002|心理学|2|32|2"),
        ("推荐教师名单", "序号|姓名|学校|年龄|教龄\n1|王明|青禾一小|35|12年\n2|李红|青禾二小|41|18年"),
        ("班额现状", "学校|班额现状|大班额数\n青禾一小|48人|3个"),
    ],
)  # fmt: skip
def test_what_is_no_goal_gives_nothing(tmp_path: Path, caption: str, body: str) -> None:
    assert told(tmp_path, "docx", TITLE, caption, rows(body)) == []


def test_the_required_total_of_a_list_of_courses_is_a_target(tmp_path: Path) -> None:
    body = rows("""
    课程代码|课程名称|学分|总学时
    必修课@c4
    1001|教育学|3|48
    1002|心理学|2|32
    小计||5|80
    本模块最低学分要求：5@c4
    """)
    assert told(tmp_path, "docx", "培训教学计划", "课程设置", body) == [
        "必修课小计|学分|5学分||",
        "必修课小计|总学时|80学时||",
        "必修课|本模块最低学分要求|5学分||",
    ]


def test_a_form_gives_its_values_and_its_days(tmp_path: Path) -> None:
    body = rows("""
    项目名称|青禾三小扩建工程|建设单位|青禾区教育局
    总投资|8600万元|新增学位|1080个
    开工时间|2026年3月|竣工时间|2027年8月
    联系人|王明|联系电话|86541234
    """)
    assert told(tmp_path, "docx", TITLE, "项目申报表", body) == [
        "青禾三小扩建工程|总投资|86000000元||",
        "青禾三小扩建工程|新增学位|1080个||",
        "青禾三小扩建工程开工|青禾区教育局|2026年3月|2026-03-01/2026-03-31",
        "青禾三小扩建工程竣工|青禾区教育局|2027年8月|2027-08-01/2027-08-31",
    ]


def test_a_list_of_places_needs_no_word_of_unit(tmp_path: Path) -> None:
    body = rows("学校|名额|备注\n青禾一中|3|含农村教师1名\n青禾二中|2|\n合计|5|")
    assert told(tmp_path, "docx", TITLE, "优秀教师推荐名额分配表", body) == [
        "青禾一中|优秀教师推荐名额|3人||",
        "青禾二中|优秀教师推荐名额|2人||",
        "合计|优秀教师推荐名额|5人||",
    ]


def test_places_by_subject_take_what_they_are_from_the_caption(tmp_path: Path) -> None:
    body = rows("学校|语文|数学\n青禾一中|3|2\n青禾二中|1|1")
    assert told(tmp_path, "docx", TITLE, "教师招聘名额分配表", body) == [
        "青禾一中语文|教师招聘名额|3人||",
        "青禾一中数学|教师招聘名额|2人||",
        "青禾二中语文|教师招聘名额|1人||",
        "青禾二中数学|教师招聘名额|1人||",
    ]


def test_goal_cells_may_be_sentences(tmp_path: Path) -> None:
    body = rows("""
    领域|主要目标
    学前教育|毛入园率达到98%以上，公办园在园幼儿占比不低于55%
    校舍建设|新建3所，新增学位810个
    """)
    assert told(tmp_path, "docx", TITLE, "2026年主要目标", body) == [
        "学前教育|毛入园率|≥98%||",
        "|公办园在园幼儿占比|≥55%||",
        "|校舍建设新建|3所||",
        "|新增学位|810个||",
    ]


def test_shares_of_those_chosen_stand_in_words(tmp_path: Path) -> None:
    body = rows("""
    等级|奖学金|评奖比例
    一等|1500元|占同专业人数的5%
    二等|750元|占同专业人数的10%
    """)
    assert told(tmp_path, "docx", "奖学金评定办法", "奖学金设置如下：", body) == [
        "一等|奖学金|1500元||",
        "一等|评奖比例|5%||",
        "二等|奖学金|750元||",
        "二等|评奖比例|10%||",
    ]


def test_a_sum_over_years_is_no_figure_of_the_year_2000(tmp_path: Path) -> None:
    body = rows("""
    年度|2026年|2027年|合计
    投资额（万元）|1500|2000|3500
    """)
    assert told(tmp_path, "xlsx", TITLE, "分年度资金安排", body) == [
        "|投资额|15000000元|2026-01-01/2026-12-31|",
        "|投资额|20000000元|2027-01-01/2027-12-31|",
        "合计|投资额|35000000元||",
    ]


def test_money_by_rank_and_two_heads(tmp_path: Path) -> None:
    body = rows("""
    县区@r2|公用经费@c3|校舍维修@r2
    中央资金|省级资金|小计
    东湖区|320|120|440|80
    全市合计|530|210|740|140
    """)
    assert told(tmp_path, "docx", TITLE, "2026年补助资金分配表", "单位：万元", body) == [
        "东湖区|公用经费中央资金|3200000元||",
        "东湖区|公用经费省级资金|1200000元||",
        "东湖区小计|公用经费|4400000元||",
        "东湖区|校舍维修补助资金|800000元||",
        "全市合计|公用经费中央资金|5300000元||",
        "全市合计|公用经费省级资金|2100000元||",
        "全市合计小计|公用经费|7400000元||",
        "全市合计|校舍维修补助资金|1400000元||",
    ]


def test_ratios_need_no_word_and_times_of_day_are_none(tmp_path: Path) -> None:
    body = rows("类型|小学|高中\n城市|1:20|1:12.5")
    assert told(tmp_path, "docx", TITLE, "中小学教职工编制标准", body) == [
        "城市小学|教职工编制标准|0.05比||",
        "城市高中|教职工编制标准|0.08比||",
    ]
    day = rows("节次|上课|下课\n第一节|8:30|9:10\n第二节|9:20|10:00")
    assert told(tmp_path, "docx", TITLE, "作息时间表", day) == []


def test_a_class_of_size_says_for_whom(tmp_path: Path) -> None:
    body = rows("就餐人数|配备人员\n500人以下|每50人配备1人\n500—1000人|不少于12人")
    assert told(tmp_path, "docx", TITLE, "食堂人员配备标准", body) == [
        "500人以下每50人|配备人员|1人||",
        "500—1000人|配备人员|≥12人||",
    ]


def test_unit_price_and_amount_are_told_apart(tmp_path: Path) -> None:
    body = rows("支出项目|单价（元）|金额（元）\n奖品购置|100|6000\n合计||6000")
    assert told(tmp_path, "docx", TITLE, "活动经费预算表", body) == [
        "|奖品购置单价|100元||",
        "|奖品购置活动经费预算|6000元||",
        "合计|活动经费预算|6000元||",
    ]


def test_present_and_goal_with_the_year_in_brackets(tmp_path: Path) -> None:
    body = rows("""
    指标|现状值（2025年）|目标值（2027年）
    优质均衡达标学校数|12所|30所
    体质健康优良率|58.6%|65%以上
    """)
    assert told(tmp_path, "docx", TITLE, "质量提升目标", body) == [
        "|优质均衡达标学校数|30所|2027-01-01/2027-12-31|",
        "|体质健康优良率|≥65%|2027-01-01/2027-12-31|",
    ]


def test_who_stands_beside_the_number_is_the_scope(tmp_path: Path) -> None:
    body = rows("""
    培训名称|对象及人数|时间|承办单位
    任职资格培训|新任校长30人|4月—6月|发展中心
    班主任培训|骨干班主任100名|10月|发展中心
    """)
    assert told(tmp_path, "docx", TITLE, "培训安排", body) == [
        "新任校长|任职资格培训对象及人数|30人|2026-04-01/2026-06-30|发展中心",
        "任职资格培训|发展中心|4月—6月|2026-04-01/2026-06-30",
        "骨干班主任|班主任培训对象及人数|100名|2026-10-01/2026-10-31|发展中心",
        "班主任培训|发展中心|10月|2026-10-01/2026-10-31",
    ]


def test_what_happens_then_is_said_where_the_row_names_a_thing(tmp_path: Path) -> None:
    body = rows("""
    集团名称|核心校|组建时间
    青禾一小教育集团|青禾一小|2026年6月
    青禾二中教育集团|青禾二中|2026年9月
    """)
    assert told(tmp_path, "docx", TITLE, "教育集团组建任务", body) == [
        "青禾一小教育集团组建||2026年6月|2026-06-01/2026-06-30",
        "青禾二中教育集团组建||2026年9月|2026-09-01/2026-09-30",
    ]


def test_begin_and_end_are_one_stretch_of_time(tmp_path: Path) -> None:
    body = rows("""
    工作内容|开始时间|结束时间|责任人
    编制方案|3月1日|3月15日|王明
    土建施工|3月16日|8月20日|李强
    """)
    assert told(tmp_path, "docx", TITLE, "工程进度安排", body) == [
        "编制方案|王明|3月1日\t3月15日|2026-03-01/2026-03-15",
        "土建施工|李强|3月16日\t8月20日|2026-03-16/2026-08-20",
    ]


def test_a_table_of_the_year_before_sets_nothing(tmp_path: Path) -> None:
    body = rows("项目|预算数（万元）|决算数（万元）\n人员经费|3200|3180")
    assert told(tmp_path, "docx", TITLE, "2025年经费决算表", body) == []
    assert (
        told(tmp_path, "docx", "澄州市青禾区教育局2025年工作总结", "一、工作完成情况", body) == []
    )


def test_heads_may_come_again(tmp_path: Path) -> None:
    body = rows("镇街、学校|名额|镇街、学校|名额\n东湖镇|3|青禾一中|2\n西山镇|2|青禾二中|2")
    assert told(tmp_path, "docx", TITLE, "附件3 优秀班主任推荐名额表", body) == [
        "东湖镇|优秀班主任推荐名额|3人||",
        "青禾一中|优秀班主任推荐名额|2人||",
        "西山镇|优秀班主任推荐名额|2人||",
        "青禾二中|优秀班主任推荐名额|2人||",
    ]


def test_a_head_may_be_a_part_or_a_change_of_the_one_before(tmp_path: Path) -> None:
    body = rows("""
    学校|教师总数|2026年计划交流人数|其中：骨干教师
    一小|82|6|2
    """)
    assert told(tmp_path, "docx", TITLE, "教师交流轮岗计划", body) == [
        "一小|计划交流人数|6人|2026-01-01/2026-12-31|",
        "一小骨干教师|计划交流人数|2人|2026-01-01/2026-12-31|",
    ]
    body = rows("年度|教育支出（亿元）|增长（%）\n2026年|12.5|5\n2027年|13.2|5.6")
    assert told(tmp_path, "xlsx", TITLE, "教育经费投入目标", body) == [
        "|教育支出|1250000000元|2026-01-01/2026-12-31|",
        "|教育支出增长|5%|2026-01-01/2026-12-31|",
        "|教育支出|1320000000元|2027-01-01/2027-12-31|",
        "|教育支出增长|5.6%|2027-01-01/2027-12-31|",
    ]


def test_a_value_in_the_place_of_a_task_is_a_target_with_the_rows_time(tmp_path: Path) -> None:
    body = rows("""
    类别|补助标准|执行时间
    走读生|每生每天5元|2026年春季学期起
    寄宿生|1250元（小学）、1500元（初中）|2026年春季学期起
    """)
    assert told(tmp_path, "docx", TITLE, "营养改善补助", body)[:3] == [
        "走读生|营养改善补助|5元/生·天|2026-02-01/|",
        "寄宿生小学|补助标准|1250元|2026-02-01/|",
        "寄宿生初中|补助标准|1500元|2026-02-01/|",
    ]


def test_projects_name_what_is_built_for_them(tmp_path: Path) -> None:
    body = rows("""
    项目名称|建设规模|总投资|建设年限|责任单位|配合单位
    职教中心迁建|用地200亩，建筑面积12万平方米|6.8亿元|2026—2029年|教育局|财政局
    """)
    years = "2026-01-01/2029-12-31|教育局、财政局"
    assert told(tmp_path, "docx", TITLE, "重大项目", body) == [
        f"职教中心迁建|用地|200亩|{years}",
        f"职教中心迁建|建筑面积|120000平方米|{years}",
        f"|职教中心迁建总投资|680000000元|{years}",
        "职教中心迁建|教育局、财政局|2026—2029年|2026-01-01/2029-12-31",
    ]


def test_progress_remarks_and_leaders_name_nothing(tmp_path: Path) -> None:
    body = rows("""
    督办事项|责任领导|责任单位|时限要求|进展情况
    完成教育用地收储|李局长|发规科|2026年6月30日|已完成80%
    解决停车问题|王局长|基建中心|5月|正在推进
    """)
    assert told(tmp_path, "docx", TITLE, "督办事项清单", body) == [
        "完成教育用地收储|发规科|2026年6月30日|/2026-06-30",
        "解决停车问题|基建中心|5月|/2026-05-31",
    ]


def test_a_unit_for_all_is_none_for_what_is_counted(tmp_path: Path) -> None:
    body = rows("学校|计划班数|计划人数|改造资金\n一小|6|270|80\n合计|6|270|80")
    assert told(tmp_path, "xlsx", TITLE, "2026年学校建设安排", "单位：万元", body) == [
        "一小|计划班数|6个||",
        "一小|计划人数|270人||",
        "一小|改造资金|800000元||",
        "合计|计划班数|6个||",
        "合计|计划人数|270人||",
        "合计|改造资金|800000元||",
    ]


def test_a_time_cell_may_tell_several_steps(tmp_path: Path) -> None:
    body = rows("""
    项目名称|进度安排|责任单位
    三小迁建|3月完成立项，6月底前开工，12月底前主体封顶|基建中心
    运动会|4月、10月|体卫艺科
    """)
    assert told(tmp_path, "docx", TITLE, "重点项目推进计划", body) == [
        "三小迁建：完成立项|基建中心|3月|2026-03-01/2026-03-31",
        "三小迁建：开工|基建中心|6月底前|/2026-06-30",
        "三小迁建：主体封顶|基建中心|12月底前|/2026-12-31",
        "运动会|体卫艺科|4月|2026-04-01/2026-04-30",
        "运动会|体卫艺科|10月|2026-10-01/2026-10-31",
    ]


def test_numbered_items_of_a_cell_are_lines_of_their_own(tmp_path: Path) -> None:
    body = rows("""
    任务|年度目标|责任科室
    学位供给|1.新建幼儿园2所；2.新增学位360个。|发规科
    """)
    body[1][1] = "1.新建幼儿园2所；\n2.新增学位360个。"
    assert told(tmp_path, "docx", TITLE, "目标任务分解", body) == [
        "|新建幼儿园|2所||发规科",
        "|新增学位|360个||发规科",
    ]


def test_a_second_table_in_the_same_frame_has_heads_of_its_own(tmp_path: Path) -> None:
    body = rows("""
    课程代码|课程名称|开课单位|学分|学时
    1001|教育学|教育学院|3|48
    1002|心理学|教育学院|2|32
    类别@c2|必修|选修|合计
    学分@c2|40|20|60
    最低学分要求@c2|40|10|50
    """)
    assert told(tmp_path, "docx", "培训教学计划", "课程设置", body) == [
        "必修|学分|40学分||",
        "选修|学分|20学分||",
        "合计|学分|60学分||",
        "必修|最低学分要求|40学分||",
        "选修|最低学分要求|10学分||",
        "合计|最低学分要求|50学分||",
    ]


def test_all_units_that_answer_are_the_owner(tmp_path: Path) -> None:
    body = rows("""
    任务|牵头单位|责任单位|配合单位|责任人|完成期限
    开展校园安全大检查|安全科|各学校|公安分局|王明|9月
    推进教育集团建设|基教科|同上|—|李红|12月
    """)
    assert told(tmp_path, "docx", TITLE, "任务分工表", body) == [
        "开展校园安全大检查|安全科、各学校、公安分局|9月|/2026-09-30",
        "推进教育集团建设|基教科、各学校|12月|/2026-12-31",
    ]


def test_columns_of_days_are_events(tmp_path: Path) -> None:
    body = rows("""
    赛事|报名截止|初赛|决赛
    编程竞赛|4月10日|5月9日|7月11日
    机器人竞赛|4月15日|5月16日|—
    """)
    assert told(tmp_path, "docx", TITLE, "竞赛时间安排", body) == [
        "编程竞赛报名||4月10日|/2026-04-10",
        "编程竞赛初赛||5月9日|2026-05-09/2026-05-09",
        "编程竞赛决赛||7月11日|2026-07-11/2026-07-11",
        "机器人竞赛报名||4月15日|/2026-04-15",
        "机器人竞赛初赛||5月16日|2026-05-16/2026-05-16",
    ]
    body = rows(
        "工作内容|小学|初中\n网上报名|6月1日—6月7日|6月10日—6月15日\n公布结果|7月10日前|7月12日前"
    )
    assert told(tmp_path, "docx", TITLE, "招生日程", body) == [
        "网上报名小学||6月1日—6月7日|2026-06-01/2026-06-07",
        "网上报名初中||6月10日—6月15日|2026-06-10/2026-06-15",
        "公布结果小学||7月10日前|/2026-07-10",
        "公布结果初中||7月12日前|/2026-07-12",
    ]


def test_each_office_has_its_task_of_the_month(tmp_path: Path) -> None:
    body = rows("""
    月份|基教科|人事科
    3月|组织学情调研|启动职称评审
    4月|召开教学现场会|—
    """)
    assert told(tmp_path, "docx", TITLE, "月度工作安排", body) == [
        "组织学情调研|基教科|3月|2026-03-01/2026-03-31",
        "启动职称评审|人事科|3月|2026-03-01/2026-03-31",
        "召开教学现场会|基教科|4月|2026-04-01/2026-04-30",
    ]


def test_days_that_only_happened_are_no_deadlines(tmp_path: Path) -> None:
    body = rows(
        "姓名|学校|任职时间|出生年月\n王明|一小|2019年8月|1980年3月\n李红|二小|2021年8月|1985年5月"
    )
    assert told(tmp_path, "docx", TITLE, "校长名册", body) == []
    body = rows("活动|举办时间|责任单位\n读书节|2025年4月|基教科\n艺术节|2026年5月|体卫艺科")
    assert told(tmp_path, "docx", TITLE, "活动情况", body) == [
        "艺术节|体卫艺科|2026年5月|2026-05-01/2026-05-31"
    ]
