"""Units of measure and count words: name → base unit, factor, kind."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written: values times ``factor`` are in ``base``."""

    base: str
    factor: Decimal
    kind: str


_MEASURES = (
    # written, base, factor, kind
    ("元", "元", "1", "money"), ("块钱", "元", "1", "money"), ("块", "元", "1", "money"),
    ("圆", "元", "1", "money"), ("角", "元", "0.1", "money"), ("美元", "美元", "1", "money"),
    ("港元", "港元", "1", "money"), ("欧元", "欧元", "1", "money"),
    ("平方米", "平方米", "1", "area"), ("平米", "平方米", "1", "area"), ("㎡", "平方米", "1", "area"),
    ("m2", "平方米", "1", "area"), ("m²", "平方米", "1", "area"), ("平方公里", "平方公里", "1", "area"),
    ("平方千米", "平方公里", "1", "area"), ("亩", "亩", "1", "area"), ("公顷", "公顷", "1", "area"),
    ("立方米", "立方米", "1", "volume"), ("公里", "公里", "1", "length"), ("千米", "公里", "1", "length"),
    ("米", "米", "1", "length"), ("厘米", "厘米", "1", "length"), ("毫米", "毫米", "1", "length"),
    ("吨", "吨", "1", "mass"), ("毫克", "毫克", "1", "mass"), ("公斤", "公斤", "1", "mass"), ("斤", "斤", "1", "mass"), ("千克", "公斤", "1", "mass"), ("克", "克", "1", "mass"),
    ("千瓦时", "千瓦时", "1", "energy"), ("千瓦", "千瓦", "1", "power"), ("兆瓦", "兆瓦", "1", "power"),
    ("勒克斯", "勒克斯", "1", "light"), ("lx", "勒克斯", "1", "light"), ("分贝", "分贝", "1", "sound"),
    ("Mbps", "Mbps", "1", "bandwidth"),
    ("摄氏度", "℃", "1", "temperature"), ("℃", "℃", "1", "temperature"), ("度", "度", "1", "angle"),
    ("%", "%", "1", "percent"), ("％", "%", "1", "percent"), ("个百分点", "个百分点", "1", "points"),
    ("‰", "‰", "1", "permille"), ("成", "%", "10", "percent"), ("倍", "倍", "1", "multiple"),
    ("小时", "小时", "1", "duration"), ("个小时", "小时", "1", "duration"), ("分钟", "分钟", "1", "duration"),
    ("秒", "秒", "1", "duration"), ("个工作日", "个工作日", "1", "duration"), ("工作日", "个工作日", "1", "duration"),
    ("个月", "个月", "1", "duration"), ("天", "天", "1", "duration"), ("日", "天", "1", "duration"),
    ("周", "周", "1", "duration"), ("年", "年", "1", "duration"), ("个学期", "个学期", "1", "duration"),
    ("学期", "个学期", "1", "duration"), ("周岁", "周岁", "1", "age"), ("岁", "岁", "1", "age"),
    ("课时", "课时", "1", "lessons"), ("学时", "学时", "1", "lessons"), ("学分", "学分", "1", "credits"),
    ("分", "分", "1", "score"),
)  # fmt: skip

_COUNTS = (
    "头", "只", "株", "棵", "羽", "艘", "架", "标箱", "标准箱",
    "人次", "人", "名", "位", "个", "所", "处", "套", "台", "册", "个学位", "学位", "节课", "节", "次", "场次", "场", "门", "项", "批次",
    "批", "家", "间", "栋", "幢", "座", "个班", "班", "辆", "支", "条", "件", "篇", "页", "本", "对", "户", "轮", "种", "类", "例", "期",
    "组", "片", "部", "张", "份", "床", "桌", "科次", "科", "点位", "校次", "班次", "车次", "万字", "字", "级", "块", "卷", "层", "层楼",
    "股", "队", "届", "站", "行政村", "个村", "村", "课次", "堂", "堂课", "株", "幅", "盏", "枚", "床位", "张床位", "个床位", "车位", "餐位",
    "座位", "标段", "人天", "篇次",
)  # fmt: skip
"""Count words (量词) a plan counts in; 个 before a noun is one of them."""

UNITS: dict[str, Unit] = {
    written: Unit(base, Decimal(factor), kind) for written, base, factor, kind in _MEASURES
} | {
    word: Unit(word, Decimal(1), "count")
    for word in _COUNTS
    if word not in ("块", "届", "级", "点位")
}

PER = {
    "生": "生", "学生": "生", "名学生": "生", "人": "人", "位": "人", "名": "人", "年": "年", "学年": "学年",
    "学期": "学期", "学时": "学时", "节": "节", "场": "场", "月": "月", "日": "天", "天": "天", "周": "周", "班": "班", "校": "校", "课时": "课时",
    "次": "次", "平方米": "平方米", "亩": "亩", "户": "户", "村": "村", "镇": "镇", "所": "所", "园": "园",
}  # fmt: skip
"""What may stand after 每 or / in a rate: 每生每年, 元/生·年."""
