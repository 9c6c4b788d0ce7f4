"""A console over a small queue, people in every role, and a clock that tests can move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from moderation.console import kept, place
from moderation.console.models import Person, Role
from moderation.core.community import Community
from moderation.queue.intake import pull
from moderation.queue.models import Submission
from moderation.queue.screened import screen_pending
from moderation.queue.trust import Trust
from moderation.screening.ruleset import Ruleset, load_ruleset
from tests.moderation.queue.neighbourhood import NOW, SECRET, Sheet, neighbourhood

PASSWORD = "a password for tests only"


@dataclass
class Clock:
    now: datetime = NOW

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    moved = Clock()
    monkeypatch.setattr(place, "now", lambda: moved.now)
    return moved


@pytest.fixture(scope="session")
def small_ruleset() -> Ruleset:
    return load_ruleset(neighbourhood())


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """The database that Django uses during the test: `on_both` tests run on a real PostgreSQL, too."""
    kind = str(getattr(request, "param", "sqlite"))
    request.getfixturevalue(kind)
    return kind


on_both = pytest.mark.parametrize("database", ["sqlite", "postgres"], indirect=True)


@pytest.fixture
def house(
    database: str, clock: Clock, small_ruleset: Ruleset, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> Community:
    """The console works for the small community of the queue's tests. Passwords are hashed fast: a good hash
    is slow by intent, and many people log in here.
    """
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(place, "community", neighbourhood)
    monkeypatch.setattr(place, "ruleset", lambda: small_ruleset)
    monkeypatch.setattr(place, "secret", lambda: SECRET)
    cache.clear()
    kept.forget()
    return neighbourhood()


@pytest.fixture
def member(house: Community) -> Callable[..., Person]:
    """Make a person: `member("林", Role.LEAD)`."""

    def make(name: str, role: Role = Role.MODERATOR, trust: Trust = Trust.EXPERIENCED) -> Person:
        user = User.objects.create_user(name, password=PASSWORD)
        return Person.objects.create(user=user, role=role, trust=trust)

    return make


@pytest.fixture
def signed_in(member: Callable[..., Person]) -> Callable[..., Client]:
    """A browser in which this person is logged in: `signed_in("林")`."""

    def browser(name: str, role: Role = Role.MODERATOR, trust: Trust = Trust.EXPERIENCED) -> Client:
        found = Person.objects.filter(user__username=name).first()
        person = found or member(name, role, trust)
        client = Client()
        client.force_login(person.user)
        return client

    return browser


@pytest.fixture
def taken_in(house: Community, small_ruleset: Ruleset) -> Callable[[Sheet], list[str]]:
    """Pull and screen a sheet; the ids in its order."""

    def take(sheet: Sheet) -> list[str]:
        pull(sheet, house, NOW, SECRET)
        screen_pending(house, small_ruleset, SECRET, NOW)
        return list(Submission.objects.filter(form=sheet.form).order_by("row").values_list("id", flat=True))

    return take
