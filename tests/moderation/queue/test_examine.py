"""What the machine makes of one version."""

from __future__ import annotations

from moderation.core.finding import Span
from moderation.queue.examine import Job, examine_all
from moderation.screening.ruleset import Ruleset


def test_a_value_has_a_span_of_its_own_and_one_with_its_neighbours(ruleset: Ruleset) -> None:
    """Else the leak gate would look for the name and the number only side by side."""
    raw = "我叫张伟明 13800138000"
    (one,) = examine_all([Job("need", {"remark": raw})], ruleset)
    assert one.texts["remark"] == "我叫[已隐去]"
    assert one.proposed["remark"] >= {Span(2, 5), Span(6, 17), Span(2, 17)}


def test_what_is_hidden_in_one_answer_is_hidden_in_the_others(ruleset: Ruleset) -> None:
    fields = {"remark": "微信 abc_12345,请留言", "item": "口罩两盒(abc_12345)"}
    (one,) = examine_all([Job("need", fields)], ruleset)
    assert "abc_12345" not in "".join(one.texts.values())
    assert one.safe


def test_what_somebody_shows_is_safe_and_anything_beside_it_is_not(ruleset: Ruleset) -> None:
    fields = {"remark": "电话13800138000,或13900139000"}
    (first,) = examine_all([Job("need", fields)], ruleset)
    number = Span(2, 13)
    assert number in first.proposed["remark"]
    lifted = {"remark": frozenset({number, Span(2, 26)})}
    (one,) = examine_all([Job("need", fields, lifted=lifted)], ruleset)
    assert ("13800138000" in one.texts["remark"], "13900139000" in one.texts["remark"]) == (True, False)
    assert one.safe
