"""Claims that can't be true together, that fit, and that can't be checked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.core.text import fold
from moderation.screening.claims import State, judge
from moderation.screening.claims.registers import register

CONTRADICTORY = [
    ("外科口罩,京械注准2020214000,散装", "11位"),
    ("医用口罩注册证 沪械注准20201140001", "管理类别"),
    ("医用口罩注册证 沪械注准20122640001", "2014"),
    ("抗原检测盒,鲁械注准20202400001", "抗原试剂不是第2类"),
    ("外科口罩 国械注准20202140001", "省局"),
    ("德国原装外科口罩 国械注准20203140001", "国械注进"),
    ("2020年3月5日生产,外科口罩,皖械注准20212140001", "早于注册"),
    ("外科口罩备案号 苏宁械备20200001号", "第一类备案"),
    ("隔离面罩 苏宁械备202001号", "8位"),
    ("外科口罩,厂家有一类生产备案凭证", "生产备案"),
    ("医用外科口罩,YY/T 0969-2013", "不适用于外科口罩"),
    ("医用防护口罩 GB 19083-2010,带呼吸阀", "不带呼气阀"),
    ("N95口罩执行YY 0469-2011", "不适用于防颗粒物口罩"),
    ("FFP2口罩,EN 14683:2019", "不适用于FFP口罩"),
    ("KN95,GB 2626-2019,2019年3月生产", "发布"),
    ("KN95,GB 2626-2006,生产日期2022-03-01", "不再有效"),
    ("N98口罩,五层", "没有N98"),
    ("FFP4口罩到了", "没有FFP4"),
    ("ASTM Level 5 mask", "没有ASTM LEVEL5"),
    ("KN90口罩,过滤效率95%", "达不到"),
    ("FFP1口罩,效果等同N95", "低于N95"),
    ("KN95口罩,过滤效率90%", "至少95%"),
    ("N95口罩,过滤效率120%", "不会超过"),
    ("普通口罩,过滤效率102%,一块五", "不会超过"),
    ("原装日本退热贴,条码69开头", "条码69"),
    ("NOISH认证N95", "拼写"),
    ("N95口罩 TC-21C-1234", "TC-84A"),
    ("NIOSH N95,耳挂式", "耳挂"),
    ("NIOSH N95儿童款", "儿童"),
    ("KN95,美国NIOSH认证", "不认证KN型"),
    ("FFP2 CE1282", "公告机构"),
    ("外科口罩 EN 14683 欧盟MDR II类器械", "I类器械"),
    ("防护口罩LA标志编号123-45", "LA标志"),
    ("3M 9501,医用外科口罩同款", "不是医用"),
    ("3M 9001 KN95口罩", "KN90"),
    ("3M 8210 耳带款", "头带"),
    ("三类医疗器械口罩", "第三类"),
    ("医用口罩,国内三类证,十只装", "第三类"),
    ("外科口罩,苏械注准20202070001", "诊察和监护器械"),
    ("额温枪,粤械注准20202140001", "防护用品"),
    ("外科口罩,厂家许可证 苏食药监械生产许2020001号", "8位"),
    ("口罩有证,CFDA 2021年发的", "发证机关"),
    ("婴儿配方奶粉 国食注字YP20220001,2021年5月3日生产", "批准年份"),
    ("外科口罩 YY 0469-2004,2020年3月2日生产", "不再有效"),
    ("GB 2626-2019儿童款", "不适用于儿童"),
    ("额温枪无需注册,放心买", "需要注册证"),
    ("N95外科口罩", "标准不同"),
    ("口罩,国药准字H20200001", "批号"),
    ("75%酒精,浓度95度,一瓶", "75%又是95%"),
    ("天然乳胶手套,latex free", "乳胶"),
    ("KN95口罩,可水洗", "不可水洗"),
    ("日本原装口罩,条码69开头", "条码69"),
    ("布洛芬,国药准字Z20201234", "化学药"),
    ("板蓝根,国药准字Z2020123", "8位"),
    ("泰国原产止咳水,国药准字Z20201234", "境内生产"),
    ("医用外科,有效期两年,2018年3月生产,失效2023年3月", "年数"),
    ("口罩生产日期2020-04-31", "日历"),
    ("口罩生产日期2020-04-02,有效期至2020-01-01", "之前"),
    ("口罩有效期2年,生产日期2020-01-01,有效期至2025-01-01", "年数"),
]

NOT_CONTRADICTORY = [
    "要有注册证的抗原,国械注准2022340开头那种",
    "一次性雨衣就是雨衣,莫当防护服穿",
    "外科口罩 YY 0469-2011 苏械注准20202140001,有效期2年,生产日期2020-01-01,有效期至2021-12-31",
    "YY 0469-2010的外科口罩,真实记录里常这样写",
    "隔离面罩,沪浦械备20200001号",
    "医用外科是YY 0469,普通医用是YY/T 0969,医用防护是GB 19083,KN95是GB 2626",
    "KN90不到95%,别当N95用",
    "N95和外科口罩都可以",
    "FFP2 NR,EN 149:2001+A1:2009,CE 2163,头带",
    "GB 19083-2010医用防护口罩,没有呼吸阀",
    "消毒用75%酒精,不是95%的",
    "3M 9001是KN90",
    "3M 1860医用防护口罩",
    "连花清瘟,国药准字Z20040063",
    "德国进口的胶囊,国药准字HJ20201234",
    "门牌N90,地铁口左转",
    "防护口罩LA编号12-34-567890",
    "日常防护口罩GB/T 32610-2016,不是医用口罩",
    "一类医疗器械:隔离面罩",
]


def states(raw: str) -> set[State]:
    return {one.state for one in judge(fold(raw))}


@pytest.mark.parametrize(("raw", "reason"), CONTRADICTORY)
def test_sees_the_contradiction(raw: str, reason: str) -> None:
    reasons = [one.reason for one in judge(fold(raw)) if one.state is State.CONTRADICTORY]
    assert [each for each in reasons if reason in each] != []


@pytest.mark.parametrize("raw", NOT_CONTRADICTORY)
def test_contradicts_nothing_else(raw: str) -> None:
    assert State.CONTRADICTORY not in states(raw)


def test_a_number_that_fits_is_consistent() -> None:
    assert states("外科口罩 苏械注准20202140001") == {State.CONSISTENT}


@pytest.mark.parametrize(
    "raw", ["口罩三证齐全", "外科口罩 苏械注准20202170001", "医用口罩注册证:械注准20202140001"]
)
def test_says_what_it_cannot_check(raw: str) -> None:
    assert states(raw) == {State.UNVERIFIABLE}


def test_a_text_without_claims_has_none() -> None:
    assert judge(fold("求两个口罩去医院")) == ()


def test_numbers_are_read_in_every_script() -> None:
    assert State.CONTRADICTORY in states("外科口罩 沪械注准２０２０①①④0001")


@given(st.text(alphabet="口罩kn95gb 2626ce械注准備01234年月日-/.tc84a%三类耳挂"))
def test_any_text_is_judged(raw: str) -> None:
    assert all(0 <= one.start <= one.end <= len(fold(raw).folded) for one in judge(fold(raw)))


@pytest.mark.parametrize("name", sorted(name for name, row in register("exclusive").items() if "a" in row))
def test_every_pair_of_the_table_contradicts_and_denied_does_not(name: str) -> None:
    row = register("exclusive")[name]
    for one in row["a"]:
        for other in row["b"]:
            if one not in other and other not in one:
                assert row["reason"] in {each.reason for each in judge(fold(f"家里的货:{one},{other}"))}
    assert row["reason"] not in {each.reason for each in judge(fold(f"{row['a'][-1]},不是{row['b'][0]}"))}
