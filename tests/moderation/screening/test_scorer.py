"""The linear scorer: what it weighs, and that good company doesn't help."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.core.finding import Kind
from moderation.core.text import fold
from moderation.screening.scorer import HOLD_FROM, WINDOW, Reasons, Weights, explain, shipped_weights, weigh
from moderation.screening.wording import wording

GOOD = "今天志愿者给每户送了菜,谢谢大家的辛苦,明天早上核酸请按楼栋下楼,带好身份证,老人可以在家等医生上门。"
AD = "口罩现货,工厂直发,十盒起批,先到先得,要的加微信"


def score(raw: str, form: str = "offer") -> float:
    return weigh(wording(fold(raw)), form, shipped_weights()).value


def test_sums_up_the_worst_window() -> None:
    weights = Weights(
        {"bias": {"": -1.0}, "form": {"need": -2.0}, "concept": {}, "letters": {"甲乙": 3.0}, "sounds": {}}
    )
    once = wording(fold("甲乙"))
    twice = wording(fold("甲乙" + "丙" * WINDOW + "甲乙"))
    assert weigh(once, "", weights).value == pytest.approx(0.8808, abs=1e-4)
    assert weigh(twice, "", weights).value == weigh(once, "", weights).value
    assert weigh(once, "need", weights).value == 0.5


def test_weighs_sounds() -> None:
    weights = Weights(
        {"bias": {"": 0.0}, "form": {}, "concept": {}, "letters": {}, "sounds": {"kou zhao": 2.0}}
    )
    assert (
        weigh(wording(fold("扣兆")), "", weights).value
        == weigh(wording(fold("口罩")), "", weights).value
        > 0.5
    )


def test_a_word_in_pinyin_weighs_once() -> None:
    rows = {"bias": {"": 0.0}, "form": {}, "concept": {}, "letters": {}, "sounds": {"kou zhao": 2.0}}
    by = Weights(rows)
    assert weigh(wording(fold("kou zhao 甲")), "", by).value == weigh(wording(fold("口罩甲")), "", by).value


def test_remembers_no_more_pairs_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("moderation.screening.scorer._MOST_PAIRS", 3)
    weights = Weights(
        {"bias": {"": 0.0}, "form": {}, "concept": {}, "letters": {"甲": 1.0, "甲甲": 9.0}, "sounds": {}}
    )
    for raw in ("甲乙丙丁戊", "甲甲丙丁戊", "甲甲丙丁戊"):
        assert weigh(wording(fold(raw)), "", weights).value == weigh(wording(fold(raw)), "", weights).value
        assert len(weights.of_pair) <= 5


def reasons(raw: str) -> Reasons:
    said = wording(fold(raw))
    return explain(said, weigh(said, "offer", shipped_weights()), shipped_weights())


def test_holds_an_advertisement_and_says_why() -> None:
    assert score(AD) >= HOLD_FROM
    assert reasons(AD).kind is Kind.SELLER
    assert "先到先得" in reasons(AD).words


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("真心推荐王姐,质量好,我买了好几次,靠谱", Kind.SHILL),
        ("低息贷款,无抵押,先交保证金,秒下款", Kind.SCAM),
    ],
)
def test_tells_the_kinds_apart(raw: str, kind: Kind) -> None:
    assert reasons(raw).kind is kind


def test_passes_good_words() -> None:
    assert score(GOOD, "notice") < HOLD_FROM


@pytest.mark.parametrize("raw", [AD + GOOD * 3, GOOD * 3 + AD, GOOD + AD + GOOD])
def test_good_company_hides_nothing(raw: str) -> None:
    assert score(raw) >= HOLD_FROM


def test_an_empty_text_weighs_nothing() -> None:
    assert score("") == score("!!!") < HOLD_FROM


@given(st.text())
def test_any_text_has_a_score_and_a_reason(raw: str) -> None:
    said = wording(fold(raw))
    window = weigh(said, "", shipped_weights())
    assert 0 <= window.value <= 1
    assert 0 <= window.start <= window.end <= len(said.letters)
    assert explain(said, window, shipped_weights()).kind in Kind


def test_the_weights_are_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "weights.tsv"
    path.write_text("# made by hand\nbias\t\t-1.5\nletters\t有货\t2.25\nform\tneed\t-0.5\n", "utf-8")
    weights = Weights.read(path)
    assert (weights.bias, weights.of_letters, weights.of_sounds) == (-150, {"有货": 225}, {})
    assert weights.of_form == {"need": -50}
