"""The words about names, and what each of them is: lexicon/people.toml, put together for those who ask."""

from __future__ import annotations

from typing import NamedTuple

from moderation.screening.lexicon import Words, words

_LEXICON = words("people")
SURNAMES, COMPOUND, SYLLABLES = (_LEXICON[n] for n in ("surnames", "compound_surnames", "syllables"))
NEVER, GIVEN = (_LEXICON[n].all for n in ("never_given", "given"))
TELLING = GIVEN - _LEXICON["common_given"].all
LABELS, ROLES, TITLES, PEOPLE = (_LEXICON[n] for n in ("labels", "roles", "titles", "people"))
ANNOUNCED = Words(PEOPLE.all | LABELS.all)
ANNOUNCING = Words(word for word in PEOPLE.all | ROLES.all | LABELS.all if len(word) > 1)
# 王小姐, 赵阿姨: a surname with a form of address tells too little to hide.
ADDRESSES = Words({*(word for word in TITLES.all if len(word) > 1), *"哥姐弟妹叔姨婆爷奶嫂总工"})
FOLLOWERS, PLACES_AFTER, OFFICIALS = (_LEXICON[n] for n in ("followers", "places_after", "officials"))
NOT_NAMES, PUBLIC = _LEXICON["not_names"].all, _LEXICON["public"]
ORGANISATIONS = tuple(_LEXICON["organisations"].all)
TRANSLITERATED = _LEXICON["transliterated"].all
GLUE = frozenset("我是和跟与及给向被让由归问喊转祝")
DOTS = frozenset("·•・‧")


class Name(NamedTuple):
    """A name at folded offsets; officials and what is called like somebody are not `private`."""

    start: int
    end: int
    private: bool = True


def surnames_of(length: int) -> list[str]:
    """The surnames of so many characters, in order."""
    return sorted(word for word in SURNAMES.all | COMPOUND.all if len(word) == length)


def given_class(character: str) -> str:
    """2 for characters of names, 1 for those that other words need as much, 0 for all others."""
    return "2" if character in TELLING else "1" if character in GIVEN else "0"


def known_words() -> list[str]:
    """What begins like a name and is known to be none."""
    return sorted(NOT_NAMES | PUBLIC.all)
