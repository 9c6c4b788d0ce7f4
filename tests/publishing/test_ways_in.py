"""Home, areas and lists: what a resident finds there, and in how many taps."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest

from moderation.core.community import load_community
from moderation.core.entry import Detail, Status
from moderation.core.figures import Figures
from publishing.house import House
from publishing.placed import place
from publishing.standings import standings
from tests.publishing.conftest import Publish
from tests.publishing.sample import COMMUNITY, HOUSE, NOW, REPOSITORY, entry
from tests.publishing.test_data_page import FIGURES

JINLI = load_community(REPOSITORY / "community.toml")
NEAR = JINLI.model_copy(
    update={"thresholds": JINLI.thresholds.model_copy(update={"coarsen_below_entries": 1})}
)
NOTICE = entry(
    90,
    form="notice",
    title="停水 <b>通知",
    category=None,
    area=None,
    details=(Detail("issuer", "桐荫街道办事处"), Detail("issued", "2026/11/11"), Detail("source", "公告栏")),
)
_LINK = re.compile(r'href="([^":#?]+\.html)')


def words(html: str) -> str:
    return " ".join(unescape(re.sub("<[^>]*>", " ", html)).split())


def test_every_list_is_three_taps_from_home_without_script(publish_here: Publish, out: Path) -> None:
    forms = ("need", "offer", "channel", "groupbuy")
    places = ("furongli-1", "qingtong-4", "tangbian-8", "yulanwan-11")
    kinds = [(form, area, sort) for form in forms for area in places for sort in ("masks", "food")]
    publish_here([entry(n, form=f, area=a, category=c) for n, (f, a, c) in enumerate(kinds)], community=NEAR)
    at, taps = {(out / "index.html").resolve()}, 0
    seen = set(at)
    while at and taps < 3:
        taps += 1
        at = {
            (page.parent / to).resolve() for page in at for to in _LINK.findall(page.read_text("utf-8"))
        } - seen
        seen |= at
    lists = {path.resolve() for path in (out / "list").iterdir() if not re.search(r"_\d+\.html$", path.name)}
    assert len(lists) > 100
    assert lists <= seen


def test_every_filter_says_how_many(publish_here: Publish, out: Path) -> None:
    publish_here([entry(n) for n in range(6)] + [entry(9, category="food")])
    for page in ("list/need.html", "area/east.html"):
        for choice in re.findall(r'<nav class="filter".*?</nav>', (out / page).read_text("utf-8"), re.DOTALL):
            for link in re.findall("<a .*?</a>", choice):
                assert re.search(r"<small>[1-9][0-9]*</small></a>$", link), link


def test_an_area_counts_what_lies_within() -> None:
    entries = [
        place(entry(1, urgency=3), "east-1"),
        place(entry(2, urgency=1), "east"),
        place(entry(3, urgency=3, status=Status.FULFILLED), "east-1"),
        place(entry(4), "city"),
    ]
    told = standings(COMMUNITY, entries, None)
    assert [(one.open, one.urgent) for one in told.values()] == [(3, 1), (2, 1), (1, 1)]
    assert [one.entry.id for one in told["east"].first] == ["entry-0001", "entry-0002"]
    assert {one.covered for one in told.values()} == {None}


@pytest.fixture
def figures() -> Figures:
    return replace(FIGURES, volunteers=(("east", 9),), covered=("city", "east"))


def test_a_building_without_volunteers_shows_as_a_gap(
    publish_here: Publish, out: Path, figures: Figures
) -> None:
    publish_here([entry(1)], figures=figures)
    assert "还没有志愿者" in words((out / "area" / "east-1.html").read_text("utf-8"))
    east = words((out / "area" / "east.html").read_text("utf-8"))
    assert "至少 9 位志愿者" in east
    assert "里面有 1 栋楼还没有志愿者" in east
    assert "No volunteer yet" in words((out / "en" / "areas.html").read_text("utf-8"))


def test_few_volunteers_are_not_counted_in_public(publish_here: Publish, out: Path, figures: Figures) -> None:
    publish_here([entry(1)], figures=replace(figures, volunteers=(), covered=("city", "east", "east-1")))
    assert re.search(r"有志愿者", words((out / "area" / "east-1.html").read_text("utf-8")))
    assert "位志愿者" not in words((out / "areas.html").read_text("utf-8"))


def test_without_figures_nothing_is_said_of_volunteers(publish_here: Publish, out: Path) -> None:
    publish_here([entry(1)])
    badges = re.findall('<span class="badges">.*?</span>', (out / "areas.html").read_text("utf-8"))
    assert badges
    assert not any("志愿者" in one for one in badges)


def test_a_place_with_few_entries_says_why_it_is_empty(publish_here: Publish, out: Path) -> None:
    publish_here([entry(1)])
    page = words((out / "area" / "east-1.html").read_text("utf-8"))
    assert "以免让人认出是谁" in page
    assert "附近最急的 · 锦城" in page


def test_home_has_three_doors_notices_and_numbers(publish_here: Publish, out: Path) -> None:
    figures = replace(FIGURES, volunteers=(("jinjiang", 9),), covered=("chengdu", "jinjiang"))
    publish_here([entry(1, area="furongli"), NOTICE], community=JINLI, figures=figures)
    html = (out / "index.html").read_text("utf-8")
    doors = re.findall('<a class="in" href="([^"]*)"[^>]*>([^<]*)<', html)
    assert doors == [
        ("https://forms.example.org/need", "我要求助"),
        ("https://forms.example.org/offer", "我能帮忙"),
        ("https://forms.example.org/report", "我要举报"),
    ]
    assert "停水 &lt;b&gt;通知</a> <small>桐荫街道办事处</small>" in html
    told = words(html)
    for said in ("看求助（1）", "看已核实的提醒", "现在有效的条目 2", "一半的人多久接到电话 1.9 小时"):
        assert said in told


def test_home_leaves_out_doors_that_no_form_is_behind(publish_here: Publish, out: Path) -> None:
    publish_here([entry(1)])
    html = (out / "index.html").read_text("utf-8")
    assert 'class="door' not in html
    assert '<form class="search" role="search" action="search.html"' in html


def test_home_says_who_is_on_duty(publish_here: Publish, out: Path) -> None:
    house = House(REPOSITORY / "content", HOUSE.looks, HOUSE.config)
    publish_here(
        [entry(1, area="furongli")], community=JINLI, house=house, now=datetime(2026, 11, 20, 4, tzinfo=UTC)
    )
    table = re.search(r'<table class="duty".*?</table>', (out / "index.html").read_text("utf-8"), re.DOTALL)
    assert table is not None
    assert "13:00–18:00" in words(table[0])
    assert NOW.date().isoformat() in table[0]
