"""Terms: what finds what, and that the browser's table is ours."""

from __future__ import annotations

import json

import pytest

from publishing.terms import atoms, document_terms, folded_otherwise, singular, terms
from tests.publishing.sample import REPOSITORY

TABLE = REPOSITORY / "site" / "assets" / "simplified.json"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", set()),
        ("罩", set()),
        ("N95口罩", {"n95", "口罩"}),
        ("急需口罩！", {"急需", "需口", "口罩"}),
        ("急需，口罩", {"急需", "口罩"}),
        ("急需口罩", terms("急需口罩")),
        ("防護口罩", terms("防护口罩")),
        ("Masks and gloves", {"mask", "and", "glove"}),
        ("ＫＮ９５", {"kn95"}),
        ("glass bus 2000s", {"glass", "bus", "2000"}),
    ],
)
def test_a_text_is_found_by_pairs_and_words(text: str, found: set[str]) -> None:
    assert terms(text) == found


def test_nothing_invisible_hides_a_pair() -> None:
    assert terms("口\u200b罩") == {"口罩"}


def test_a_title_is_found_by_each_of_its_characters() -> None:
    assert document_terms("退烧药 2盒", "") == {"退烧", "烧药", "退", "烧", "药", "2", "盒"}


def test_a_text_is_found_by_its_pairs_alone_and_none_joins_it_to_the_title() -> None:
    assert document_terms("药", "口罩，Masks") == {"药", "口罩", "mask"}


def test_a_name_is_compared_atom_by_atom() -> None:
    assert atoms("Jinjiang District 锦江") == ["jinjiang", "district", "锦", "江"]


def test_no_word_is_endless() -> None:
    assert len(singular("x" * 500)) == 40


def test_the_browser_has_the_table_of_traditional_characters() -> None:
    """If this fails, write the file again: the message holds its content's beginning only."""
    pairs = list(folded_otherwise())
    told = json.loads(TABLE.read_text("utf-8"))
    assert (told["from"], told["to"]) == ("".join(a for a, _ in pairs), "".join(b for _, b in pairs)), (
        "run `python -m publishing.terms`"
    )
