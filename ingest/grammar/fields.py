"""Names of fields in forms (姓名 | 张明 | 职务 | 校长), told by their words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

# What forms call their fields.
FIELD = re.compile(
    r"^(?:姓名|性别|民族|籍贯|职务|职称|学历|学位|专业|单位|校名|园名|校长|园长|法定代表人|负责人|联系人|电话|手机|邮箱|邮编|地址|网址|编号|备注|性质|类别|类型|规模|来源|依据|周期|预算|总投资|金额|经费)$"
    r"|(?:名称|单位|时间|日期|年月|地点|地址|电话|人数|班数|面积|规模|性质|级别|金额|经费|投资|周期|负责人|联系人|编号|方式|招生|学位|目标|数量)(?:[（(].{1,8}[）)])?$"
)
MOST_FIELD = 12
"""Code points of the name of a field."""
NAMED = 0.6
"""Share of the left cells that must be names of fields."""
FIGURE = re.compile(r"\d")


def are_fields(names: Sequence[str]) -> bool:
    """Are these the names of the fields of one form: short, all different, most of them known?"""
    if len(set(names)) < len(names) or not names:
        return False
    if any(FIGURE.search(name) or len(name) > MOST_FIELD for name in names):
        return False
    return sum(bool(FIELD.search(name)) for name in names) >= NAMED * len(names)
