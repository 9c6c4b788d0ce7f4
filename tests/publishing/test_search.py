"""The search index: what is in it, what is not, and how little a change touches."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from moderation.core.entry import Detail, Entry, Status
from publishing.leakcheck import Leak
from publishing.placed import place
from publishing.search_codes import DIGITS, digits, identity, layout_for, shard_of
from publishing.terms import terms
from tests.publishing.conftest import Publish
from tests.publishing.sample import COMMUNITY, NOW, entry

ENTRIES = [entry(number) for number in range(8)]


class Index:
    """Reads the files as the script does."""

    def __init__(self, out: Path) -> None:
        self._folder = out / "search"
        self.head = json.loads((self._folder / "zh-Hans.json").read_text("utf-8"))

    def codes(self, term: str) -> list[str]:
        pieces = self._read(f"t-{shard_of(term, self.head['shards'])}")
        width = sum(self.head["widths"])
        joined = [piece.get(term, "") for piece in pieces]
        return [codes[at : at + width] for codes in joined for at in range(0, len(codes), width)]

    def paths(self, term: str) -> list[str]:
        """The pages found by a term, in the order of their codes."""
        return [record[1] for code in sorted(self.codes(term)) for record in self.records(code)]

    def records(self, code: str) -> list[Any]:
        number = 0
        for digit in code[-3:]:
            number = number * len(DIGITS) + DIGITS.index(digit)
        files = (f"r-{number % self.head['records']}", f"g-{number % self.head['guideRecords']}")
        there = [name for name in files if (self._folder / f"{name}.json").exists()]
        return [record for name in there for record in self._read(name) if record[0] == code]

    def _read(self, name: str) -> Any:
        return json.loads((self._folder / f"{name}.json").read_text("utf-8"))


def search_files(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (out / "search").iterdir()}


def remark(text: str) -> tuple[Detail, ...]:
    return (Detail("item", "N95 口罩"), Detail("remark", text))


def test_every_term_of_an_entry_finds_it(publish_here: Publish, out: Path) -> None:
    publish_here([*ENTRIES, entry(20, title="退燒藥", details=remark("給獨居老人，please ring"))])
    index = Index(out)
    for term in (*terms("退烧药"), *terms("给独居老人"), "ring", "药", "k=need", "a=city", "v="):
        assert "e/entry-0020.html" in index.paths(term), term


def test_chosen_answers_are_found_in_every_language(publish_here: Publish, out: Path) -> None:
    publish_here(ENTRIES)
    for term in ("household", "居民"):
        assert "e/entry-0003.html" in Index(out).paths(term)


def test_private_and_unknown_fields_are_not_in_it(publish_here: Publish, out: Path) -> None:
    publish_here([entry(1, details=(Detail("name", "不该出现"), Detail("unknown", "也不该")))])
    for data in search_files(out).values():
        assert "不该".encode() not in data


def test_an_area_is_named_no_finer_than_on_the_page(publish_here: Publish, out: Path) -> None:
    publish_here([entry(1)])
    index = Index(out)
    assert index.paths("a=city") == ["e/entry-0001.html"]
    assert index.paths("a=east-1") == []


def test_urgent_comes_before_fresh_and_what_is_settled_last(publish_here: Publish, out: Path) -> None:
    old, new = NOW - timedelta(days=9), NOW - timedelta(hours=1)
    publish_here(
        [
            entry(1, approved_at=old, verified_at=None, urgency=3),
            entry(2, approved_at=new, verified_at=None, urgency=0),
            entry(3, approved_at=old, verified_at=None, urgency=0),
            entry(4, approved_at=new, verified_at=None, urgency=3, status=Status.FULFILLED),
            entry(5, approved_at=new, verified_at=None, urgency=1),
        ]
    )
    found = [path for path in Index(out).paths("口罩") if path.startswith("e/")]
    assert found == [f"e/entry-000{number}.html" for number in (1, 5, 2, 3, 4)]


def test_what_expired_or_was_taken_down_is_in_no_file(publish_here: Publish, out: Path) -> None:
    gone = entry(9, title="将要撤下的东西")
    publish_here([*ENTRIES, gone, entry(10, title="已经过期的", expires_at=NOW)])
    assert Index(out).paths("撤下") == ["e/entry-0009.html"]
    publish_here(ENTRIES)
    assert Index(out).paths("撤下") == []
    for data in search_files(out).values():
        assert "过期".encode() not in data
        assert b"entry-0009" not in data


def test_guides_are_found_by_their_parts_in_each_language(publish_here: Publish, out: Path) -> None:
    publish_here([])
    index = Index(out)
    assert any(path.startswith("fake-masks.html") for path in index.paths("k=guide:zh-Hans"))
    assert any(path.startswith("fake-masks.html") for path in index.paths("假口"))
    assert any(path.startswith("fake-masks.html") for path in index.paths("registration"))


def test_a_change_writes_only_the_files_it_concerns(publish_here: Publish, out: Path) -> None:
    publish_here(ENTRIES)
    before = search_files(out)
    changed: Entry = replace(ENTRIES[3], title="改成手套", details=remark("三双"))
    publish_here([*ENTRIES[:3], changed, *ENTRIES[4:]])
    after = search_files(out)
    touched = {name for name in after if after[name] != before[name]}
    assert before.keys() == after.keys()
    assert 0 < len(touched) < 25
    assert {name for name in touched if name.startswith("r-")} == {
        f"r-{identity('e/entry-0003.html') % Index(out).head['records']}.json"
    }


def test_a_leak_in_the_index_names_the_entry_that_it_comes_from(publish_here: Publish) -> None:
    def check(file: str, data: bytes, *, vendored: bool = False) -> None:
        if file.startswith("search") and "桂花苑".encode() in data:
            raise Leak(file, "the private value of need/address")

    named = entry(1, details=remark("住在桂花苑"))
    with pytest.raises(Leak, match=r"^search/r-[0-9]+\.json \(e/entry-0001\.html\): holds"):
        publish_here([named, entry(2)], check)


def test_two_that_share_a_code_are_both_shown(
    publish_here: Publish, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("publishing.search_codes.identity", lambda path: 7)
    monkeypatch.setattr("publishing.search.identity", lambda path: 7)
    monkeypatch.setattr("publishing.search_documents.identity", lambda path: 7)
    publish_here(ENTRIES[:2], processes=1)
    index = Index(out)
    assert len(set(index.codes("c=masks"))) == 1
    assert {record[1] for record in index.records(index.codes("c=masks")[0])} == {
        "e/entry-0000.html",
        "e/entry-0001.html",
    }


def test_codes_order_as_numbers_do() -> None:
    assert list(DIGITS) == sorted(DIGITS)
    numbers = [0, 1, 24, 25, 624, 625, 15_624]
    assert sorted(digits(number, 3) for number in numbers) == [digits(number, 3) for number in numbers]


def test_a_code_survives_json_and_html_and_is_nothing_to_the_gate() -> None:
    assert not set(DIGITS) & set('"\\<>&%@')
    assert not any(digit.isalnum() for digit in DIGITS)


def test_more_entries_make_more_files_each_of_the_same_size() -> None:
    few, many = layout_for(COMMUNITY, 100), layout_for(COMMUNITY, 10_000)
    assert (few.shards, few.records, few.segments) == (64, 64, 4)
    assert (many.shards, many.records, many.segments) == (1024, 2048, 32)
    assert many.entry_code(place(entry(1), "east"), "e/a.html").__len__() == sum(many.widths)
