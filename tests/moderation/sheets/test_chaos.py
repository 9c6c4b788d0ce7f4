"""Many runs while everything goes wrong: calls fail, people sort, edit, delete. Then it must come right."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest

from moderation.sheets.columns import HUMAN, Column
from moderation.sources.patience import Unanswered
from tests.moderation.sheets.conftest import Town
from tests.standin.faults import PASSING, Fault
from tests.standin.spreadsheet import Spreadsheet

STEPS = 14


@dataclass
class Neighbourhood:
    """People around a `Town`, and what they know: which words were approved, what stands in which row."""

    town: Town
    chance: random.Random
    approved: set[str] = field(default_factory=set)
    human: dict[str, list[str]] = field(default_factory=dict)

    def words(self) -> str:
        """Nothing that looks like a name: what is hidden could not be compared."""
        return f"帮我们搬菜，第 {self.chance.randrange(10_000)} 次了"

    def somebody_writes(self) -> None:
        self.town.thank(f"{len(self.town.responses)} 栋的邻居", f"谢谢{self.words()}")

    def somebody_edits(self) -> None:
        if self.town.responses:
            self.chance.choice(self.town.responses)[1][1] = f"改成{self.words()}"

    def somebody_deletes(self) -> None:
        if len(self.town.responses) > 3:
            self.town.responses.pop(self.chance.randrange(len(self.town.responses)))

    def a_volunteer_decides(self) -> None:
        shown = [row for row in self.town.rows() if self.town.cell(row, Column.TEXT)]
        if not shown:
            return
        row = self.chance.choice(shown)
        word = self.chance.choice(["通过 approve", "不通过 reject", "暂缓", "随便"])
        self.town.write(row, Column.DECISION, word)
        self.town.write(row, Column.BY, "小王")
        words = self.town.cell(row, Column.TEXT)
        (self.approved.add if word.startswith("通过") else self.approved.discard)(words)
        self.human[self.town.cell(row, Column.KEY)] = [self.town.cell(row, column) for column in HUMAN]

    def somebody_sorts(self, _: Spreadsheet | None = None) -> None:
        rows = self.town.tab.rows
        part = rows[1 : len(self.town.rows()) + 1]
        self.chance.shuffle(part)
        rows[1 : len(part) + 1] = part

    def step(self) -> None:
        things = [
            self.somebody_writes,
            self.somebody_edits,
            self.somebody_deletes,
            self.a_volunteer_decides,
            self.a_volunteer_decides,
            self.somebody_sorts,
        ]
        for _ in range(3):
            self.chance.choice(things)()

    def expected(self) -> list[str]:
        """The titles of present responses whose very words somebody approved last."""
        return sorted(
            whom
            for _, (whom, words, _) in self.town.responses
            if any(whom in text and words in text for text in self.approved)
        )


@pytest.mark.parametrize("seed", range(6))
def test_everything_comes_right(town: Town, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    people = Neighbourhood(town, chance)
    faults = town.google.world.faults
    town.google.world.people = people.somebody_sorts
    for _ in range(STEPS):
        people.step()
        faults.at_rate(0.3, seed, [*PASSING, Fault.PEOPLE_IN_BETWEEN])
        try:
            town.run()
        except Unanswered:
            continue  # the next run takes over
        finally:
            faults.at_rate(0.0, seed)
        assert set(town.titles()) <= set(people.expected())
    town.run()
    town.run()
    assert town.run().written == 0
    keys = town.column(Column.KEY)
    assert len(keys) == len(set(keys))
    assert town.titles() == people.expected()
    for row in town.rows():
        key = town.cell(row, Column.KEY)
        assert [town.cell(row, column) for column in HUMAN] == people.human.get(key, [""] * len(HUMAN))
    texts = "\n".join(town.column(Column.TEXT))
    assert all(words in texts for _, (_, words, _) in town.responses)
