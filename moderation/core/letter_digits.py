"""Letters in place of digits: 13O, l38 OOOOO l57, 1 o 3, 13O1824b345."""

from __future__ import annotations

from string import digits

import re2

from moderation.core.rows import Rows

_LETTER_DIGITS = str.maketrans("olizsbgq", "01125699")
_SHORTEST_ID = 9
_LABELS = "vx|wx|qq|wechat|weixin|tel|x"
_BEHIND = re2.compile(rf"(?:{_LABELS})(?:[^a-z]|$)|vx|wx|qq|wechat|weixin|tel")
_BEFORE = re2.compile(rf"(?:^|[^a-z])(?:{_LABELS}|v|q|kou|phone|call|whatsapp|mobile)$")
_LONGEST_LABEL = 9
_SHORTEST_LABELLED = 5
_LIKE_DIGITS = Rows(digits + "olizsbgq")
_ELEVEN, _MOSTLY = 11, 8
_MIXED = Rows(digits + "oli")
_BESIDE = re2.compile(r"[0-9][^a-z0-9\pL]{0,3}(?:[oli]{1,4}|o{5,11})(?:[^a-z]|$)|[0-9][oli]|[oli][0-9]")

# Rows of such letters, each between marks, behind a digit: 6214 OOOO OOOO 552, 199-oooo-oo. They end with a
# digit or with rows that are no word.
_MARKS = r"[^a-z0-9\pL\n]{1,3}"
_CHAIN = re2.compile(
    rf"[0-9](?:{_MARKS}(?:[0-9]+|o{{1,11}}|[oli]{{1,4}}))*{_MARKS}(?:[0-9]|(?:o{{2,11}}|[oli]{_MARKS}[oli])(?:[^a-z0-9]|$))"
)


def with_letters(folded: str, view: str) -> str:
    """The view with o, l and i as digits where they stand among digits and touch no other letter.

    Rows that touch a Han numeral are looked at alone first: they must read the same when that is hidden.
    """
    if not _BESIDE.search(view):
        return view
    if folded != view:
        view = _as_digits(view, [row for row in _MIXED.of(folded) if _is_mixed(folded, *row)])
    view = _as_digits(view, [row for row in _LIKE_DIGITS.of(view) if _reads_as_mobile(view, *row)])
    view = _as_digits(view, [row for row in _MIXED.of(view) if _is_mixed(view, *row)])
    return _as_digits(view, [match.span() for match in _CHAIN.finditer(view)])


def _reads_as_mobile(view: str, start: int, end: int) -> bool:
    """13O1824b345: eleven characters, mostly digits, that touch no letter or digit."""
    return (
        end - start == _ELEVEN
        and view[start] == "1"
        and sum("0" <= c <= "9" for c in view[start:end]) >= _MOSTLY
        and not _is_letter(view[start - 1 : start])
        and not _is_letter(view[end : end + 1])
    )


def _is_mixed(view: str, start: int, end: int) -> bool:
    """13O, l38: both kinds, and nothing else touches them."""
    row = view[start:end]
    return not (row.isalpha() or row.isdigit()) and _stands_alone(view, start, end)


def _stands_alone(view: str, start: int, end: int) -> bool:
    """Touched by no letter; long ones may touch a label (l38OOl38OOOvx, qq2OOO669) or a check digit (…2X)."""
    length = end - start
    if _is_letter(view[start - 1 : start]):
        label = length >= _SHORTEST_LABELLED and _BEFORE.search(view[max(start - _LONGEST_LABEL, 0) : start])
        if not label or view[start].isalpha():
            return False
    labelled = length > _SHORTEST_ID and _BEHIND.match(view[end : end + 6])
    return bool(labelled) or not _is_letter(view[end : end + 1])


def _as_digits(view: str, spans: list[tuple[int, int]]) -> str:
    if not spans:
        return view
    characters = list(view)
    for start, end in spans:
        characters[start:end] = view[start:end].translate(_LETTER_DIGITS)
    return "".join(characters)


def _is_letter(character: str) -> bool:
    return "a" <= character <= "z"
