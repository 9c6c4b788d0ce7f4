"""The shared lists of hostile addresses, queries and paths against the console; old requests played again."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import quote, urljoin, urlsplit

import re2
from django.test import Client
from django.urls import Resolver404, resolve

from moderation.console.models import Person, Role
from moderation.queue.models import Act, Submission
from tests.moderation.console.conftest import PASSWORD
from tests.moderation.console.test_desk_work import SignedIn, TakenIn, decided, sent
from tests.moderation.queue.neighbourhood import Sheet
from tests.shared_data import shared


def listed(name: str) -> list[str]:
    items = json.loads(shared(f"security/{name}.json").read_text("utf-8"))
    found = [str(item if isinstance(item, str) else item["input"]) for item in items]
    assert len(found) >= 17
    return found


def test_no_address_of_the_lists_leads_elsewhere(member: Callable[..., Person]) -> None:
    member("林")
    addresses = [*listed("open_redirect"), *listed("crlf"), *listed("hostile_urls")]
    client = Client()
    for place in addresses:
        answer = client.post("/language/", {"language": "en", "next": place})
        assert ours(answer.get("Location", "/")), place
        assert "crlf" not in answer.headers
    for place in addresses[::40]:
        answer = Client().post("/account/login/", {"login": "林", "password": PASSWORD, "next": place})
        assert ours(answer.get("Location", "/")), place
    assert not ours("//evil.example/")
    assert not ours("/\\evil.example/")


def ours(location: str) -> bool:
    """Whether it leads to us, as browsers read it: a backslash is a slash, tabs and line ends are nothing."""
    read = location.replace("\\", "/").translate({9: None, 10: None, 13: None}).strip()
    parts = urlsplit(urljoin("https://console.example.org/account/login/", read))
    return (parts.scheme, parts.netloc) == ("https", "console.example.org")


def test_no_query_of_the_list_finds_more_than_it_says(signed_in: SignedIn, taken_in: TakenIn) -> None:
    (one,) = taken_in(Sheet().add())
    lead = signed_in("组长", Role.LEAD)
    decided(lead, one, reject="seller")
    before = Submission.objects.values_list().get()
    for query in listed("sqli"):
        for name in ("by", "kind", "submission", "text"):
            acts = lead.get("/audit/", {name: query}).context["acts"]
            assert acts == [] or not query.strip("\x00 "), query
        assert lead.get("/queue/find/", {"id": query}).status_code in {200, 302, 404}
        names = ("tab", "form", "area", "rule", "since", "before")
        assert lead.get("/queue/news/", dict.fromkeys(names, query)).status_code == 200
    assert (Submission.objects.values_list().get(), Act.objects.count()) == (before, 1)


def test_no_path_of_the_list_is_a_page() -> None:
    for path in listed("path_traversal"):
        for place in ("card", "r", "join", "tables"):
            try:
                match = resolve(f"/{place}/{quote(path, safe='/%')}/")
            except Resolver404:
                continue
            assert not set("./\\%") & set("".join(map(str, match.kwargs.values()))), path


def test_what_was_sent_before_the_account_ended_does_nothing_afterwards(
    signed_in: SignedIn, taken_in: TakenIn
) -> None:
    (one,) = taken_in(Sheet().add())
    lin = signed_in("林")
    lin.post(f"/card/{one}/take/")
    approval, cookies = sent(lin, one, action="approve"), lin.cookies
    signed_in("组长", Role.LEAD).post(f"/people/{Person.objects.get(user__username='林').pk}/revoke/")
    again = Client()
    again.cookies = cookies
    answer = again.post(f"/card/{one}/decide/", approval)
    assert answer["Location"].startswith("/account/login/")
    assert not Act.objects.exists()


def test_guessing_from_many_addresses_is_slowed_down_and_names_are_not_told(
    member: Callable[..., Person],
) -> None:
    member("林")

    def tried(name: str, password: str, address: str) -> str:
        form = {"login": name, "password": password}
        answer = Client(REMOTE_ADDR=address).post("/account/login/", form)
        page = answer.content.decode().split("<main")[-1].split("</main>")[0].replace(name, "")
        same: str = re2.sub('value="[A-Za-z0-9]{64}"', "", page)  # each form has its own token
        return str(answer.status_code) + same

    assert tried("林", "wrong", "198.51.100.1") == tried("谁", "wrong", "198.51.100.2")
    for number in range(3, 7):
        tried("林", "wrong", f"198.51.100.{number}")
    assert not tried("林", PASSWORD, "203.0.113.9").startswith("302")
