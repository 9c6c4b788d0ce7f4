"""A console in a browser: on a database file of its own, for as long as one module's tests run."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from moderation.console import kept, place
from moderation.console.models import Person, Role
from moderation.queue.trust import Trust
from moderation.screening.ruleset import load_ruleset
from tests.databases import sqlite_at, using
from tests.moderation.queue.neighbourhood import SECRET, neighbourhood

PASSWORD = "a password for tests only"


@contextmanager
def console_at(folder: Path, blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of a console for the small community of the queue's tests; its database is Django's."""
    ruleset = load_ruleset(neighbourhood())
    with (
        _beside_a_browser() as patch,
        blocker.unblock(),
        using(sqlite_at(folder / "queue.sqlite3")),
    ):
        patch.setattr(place, "community", neighbourhood)
        patch.setattr(place, "ruleset", lambda: ruleset)
        patch.setattr(place, "secret", lambda: SECRET)
        call_command("migrate", verbosity=0)
        call_command("createcachetable")
        kept.forget()
        live = LiveServer("127.0.0.1")
        try:
            yield live.url
        finally:
            live.stop()


@contextmanager
def _beside_a_browser() -> Iterator[pytest.MonkeyPatch]:
    """The driver of the browser keeps an event loop in this thread; Django's database does not mind."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield patch


def person(name: str, role: Role = Role.MAINTAINER) -> Person:
    user = User.objects.create_user(name, password=PASSWORD)
    return Person.objects.create(user=user, role=role, trust=Trust.EXPERIENCED)


def let_in(context: BrowserContext, somebody: Person, address: str) -> Client:
    """Log somebody in without the login page; the returned client has the same session."""
    client = Client()
    client.force_login(somebody.user)
    session = client.session
    just_now = {"method": "password", "at": time.time(), "reauthenticated": True}
    session["account_authentication_methods"] = [just_now]
    session["account_authentication_methods_user"] = str(somebody.user.pk)
    session.save()
    context.add_cookies([{"name": "linli", "value": client.cookies["linli"].value, "url": address}])
    return client


def log_in(page: Page, name: str) -> None:
    """With the keyboard: the name's field has the focus as soon as the page has come to rest."""
    page.wait_for_function("document.activeElement === document.querySelector('[name=login]')")
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
