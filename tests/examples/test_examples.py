"""The examples are what they say: exports that fit the forms, decisions about rows that exist."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from moderation.core.community import Community, FieldType
from moderation.core.community.load import load_community
from moderation.core.decision import Action
from moderation.core.response import Record
from moderation.core.values import area_named, options_named, over_at, quantity_given, web_address
from moderation.queue.samples import COLUMNS
from moderation.queue.words import Outcome
from moderation.sources.csv_export import CsvExport
from moderation.sources.forms import fit, record

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
# Rows that a demo needs in each list to show paging, filters and figures.
AT_LEAST = {
    "need": 80,
    "offer": 60,
    "channel": 30,
    "groupbuy": 25,
    "volunteer": 35,
    "hours": 25,
    "report": 20,
    "notice": 12,
    "thanks": 25,
    "activity": 20,
}
FORMS = sorted(AT_LEAST)
LANGUAGES = ("zh-Hans", "zh-Hant", "en")


@pytest.fixture(scope="module")
def community() -> Community:
    return load_community(ROOT / "community.toml")


def records(community: Community, form: str, folder: Path = EXAMPLES) -> list[Record]:
    """The export's responses as fields; fails when the export does not fit the form."""
    definition = community.form_by_key[form]
    source = CsvExport(folder / f"{form}.csv", definition, community)
    fit(definition, source.questions())
    return [record(definition, raw) for raw in source.responses()]


def decisions() -> list[dict[str, str]]:
    with (EXAMPLES / "decisions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_source_of_the_demo_is_here(community: Community) -> None:
    assert {one.form: one.path for one in community.sources} == {
        form: f"examples/{form}.csv" for form in community.form_by_key
    }
    assert set(FORMS) == set(community.form_by_key)


@pytest.mark.parametrize("form", FORMS)
def test_fits_and_is_complete(community: Community, form: str) -> None:
    found = records(community, form)
    assert len(found) >= AT_LEAST[form]
    assert [one.notes for one in found if one.notes] == []
    assert [row for row, one in enumerate(found, 1) if one.received_at is None] == []


def test_more_than_three_hundred_and_hardly_two_alike(community: Community) -> None:
    texts = [
        "\n".join(
            one.values.get(key, "") for key in ("title", "item", "text", "remark", "work", "story", "name")
        )
        for form in FORMS
        for one in records(community, form)
    ]
    assert len(texts) >= 300
    assert len(texts) - len(set(texts)) <= 5


@pytest.mark.parametrize("form", FORMS)
def test_answers_are_those_the_form_allows(community: Community, form: str) -> None:
    definition = community.form_by_key[form]
    unknown = []
    for row, one in enumerate(records(community, form), 1):
        for key, answer in one.values.items():
            field = definition.by_key[key]
            if field.type is FieldType.AREA:
                known = area_named(community, answer) is not None
            elif field.type is FieldType.TIME:
                known = over_at(community, answer) is not None
            elif field.type in (FieldType.CHOICE, FieldType.CHOICES, FieldType.CONSENT):
                options = options_named(community, field, answer)
                asked = answer.replace("┋", ", ")
                known = asked in {", ".join(each.label.to(lang) for each in options) for lang in LANGUAGES}
            else:
                known = field.type is not FieldType.URL or web_address(answer) is not None
            if not known:
                unknown.append((row, key))
    assert unknown == []


def test_amounts_are_understood_or_left_in_words(community: Community) -> None:
    amounts = [
        quantity_given(community, community.form_by_key[form], field, one.values)
        for form in FORMS
        for one in records(community, form)
        for field in community.form_by_key[form].typed(FieldType.QUANTITY)
        if field.key in one.values
    ]
    assert any(each.unlimited for each in amounts)
    assert any(each.amount is None and not each.unlimited for each in amounts)
    assert sum(each.amount is not None for each in amounts) >= 0.85 * len(amounts)


def test_decisions_are_about_rows_that_exist(community: Community) -> None:
    rows = {form: len(records(community, form)) for form in FORMS}
    table = decisions()
    assert tuple(table[0]) == COLUMNS
    assert [line for line in table if not 1 <= int(line["row"]) <= rows[line["form"]]] == []
    assert {line["action"] for line in table} <= {"", *Action}  # a call alone decides nothing
    assert {line["call_back"] for line in table} <= {"", *Outcome}
    assert len({line["by"] for line in table}) >= 4
    assert all(line["reason"] for line in table)
    assert [line for line in table if not "2026-11-05" < line["at"] < "2026-11-20T11:00"] == []


def test_call_backs_and_second_people_where_the_form_wants_them(community: Community) -> None:
    called: set[tuple[str, str]] = set()
    approved_by: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for line in decisions():
        about = (line["form"], line["row"])
        if line["call_back"] == Outcome.CONFIRMED:
            called.add(about)
        if line["action"] == Action.APPROVE:
            approved_by[about].add(line["by"])
    forms = community.form_by_key
    assert [about for about in approved_by if forms[about[0]].call_back and about not in called] == []
    values = {
        (form, str(row)): one.values for form in FORMS for row, one in enumerate(records(community, form), 1)
    }
    alone = [
        about
        for about, people in approved_by.items()
        if len(people) < 2 and any(values[about].get(key) for key in forms[about[0]].two_people_if)
    ]
    assert [about[0] for about in alone] == ["activity"]  # one waits for its second person, to show it


def test_sellers_are_not_approved(community: Community) -> None:
    approved = {(line["form"], line["row"]) for line in decisions() if line["action"] == Action.APPROVE}
    confessed = [
        (form, str(row))
        for form, key, label in (("channel", "relation", "店主、员工或代理"), ("groupbuy", "at-cost", "不是"))
        for row, one in enumerate(records(community, form), 1)
        if one.values[key] == label
    ]
    assert len(confessed) >= 5
    assert [about for about in confessed if about in approved] == []


def test_canaries_stand_where_the_list_says() -> None:
    planted: Counter[str] = Counter()
    rows: dict[str, list[str]] = {}
    for form in FORMS:
        with (EXAMPLES / f"{form}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows[form] = ["\n".join(cells) for cells in csv.reader(file)]
    lines = (EXAMPLES / "canaries.txt").read_text(encoding="utf-8").splitlines()
    for kind, where, _field, plain, written in (
        line.split("\t") for line in lines if not line.startswith("#")
    ):
        form, row = where.split(":")
        assert written in rows[form][int(row)], where
        assert plain
        planted[kind] += 1
    assert set(planted) >= {"PHONE", "LANDLINE", "WECHAT", "QQ", "EMAIL", "IDCARD", "PASSPORT", "BANKCARD"}
    assert set(planted) >= {"PLATE", "NAME", "ADDRESS", "GROUP_LINK"}


def test_the_later_export_edits_one_and_loses_two(community: Community) -> None:
    gone, come = [], []
    for form in ("need", "offer"):
        before = [tuple(one.values.items()) for one in records(community, form)]
        after = [tuple(one.values.items()) for one in records(community, form, EXAMPLES / "later")]
        gone += list((Counter(before) - Counter(after)).elements())
        come += list((Counter(after) - Counter(before)).elements())
    assert (len(gone), len(come)) == (3, 1)
