"""Invented everyday questions with what they ask: kind and slots. The first table was written before the rules
of question.py, the second after them (see test_everyday.py)."""

from __future__ import annotations

from typing import Any

Row = tuple[str, str, dict[str, Any]]
"""A question, its kind, and the slots that matter in it; what is ``missing`` must be said or be nothing."""

BEFORE: tuple[Row, ...] = (
    # numbers
    ("初中一个学生一年公用经费给多少", "number", {"scope": "初中"}),
    ("咱小学现在生均拨多少钱啊", "number", {"scope": "小学", "unit": "元"}),
    ("娃几岁能上小学", "number", {"scope": "小学", "unit": "岁"}),
    ("上幼儿园要满多少周岁", "number", {"scope": "幼儿园", "unit": "岁"}),
    ("近视率要控制在百分之几", "number", {"unit": "%"}),
    ("普惠园覆盖率得到多少", "number", {"unit": "%"}),
    ("一个班最多能装几个学生", "number", {"unit": "人"}),
    ("今年打算新盖几所幼儿园", "number", {"unit": "所", "scope": "幼儿园", "years": (2025,)}),
    ("研学一天收多少", "number", {}),
    ("老师一年得培训多少学时", "number", {"unit": "课时"}),
    ("课后服务最长能弄到多久", "number", {"unit": "时长"}),
    ("住校生补助发几个月", "number", {"unit": "时长"}),
    ("每周体育课几节", "number", {"unit": "课时"}),
    ("临溪县去年招了多少名老师", "number", {"unit": "人", "years": (2024,), "places": ("临溪县",)}),
    ("艺术节每校能报几件作品", "number", {}),
    ("操场生均不少于多少平米", "number", {"unit": "平方米"}),
    ("消防演练一学期搞几次", "number", {"unit": "次"}),
    # dates
    ("研学管理办法啥时候开始用的", "date", {}),
    ("小升初报名到几号截止", "date", {}),
    ("最晚哪天要把材料交上去", "date", {}),
    ("寒假从什么时候放到什么时候", "date", {}),
    ("体检安排在几月份", "date", {}),
    ("这个通知有效期到哪年", "date", {}),
    ("家长会定在哪天开", "date", {}),
    # yes or no
    ("小学生能带手机进教室吗", "yesno", {"scope": "小学"}),
    ("没有户口可不可以报幼儿园", "yesno", {"scope": "幼儿园"}),
    ("老师私下补课违规不", "yesno", {}),
    ("课后服务必须参加吗", "yesno", {}),
    ("学校让家长批作业合不合规", "yesno", {}),
    ("作业要不要家长签字", "yesno", {}),
    ("随迁子女没满六个月社保还能不能入学", "yesno", {"scope": "随迁子女"}),
    ("一年级允许留书面作业么", "yesno", {}),
    ("研学可以收家长的钱吗", "yesno", {}),
    ("幼儿园教拼音行不行", "yesno", {"scope": "幼儿园"}),
    ("孩子发烧了学校是不是得通知家长", "yesno", {}),
    ("民办学校是否同步招生", "yesno", {}),
    # definitions
    ("啥叫随班就读", "definition", {}),
    ("县管校聘是什么意思", "definition", {}),
    ("“两类主体”指的是什么", "definition", {}),
    ("普惠性幼儿园的定义", "definition", {}),
    # who
    ("校车归谁管", "who", {}),
    ("补助发放哪个科室负责", "who", {}),
    ("出了事故该找谁", "who", {}),
    ("研学的钱由谁监督", "who", {}),
    ("视力筛查是哪家单位牵头的", "who", {}),
    # procedures
    ("困难补助咋申请", "procedure", {}),
    ("转学手续怎么办", "procedure", {}),
    ("网上登记的流程是啥", "procedure", {}),
    ("孩子被欺负了学校怎么处理", "procedure", {}),
    ("想办民办幼儿园要走哪些程序", "procedure", {"scope": "幼儿园"}),
    ("退费怎么退", "procedure", {}),
    # lists
    ("报名得带哪些材料", "list", {}),
    ("哪些孩子能拿到补助", "list", {}),
    ("不能参加研学的情形有哪几种", "list", {}),
    ("食堂检查都查什么内容", "list", {}),
    ("老师有哪些权利", "list", {}),
    ("防近视有什么措施", "list", {}),
    # tasks, targets, states
    ("9月份学校要忙啥", "tasks", {}),
    ("下半年有哪些比赛", "tasks", {}),
    ("本学期安排了哪些培训", "tasks", {}),
    ("基础教育科今年要干哪些事", "tasks", {"owner": "基础教育科"}),
    ("有哪些要花钱的投资", "targets", {}),
    ("体育方面定了哪些指标", "targets", {}),
    ("哪些活儿还没完成", "status", {}),
    ("有没有逾期的任务", "status", {"state": "逾期"}),
    # documents, articles, overview
    ("关于研学都有哪些文件", "documents", {}),
    ("哪份通知提到了校车", "documents", {}),
    ("研学管理办法第五条怎么说", "article", {"article": "5"}),
    ("第十二条讲的啥", "article", {"article": "12"}),
    ("这个办法主要讲了什么", "overview", {}),
    ("给我概括一下2025年工作要点", "overview", {"years": (2025,)}),
    # talk and the rest
    ("在不在", "greeting", {}),
    ("你会干啥", "greeting", {}),
    ("辛苦啦", "greeting", {}),
    ("为什么要控制作业量", "open", {}),
    ("减负的目的", "open", {}),
)  # fmt: skip
