from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.core.moment import moment

SHANGHAI = ZoneInfo("Asia/Shanghai")
EVENING = datetime(2020, 1, 28, 20, 15, 3, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "text",
    [
        "2020/1/28 下午 8:15:03",
        "2020-01-28 20:15:03",
        "2020-01-28T20:15:03",
        "2020-01-28T12:15:03Z",
        "1/28/2020 20:15:03",
        "1/28/2020 8:15:03 PM",
        "28/1/2020 20:15:03",
        "2020年1月28日 20:15:03",
        "2020年1月28日 星期二 晚上8点15分3秒",
        "2020.1.28 20:15:03.000",
        "２０２０／１／２８ ２０：１５：０３",
        " 2020/1/28 20:15:03 ",
    ],
)
def test_spellings_of_one_moment(text: str) -> None:
    assert moment(text, SHANGHAI) == EVENING


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("上午 12:15", 0),
        ("凌晨 12:15", 0),
        ("12:15 AM", 0),
        ("12:15", 12),
        ("下午 12:15", 12),
        ("中午 1:15", 13),
    ],
)
def test_halves_of_the_day(text: str, hour: int) -> None:
    assert moment(f"2020/1/28 {text}", SHANGHAI) == datetime(2020, 1, 28, hour, 15, tzinfo=SHANGHAI)


@pytest.mark.parametrize("text", ["2020/1/28", "2020年1月28日", "1/28/2020", "2020年1月28号 周二"])
def test_a_date_stays_a_date(text: str) -> None:
    assert moment(text, SHANGHAI) == date(2020, 1, 28)


def test_day_first() -> None:
    assert moment("1/2/2020", SHANGHAI) == date(2020, 1, 2)
    assert moment("1/2/2020", SHANGHAI, day_first=True) == date(2020, 2, 1)
    assert moment("1/28/2020", SHANGHAI, day_first=True) == date(2020, 1, 28)


@pytest.mark.parametrize(
    "text",
    [
        *("", "昨天", "2020", "2020/2/30", "2020/13/1", "1/28/20", "2020/1/28 25:00", "2020/1/28 8:61"),
        *(
            "2020/1/28 8:15:03 GMT+8",
            "2020/1/28 晚上 12:10",
            "2020/1/28 下午",
            "0001/1/1 00:00",
            "2020/1/28 815",
        ),
        "2020/1/28 20:15:03" + " " * 100,
    ],
)
def test_anything_else_is_no_moment(text: str) -> None:
    assert moment(text, SHANGHAI) is None


@given(
    st.datetimes().filter(lambda at: 1000 < at.year < 9999),
    st.sampled_from(["/", "-", "."]),
)
def test_what_is_written_is_read(at: datetime, mark: str) -> None:
    text = f"{at.year:04}{mark}{at.month}{mark}{at.day} {at:%H:%M:%S}"
    assert moment(text, ZoneInfo("UTC")) == at.replace(microsecond=0, tzinfo=UTC)


@given(st.text(alphabet="0123456789/-:年月日 上下午apm.zT", max_size=40))
def test_never_an_exception(text: str) -> None:
    assert moment(text, SHANGHAI) is None or isinstance(moment(text, SHANGHAI), date)
