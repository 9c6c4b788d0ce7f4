"""The frame: every rule on every field, crashes held, modes and severities as the community sets them."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.core.community.model import Community
from moderation.core.finding import Finding, Kind, Severity, Span, Verdict
from moderation.core.text import Text
from moderation.screening.rule import Context, Hit, Rule, Score
from moderation.screening.ruleset import Active, Ruleset, UnknownRule, all_rules, load_ruleset
from moderation.screening.screen import Screening, screen, screen_all

LOUD = Rule(Kind.SELLER, Severity.HOLD, "大声")


def finds_shouting(text: Text, context: Context) -> Iterable[Hit | Score]:
    yield Score("loud", float(text.raw.count("!")))
    if "!" in text.raw:
        yield Hit(Span(text.raw.index("!"), len(text.raw)), f"{context.form}/{context.field}")


def crashes(text: Text, context: Context) -> Iterable[Hit]:
    raise KeyError(text.raw)


def tells_what_is_known(text: Text, context: Context) -> Iterable[Hit]:
    yield Hit(Span(0, 0), " ".join(sorted(context.found)))


def known_in(said: Screening) -> list[str]:
    return [found.message for found in said.findings if found.rule == "last"]


def rule_named(name: str) -> Active:
    return next(active for active in all_rules() if active.name == name)


def community(**rules: dict[str, str]) -> Community:
    return Community.model_validate(
        {
            "name": {"zh-Hans": "邻里"},
            "languages": ["zh-Hans"],
            "site_address": "https://example.org/",
            "time_zone": "Asia/Shanghai",
            "area": [{"key": "yuelu", "level": "district", "name": {"zh-Hans": "岳麓区"}, "words": ["河西"]}],
            "category": [{"key": "masks", "name": {"zh-Hans": "口罩"}}],
            "hotline": [{"name": {"zh-Hans": "热线"}, "number": "13800 138000"}],
            "form": [
                {
                    "key": "need",
                    "name": {"zh-Hans": "求助"},
                    "field": [
                        {"key": "what", "label": {"zh-Hans": "需要"}, "titles": ["需要"], "type": "text"},
                    ],
                }
            ],
            "rule": rules,
        }
    )


def test_says_what_was_found_where_and_how_bad() -> None:
    said = screen({"a": "hi", "b": "no!!"}, Ruleset((Active("loud", LOUD, finds_shouting),)), form="need")
    assert said.verdict is Verdict.HOLD
    assert said.findings == (Finding("loud", Kind.SELLER, "b", Span(2, 4), Severity.HOLD, "need/b"),)
    assert said.scores == {"loud": 2.0}


def test_a_rule_asked_last_knows_what_the_others_found() -> None:
    """Of personal data always; of the rest only what holds, for what is only noted excuses nothing."""
    last = Active("last", Rule(Kind.WATCHWORD, Severity.NOTE, "最后", last=True), tells_what_is_known)
    loud, phones = Active("loud", LOUD, finds_shouting), rule_named("mobile_number")
    fields = {"a": "13900139000!"}
    for rules in ((last, loud, phones), (loud, phones, last)):
        assert known_in(screen(fields, Ruleset(rules))) == ["PHONE SELLER"]
    assert known_in(screen(fields, Ruleset((last, phones, replace(loud, severity=Severity.NOTE))))) == [
        "PHONE"
    ]
    assert known_in(screen(fields, Ruleset((last, phones, replace(loud, shadow=True))))) == ["PHONE"]
    assert known_in(screen({"a": "", "b": "13900139000"}, Ruleset((last, phones)))) == ["", "PHONE"]


def test_nothing_found_is_clear() -> None:
    assert screen({"a": "hi"}, Ruleset((Active("loud", LOUD, finds_shouting),))).verdict is Verdict.CLEAR


def test_a_rule_that_crashes_holds_with_its_name_and_not_the_text() -> None:
    said = screen({"a": "13800138000"}, Ruleset((Active("broken", LOUD, crashes),)))
    (found,) = said.findings
    assert (found.rule, found.kind, found.severity) == ("broken", Kind.FAULT, Severity.HOLD)
    assert "broken" in found.message
    assert "138" not in found.message


def test_a_crash_stays_a_hold_whatever_the_community_says() -> None:
    said = screen({"a": ""}, Ruleset((Active("broken", LOUD, crashes, Severity.NOTE),)))
    assert said.verdict is Verdict.HOLD


def test_shadow_findings_are_kept_apart() -> None:
    said = screen({"a": "!"}, Ruleset((Active("loud", LOUD, finds_shouting, shadow=True),)))
    assert (said.verdict, said.findings, len(said.shadow)) == (Verdict.CLEAR, (), 1)


def test_the_community_sets_mode_and_severity() -> None:
    rules = load_ruleset(
        community(
            mobile_number={"severity": "block"}, email_address={"mode": "off"}, qq_number={"mode": "shadow"}
        )
    )
    said = screen({"a": "13900139000 a@b.example QQ12345678"}, rules)
    assert [(f.rule, f.severity) for f in said.findings] == [("mobile_number", Severity.BLOCK)]
    assert [f.rule for f in said.shadow] == ["qq_number"]


def test_hotlines_and_area_names_come_from_the_community() -> None:
    rules = load_ruleset(community())
    assert rules.context.area_names == {"岳麓区", "河西"}
    assert screen({"a": "打13800138000"}, rules).findings == ()


def test_a_rule_that_does_not_exist_is_named() -> None:
    with pytest.raises(UnknownRule, match=r"rule\.mobile_numbr: no such rule; there are .*mobile_number"):
        load_ruleset(community(mobile_numbr={"mode": "off"}))


def test_order_changes_nothing() -> None:
    fields = {"a": "微信 xiaowang_88,电话13800138000", "b": "QQ 12345678"}
    backwards = Ruleset(tuple(reversed(all_rules())))
    assert screen(fields, backwards) == screen(dict(reversed(fields.items())), Ruleset(all_rules()))


def test_a_ruleset_travels_to_another_process() -> None:
    there = pickle.loads(pickle.dumps(load_ruleset()))  # noqa: S301 -- our own bytes
    assert (there.rules, there.context) == (load_ruleset().rules, load_ruleset().context)
    assert there.private().rules == load_ruleset().private().rules


def test_many_together_say_what_each_says_alone() -> None:
    fields = [
        {"a": "微信 xiaowang_88,电话13800138000,口罩现货批发", "b": "谢谢"},
        {"a": "短"},
        {},
        {"a": "联系人:周晓岚,住康居苑3栋2单元501,下午在家", "c": "转到6222021234567890128户名欧阳倩"},
    ]
    batch = [(form, each) for form in ("need", "offer") for each in fields * 20]
    assert screen_all(batch, load_ruleset()) == [screen(each, load_ruleset(), form) for form, each in batch]


def test_a_batch_runs_on_any_executor_in_order() -> None:
    batches = [[("need", {"a": f"{'打' * n}13800138000"})] for n in range(5)]
    with ThreadPoolExecutor(2) as executor:
        said = list(executor.map(partial(screen_all, ruleset=load_ruleset()), batches))
    assert [one.findings[0].span.start for (one,) in said] == [0, 1, 2, 3, 4]


@given(st.text(st.characters(), max_size=200))
def test_any_text_gives_a_result_without_a_fault(raw: str) -> None:
    said = screen({"text": raw}, load_ruleset())
    assert [found for found in said.findings if found.kind is Kind.FAULT] == []
    assert all(0 <= f.span.start <= f.span.end <= len(raw) for f in said.findings)


@pytest.mark.parametrize(
    "raw", ["", "1" * 10_000, "1-" * 5000, "\ud800" * 10_000, "ﷺ" * 10_000, "一" * 10_000]
)
def test_long_and_odd_texts_give_a_result_without_a_fault(raw: str) -> None:
    assert all(found.kind is not Kind.FAULT for found in screen({"text": raw}, load_ruleset()).findings)


def test_only_rules_of_private_kinds_find_personal_data() -> None:
    """What stays behind redaction is searched by those alone."""
    for active in all_rules():
        for example in (*active.rule.finds, *active.rule.passes):
            said = screen({"a": example.replace("⟦", "").replace("⟧", "")}, Ruleset(all_rules()))
            private = {found.rule for found in said.findings if found.kind.private}
            assert private <= {each.name for each in load_ruleset().private().rules}


def test_a_short_field_gives_the_same_again() -> None:
    ruleset = load_ruleset()
    first = screen({"a": "打13800138000"}, ruleset, "need")
    assert screen({"a": "打13800138000"}, ruleset, "need") == first
    assert [found.field for found in screen({"b": "打13800138000"}, ruleset, "need").findings] == ["b"]
