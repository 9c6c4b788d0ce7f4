"""A warning needs evidence, consent and two people; and it names nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from moderation.core.community.load import load_community
from moderation.core.public_warning import PublicWarning
from moderation.queue.public_warnings import warning_of
from moderation.queue.publishable import Case
from moderation.queue.standing import Deed

COMMUNITY = load_community(Path(__file__).parents[3] / "community.toml")
FORM = COMMUNITY.form_by_key["report"]
AT = datetime(2026, 11, 10, 2, 0, tzinfo=UTC)
NOW = AT + timedelta(days=5)


def deed(by: str, word: str = "approve", version: int = 1) -> Deed:
    return Deed("decision", version, "print", word, by, AT)


CASE = Case(
    submission="r1",
    form="report",
    presence="present",
    version=1,
    latest=1,
    content="print",
    intact=True,
    values={
        "kind": "假货或劣质品",
        "category": "口罩",
        "evidence": "实物还在, 实物和包装照片",
        "story": "他叫王某，电话在这里",
        "consent": "可以，不提我和对方的任何个人信息，90 天",
    },
    received_at=AT - timedelta(days=1),
    seen_at=AT,
    screened_by="rules",
    verdict=0,
    texts={},
    safe=True,
    lifted=False,
    deeds=(deed("甲"), deed("乙")),
)


def warned(case: Case) -> PublicWarning | None:
    assert FORM.warns is not None
    return warning_of(case, COMMUNITY, FORM, FORM.warns, NOW)


def said(**answers: str) -> Case:
    return replace(CASE, values={**CASE.values, **answers})


def test_two_people_and_evidence_make_a_warning_of_keys_only() -> None:
    assert warned(CASE) == PublicWarning("report", "fake-goods", "masks", AT.date())


@pytest.mark.parametrize(
    "case",
    [
        replace(CASE, deeds=(deed("甲"),)),
        replace(CASE, deeds=(deed("甲"), deed("甲 "))),
        replace(CASE, deeds=(deed("甲"), deed("乙"), deed("丙", "reject"))),
        replace(CASE, deeds=(deed("甲"), deed("乙"), deed("丙", "withdraw"))),
        replace(CASE, deeds=(deed("甲"), deed("乙"), deed("丙", "what?"))),
        replace(CASE, latest=2),
        replace(CASE, intact=False),
        replace(CASE, presence="vanished"),
        said(evidence="暂时没有"),
        said(evidence=""),
        said(consent="不可以，只给志愿者看"),
        said(consent=""),
        said(kind="信息有误或已经过期"),
        replace(CASE, received_at=NOW - timedelta(days=120)),
    ],
    ids=range(14),
)
def test_anything_less_makes_none(case: Case) -> None:
    assert warned(case) is None
