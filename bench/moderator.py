"""One moderator at work in a console that runs elsewhere: what they click, and how long each answer took."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import re2
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.test import Client

from bench.server import HOST
from moderation.console.models import Person, Role
from moderation.queue.trust import Trust

_TOKEN = re2.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_SEEN = re2.compile(r'name="seen" value="(\d+)"')
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Took:
    """What was asked for (``queue``, ``claim``, ``card``, ``decide``), and how many seconds it took."""

    what: str
    seconds: float


class Moderator:
    """Somebody with an account, a second factor and a session; the database is the one Django uses."""

    def __init__(self, number: int) -> None:
        user = User.objects.create(username=f"m{number}")
        Person.objects.create(user=user, role=Role.MODERATOR, trust=Trust.EXPERIENCED)
        Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={})
        browser = Client()
        browser.force_login(user)
        self._session = browser.cookies["linli"].value

    def round(self, port: int, pause: float) -> Iterator[Took]:
        """The queue, the next card, the decision about it, and the card after that."""
        time.sleep(pause)
        yield self._asked(port, "queue", "GET", "/queue/?tab=new")
        time.sleep(pause)
        yield self._asked(port, "claim", "POST", "/queue/next/?tab=new")
        yield self._asked(port, "card", "GET", self._location)
        time.sleep(pause)
        address = f"/card/{self._location.split('/')[2]}/decide/?tab=new"
        yield self._asked(port, "decide", "POST", address, version="1", seen=self._seen, action="approve")
        yield self._asked(port, "card", "GET", self._location)

    _token = _seen = _location = ""

    def _asked(self, port: int, what: str, method: str, address: str, **sent: str) -> Took:
        """One request over a connection of its own, as nginx makes it; what the page says is remembered."""
        headers = {
            "Host": HOST,
            "Cookie": f"__Host-linli={self._session}",
            "Referer": f"https://{HOST}/",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "192.0.2.1",
        }
        body = None
        if method == "POST":
            headers["Content-Type"] = _FORM
            body = urlencode({**sent, "csrfmiddlewaretoken": self._token})
        begun = time.perf_counter()
        server = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        server.request(method, address, body, headers)
        answer = server.getresponse()
        page = answer.read().decode()
        took = Took(what, time.perf_counter() - begun)
        server.close()
        if answer.status != (302 if method == "POST" else 200):
            raise RuntimeError(f"{method} {address}: {answer.status}")
        self._location = answer.headers.get("Location", self._location)
        self._token = next(iter(_TOKEN.findall(page)), self._token)
        self._seen = next(iter(_SEEN.findall(page)), self._seen)
        return took
