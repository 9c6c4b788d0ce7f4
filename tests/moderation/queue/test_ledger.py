"""Which row is which: examples of every quirk, then sheets that people do anything to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from moderation.queue.keys import contact_marks
from moderation.queue.ledger import Known, Ledger, Link, Plan, Traits, fingerprint, link, traits
from tests.moderation.queue.neighbourhood import NOW, SECRET, neighbourhood

FORM = neighbourhood().form_by_key["offer"]


@dataclass(frozen=True)
class Row:
    values: Mapping[str, str]
    at: datetime | None = NOW
    key: str | None = None

    @property
    def print_(self) -> bytes:
        return fingerprint(SECRET, "offer", self.values, self.at)

    def traits(self, ref: str) -> Traits:
        marks = contact_marks(SECRET, self.values.get("contact", ""))
        return traits(ref, FORM, self.values, self.at, [bytes.fromhex(mark) for mark in marks])


def row(item: str, contact: str = "", minutes: int = 0, key: str | None = None, **more: str) -> Row:
    values = {"item": item, "contact": contact, **more}
    return Row({k: v for k, v in values.items() if v}, NOW + timedelta(minutes=minutes), key)


def reconcile(known: Mapping[str, Row], sheet: Sequence[Row], gone: Collection[str] = ()) -> Plan:
    """The plan for a sheet; its rows are named #0, #1 …"""
    ledger = Ledger(Known(id_, one.print_, one.key, id_ in gone) for id_, one in known.items())
    arrivals = {f"#{number}": one for number, one in enumerate(sheet)}
    for ref, one in arrivals.items():
        ledger.meet(one.print_, one.key, ref)
    return ledger.plan(
        lambda ids: [known[id_].traits(id_) for id_ in ids],
        lambda refs: [arrivals[ref].traits(ref) for ref in refs],
    )


A, B = row("二十只口罩", "13800138000"), row("两箱方便面", "13900139000", minutes=1)


def test_sorting_changes_nothing() -> None:
    assert reconcile({"a": A, "b": B}, [B, A]) == Plan(2, (), (), (), (), (), ())


def test_a_cell_edited_by_hand_keeps_its_timestamp() -> None:
    plan = reconcile({"a": A, "b": B}, [row("十只口罩", "13800138000"), B])
    assert (plan.edited, plan.new, plan.vanished) == ((Link("a", "#0"),), (), ())


def test_an_edited_response_has_a_new_timestamp() -> None:
    plan = reconcile({"a": A, "b": B}, [B, row("十只口罩", "138-0013-8000", minutes=90)])
    assert (plan.edited, plan.new, plan.vanished) == ((Link("a", "#1"),), (), ())


def test_similar_wording_without_a_contact_is_an_edit() -> None:
    long = "独居，需要一位志愿者送饭。每天中午一次。忌辣，忌海鲜。谢谢"
    known, edited = row("送饭", remark=long), row("送饭", remark=long + "。周日不用", minutes=9)
    assert reconcile({"a": known}, [edited]).edited == (Link("a", "#0"),)


def test_another_person_s_row_is_new() -> None:
    plan = reconcile({"a": A}, [row("一台制氧机", "13700137000", minutes=5)])
    assert (plan.edited, plan.unsure, plan.new, plan.vanished) == ((), (), ("#0",), ("a",))


def test_two_candidates_are_left_to_a_person() -> None:
    plan = reconcile({"a": A}, [row("甲", "13800138000", minutes=5), row("乙", "13800138000", minutes=6)])
    assert (plan.edited, plan.new, plan.vanished) == ((), ("#0", "#1"), ("a",))
    assert [one.known for one in plan.unsure] == ["a"]


def test_the_source_s_key_wins_over_the_words() -> None:
    known = {"a": row("甲", key="1"), "b": row("乙", key="2")}
    plan = reconcile(known, [row("乙", key="1"), row("甲", key="2")])
    assert set(plan.edited) == {Link("a", "#0"), Link("b", "#1")}


def test_of_identical_rows_as_many_stay_as_there_are() -> None:
    plan = reconcile({"a": A, "b": A, "c": A}, [A])
    assert (plan.same, plan.vanished, plan.new) == (1, ("b", "c"), ())
    assert reconcile({"a": A}, [A, A, A]).new == ("#1", "#2")


def test_what_was_gone_returns_as_it_was() -> None:
    assert reconcile({"a": A}, [A], gone={"a"}).returned == ("a",)
    assert reconcile({"a": A, "b": A}, [A], gone={"a"}).missing == ("a",)


def test_a_stock_phrase_links_nobody() -> None:
    known = {f"k{i}": row("急需口罩", minutes=i) for i in range(30)}
    plan = reconcile(known, [row("急需口罩", minutes=100 + i) for i in range(30)])
    assert (len(plan.edited), len(plan.unsure), len(plan.new)) == (0, 0, 30)


def test_no_list_of_answers_has_another_s_fingerprint() -> None:
    prints = [
        fingerprint(SECRET, "f", values, at)
        for at in (None, NOW, NOW + timedelta(seconds=1))
        for values in ({"a": "b"}, {"a": "b", "c": ""}, {"ab": ""}, {"a": "", "b": ""}, {"a": "bc"}, {})
    ]
    assert len(set(prints)) == len(prints)
    assert fingerprint(SECRET, "f", {"a": "1", "b": "2"}, NOW) == fingerprint(
        SECRET, "f", {"b": "2", "a": "1"}, NOW + timedelta(milliseconds=5)
    )


words = st.sampled_from(["口罩", "米", "面", "油，盐", "奶粉。尿布", "药", "口罩，两盒", "求助"])
rows = st.builds(
    row,
    words,
    contact=st.sampled_from(["", "13800138000", "13900139000", "wx_lin88"]),
    minutes=st.integers(0, 5),
    remark=words,
)


@given(st.lists(rows, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_rows_is_nothing(sheet: list[Row], random: object) -> None:
    known = {f"k{number}": one for number, one in enumerate(sheet)}
    shuffled = sorted(sheet, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert reconcile(known, shuffled) == Plan(len(sheet), (), (), (), (), (), ())


class Sheets(RuleBasedStateMachine):
    """People edit, sort, delete, double and type rows; the ledger's picture must always be the sheet's."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet: list[Row] = []
        self.known: dict[str, Row] = {}
        self.gone: set[str] = set()
        self.approved: dict[str, Row] = {}
        self.drawn = 0

    @rule(one=rows)
    def typed(self, one: Row) -> None:
        self.sheet.append(one)

    @rule(number=st.integers(0, 50))
    def doubled(self, number: int) -> None:
        if self.sheet:
            self.sheet.append(self.sheet[number % len(self.sheet)])

    @rule(number=st.integers(0, 50))
    def deleted(self, number: int) -> None:
        if self.sheet:
            del self.sheet[number % len(self.sheet)]

    @rule(number=st.integers(0, 50), item=words, late=st.booleans())
    def edited(self, number: int, item: str, late: bool) -> None:
        if self.sheet:
            old = self.sheet[number % len(self.sheet)]
            at = NOW + timedelta(hours=1) if late else old.at
            self.sheet[number % len(self.sheet)] = Row({**old.values, "item": item}, at)

    @rule(random=st.randoms(use_true_random=False))
    def sorted_(self, random: object) -> None:
        self.sheet.sort(key=lambda _: random.random())  # type: ignore[attr-defined]

    @rule(number=st.integers(0, 50))
    def approve(self, number: int) -> None:
        present = sorted(self.known.keys() - self.gone)
        if present:
            id_ = present[number % len(present)]
            self.approved[id_] = self.known[id_]

    @rule()
    def pulled(self) -> None:
        plan = reconcile(self.known, self.sheet, self.gone)
        arrived = {f"#{number}": one for number, one in enumerate(self.sheet)}
        for known, arrival in plan.edited:
            self.known[known] = arrived[arrival]
            self.gone.discard(known)
            self.approved.pop(known, None)  # a new version: pending
        for ref in plan.new:
            self.drawn += 1
            self.known[f"k{self.drawn}"] = arrived[ref]
        self.gone.update(plan.vanished)
        self.gone.difference_update(plan.returned)
        assert self._present() == Counter(one.print_ for one in self.sheet)
        again = reconcile(self.known, self.sheet, self.gone)
        assert again == Plan(len(self.sheet), (), (), (), (), (), again.missing)

    def _present(self) -> Counter[bytes]:
        return Counter(one.print_ for id_, one in self.known.items() if id_ not in self.gone)

    @invariant()
    def what_is_approved_has_the_words_that_were_approved(self) -> None:
        for id_, one in self.approved.items():
            assert self.known[id_] == one


TestSheets = Sheets.TestCase
TestSheets.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


def test_common_wording_does_not_make_every_row_a_rival_of_every_other() -> None:
    """Twenty thousand rows with one phrase in common: compared pair by pair this would never end."""
    known = [row(f"物品{n % 700}", f"{13000000000 + n}", minutes=n).traits(f"k{n}") for n in range(10_000)]
    fresh = [
        row(f"物品{n % 700}", f"{13000000000 + n}", minutes=10**6 + n).traits(f"#{n}") for n in range(10_000)
    ]
    sure, unsure = link(known, fresh)
    assert (set(sure), unsure) == ({Link(f"k{n}", f"#{n}") for n in range(10_000)}, [])
