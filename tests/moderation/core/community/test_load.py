"""Every mistake a maintainer can make, with its place and its mend; one that hides no other."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation.core.community import BadCommunity, Community, FieldType, Mistake, load_community

ROOT = Path(__file__).parents[4]

GOOD = """
name = { zh-Hans = "小巷" }
languages = ["zh-Hans", "en"]
site_address = "https://lane.example.org/"
time_zone = "Asia/Shanghai"

[[area]]
key = "city"
level = "city"
name = { zh-Hans = "某市" }

[[area]]
key = "east"
level = "district"
parent = "city"
name = { zh-Hans = "东区" }

[[category]]
key = "masks"
name = { zh-Hans = "口罩" }
units = ["只"]

[[category]]
key = "food"
name = { zh-Hans = "食品" }

[[group]]
key = "supplies"
name = { zh-Hans = "物资组" }
takes = ["masks"]

[[hotline]]
number = "12345"
name = { zh-Hans = "热线" }

[[question]]
key = "contact"
label = { zh-Hans = "联系方式" }
titles = ["您的电话？"]
type = "contact"

[[form]]
key = "need"
name = { zh-Hans = "求助" }
publishes = "entry"
headline = ["item"]

  [[form.field]]
  key = "item"
  label = { zh-Hans = "需要什么" }
  titles = ["需要什么？", "What?"]
  type = "text"
  visibility = "public"

  [[form.field]]
  key = "reason"
  label = { zh-Hans = "原因" }
  titles = ["原因？"]
  type = "choice"
  options = [
    { key = "ill", urgency = 2, label = { zh-Hans = "生病" } },
    { key = "none", label = { zh-Hans = "没有" } },
  ]

  [[form.field]]
  like = "contact"

  [[form.field]]
  key = "consent"
  label = { zh-Hans = "授权" }
  titles = ["同意吗？"]
  type = "consent"
  options = [
    { key = "yes", publishes = true, days = 7, label = { zh-Hans = "同意" } },
    { key = "no", label = { zh-Hans = "不同意" } },
  ]

[[source]]
form = "need"
type = "csv"
path = "need.csv"
"""

CONSENT_FIELD = GOOD[GOOD.index('  [[form.field]]\n  key = "consent"') : GOOD.index("[[source]]")]
KNOWN_FIELD = 'form "need" > field "item" > '


def load(folder: Path, text: str) -> Community:
    path = folder / "community.toml"
    path.write_text(text, "utf-8")
    return load_community(path)


def mistakes(folder: Path, *changes: tuple[str, str], more: str = "") -> list[Mistake]:
    text = GOOD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    with pytest.raises(BadCommunity) as raised:
        load(folder, text + more)
    return list(raised.value.mistakes)


def test_the_good_one(tmp_path: Path) -> None:
    community = load(tmp_path, GOOD)
    assert [field.key for field in community.form_by_key["need"].fields] == [
        "item",
        "reason",
        "contact",
        "consent",
    ]


def test_our_own_community() -> None:
    community = load_community(ROOT / "community.toml")
    assert [form.key for form in community.forms] == [
        *(
            "need",
            "offer",
            "channel",
            "groupbuy",
            "volunteer",
            "hours",
            "report",
            "notice",
            "thanks",
            "activity",
        )
    ]
    for form in community.forms:
        assert form.typed(FieldType.CONSENT)
        assert not any(field.public for field in form.typed(FieldType.CONTACT))
        assert all(len(field.titles) >= 3 for field in form.fields)
        assert all(len(field.label.all) == 3 for field in form.fields)
    assert community.form_by_key["report"].publishes == "nothing"
    assert not any(field.public for field in community.form_by_key["report"].fields)


@pytest.mark.parametrize(
    ("old", "new", "where", "what", "mend"),
    [
        ('type = "text"', 'typ = "text"', KNOWN_FIELD + "typ", "this key is unknown", "did you mean type?"),
        ('time_zone = "', 'timezone = "', "timezone", "this key is unknown", "did you mean time_zone?"),
        ("units =", "unit =", 'category "masks" > unit', "this key is unknown", "did you mean units?"),
        (
            "days = 7",
            "day = 7",
            'form "need" > field "consent" > options "yes" > day',
            "this key is unknown",
            "did you mean days?",
        ),
        (
            'titles = ["原因？"]',
            'titles = "原因？"',
            'form "need" > field "reason" > titles',
            "this must be a list in [ ]",
            "it is a text now",
        ),
        (
            "urgency = 2",
            'urgency = "2"',
            'form "need" > field "reason" > options "ill" > urgency',
            "this must be a whole number",
            "it is a text now",
        ),
        (
            'visibility = "public"',
            "visibility = true",
            KNOWN_FIELD + "visibility",
            '"True" is not one of the allowed words',
            "use 'private' or 'public'",
        ),
        (
            'site_address = "https://lane.example.org/"',
            'site_address = "lane.example.org"',
            "site_address",
            '"lane.example.org" is not written as it must be',
            "write the whole address with a slash at its end, such as https://example.org/",
        ),
        (
            '"Asia/Shanghai"',
            '"Asia/Chengdu"',
            "time_zone",
            'there is no time zone "Asia/Chengdu"',
            'use a name such as "Asia/Shanghai"',
        ),
        (
            '["zh-Hans", "en"]',
            '["zh-Hans", "zh-Hans"]',
            "languages[2]",
            'the language "zh-Hans" is there twice',
            "keep one of the two",
        ),
        (
            'parent = "city"\n',
            "",
            'area "east"',
            "a district without a parent",
            'add parent = "<key of its city>"',
        ),
        (
            'parent = "city"',
            'parent = "town"',
            'area "east" > parent',
            'there is no area "town"',
            "name the key of its city",
        ),
        (
            'level = "district"',
            'level = "building"',
            'area "east" > parent',
            "a building lies in a community, not in a city",
            "name its community",
        ),
        (
            'parent = "city"',
            'parent = "east"',
            'area "east" > parent',
            "it lies in itself",
            "name the key of its city",
        ),
        (
            'level = "city"\n',
            'level = "city"\nparent = "east"\n',
            'area "city" > parent',
            "a city lies in nothing",
            "take the parent out",
        ),
        (
            'key = "east"',
            'key = "city"',
            'area "city"',
            'the key "city" is there twice',
            "keep one of the two",
        ),
        (
            '{ zh-Hans = "东区" }',
            '{ zh-Hans = "某市" }',
            'area "east"',
            'the wording "某市" is there twice',
            "two areas can't be told apart by it: reword one",
        ),
        (
            'key = "food"',
            'key = "masks"',
            'category "masks"',
            'the key "masks" is there twice',
            "keep one of the two",
        ),
        (
            '{ zh-Hans = "食品" }',
            '{ zh-Hans = "口罩" }',
            'category "food"',
            'the wording "口罩" is there twice',
            "two categories can't be told apart by it: reword one",
        ),
        (
            'takes = ["masks"]',
            'takes = ["mask"]',
            'group "supplies" > takes[1]',
            'there is no category "mask"',
            "name the key of a category",
        ),
        (
            'form = "need"',
            'form = "needs"',
            'source "needs" > form',
            'there is no form "needs"',
            "name the key of a form",
        ),
        ('path = "need.csv"', "", 'source "need"', 'a csv source without "path"', "add path = …"),
        (
            'like = "contact"',
            'like = "contacts"',
            'form "need" > field "contacts" > like',
            'there is no question "contacts"',
            "name the key of a [[question]], or write the field out",
        ),
        (
            'type = "contact"',
            'type = "contact"\nvisibility = "public"',
            'question "contact" > visibility',
            "a contact can never be public",
            "take visibility out",
        ),
        (
            'like = "contact"',
            'like = "contact"\nvisibility = "public"',
            'form "need" > field "contact" > visibility',
            "a contact can never be public",
            "take visibility out",
        ),
        (
            'type = "consent"',
            'type = "consent"\nvisibility = "public"',
            'form "need" > field "consent" > visibility',
            "a consent can never be public",
            "take visibility out",
        ),
        (
            'type = "choice"',
            'type = "choice"\nvisibility = "public"',
            'form "need" > field "reason" > visibility',
            "reasons with an urgency are health facts and can never be public",
            "take visibility out",
        ),
        (
            CONSENT_FIELD,
            "",
            'form "need"',
            "a form without a consent field",
            "add a field of type consent: what, and until when",
        ),
        (
            ", days = 7",
            "",
            'form "need" > field "consent" > options "yes"',
            "a consent without an end",
            "add days = …",
        ),
        (
            '{ key = "no", label',
            '{ key = "no", publishes = true, days = 1, label',
            'form "need" > field "consent" > options',
            "nobody can say no",
            "add an option without publishes",
        ),
        (
            '{ zh-Hans = "没有" }',
            '{ zh-Hans = " 生病" }',
            'form "need" > field "reason" > options "none"',
            'the wording "生病" is there twice',
            "two options can't be told apart by it: reword one",
        ),
        (
            '{ key = "none"',
            '{ key = "ill"',
            'form "need" > field "reason" > options "ill"',
            'the key "ill" is there twice',
            "keep one of the two",
        ),
        (
            'key = "reason"',
            'key = "item"',
            'form "need" > field "item"',
            'the key "item" is there twice',
            "keep one of the two",
        ),
        (
            'titles = ["原因？"]',
            'titles = ["需要什么?"]',
            'form "need" > field "reason" > titles',
            'the question title "需要什么?" is there twice',
            "each title can answer to one field only",
        ),
        (
            'publishes = "entry"',
            'publishes = "entry"\nignored = ["What?"]',
            'form "need" > ignored',
            'the question title "What?" is there twice',
            "each title can answer to one field only",
        ),
        (
            'headline = ["item"]',
            'headline = ["items"]',
            'form "need" > headline[1]',
            'the form has no field "items"',
            "name one of item, reason, contact, consent",
        ),
        (
            'headline = ["item"]',
            'headline = ["item", "reason"]',
            'form "need" > headline[2]',
            'field "reason" is private',
            "name a public field",
        ),
        (
            'headline = ["item"]',
            "",
            'form "need"',
            "entries without a headline",
            'add headline = ["<key of a public field>"]',
        ),
        (
            'headline = ["item"]',
            'headline = ["item"]\ntwo_people_if = ["contact"]',
            'form "need" > two_people_if[1]',
            'field "contact" is private',
            "name a public field, or leave it out",
        ),
        (
            'headline = ["item"]',
            'headline = ["item"]\ncloses = "item"',
            'form "need" > closes',
            'field "item" is no time',
            "name a field of type time",
        ),
        (
            'headline = ["item"]',
            'headline = ["item"]\nentry_parameter = "entry.1"',
            'form "need" > entry_parameter',
            "the form asks for no entry",
            "add a field of type entry id",
        ),
        (
            'headline = ["item"]',
            'headline = ["item"]\nanswered_by = [{ form = "need", words = { zh-Hans = "帮" } }]',
            'form "need" > answered_by "need" > form',
            'form "need" takes no entry',
            "name a form that has an entry_parameter",
        ),
        (
            'headline = ["item"]',
            'headline = ["item"]\nanswered_by = [{ form = "offers", words = { zh-Hans = "帮" } }]',
            'form "need" > answered_by "offers" > form',
            'there is no form "offers"',
            "name a form that has an entry_parameter",
        ),
        (
            'headline = ["item"]',
            'headline = ["item"]\napproved_by = { field = "item", word = "x" }',
            'form "need" > approved_by > field',
            'field "item" is public',
            "a column of decisions is private",
        ),
        (
            'headline = ["item"]',
            'headline = ["item"]\napproved_by = { field = "status", word = "x" }',
            'form "need" > approved_by > field',
            'the form has no field "status"',
            "name one of item, reason, contact, consent",
        ),
        (
            'type = "text"',
            'type = "text"\n  units = ["只"]',
            KNOWN_FIELD + "units",
            "a field of type text has no units",
            "take them out, or make it a quantity",
        ),
        (
            'type = "text"',
            'type = "text"\n  options_from = "categories"',
            KNOWN_FIELD + "options_from",
            "a field of type text has no options",
            "take them out, or make it a choice",
        ),
        (
            'type = "text"',
            'type = "choice"',
            'form "need" > field "item"',
            "a choice without options",
            "add options = […], or options_from",
        ),
        (
            'type = "text"',
            'type = "choice"\n  options_from = "areas"',
            KNOWN_FIELD + "options_from",
            '"areas" is not one of the allowed words',
            "use 'categories' or 'groups'",
        ),
        (
            'type = "choice"',
            'type = "choice"\n  options_from = "groups"',
            'form "need" > field "reason" > options_from',
            "options are given as well",
            "keep one of the two",
        ),
        ('key = "item"\n  label', "label", 'form "need" > field[1]', '"key" is missing', "add key = …"),
        (
            'key = "supplies"',
            'key = "Sup plies"',
            'group "Sup plies" > key',
            '"Sup plies" is not written as it must be',
            "write small letters, digits and hyphens, beginning with a letter, at most 40 characters",
        ),
    ],
)
def test_one_mistake(tmp_path: Path, old: str, new: str, where: str, what: str, mend: str) -> None:
    assert Mistake(where, what, mend) in mistakes(tmp_path, (old, new))


def test_a_second_source_of_a_form(tmp_path: Path) -> None:
    assert mistakes(tmp_path, more='[[source]]\nform = "need"\ntype = "csv"\npath = "b.csv"\n') == [
        Mistake(
            'source "need" > form',
            'the source of form "need" is there twice',
            "a form has one source: what is in the other would count as gone",
        )
    ]


def test_a_hotline_twice_in_two_spellings(tmp_path: Path) -> None:
    assert mistakes(tmp_path, more='[[hotline]]\nnumber = "123 45"\nname = { zh-Hans = "又" }\n') == [
        Mistake('hotline "123 45"', 'the number "12345" is there twice', "keep one of the two")
    ]


def test_areas_that_lie_in_each_other(tmp_path: Path) -> None:
    found = mistakes(tmp_path, ('level = "city"\n', 'level = "street"\nparent = "east"\n'))
    assert [mistake.where for mistake in found] == ['area "city" > parent', 'area "east" > parent']
    assert {mistake.what for mistake in found} == {"it lies in itself"}


def test_a_question_nobody_asks(tmp_path: Path) -> None:
    assert mistakes(tmp_path, ('  [[form.field]]\n  like = "contact"\n', "")) == [
        Mistake('question "contact"', "no form asks it", 'take it out, or ask it with like = "<key>"')
    ]


def test_a_mistake_in_a_question_is_told_once(tmp_path: Path) -> None:
    another = GOOD[GOOD.index("[[form]]") : GOOD.index("[[source]]")].replace('key = "need"', 'key = "more"')
    found = mistakes(tmp_path, ('titles = ["您的电话？"]', "title = 1"), more=another)
    assert Mistake('question "contact" > title', "this key is unknown", "did you mean titles?") in found
    assert len([mistake for mistake in found if "title" in mistake.where]) == 1


def test_all_mistakes_together(tmp_path: Path) -> None:
    found = mistakes(
        tmp_path,
        ('time_zone = "Asia/Shanghai"', 'time_zone = "Mars"\ntime_zone = "Venus"'),
        ("units =", "unit ="),
        ('parent = "city"\n', ""),
        ("urgency = 2", 'urgency = "high"'),
        (CONSENT_FIELD, ""),
        ('form = "need"', 'form = "nee"'),
    )
    assert [mistake.where for mistake in found] == [
        "line 6",
        'category "masks" > unit',
        'form "need" > field "reason" > options "ill" > urgency',
        'area "east"',
        'source "nee" > form',
        "time_zone",
        'form "need"',
    ]


def test_the_message_names_file_place_and_mend(tmp_path: Path) -> None:
    with pytest.raises(BadCommunity) as raised:
        load(tmp_path, GOOD.replace("units =", "unit ="))
    assert str(raised.value) == (
        f'{tmp_path / "community.toml"}: category "masks" > unit: this key is unknown — did you mean units?'
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = 1\na = 2\nb = 1\nb = 2\n[x", ["line 2: a is set twice", "line 4: b is set twice"]),
        ("x = { a = 1, a = 2 }", ["line 1: 'a' is set twice"]),
        ("a = \nb = 1", ["line 1: Invalid value"]),
        ('a = "', ["the end of the file: Unterminated string"]),
        ("[[form]]\nkey = [", ["the end of the file: Invalid value"]),
    ],
)
def test_what_toml_refuses(tmp_path: Path, text: str, expected: list[str]) -> None:
    with pytest.raises(BadCommunity) as raised:
        load(tmp_path, text)
    found = [f"{mistake.where}: {mistake.what}" for mistake in raised.value.mistakes]
    assert [one.split(" (at")[0] for one in found][: len(expected)] == expected


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(BadCommunity, match="No such file"):
        load_community(tmp_path / "gone.toml")
    (tmp_path / "gb.toml").write_bytes('name = "邻里"'.encode("gb18030"))
    with pytest.raises(BadCommunity, match=r"byte 9: the file is not UTF-8 — save it as UTF-8"):
        load_community(tmp_path / "gb.toml")


def test_an_empty_file_lacks_everything(tmp_path: Path) -> None:
    with pytest.raises(BadCommunity) as raised:
        load(tmp_path, "")
    assert {mistake.where for mistake in raised.value.mistakes} == {"the file"}
    assert Mistake("the file", '"name" is missing', "add name = …") in raised.value.mistakes


def test_the_names_python_uses_are_no_keys(tmp_path: Path) -> None:
    """Else `fields` would be a way round every check of `field`."""
    found = mistakes(tmp_path, ('  [[form.field]]\n  key = "item"', '  [[form.fields]]\n  key = "item"'))
    assert Mistake('form "need" > fields', "this key is unknown", "did you mean field?") in found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(st.data())
def test_any_value_anywhere_is_a_mistake_or_fine(tmp_path: Path, data: st.DataObject) -> None:
    """Whatever stands in place of a value, checks go on and nothing but BadCommunity comes out."""
    lines = [line for line in GOOD.splitlines() if "=" in line and not line.strip().startswith("{")]
    line = data.draw(st.sampled_from(lines))
    value = data.draw(
        st.sampled_from(["1", '"x"', "true", "[]", "{}", "[[1], {}]", "1.5", "2020-01-28", '["a"]'])
    )
    if line.rstrip().endswith("["):
        return
    text = GOOD.replace(line, f"{line.partition('=')[0]}= {value}", 1)
    with suppress(BadCommunity):
        load(tmp_path, text)
