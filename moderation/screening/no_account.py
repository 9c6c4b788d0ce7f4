"""Runs of digits that are no account: amounts, dates, times, models, permits."""

from __future__ import annotations

from itertools import pairwise

from moderation.core.numbers import Run
from moderation.core.pattern import Pattern
from moderation.core.text import Text
from moderation.screening.doors.numbers import is_counted
from moderation.screening.doors.parts import runs_on, touches_latin
from moderation.screening.labels import Label, labels_before

_YEAR = Pattern("(?:19|20)[0-9]{2}")
_DATED = Pattern("20[0-3][0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_MONTHS = 12
_BESIDE_MODELS = Pattern(r"(?:3m|型号|货号|款)[^,。;\n]{0,4}$")
_HOTLINES = ("400", "800", "95", "96")
_NUMBERED = frozenset({Label.ORDER, Label.SERVICE, Label.STANDARD, Label.SITE, Label.LANDLINE})
_PERMITS = Pattern(
    r"订单|单号|运单|快递|编号|批号|批次|准字|注准|备字?|[第字证码]$|条码|流水|编码|卫消|许可|"
    r"no\.?\s?$|#$|热线|isbn|gtin|ref|sku|upc"
)
# Words of counting: 客流量1234567890.
_COUNTED = Pattern(r"(?:量|例|人次|共|共计|合计|累计|确诊|总[计数额和]?)(?:[约达有为是:\s]|超过){0,3}$")
_THREE = 3
_FAR, _REACH, _NEAR = (
    30,
    12,
    6,
)  # characters looked at: for permits before and behind, and for other words before


def counts(text: Text, run: Run) -> bool:
    """Whether a run is an amount, a date or a time."""
    return (
        run.digits.endswith("000")
        or is_counted(text.folded, run.groups[-1].end)
        or _is_date(run.digits)
        or _begins_with_a_year(run)
        or _has_a_time(run)
    )


def is_beside_models(text: Text, start: int) -> bool:
    """Whether masks are spoken of by their models: 3M 9501 9502."""
    return _BESIDE_MODELS.found_in(text.folded[max(start - _REACH, 0) : start])


def is_something_else(text: Text, run: Run) -> bool:
    """Whether a long run is, or may be, a standard, a hotline, a permit, an order or an amount."""
    start, end, digits = run.groups[0].start, run.groups[-1].end, run.digits
    return (
        digits.startswith(_HOTLINES)
        or "".join(run.gaps).strip() not in {"", "-" * len(run.gaps)}
        or (len(run.groups) > 1 and bool(_YEAR.fullmatch(run.groups[-1].digits)))
        or bool(_DATED.match(digits))
        or _in_thousands(run)
        or _COUNTED.found_in(text.folded[max(start - _REACH, 0) : start])
        or not _NUMBERED.isdisjoint(labels_before(text, start))
        or _PERMITS.found_in(text.folded[max(start - _FAR, 0) : start])
        or _PERMITS.found_in(text.folded[end : end + _NEAR])
        or touches_latin(text.folded, start)
        or runs_on(text.folded, end)
    )


def _in_thousands(run: Run) -> bool:
    """1 234 567 890 is an amount."""
    first, *others = (len(group.digits) for group in run.groups)
    return (
        len(others) > 0
        and first <= _THREE
        and all(other == _THREE for other in others)
        and "-" not in run.gaps
    )


def _begins_with_a_year(run: Run) -> bool:
    """2020-4-20, 2019-2020; no month follows in 2018 5566 77."""
    if len(run.groups) == 1 or run.digits.startswith("200"):
        return False
    year, then = (group.digits for group in run.groups[:2])
    if not _YEAR.fullmatch(year):
        return False
    two_years = len(run.groups) == 2 and _YEAR.fullmatch(then)
    return bool(two_years) or 1 <= int(then) <= _MONTHS or int(then) == int(year) + 1


def _has_a_time(run: Run) -> bool:
    """8:30; no time is 1234:5678."""
    return any(
        ":" in gap and len(hour.digits) <= 2 and len(minute.digits) <= 2
        for gap, (hour, minute) in zip(run.gaps, pairwise(run.groups), strict=True)
    )


def _is_date(digits: str) -> bool:
    month, day = digits[4:6], digits[6:]
    return len(digits) == 8 and digits.startswith("20") and "01" <= month <= "12" and "01" <= day <= "31"
