"""Which places a question names: chains of ranks, short names, names that are other words too."""

from __future__ import annotations

import pytest

from assistant.names import Known
from assistant.place_names import lies_in, overlap, short_place
from assistant.places import named_places
from ingest.records import Metadata


def library(*places: str, title: str = "工作要点") -> list[Known]:
    return [Known(place, f"{place}{title}", "", place, "", ()) for place in places]


COUNTY = library("临溪县")
CITIES = library("南京市鼓楼区", "福州市鼓楼区", "福州市")
WORDS = library("丹东市振兴区", "海东市平安区", "深圳市光明区", "澄州市", "天津市和平区")
FAMILY = library("岫州市岫坪县", "砚州市砚溪区")
STATES = library("吉林省", "吉林市", "新疆维吾尔自治区", "河南蒙古族自治县", "深圳经济特区")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("澄州市青禾区", "青禾"), ("广西壮族自治区", "广西"), ("新疆维吾尔自治区", "新疆"),
        ("内蒙古自治区", "内蒙古"), ("徐州市", "徐州"), ("深圳经济特区", "深圳"), ("恩施土家族苗族自治州", "恩施"),
        ("云山市高新区", ""), ("市中区", ""), ("", ""), ("徐州市沛县", "沛县"), ("临沂市莒县", "莒县"),
        ("长治市城区", ""), ("杭州市西湖区", "西湖"), ("河南蒙古族自治县", "河南县"), ("和田地区", "和田"),
        ("上海市浦东新区", "浦东"), ("大庆市高新技术产业开发区", ""), ("荆州市沙市区", "沙市"),
    ],
)  # fmt: skip
def test_places_as_people_say_them(place: str, said: str) -> None:
    assert short_place(place) == said


@pytest.mark.parametrize(
    "question, held, said",
    [
        ("临溪县有多少所学校", ("临溪县",), ("临溪县",)),
        ("临溪的学校", ("临溪县",), ("临溪",)),
        ("请问临溪县教育局负责什么", ("临溪县",), ("临溪县",)),
        ("全县的学校", (), ()),
        ("各区县怎么安排，城区学校呢", (), ()),
        ("我们县哪个区的孩子可以跨区入学", (), ()),
    ],
)
def test_a_place_of_the_library(
    question: str, held: tuple[str, ...], said: tuple[str, ...]
) -> None:
    assert named_places(question, COUNTY) == (held, (), said)


@pytest.mark.parametrize(
    "question, absent",
    [
        ("海宁市的学校", "海宁市"), ("大同市的学校", "大同市"), ("呼和浩特市的学校", "呼和浩特市"),
        ("请问在海宁市", "海宁市"),
        ("临溪县柳河镇的学校", "临溪县柳河镇"), ("请问云山市云海区呢", "云山市云海区"),
    ],
)  # fmt: skip
def test_a_place_the_library_lacks(question: str, absent: str) -> None:
    assert named_places(question, COUNTY) == ((), (absent,), ())


@pytest.mark.parametrize(
    "question, held, absent",
    [
        ("南京市鼓楼区课后服务收费多少", ("南京市鼓楼区",), ()),
        ("南京鼓楼课后服务收费多少", ("南京市鼓楼区",), ()),
        ("江苏省南京市鼓楼区课后服务", ("南京市鼓楼区",), ()),
        ("福州鼓楼区课后服务", ("福州市鼓楼区",), ()),
        ("鼓楼区课后服务", ("南京市鼓楼区", "福州市鼓楼区"), ()),
        ("福州课后服务", ("福州市",), ()),
        ("福州长乐课后服务", ("福州市",), ()),
        ("江苏徐州课后服务", (), ()),
        ("徐州市鼓楼区课后服务", (), ("徐州市鼓楼区",)),
        ("徐州鼓楼课后服务", (), ("徐州鼓楼",)),
        ("南京市秦淮区课后服务", (), ("南京市秦淮区",)),
        ("南京市的课后服务", ("南京市",), ()),
        ("北京市鼓楼区课后服务", (), ("北京市鼓楼区",)),
        ("云海市鼓楼区课后服务", (), ("云海市鼓楼区",)),
        ("名单几号之前报省厅", (), ()),
        ("材料月底前交县里", (), ()),
    ],
)
def test_ranks_side_by_side_are_one_place(
    question: str, held: tuple[str, ...], absent: tuple[str, ...]
) -> None:
    assert named_places(question, CITIES)[:2] == (held, absent)


def test_a_district_without_a_city_is_the_one_whose_city_is_known() -> None:
    both = library("青禾区", "澄州市青禾区")
    assert named_places("青禾区的学校", both)[0] == ("青禾区", "澄州市青禾区")
    assert named_places("云山市青禾区的学校", both)[:2] == ((), ("云山市青禾区",))
    assert named_places("请问在云山市临溪县呢", COUNTY) == (("临溪县",), (), ("云山市临溪县",))


@pytest.mark.parametrize(
    "question, held",
    [
        ("吉林市的学校", ("吉林市",)),
        ("吉林省的学校", ("吉林省",)),
        ("吉林的学校", ("吉林省", "吉林市")),
        ("新疆自治区的学校", ("新疆维吾尔自治区",)),
        ("新疆的学校", ("新疆维吾尔自治区",)),
        ("河南的学校", ()),
        ("河南蒙古族自治县的学校", ("河南蒙古族自治县",)),
        ("深圳市的学校", ("深圳经济特区",)),
    ],
)
def test_the_rank_that_is_said_counts(question: str, held: tuple[str, ...]) -> None:
    assert named_places(question, STATES)[0] == held


@pytest.mark.parametrize(
    "question",
    [
        "乡村振兴中教师补助多少钱", "乡村振兴对教师有什么政策", "平安校园怎么创建", "平安的校园怎么创建", "光明的前途",
        "振兴乡村教育有什么政策", "和平教育怎么开展", "辽宁振兴乡村教育的办法",
    ],
)  # fmt: skip
def test_a_district_called_like_another_word_is_not_meant(question: str) -> None:
    assert named_places(question, WORDS)[0] == ()


@pytest.mark.parametrize(
    "question, held",
    [
        ("振兴区的教师补助", ("丹东市振兴区",)),
        ("丹东振兴的教师补助", ("丹东市振兴区",)),
        ("丹东振兴乡村教育", ("丹东市",)),
        ("平安教育局负责什么", ("海东市平安区",)),
        ("天津和平小学什么时候报名", ("天津市和平区",)),
        ("澄州乡村振兴", ("澄州市",)),
    ],
)
def test_unless_it_can_only_be_the_place(question: str, held: tuple[str, ...]) -> None:
    assert named_places(question, WORDS)[0] == held


@pytest.mark.parametrize(
    "question, held",
    [
        ("岫坪幼儿园什么时候报名", "岫州市岫坪县"),
        ("砚溪艺术节什么时候展演", "砚州市砚溪区"),
        ("请问砚溪艺术节什么时候展演", "砚州市砚溪区"),
        ("2026年砚溪招多少人", "砚州市砚溪区"),
        ("岫坪县的艺术节活动时间", "岫州市岫坪县"),
        ("岫州岫坪艺术节", "岫州市岫坪县"),
    ],
)
def test_an_invented_district_is_known_where_it_stands(question: str, held: str) -> None:
    assert named_places(question, FAMILY)[0] == (held,)


def test_a_place_that_only_a_title_names() -> None:
    titled = [Known("a", "2026_陕西省_政府工作报告", "", "", "", ())]
    assert named_places("陕西省的工作报告", titled) == (("陕西省",), (), ("陕西省",))


@pytest.mark.parametrize(
    "place, own, lies",
    [
        ("澄州市", "澄州市青禾区", True),
        ("澄州市青禾区", "澄州市", False),
        ("鼓楼区", "南京市鼓楼区", False),
        ("河南省", "河南蒙古族自治县", False),
    ],
)
def test_what_lies_in_a_place(place: str, own: str, lies: bool) -> None:
    assert lies_in(place, Metadata(title=f"{own}工作要点", place=own, issuer=own)) is lies


@pytest.mark.parametrize(
    "question",
    [
        "家里穷的乡下娃住校能贴补多少", "今年要新增多少城镇就业", "返乡务工人员的子女", "返乡", "活动区的面积", "哪些县市区要做试点",
        "东部省市怎么支援", "省市共建的学校", "县城和乡里的待遇", "在校区外面", "设区的市怎么统筹", "教学点撤并到镇里行吗", "特区教师工资",
        "户籍在外县怎么办", "新建多少所镇上的学校", "开发区的学校归谁管", "高新区小学入学", "老区学校", "进城区上学", "东部沿海省份怎么做", "省际交流",
    ],
)  # fmt: skip
def test_a_word_that_ends_like_a_region_is_none(question: str) -> None:
    assert named_places(question, COUNTY) == ((), (), ())


@pytest.mark.parametrize(
    "question, absent",
    [
        ("盐城市课后服务收费", "盐城市"), ("孩子在花都区上学", "花都区"), ("滨海新区幼儿园收费", "滨海新区"),
        ("想了解一下龙湖区学位", "龙湖区"), ("柳河镇中心小学几点放学", "柳河镇"), ("请问新乡市学校", "新乡市"), ("丰都县补助多少", "丰都县"),
    ],
)  # fmt: skip
def test_an_unknown_name_is_said_whole(question: str, absent: str) -> None:
    assert named_places(question, COUNTY)[1] == (absent,)


def test_a_city_that_ends_like_a_rank() -> None:
    assert named_places("新乡有人贴着学校盖楼", library("新乡市"))[0] == ("新乡市",)


@pytest.mark.parametrize(
    ("place", "other", "same"),
    [
        ("青禾区", "澄州市青禾区", True), ("澄州市青禾区", "青禾区", True), ("澄州市", "澄州市青禾区", True),
        ("澄州市白石区", "澄州市青禾区", False), ("", "澄州市", False),
    ],
)  # fmt: skip
def test_a_place_and_the_one_it_lies_in_overlap(place: str, other: str, same: bool) -> None:
    assert overlap(place, other) is same
