"""The linear scorer: what it weighs, and that good company doesn't help."""

from __future__ import annotations

from math import exp
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.core.finding import Kind
from moderation.core.text import fold
from moderation.screening.ruleset import load_ruleset
from moderation.screening.scorer import (
    HOLD_FROM,
    KINDS,
    WINDOW,
    Reasons,
    Weights,
    explain,
    shipped_weights,
    weigh,
)
from moderation.screening.screen import screen
from moderation.screening.wording import wording

GOOD = "今天志愿者给每户送了菜,谢谢大家的辛苦,明天早上核酸请按楼栋下楼,带好身份证,老人可以在家等医生上门。"
AD = "口罩现货,工厂直发,十盒起批,先到先得,要的加微信"


def made(**rows: dict[str, float]) -> Weights:
    """Weights of these rows and no others."""
    return Weights({**{key: {} for key in KINDS}, "bias": {"": 0.0}, **rows})


def share(weight: float) -> object:
    """The value of a text that weighs so much."""
    return pytest.approx(1 / (1 + exp(-weight)))


def score(raw: str, form: str = "offer") -> float:
    return weigh(wording(fold(raw)), form, shipped_weights()).value


def test_sums_up_the_worst_window() -> None:
    weights = made(bias={"": -1.0}, form={"need": -2.0}, letters={"甲乙": 3.0})
    once = wording(fold("甲乙"))
    twice = wording(fold("甲乙" + "丙" * WINDOW + "甲乙"))
    assert weigh(once, "", weights).value == pytest.approx(0.8808, abs=1e-4)
    assert weigh(twice, "", weights).value == weigh(once, "", weights).value
    assert weigh(once, "need", weights).value == 0.5


def test_weighs_an_amount_whatever_its_numeral() -> None:
    weights = made(amounts={"0块": 2.0})
    for raw in ("六块", "八块", "6块"):
        assert weigh(wording(fold(raw)), "", weights).value == share(2.0)
    assert weigh(wording(fold("一块")), "", weights).value == 0.5


def test_a_word_weighs_by_its_form() -> None:
    weights = made(form={"offer": 0.0}, concept={"medicine": 1.0, "medicine@offer": 0.5})
    said = wording(fold("布洛芬"))
    assert weigh(said, "offer", weights).value == share(1.5)
    assert weigh(said, "need", weights).value == share(1.0)


def test_what_is_left_behind_weighs_once() -> None:
    weights = made(letters={"有货": 1.0}, found={"WECHAT": 0.5, "ADDRESS": -2.0})
    said = wording(fold("有货" + "丙" * WINDOW + "有货"))
    assert weigh(said, "", weights, {Kind.WECHAT, Kind.NAME}).value == share(1.5)
    assert weigh(said, "", weights, {Kind.WECHAT, Kind.ADDRESS}).value == share(-0.5)


def test_says_what_an_advertisement_leaves_behind_and_not_the_value() -> None:
    found = screen({"text": f"{AD} linli_2020"}, load_ruleset(), "offer").findings
    (message,) = (each.message for each in found if each.rule == "linear_score")
    assert message.endswith("并留有微信号")
    assert "linli" not in message


def test_what_contradicts_itself_is_held_once() -> None:
    said = screen(
        {"text": "医用外科口罩现货,浙杭械备20200001号,工厂直发,十盒起批,先到先得"}, load_ruleset(), "offer"
    )
    assert {found.kind for found in said.findings} == {Kind.COUNTERFEIT}
    assert said.scores["unwanted"] >= HOLD_FROM


def test_weighs_sounds() -> None:
    weights = made(sounds={"kou zhao": 2.0})
    assert (
        weigh(wording(fold("扣兆")), "", weights).value
        == weigh(wording(fold("口罩")), "", weights).value
        > 0.5
    )


def test_a_word_in_pinyin_weighs_once() -> None:
    by = made(sounds={"kou zhao": 2.0})
    assert weigh(wording(fold("kou zhao 甲")), "", by).value == weigh(wording(fold("口罩甲")), "", by).value


def test_remembers_no_more_pairs_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("moderation.screening.scorer._MOST_PAIRS", 3)
    weights = made(letters={"甲": 1.0, "甲甲": 9.0})
    for raw in ("甲乙丙丁戊", "甲甲丙丁戊", "甲甲丙丁戊"):
        assert weigh(wording(fold(raw)), "", weights).value == weigh(wording(fold(raw)), "", weights).value
        assert len(weights.of_pair) <= 5


def reasons(raw: str) -> Reasons:
    said = wording(fold(raw))
    return explain(said, "offer", weigh(said, "offer", shipped_weights()), shipped_weights())


def test_holds_an_advertisement_and_says_why() -> None:
    assert score(AD) >= HOLD_FROM
    assert reasons(AD).kind is Kind.SELLER
    assert "工厂直发" in reasons(AD).words


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
    assert explain(said, "", window, shipped_weights()).kind in Kind


def test_the_weights_are_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "weights.tsv"
    path.write_text("# made by hand\nbias\t\t-1.5\nletters\t有货\t2.25\nform\tneed\t-0.5\n", "utf-8")
    weights = Weights.read(path)
    assert weights.bias == -150
    assert weights.of_form == {"need": -50}
    assert weigh(wording(fold("有货")), "", weights).value == share(2.25 - 1.5)
