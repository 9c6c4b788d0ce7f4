"""No combination of states publishes what must not be published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.core.decision import Action
from moderation.core.entry import Entry, Status
from moderation.core.finding import Verdict
from moderation.queue.publishable import Case, Reason, Withheld, publishable
from moderation.queue.standing import Deed, person
from moderation.queue.words import Kind, Outcome, Presence, Redacting
from tests.moderation.queue.neighbourhood import NOW, neighbourhood

COMMUNITY = neighbourhood()
RULES = "the rules in force"
VALUES = {"item": "口罩两盒", "contact": "13800138000", "consent": "可以，很久"}


def deed(word: str, kind: str = Kind.DECISION, by: str = "林", minutes: int = -30, **more: object) -> Deed:
    fields = {"version": 1, "content": "c1", "at": NOW + timedelta(minutes=minutes), **more}
    return Deed(kind=kind, word=word, by=by, **fields)  # type: ignore[arg-type]


GOOD = Case(
    submission="abc",
    form="offer",
    presence="present",
    version=1,
    latest=1,
    content="c1",
    intact=True,
    values=VALUES,
    received_at=NOW - timedelta(days=1),
    seen_at=NOW - timedelta(hours=1),
    screened_by=RULES,
    verdict=0,
    texts={"item": "口罩两盒"},
    safe=True,
    lifted=False,
    deeds=(deed("approve"),),
)


def reasons(case: Case, now: datetime = NOW) -> tuple[Reason, ...]:
    result = publishable(case, COMMUNITY, now, RULES)
    return result.reasons if isinstance(result, Withheld) else ()


def answered(case: Case, **answers: str) -> Case:
    public = {k: v for k, v in answers.items() if COMMUNITY.form_by_key["need"].by_key[k].public}
    return replace(case, values={**case.values, **answers}, texts={**case.texts, **public})


def test_a_good_case_is_published() -> None:
    entry = publishable(GOOD, COMMUNITY, NOW, RULES)
    assert isinstance(entry, Entry)
    assert (entry.title, entry.status, entry.urgency) == ("口罩两盒", Status.OPEN, 0)
    assert entry.expires_at == NOW + timedelta(days=13)
    assert [detail.field for detail in entry.details] == ["item"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"form": "unheard of"}, Reason.UNKNOWN_FORM),
        ({"form": "hours"}, Reason.NO_ENTRIES),
        ({"presence": "vanished"}, Reason.GONE),
        ({"presence": "PRESENT"}, Reason.GONE),
        ({"latest": 2}, Reason.OUTDATED),
        ({"intact": False}, Reason.ALTERED),
        ({"screened_by": None}, Reason.UNSCREENED),
        ({"screened_by": "older rules"}, Reason.UNSCREENED),
        ({"verdict": 7}, Reason.UNKNOWN_STATE),
        ({"verdict": None}, Reason.UNKNOWN_STATE),
        ({"deeds": ()}, Reason.UNDECIDED),
        ({"deeds": (deed("approve", version=2),)}, Reason.UNDECIDED),
        ({"deeds": (deed("approve", content="c0"),)}, Reason.UNDECIDED),
        ({"deeds": (deed("approve"), deed("Approve"))}, Reason.UNKNOWN_STATE),
        ({"deeds": (deed("approve"), deed("praise"))}, Reason.UNKNOWN_STATE),
        ({"deeds": (deed("approve"), deed("x", kind="sabotage"))}, Reason.UNKNOWN_STATE),
        ({"deeds": (deed("approve"), deed("reject"))}, Reason.REJECTED),
        ({"deeds": (deed("approve"), deed("hold"))}, Reason.HELD),
        ({"deeds": (deed("approve"), deed("reopen"))}, Reason.UNDECIDED),
        ({"deeds": (deed("withdraw", version=1), deed("approve"))}, Reason.WITHDRAWN),
        ({"deeds": (deed("approve"), deed("lift", kind=Kind.REDACTION))}, Reason.UNDECIDED),
        ({"deeds": (deed("approve"), deed("asked to withdraw", Kind.CALL_BACK))}, Reason.WITHDRAWN),
        ({"deeds": (deed("reject", by="周"), deed("approve"))}, Reason.SECOND_PERSON),
        ({"deeds": (deed("approve", minutes=0),)}, Reason.UNDO_WINDOW),
        ({"deeds": (deed("approve", minutes=60),)}, Reason.UNDO_WINDOW),
        ({"verdict": 3}, Reason.SECOND_PERSON),
        ({"verdict": 3, "deeds": (deed("approve"), deed("approve", by="Ｌｉｎ"))}, None),
        ({"verdict": 3, "deeds": (deed("approve"), deed("approve", by=" 林\u200b"))}, Reason.SECOND_PERSON),
        ({"lifted": True}, Reason.SECOND_PERSON),
        ({"values": {**VALUES, "consent": "不可以"}}, Reason.NO_CONSENT),
        ({"values": {**VALUES, "consent": "可以"}}, Reason.NO_CONSENT),
        ({"values": {"item": "口罩两盒"}}, Reason.NO_CONSENT),
        ({"received_at": NOW - timedelta(days=14)}, Reason.EXPIRED),
        ({"texts": {}}, Reason.INCOMPLETE),
        ({"texts": {"item": " \n"}}, Reason.INCOMPLETE),
        ({"safe": False}, Reason.STILL_PRIVATE),
    ],
)
def test_one_thing_wrong(change: Mapping[str, object], reason: Reason | None) -> None:
    assert reasons(replace(GOOD, **change)) == (() if reason is None else (reason,))  # type: ignore[arg-type]


def test_all_reasons_are_told() -> None:
    case = replace(GOOD, presence="erased", safe=False, deeds=())
    assert reasons(case) == (Reason.GONE, Reason.UNDECIDED, Reason.STILL_PRIVATE)


def test_consent_ends_on_its_day() -> None:
    case = answered(GOOD, consent="可以，一周")
    entry = publishable(case, COMMUNITY, NOW, RULES)
    assert isinstance(entry, Entry)
    assert entry.expires_at == datetime(2030, 3, 7, 23, 59, 59, 999999, ZoneInfo("Asia/Shanghai"))
    assert reasons(case, NOW + timedelta(days=6)) == ()
    assert reasons(case, NOW + timedelta(days=6, hours=4)) == (Reason.NO_CONSENT,)


def test_a_need_must_be_confirmed_and_is_fresh_from_then_on() -> None:
    need = replace(GOOD, form="need")
    assert reasons(need) == (Reason.UNVERIFIED,)
    confirmed = deed(Outcome.CONFIRMED, Kind.CALL_BACK, minutes=-10)
    entry = publishable(replace(need, deeds=(*need.deeds, confirmed)), COMMUNITY, NOW, RULES)
    assert isinstance(entry, Entry)
    assert entry.expires_at == confirmed.at + timedelta(days=14)
    refused = deed(Outcome.REFUSED, Kind.CALL_BACK, minutes=-5)
    assert reasons(replace(need, deeds=(*need.deeds, confirmed, refused))) == (Reason.UNVERIFIED,)


@pytest.mark.parametrize(
    ("until", "published"),
    [("2030-03-01 21:00", True), ("2030-03-01 19:00", False), ("2030-03-01", True), ("周五", False)],
)
def test_a_closing_time_ends_it(until: str, published: bool) -> None:
    confirmed = deed(Outcome.CONFIRMED, Kind.CALL_BACK)
    case = answered(replace(GOOD, form="need", deeds=(*GOOD.deeds, confirmed)), until=until)
    assert (reasons(case) == ()) is published


def test_a_timestamp_from_the_future_prolongs_nothing() -> None:
    entry = publishable(replace(GOOD, received_at=NOW + timedelta(days=900)), COMMUNITY, NOW, RULES)
    assert isinstance(entry, Entry)
    assert entry.expires_at == GOOD.seen_at + timedelta(days=14)


def test_nothing_private_and_no_place_in_the_writer_s_words_enters_an_entry() -> None:
    case = answered(GOOD, area="柳巷", name="王小明", reasons="在家吸氧")
    entry = publishable(replace(case, texts={**case.texts, "name": "王小明"}), COMMUNITY, NOW, RULES)
    assert isinstance(entry, Entry)
    assert (entry.area, entry.urgency) == ("liuxiang", 3)
    assert "王小明" not in repr(entry)
    elsewhere = publishable(answered(GOOD, area="柳巷 3 栋 502"), COMMUNITY, NOW, RULES)
    assert "502" not in repr(elsewhere)


deeds = st.lists(
    st.builds(
        Deed,
        kind=st.sampled_from([*Kind, "other"]),
        version=st.integers(1, 2),
        content=st.sampled_from(["c1", "c2"]),
        word=st.sampled_from([*Action, *Outcome, *Redacting, "approved"]),
        by=st.sampled_from(["林", "周", " 林"]),
        at=st.integers(-3000, 60).map(lambda seconds: NOW + timedelta(seconds=seconds)),
    ),
    max_size=7,
)
likely = st.permutations([deed("approve"), deed("approve", by="周"), deed(Outcome.CONFIRMED, Kind.CALL_BACK)])
cases = st.builds(
    Case,
    submission=st.just("abc"),
    form=st.sampled_from(["offer", "need", "need", "hours", "nothing"]),
    presence=st.sampled_from([*[Presence.PRESENT] * 4, *Presence, "here"]),
    version=st.sampled_from([1, 1, 1, 2]),
    latest=st.sampled_from([1, 1, 1, 2]),
    content=st.sampled_from(["c1", "c1", "c2"]),
    intact=st.sampled_from([True, True, True, False]),
    values=st.fixed_dictionaries(
        {"item": st.just("口罩"), "consent": st.sampled_from(["可以，一周", "可以，很久", "不可以", "也许"])},
        optional={
            "price": st.just("20 元"),
            "until": st.sampled_from(["2030-03-02", "2030-02-01", "以后再说"]),
        },
    ),
    received_at=st.none() | st.integers(-20, 5).map(lambda days: NOW + timedelta(days=days)),
    seen_at=st.integers(-20, 0).map(lambda days: NOW + timedelta(days=days)),
    screened_by=st.sampled_from([RULES, RULES, RULES, None, "older"]),
    verdict=st.sampled_from([*[0] * 4, 1, 2, 3, 9, None]),
    texts=st.sampled_from([{"item": "口罩"}, {"item": "口罩"}, {}]),
    safe=st.sampled_from([True, True, True, False]),
    lifted=st.sampled_from([False, False, True]),
    deeds=st.one_of(deeds, st.tuples(likely, deeds).map(lambda two: [*two[0], *two[1]]), likely).map(tuple),
)


@settings(max_examples=1500, deadline=None)
@given(cases)
def test_no_combination_publishes_what_must_not_be(case: Case) -> None:
    """An independent, deliberately plain reading of the conditions."""
    result = publishable(case, COMMUNITY, NOW, RULES)
    if isinstance(result, Withheld):
        assert result.reasons
        return
    assert case.form in ("offer", "need")
    assert case.presence == "present"
    assert case.version == case.latest
    assert case.intact
    assert case.screened_by == RULES
    assert case.safe
    assert case.texts["item"]
    assert case.values["consent"] in ("可以，一周", "可以，很久")
    known = {*Action, *Outcome, *Redacting}
    without_bearing = (Kind.READING, Kind.ERASURE, Kind.OBJECTION, Kind.LINK)
    assert all(one.word in known for one in case.deeds if one.kind not in without_bearing)
    assert _approvers(case) >= (2 if _needs_two(case) else 1)
    said_at = min(case.received_at or case.seen_at, case.seen_at)
    assert said_at + timedelta(days=8 if case.values["consent"] == "可以，一周" else 300) > NOW
    if case.form == "need":
        here = [one for one in case.deeds if (one.version, one.content) == (case.version, case.content)]
        confirmed = [one for one in here if (one.kind, one.word) == (Kind.CALL_BACK, "confirmed")]
        assert confirmed
        assert case.values.get("until") in (None, "2030-03-02")
    assert result.expires_at > NOW


def _needs_two(case: Case) -> bool:
    return case.verdict == Verdict.BLOCK or case.lifted or (case.form == "need" and "price" in case.values)


def _approvers(case: Case) -> int:
    """People whose approval of these words is past undoing, and after everything that ends approvals."""
    here = [(one.version, one.content) == (case.version, case.content) for one in case.deeds]
    ends = [
        number
        for number, one in enumerate(case.deeds)
        if (one.kind, one.word) in {(Kind.DECISION, "withdraw"), (Kind.DECISION, "reopen"),
                                    (Kind.CALL_BACK, "asked to withdraw")}
        or (here[number] and (one.kind, one.word)
            in {(Kind.DECISION, "reject"), (Kind.DECISION, "hold"), (Kind.REDACTION, "lift")})
    ]  # fmt: skip
    return len(
        {
            person(one.by)
            for number, one in enumerate(case.deeds)
            if here[number]
            and (one.kind, one.word) == (Kind.DECISION, "approve")
            and number > max(ends, default=-1)
            and one.at <= NOW - timedelta(seconds=10)
        }
    )


def reported(*reports: tuple[str, int]) -> Case:
    """The good case (approved half an hour ago), reported by these marks so many minutes ago."""
    return replace(GOOD, reports=tuple((who, NOW - timedelta(minutes=ago)) for who, ago in reports))


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (reported(("a", 9), ("b", 8)), ()),
        (reported(("a", 9), ("a", 8), ("b", 7)), ()),
        (reported(("", 9), ("", 8), ("", 7)), ()),
        (reported(("a", 50), ("b", 8), ("c", 7)), ()),
        (reported(("a", 9), ("b", 8), ("c", 7)), (Reason.REPORTED,)),
        (reported(("", 9), ("b", 8), ("c", 7)), (Reason.REPORTED,)),
    ],
    ids=["two", "one of them twice", "nobody knows who", "one before the approval", "three", "one unknown"],
)
def test_three_people_after_the_approval_hide_it(case: Case, why: tuple[Reason, ...]) -> None:
    assert reasons(case) == why
