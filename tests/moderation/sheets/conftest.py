"""A community without a server: responses, a Moderation tab behind the stand-in, and runs that start anew."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from moderation.core.community import Community, load_community
from moderation.core.entry import Entry
from moderation.queue.examine import ruleset_name
from moderation.queue.gather import entries
from moderation.queue.intake import pull
from moderation.queue.screened import screen_pending
from moderation.screening.ruleset import Ruleset, load_ruleset
from moderation.sheets.columns import TITLE, Column
from moderation.sheets.sync import SyncReport, sync
from moderation.sheets.tab import ModerationTab
from moderation.sources.google_credentials import WRITE_SHEETS
from tests.fakes.source import FakeSource
from tests.standin.fixture import Google
from tests.standin.spreadsheet import Row, Spreadsheet, Tab

SECRET = b"a secret of the tests, long enough"
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
THANKS = ("想感谢谁？（写“三栋的邻居”“某某志愿队”就好）", "想说的话", "同意公开哪些内容，到什么时候？")
CONSENT = "公开核实后的内容（不含称呼、联系方式、门牌），30 天"


@dataclass
class Town:
    """`responses` is the response sheet; every `run` starts with an empty queue, as each CI run does."""

    google: Google
    community: Community
    ruleset: Ruleset
    now: datetime = NOW
    responses: list[tuple[datetime, list[str]]] = field(default_factory=list)
    published: list[Entry] = field(default_factory=list)

    def thank(self, whom: str, words: str = "谢谢大家") -> None:
        at = NOW - timedelta(days=1) + timedelta(minutes=len(self.responses))
        self.responses.append((at, [whom, words, CONSENT]))

    def open_tab(self) -> ModerationTab:
        return ModerationTab(self.google.client(WRITE_SHEETS), "moderation-1", "LINLI_MODERATION_SHEET")

    def run(self, *, accept_loss: bool = True) -> SyncReport:
        """Pull, screen, sync, and what would be published; then forget the queue."""
        with transaction.atomic():
            report = self.step(accept_loss=accept_loss)
            transaction.set_rollback(True)
        return report

    def step(self, *, accept_loss: bool = True) -> SyncReport:
        """One run on a queue that stays, as with a server."""
        self.now += timedelta(minutes=15)
        pull(FakeSource("thanks", THANKS, self.responses), self.community, self.now, SECRET, accept_loss=True)
        screen_pending(self.community, self.ruleset, SECRET, self.now)
        name = ruleset_name(self.ruleset)
        report = sync(self.open_tab(), self.community, SECRET, name, self.now, accept_loss=accept_loss)
        self.published, _ = entries(self.community, self.now, SECRET, name)
        return report

    def titles(self) -> list[str]:
        return sorted(entry.title for entry in self.published)

    @property
    def tab(self) -> Tab:
        return self.google.world.spreadsheets["moderation-1"].named(TITLE)

    def places(self) -> dict[str, int]:
        return {str(title): place for place, title in enumerate(self.tab.rows[0].values)}

    def rows(self) -> list[Row]:
        return [row for row in self.tab.rows[1:] if row.at(self.places()[Column.KEY])]

    def row(self, words: str) -> Row:
        """The row whose text holds `words`."""
        return next(row for row in self.rows() if words in self.cell(row, Column.TEXT))

    def cell(self, row: Row, column: Column) -> str:
        value = row.at(self.places()[column])
        return "" if value is None else str(value)

    def write(self, row: Row, column: Column, text: str) -> None:
        row.put(self.places()[column], text)

    def decide(self, words: str, decision: str, by: str = "小王", second: str = "", reason: str = "") -> None:
        row = self.row(words)
        for column, text in (
            (Column.DECISION, decision),
            (Column.BY, by),
            (Column.SECOND, second),
            (Column.REASON, reason),
        ):
            self.write(row, column, text)

    def insert(self, index: int, row: Row) -> None:
        """As people insert a row: the grid grows by it."""
        self.tab.rows.insert(index, row)
        self.tab.row_count += 1

    def column(self, column: Column) -> list[str]:
        return [self.cell(row, column) for row in self.rows()]


@pytest.fixture(scope="session")
def community() -> Community:
    return load_community(Path(__file__).parents[3] / "community.toml")


@pytest.fixture(scope="session")
def ruleset(community: Community) -> Ruleset:
    return load_ruleset(community)


@pytest.fixture
def town(google: Google, community: Community, ruleset: Ruleset, db: None) -> Town:
    """With a repaired, empty tab."""
    google.world.add(Spreadsheet("moderation-1", time_zone="Asia/Shanghai"))
    place = Town(google, community, ruleset)
    place.open_tab().repair(community)
    return place
