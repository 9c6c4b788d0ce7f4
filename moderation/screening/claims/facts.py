"""What a text claims, typed: registrations, standards, grades, products, dates. No judgement here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from moderation.core.lazy import lazy
from moderation.core.pattern import Pattern
from moderation.core.text import Text
from moderation.screening.claims.dates import Day, days
from moderation.screening.claims.registers import register

MOST = 64
"""Claims of one kind read of one text: each is held against the others; no honest post has more."""
_REGISTRATION_DIGITS = 11
_GAP = r"[\s:()\[\]/_.·、—–-]*"
_REGISTRATION = Pattern(rf"(.?) ?械 ?注 ?\(?([准进许])\)?字?(?:编?号|第)?{_GAP}([0-9](?:[ -]?[0-9]){{2,20}})")
_OLD_REGISTRATION = Pattern(
    r"药监 ?械 ?\(?([准进许])\)? ?字?[^0-9]{0,4}((?:19|20)[0-9]{2})[^0-9]{0,4}([0-9]{5,9})"
)
_FILING = Pattern(rf"([^\s,。;:]?[^\s,。;:]?)械备(?:字|案|号|第)?{_GAP}([0-9]{{4,14}})")
_PRODUCTION_FILING = Pattern(r"械生产备(?:案)?[0-9]*|生产备案(?:凭证|号|证)")
_PRODUCTION_PERMIT = Pattern(r"械生产许可?证?(?:编?号|第)?[\s:(\[]*([0-9]{4,12})")
_STANDARD = Pattern(
    rf"(gb|yy|en|ctca|cntac|国标|行标|欧标|标准|执行)(?:为|是|号|写|的|:)*"
    rf"{_GAP}t?{_GAP}({'|'.join(s['number'] for s in register('standards').values())})"
    rf"(?:{_GAP}((?:19|20)[0-9]{{2}})(?:[^0-9]|$))?"
)
_BARE = ("国标", "行标", "欧标", "标准", "执行")
"""Said before the number of a standard by people who leave its letters out."""
_STANDARD_MARKS = ("gb", "yy", "en", "ctca", "cntac", *_BARE)
_GRADE = Pattern(
    r"(?:^|[^a-z0-9-])(kn|kp|kf|ffp|ds|n|r|p|astm(?: ?f2100)?[ -]?level)[ -]?([0-9]{1,3})(?:[^0-9]|$)"
)
_GRADE_MARKS = ("kn", "kp", "kf", "ffp", "ds", "n9", "n1", "n-", "n ", "r9", "r1", "p9", "p1", "astm")
_TC = Pattern(r"tc[\s-]*([0-9]{1,3}[a-z])[\s-]*([0-9]*)")
_CE = Pattern(
    r"(?:^|[^a-z])ce[^0-9a-z,。;!?\n]{0,6}(?:后面|后|号|四位|编号|认证|是|为)*[^0-9a-z,。;!?\n]{0,3}([0-9]{4})(?:[^0-9]|$)"
)
_LA = Pattern(r"(?:^|[^a-z])la[\s:-]*(?:标志|标识|编号|证书?|认证|号|标)*[\s:号为是-]*([0-9][0-9a-z-]{4,})")
_DRUG = Pattern(r"国药准字[\s:号]*([a-z]{0,2})[\s-]*([0-9]+)")
_FILTRATION = Pattern(
    r"(?:过滤|滤过|滤效|效率|有效率|bfe|pfe|vfe)[^0-9,。;\n]{0,8}([0-9]{2,3}(?:\.[0-9]+)?)|([0-9]{2,3}(?:\.[0-9]+)?)\s?%(?:以上)?(?:的)?(?:过滤|滤过)"
)
_YEARS_GOOD = Pattern(r"(?:有效期|保质期|效期|有效)(?:为|是|:)?\s?([0-9]|两|24个|36个)(?:年|月)")
NOT = (
    "不是",
    "并非",
    "非",
    "没有",
    "没",
    "无",
    "不带",
    "不",
    "别",
    "不宣称",
    "不到",
    "低于",
    "未",
    "勿",
    "不含",
)


class Number(NamedTuple):
    """A claim that carries a number: `head` is what stands before it (a province, letters, a prefix)."""

    head: str
    number: str
    start: int
    end: int


class Standard(NamedTuple):
    key: str
    edition: str
    start: int
    end: int


class Thing(NamedTuple):
    """A product or feature by its name in devices.toml. `denied` when the text says it isn't so."""

    name: str
    start: int
    end: int
    denied: bool


@dataclass(frozen=True)
class Facts:
    """All claims of one text, read on demand. Offsets are those of the folded text."""

    text: Text

    @lazy
    def registrations(self) -> tuple[tuple[str, Number], ...]:
        """准, 进 or 许 and the number; `head` is the character before 械."""
        return tuple(
            (m.group(2), Number(m.group(1), _one_number(m.group(3)), m.start(), m.end()))
            for m in _found(_REGISTRATION, self.text.numerals, "械注", "械 注")
        )

    @lazy
    def old_registrations(self) -> tuple[tuple[str, Number], ...]:
        """The form until 2014: 食药监械(准)字2013第2640001号. `head` is the year."""
        return tuple(
            (m.group(1), Number(m.group(2), m.group(3), *m.span()))
            for m in _found(_OLD_REGISTRATION, self.text.numerals, "药监械", "药监 械")
        )

    @lazy
    def filings(self) -> tuple[Number, ...]:
        return tuple(
            Number(m.group(1), m.group(2), m.start(), m.end())
            for m in _found(_FILING, self.text.numerals, "械备")
        )

    @lazy
    def production_filings(self) -> tuple[tuple[int, int], ...]:
        return tuple(m.span() for m in _found(_PRODUCTION_FILING, self.text.folded, "生产备"))

    @lazy
    def production_permits(self) -> tuple[Number, ...]:
        """Numbers of makers' permits for classes II and III: 苏食药监械生产许20150001号."""
        return tuple(
            Number("", m.group(1), *m.span())
            for m in _found(_PRODUCTION_PERMIT, self.text.numerals, "械生产许")
        )

    @lazy
    def standards(self) -> tuple[Standard, ...]:
        keys, bare = _standard_keys()
        named = (
            (keys.get((m.group(1), m.group(2))) or (bare.get(m.group(2)) if m.group(1) in _BARE else None), m)
            for m in _found(_STANDARD, self.text.folded, *_STANDARD_MARKS)
        )
        return tuple(Standard(key, m.group(3) or "", m.start(), m.end(2)) for key, m in named if key)

    @lazy
    def grades(self) -> tuple[Number, ...]:
        return tuple(
            Number(
                " ".join(m.group(1).replace("f2100", "").replace("astm", "astm ").replace("-", " ").split()),
                m.group(2),
                m.start(1),
                m.end(2),
            )
            for m in _found(_GRADE, self.text.folded, *_GRADE_MARKS)
        )

    def grades_of(self, *heads: str) -> tuple[Number, ...]:
        """The grades with one of these letters."""
        return tuple(grade for grade in self.grades if grade.head in heads)

    @lazy
    def approvals(self) -> tuple[Number, ...]:
        """Numbers of NIOSH, as TC-84A-1234."""
        return tuple(Number(m.group(1), m.group(2), *m.span()) for m in _found(_TC, self.text.folded, "tc"))

    @lazy
    def notified_bodies(self) -> tuple[Number, ...]:
        return tuple(
            Number("ce", m.group(1), m.start(), m.end(1)) for m in _found(_CE, self.text.folded, "ce")
        )

    @lazy
    def safety_marks(self) -> tuple[Number, ...]:
        """Numbers of the LA mark of labour protection."""
        return tuple(
            Number("la", m.group(1), m.start(1), m.end(1)) for m in _found(_LA, self.text.folded, "la")
        )

    @lazy
    def medicines(self) -> tuple[Number, ...]:
        return tuple(
            Number(m.group(1), m.group(2), *m.span()) for m in _found(_DRUG, self.text.folded, "准字")
        )

    @lazy
    def filtrations(self) -> tuple[tuple[float, int, int], ...]:
        """Percentages that something is said to filter."""
        return tuple(
            (float(m.group(1) or m.group(2)), *m.span())
            for m in _found(_FILTRATION, self.text.folded, "滤", "效率", "fe")
        )

    @lazy
    def things(self) -> tuple[Thing, ...]:
        automaton, names = _thing_words()
        folded = self.text.folded
        return tuple(
            Thing(names[word], start, end, folded[max(0, start - 4) : start].endswith(NOT))
            for word, start, end in automaton.find_matches_as_indexes(folded)[:MOST]
        )

    def has(self, *names: str) -> Thing | None:
        """The first product or feature of one of these names that the text does not deny."""
        if self._named.isdisjoint(names):
            return None
        return next((thing for thing in self.things if thing.name in names and not thing.denied), None)

    @lazy
    def _named(self) -> frozenset[str]:
        return frozenset(thing.name for thing in self.things if not thing.denied)

    @lazy
    def days(self) -> tuple[Day, ...]:
        folded = self.text.folded
        return tuple(days(folded))

    def made(self) -> Day | None:
        """When it is said to have been made."""
        roles = ("made", "batch", "sterile")
        return next((day for role in roles for day in self.days if day.role == role), None)

    def until(self) -> Day | None:
        """Until when it is said to be good."""
        return next((day for day in self.days if day.role == "until"), None)

    @lazy
    def years_good(self) -> int | None:
        match = _YEARS_GOOD.search(self.text.numerals)
        said = match.group(1) if match else ""
        return {"两": 2, "24个": 2, "36个": 3}.get(said) or (int(said) if said.isdigit() else None)


@cache
def _standard_keys() -> tuple[dict[tuple[str, str], str], dict[str, str]]:
    """Standards by letters and number, and by their number alone where it is long enough."""
    standards = register("standards").items()
    return (
        {(s["letters"], s["number"]): key for key, s in standards},
        {s["number"]: key for key, s in standards if len(s["number"]) > 3},
    )


def _found(pattern: Any, view: str, *marks: str) -> Iterable[Any]:
    """What `pattern` finds; most texts have none of the `marks` it begins with, and needn't be searched."""
    found: Iterable[Any] = pattern.finditer(view) if any(mark in view for mark in marks) else ()
    return islice(found, MOST)


def _one_number(pieces: str) -> str:
    """The digits of a number written in pieces, as 2020 214 0001; what follows a whole number is another."""
    number = ""
    for piece in pieces.replace("-", " ").split():
        number += piece
        if len(number) >= _REGISTRATION_DIGITS:
            break
    return number


@cache
def _thing_words() -> tuple[AhoCorasick, tuple[str, ...]]:
    words: Mapping[str, list[str]] = register("devices")["words"]
    pairs: list[tuple[str, str]] = [(word, name) for name, row in words.items() for word in row]
    kind: Any = MatchKind.LeftmostLongest
    return AhoCorasick([word for word, _ in pairs], matchkind=kind), tuple(name for _, name in pairs)
