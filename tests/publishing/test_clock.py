"""The clock says what the zone says, also where clocks are put forward or back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.clock import clock

_FIRST, _LAST = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (2020, 2036))
TIMES = st.integers(_FIRST, _LAST).map(lambda second: datetime.fromtimestamp(second, UTC))


@pytest.mark.parametrize(
    "zone",
    ["Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca"],
)
@given(at=TIMES, hours=st.integers(-12, 12))
def test_it_says_what_the_zone_says(zone: str, at: datetime, hours: int) -> None:
    elsewhere = at.astimezone(timezone(timedelta(hours=hours)))
    said = at.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")
    assert clock(zone)(at) == clock(zone)(elsewhere) == said


def test_a_quarter_before_and_after_the_change() -> None:
    change = datetime(2026, 11, 1, 6, tzinfo=UTC)  # New York is put back at two in the morning
    new_york = clock("America/New_York")
    assert new_york(change - timedelta(seconds=1)) == "2026-11-01T01:59-04:00"
    assert new_york(change) == "2026-11-01T01:00-05:00"
