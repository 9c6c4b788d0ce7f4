"""Twenty moderators clear a thousand items together: none is shown to two, each is decided once."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client

from moderation.console import place
from moderation.console.models import Person, Role
from moderation.queue.intake import pull
from moderation.queue.models import Act, Submission
from moderation.queue.trust import Trust
from moderation.queue.verify import verify
from moderation.queue.words import WAITING
from tests.moderation.queue.neighbourhood import NOW, SECRET, Sheet, neighbourhood

MODERATORS, ITEMS = 20, 1000


@pytest.mark.usefixtures("queue")
def test_twenty_moderators_and_a_thousand_items(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "community", neighbourhood)
    monkeypatch.setattr(place, "secret", lambda: SECRET)
    monkeypatch.setattr(place, "now", lambda: NOW)
    sheet = Sheet()
    for number in range(ITEMS):
        sheet.add(item=f"第{number}件", contact=f"130{number:08d}")
    pull(sheet, neighbourhood(), NOW, SECRET)

    def shift(client: Client) -> list[str]:
        """Claim and decide until nothing is left; what was shown."""
        try:
            return list(_worked(client))
        finally:
            connections.close_all()

    clients = [_moderator(f"m{number}") for number in range(MODERATORS)]
    with ThreadPoolExecutor(MODERATORS) as pool:
        shown = Counter(one for mine in pool.map(shift, clients) for one in mine)
    assert (len(shown), set(shown.values())) == (ITEMS, {1})
    decided = Counter(Act.objects.filter(kind="decision").values_list("submission", flat=True))
    assert decided == shown
    assert not Submission.objects.filter(standing__in=WAITING).exists()
    assert verify(SECRET) == []


def _moderator(name: str) -> Client:
    user = User.objects.create(username=name)
    Person.objects.create(user=user, role=Role.MODERATOR, trust=Trust.MODERATOR)
    client = Client()
    client.force_login(user)
    return client


def _worked(client: Client) -> list[str]:
    shown: list[str] = []
    answer = client.post("/queue/next/")
    while answer.headers["Location"].startswith("/card/"):
        one = answer.headers["Location"].split("/")[2]
        shown.append(one)
        sent = {"version": "1", "seen": "0", "reject": "seller"}
        answer = client.post(f"/card/{one}/decide/", sent)
        assert answer.status_code == 302
    return shown
