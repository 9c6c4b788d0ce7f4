"""The stand-in running for one test, and a client of it that does not wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from moderation.sources.google_client import GoogleClient, connect
from moderation.sources.google_credentials import READ_SHEETS
from moderation.sources.patience import Patience
from tests.standin.accounts import write_key_file
from tests.standin.server import World, running


@dataclass
class FakeTime:
    """A clock that only moves when somebody sleeps; remembers the pauses."""

    now: float = 0.0
    pauses: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds

    def patience(self, chance: float = 0.5) -> Patience:
        return Patience(clock=self.clock, sleep=self.sleep, chance=lambda: chance)


@dataclass
class Google:
    """The stand-in: its state, the environment that points at it, and the time its clients live in."""

    world: World
    environment: dict[str, str]
    time: FakeTime

    def client(self, *scopes: str, patience: Patience | None = None) -> GoogleClient:
        return connect(self.environment, scopes or (READ_SHEETS,), patience or self.time.patience())


@pytest.fixture(scope="session")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_key_file(tmp_path_factory.mktemp("account") / "key.json")


@pytest.fixture
def google(key_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Google]:
    # google-auth reads the process's environment, whatever environment we look at ourselves.
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(key_file))
    world = World()
    with running(world) as address:
        yield Google(world, {"LINLI_GOOGLE_ENDPOINT": address}, FakeTime())
