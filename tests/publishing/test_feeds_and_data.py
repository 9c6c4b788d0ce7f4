"""Feeds, entries.json, calendars, security.txt: well formed, safe, and nothing but what pages show."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest

from moderation.core.community.load import load_community
from moderation.core.entry import Detail
from publishing.edition import Edition
from publishing.engine import Built
from publishing.feeds import Summaries, feed_files, newest
from publishing.open_data import closing, closings, schema, security_txt
from publishing.placed import Placed, place, placed
from publishing.public_entry import changed_at
from tests.publishing.conftest import Publish
from tests.publishing.sample import COMMUNITY, HOUSE, NOW, REPOSITORY, entry

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "]]><script>alert(1)</script>&amp;\x00\x1b\u202e\ud800"


@pytest.fixture
def edition(built: Built) -> Edition:
    return Edition(HOUSE, COMMUNITY, built, "en")


def shown(*entries: object) -> list[Placed]:
    return placed(COMMUNITY, list(entries))  # type: ignore[arg-type]


def feeds(edition: Edition, entries: Sequence[Placed]) -> Iterator[tuple[str, bytes]]:
    """Every feed of one language."""
    summaries = Summaries(edition)
    for name, held in newest(COMMUNITY, entries).items():
        yield from feed_files(summaries, name, held)


def links(page: Path) -> Iterator[str]:
    root = ET.fromstring(page.read_bytes())  # noqa: S314  we wrote it
    yield from (each.get("href", "") for each in root.iter(f"{ATOM}link"))


def test_feeds_of_forms_and_areas_say_what_pages_say(edition: Edition) -> None:
    files = dict(feeds(edition, shown(*(entry(number) for number in range(60)))))
    assert sorted(files) == [
        f"en/feed/{name}" for name in ("area_east.json", "area_east.xml", "need.json", "need.xml")
    ]
    root = ET.fromstring(files["en/feed/need.xml"])  # noqa: S314  we wrote it
    newest = root.findall(f"{ATOM}entry")
    assert len(newest) == 50
    assert newest[0].findtext(f"{ATOM}title") == "N95 口罩 第59件"
    assert newest[0].findtext(f"{ATOM}id") == "https://linli.example.org/en/e/entry-0059.html"
    told = json.loads(files["en/feed/need.json"])
    assert (told["version"], len(told["items"])) == ("https://jsonfeed.org/version/1.1", 50)
    assert told["items"][0]["content_text"].splitlines()[0] == "What：N95 口罩"
    assert "302室" not in files["en/feed/need.json"].decode()


def test_hostile_text_stays_text(edition: Edition) -> None:
    hostile = entry(1, title=HOSTILE, details=(Detail("item", HOSTILE), Detail("remark", HOSTILE)))
    found = [file for file in feeds(edition, shown(hostile)) if "need" in file[0]]
    assert len(found) == 2
    for name, data in found:
        if name.endswith(".xml"):
            titles = [each.text for each in ET.fromstring(data).iter(f"{ATOM}title")]  # noqa: S314  ours
            assert titles[1:] == ["]]><script>alert(1)</script>&amp;"]
        else:
            assert json.loads(data)["items"][0]["title"] == "]]><script>alert(1)</script>&amp;"


def test_a_feed_without_entries_is_there_and_stays_the_same(edition: Edition) -> None:
    assert dict(feeds(edition, ())) == dict(feeds(edition, ()))
    assert b"<updated>2020-01-01" in dict(feeds(edition, ()))["en/feed/need.xml"]


def test_a_call_since_then_counts_as_a_change() -> None:
    again = NOW - timedelta(hours=1)
    assert changed_at(entry(1, verified_at=again)) == again
    assert changed_at(entry(1)) == entry(1).approved_at


def test_entries_json_keeps_to_its_schema(publish_here: Publish, out: Path) -> None:
    publish_here([entry(1), entry(2, category=None, area=None, verified_at=None, title=HOSTILE)])
    told = json.loads((out / "entries.json").read_bytes())
    jsonschema.validate(told, json.loads(schema(COMMUNITY)[1]))
    first = told["entries"][0]
    assert (first["id"], first["area"]) == ("entry-0001", "city")  # coarsened, as on its page
    assert [one["field"] for one in first["details"]] == ["item", "quantity", "who"]
    assert first["details"][1] == {"field": "quantity", "text": "两百来只", "amount": 200.0, "unit": "只"}


def test_the_schema_is_documented() -> None:
    page = (REPOSITORY / "docs" / "entries-json.md").read_text("utf-8")
    properties = json.loads(schema(COMMUNITY)[1])["properties"]["entries"]["items"]["properties"]
    keys = {*properties, *properties["details"]["items"]["properties"]}
    assert sorted(key for key in keys if f"`{key}" not in page) == []


def test_group_buys_close_in_the_calendar(built: Built) -> None:
    community = load_community(REPOSITORY / "community.toml")
    edition = Edition(HOUSE, community, built, "zh-Hans")
    buy = entry(
        1,
        form="groupbuy",
        area=None,
        details=(Detail("closing", "2026/11/21 下午 9:00:00"), Detail("item", "蔬菜")),
    )
    notice = replace(buy, id="notice-1", form="notice", details=(Detail("valid-until", "2026/11/21"),))
    told = closings(edition, closing(community, [place(buy, None), place(notice, None)]))[1].decode()
    assert told.count("BEGIN:VEVENT") == 1
    assert "DTEND:20261121T130000Z" in told


def test_security_txt_says_where_and_until_when() -> None:
    assert security_txt(COMMUNITY, NOW) is None
    named = COMMUNITY.model_copy(update={"security_contact": "mailto:a@example.org"})
    told = security_txt(named, NOW)
    assert told is not None
    assert told[1].decode().splitlines()[:2] == [
        "Contact: mailto:a@example.org",
        "Expires: 2027-05-20T00:00:00Z",
    ]
    assert security_txt(named, NOW + timedelta(days=5)) == told


def test_all_of_it_is_served(publish_here: Publish, out: Path) -> None:
    publish_here([entry(1)])
    for name in ("entries.json", "entries.schema.json", "closing.ics", "en/closing.ics", "feed/need.xml"):
        assert (out / name).is_file()
    for address in links(out / "feed" / "need.xml"):
        assert (out / address.removeprefix("https://linli.example.org/")).is_file(), address
