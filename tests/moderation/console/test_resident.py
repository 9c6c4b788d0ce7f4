"""The residents' side: a link, a page, no account; and nothing to be learned by trying."""

from __future__ import annotations

import email
import logging
import socketserver
import threading
from collections.abc import Iterator
from email.policy import default

import pytest
from django.test import Client

from moderation.console.logs import WithoutLinks
from moderation.console.models import Role
from moderation.queue.models import Act, Plea, Version
from moderation.queue.words import Standing
from tests.moderation.console.conftest import Clock
from tests.moderation.console.test_desk_work import SignedIn, TakenIn, decided, standing
from tests.moderation.queue.neighbourhood import Sheet


@pytest.fixture
def one(taken_in: TakenIn) -> str:
    return taken_in(Sheet().add(remark="有事打 13712345678", contact="138 0013 8000，wang@example.org"))[0]


@pytest.fixture
def lin(signed_in: SignedIn, one: str) -> Client:
    client = signed_in("林")
    client.post(f"/card/{one}/take/")
    return client


def link(client: Client, submission: str, purpose: str) -> str:
    client.post(f"/card/{submission}/take/")
    shown = client.post(f"/card/{submission}/link/", {"told": purpose})
    return "/r/" + str(shown.context["link"]).split("/r/")[1]


def test_a_link_is_shown_once_to_whoever_holds_the_lease(lin: Client, one: str, signed_in: SignedIn) -> None:
    address = link(lin, one, "withdraw")
    assert address not in lin.get(f"/card/{one}/").content.decode()
    assert signed_in("周").post(f"/card/{one}/link/", {"told": "withdraw"}).status_code == 422
    assert lin.post(f"/card/{one}/link/", {"told": "delete everything"}).status_code == 422
    act = Act.objects.get()
    assert (act.kind, act.word, act.by, act.reason) == ("link", "withdraw", "林", "told")


def test_withdrawing_without_an_account(lin: Client, one: str) -> None:
    address, resident = link(lin, one, "withdraw"), Client()
    page = resident.get(address).content.decode()
    assert "有事打 [已隐去]" in page
    assert not any(private in page for private in ("13712345678", "13800138000", "wang@", "林"))
    assert "已撤下" in resident.post(address).content.decode()
    assert standing(one) == Standing.WITHDRAWN
    assert resident.post(address).status_code == 404


def test_correcting_changes_only_what_was_changed(lin: Client, one: str) -> None:
    decided(lin, one, action="approve")
    address, resident = link(lin, one, "correct"), Client()
    fields = {"item": "口罩一盒", "remark": "有事打 [已隐去]", "contact": "19900000000"}
    assert resident.post(address, {**fields, "item": "口罩两盒"}).status_code == 422
    assert resident.post(address, fields).status_code == 200
    values = Version.objects.get(submission=one, number=2).values
    assert (values["item"], values["remark"]) == ("口罩一盒", "有事打 13712345678")
    assert values["contact"].startswith("138")
    assert standing(one) == Standing.PENDING


def test_what_a_moderator_hid_stays_hidden_after_a_correction(lin: Client, one: str) -> None:
    card = lin.get(f"/card/{one}/").context["card"]
    sent = {"version": "1", "seen": card.seen, "field": "remark", "start": "0", "end": "2"}
    lin.post(f"/card/{one}/hide/", sent)
    Client().post(link(lin, one, "correct"), {"item": "口罩一盒"})
    assert Version.objects.get(number=2).screening.texts["remark"].startswith("[已隐去]")


def test_an_appeal_reaches_other_people_with_its_words(lin: Client, one: str, signed_in: SignedIn) -> None:
    address, resident = link(lin, one, "appeal"), Client()
    assert "没有被拒绝" in resident.post(address, {"plea": "请再看"}).content.decode()
    decided(lin, one, reject="seller")
    assert resident.post(address, {"plea": "<b>是真的</b>"}).status_code == 200
    assert (standing(one), Plea.objects.get().text) == (Standing.APPEALED, "<b>是真的</b>")
    zhou = signed_in("周")
    assert "是真的" not in zhou.get(f"/card/{one}/").content.decode()
    zhou.post(f"/card/{one}/take/")
    assert "&lt;b&gt;是真的" in zhou.get(f"/card/{one}/").content.decode()


@pytest.mark.parametrize(("button", "then"), [("valid", Standing.APPROVED), ("over", Standing.FULFILLED)])
def test_still_valid(lin: Client, one: str, button: str, then: Standing) -> None:
    decided(lin, one, action="approve")
    assert Client().post(link(lin, one, "still valid"), {button: ""}).status_code == 200
    assert standing(one) == then


def test_no_link_tells_what_exists(lin: Client, one: str, clock: Clock) -> None:
    """Invented, changed, used, called in and lapsed links are answered with the very same bytes."""
    spent, void, lapsed = (link(lin, one, "still valid") for _ in range(3))
    lin.post(f"/card/{one}/take/")
    changed = spent[:4] + ("2" if spent[4] != "2" else "3") + spent[5:]
    Client().post(spent, {"over": ""})
    lin.post(f"/card/{one}/take/")
    lin.post(f"/card/{one}/links/end/")
    clock.forward(days=31)
    pages = set()
    for address in ("/r/invented/", f"/r/{one}/", changed, spent, void, lapsed):
        for answer in (Client().get(address), Client().post(address, {"plea": "x"})):
            assert answer.status_code == 404
            pages.add(answer.content.decode().replace(address, ""))
    assert len({page.split("<main")[1] for page in pages}) == 1


def test_trying_links_is_slowed_down(lin: Client, one: str) -> None:
    address = link(lin, one, "withdraw")
    stranger = Client()
    codes = [stranger.get(f"/r/{number}/").status_code for number in range(25)]
    assert codes[:20] == [404] * 20
    assert set(codes[20:]) == {429}
    assert stranger.get(address).status_code == 429
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert elsewhere.get(address).status_code == 200


def test_logs_keep_no_link() -> None:
    record = logging.LogRecord("django", 30, "", 0, "%s: %s", ("Forbidden", "/r/secret22/ /join/other"), None)
    assert WithoutLinks().filter(record)
    assert record.getMessage() == "Forbidden: /r/.../ /join/..."


class MailServer(socketserver.ThreadingTCPServer):
    """As much of RFC 5321 as a letter needs; keeps what it was given."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        self.letters: list[tuple[str, bytes]] = []
        super().__init__(("127.0.0.1", 0), _Conversation)


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        to = ""
        self.wfile.write(b"220 ready\r\n")
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            if verb == b"RCPT":
                to = line.decode().split("<")[1].split(">")[0]
            if verb != b"DATA":
                self.wfile.write(b"250 ok\r\n")
                continue
            self.wfile.write(b"354 go on\r\n")
            letter = b"".join(iter(self.rfile.readline, b".\r\n"))
            self.server.letters.append((to, letter))
            self.wfile.write(b"250 taken\r\n")


@pytest.fixture
def post(settings: object) -> Iterator[MailServer]:
    server = MailServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST = "127.0.0.1"  # type: ignore[attr-defined]
    settings.EMAIL_PORT = server.server_address[1]  # type: ignore[attr-defined]
    settings.EMAIL_USE_TLS = False  # type: ignore[attr-defined]
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_link_goes_by_mail_to_the_address_that_was_given(lin: Client, one: str, post: MailServer) -> None:
    answer = lin.post(f"/card/{one}/link/", {"mailed": "withdraw"})
    assert answer.status_code == 302
    ((to, letter),) = post.letters
    text = email.message_from_bytes(letter, policy=default).get_content()
    assert to == "wang@example.org"
    assert "Take your submission down" in text
    assert not any(private in text for private in ("口罩", "13800138000", "13712345678", "林"))
    address = "/r/" + text.split("/r/")[1].split("\n")[0]
    assert Client().post(address).status_code == 200
    assert standing(one) == Standing.WITHDRAWN
    assert Act.objects.get(kind="link").reason == "mailed"


def test_without_an_address_or_a_mail_server_nothing_is_sent(
    lin: Client, one: str, settings: object, taken_in: TakenIn, signed_in: SignedIn
) -> None:
    assert "发到邮箱" not in lin.get(f"/card/{one}/").content.decode()
    assert lin.post(f"/card/{one}/link/", {"mailed": "withdraw"}).status_code == 422
    assert not Act.objects.exists()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # type: ignore[attr-defined]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    assert "发到邮箱" in lin.get(f"/card/{one}/").content.decode()
    assert lin.post(f"/card/{one}/link/", {"mailed": "withdraw"}).status_code == 502


def test_nobody_signs_as_the_resident_or_the_source(signed_in: SignedIn) -> None:
    lead = signed_in("组长", Role.LEAD)
    for name in ("resident", "Resi-dent", "source", "ＳＯＵＲＣＥ"):
        invited = lead.post("/people/invite/", {"role": "1"}).context["link"]
        joining = {"name": name, "password": "a password long enough"}
        assert Client().post("/join/" + invited.split("/join/")[1], joining).status_code == 422
