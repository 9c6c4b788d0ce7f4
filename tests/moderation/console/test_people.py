"""How people come in and how they go: invitations, one door, limits, revoking."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from moderation.console.models import Invitation, Person, Role
from moderation.console.people import first_account
from moderation.queue.models import Submission
from tests.moderation.console.conftest import PASSWORD, Clock
from tests.moderation.console.test_desk_work import SignedIn, TakenIn
from tests.moderation.queue.neighbourhood import Sheet

LONG = "a password long enough"


def invited(lead: Client, role: Role = Role.MODERATOR) -> str:
    shown = lead.post("/people/invite/", {"role": str(role.value), "areas": ["liuxiang", "nowhere"]})
    return "/join/" + str(shown.context["link"]).split("/join/")[1]


def login(name: str, password: str = PASSWORD) -> Client:
    client = Client()
    client.post("/account/login/", {"login": name, "password": password})
    return client


def inside(client: Client) -> bool:
    return client.get("/queue/").status_code == 200


def test_an_invitation_works_once(signed_in: SignedIn) -> None:
    link = invited(signed_in("组长", Role.LEAD))
    joined = Client().post(link, {"name": "林", "password": LONG})
    assert joined["Location"] == "/account/login/"
    person = Person.objects.get(user__username="林")
    assert (person.role, person.areas) == (Role.MODERATOR, ["liuxiang"])
    assert inside(login("林", LONG))
    assert Client().get(link).status_code == 404
    assert Client().post(link, {"name": "周", "password": LONG}).status_code == 404


def test_an_invitation_lapses_and_gives_no_more_than_the_inviter_is(
    signed_in: SignedIn, clock: Clock
) -> None:
    link = invited(signed_in("组长", Role.LEAD), Role.MAINTAINER)
    assert Invitation.objects.get().role == Role.LEAD
    clock.forward(days=7)
    assert Client().get(link).status_code == 404


@pytest.mark.parametrize("name", ["组 长", "组-长", "--", ""])
def test_nobody_takes_a_name_that_reads_like_a_colleagues(signed_in: SignedIn, name: str) -> None:
    link = invited(signed_in("组长", Role.LEAD))
    assert Client().post(link, {"name": name, "password": LONG}).status_code == 422
    assert Client().get(link).status_code == 200


def test_revoking_ends_sessions_and_leases_at_once_and_old_sessions_stay_dead(
    signed_in: SignedIn, taken_in: TakenIn
) -> None:
    (one,) = taken_in(Sheet().add())
    lin = signed_in("林")
    lin.post(f"/card/{one}/take/")
    person = Person.objects.get(user__username="林")
    lead = signed_in("组长", Role.LEAD)
    lead.post(f"/people/{person.pk}/revoke/")
    assert (inside(lin), inside(login("林")), Submission.objects.get().claimed_by) == (False, False, "")
    link = "/join/" + str(lead.post(f"/people/{person.pk}/again/").context["link"]).split("/join/")[1]
    Client().post(link, {"password": LONG})
    assert (inside(login("林", LONG)), inside(lin)) == (True, False)


def test_nobody_changes_themselves_or_somebody_above(signed_in: SignedIn) -> None:
    lead = signed_in("组长", Role.LEAD)
    own = Person.objects.get(user__username="组长")
    above = Person.objects.get(user=signed_in("总", Role.MAINTAINER).get("/queue/").context["user"])
    for person in (own, above):
        for what in ("", "revoke/", "again/"):
            assert lead.post(f"/people/{person.pk}/{what}", {"role": "3"}).status_code == 403


def test_guessing_passwords_is_slowed_down(member: Callable[..., Person]) -> None:
    member("林")
    for _ in range(5):
        login("林", "wrong")
    assert not inside(login("林"))


def test_a_session_from_before_the_login_is_not_the_session_after_it(member: Callable[..., Person]) -> None:
    member("林")
    client = Client()
    client.get("/account/login/")
    before = client.cookies["linli"].value
    client.post("/account/login/", {"login": "林", "password": PASSWORD})
    assert inside(client)
    assert client.cookies["linli"].value != before
    thief = Client()
    thief.cookies["linli"] = before
    assert not inside(thief)


def test_after_logging_out_a_kept_cookie_is_worth_nothing(member: Callable[..., Person]) -> None:
    member("林")
    client = login("林")
    kept = client.cookies["linli"].value
    client.post("/account/logout/")
    thief = Client()
    thief.cookies["linli"] = kept
    assert not inside(thief)


@pytest.mark.parametrize(
    "place", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_elsewhere(member: Callable[..., Person], place: str) -> None:
    member("林")
    answer = Client().post("/account/login/", {"login": "林", "password": PASSWORD, "next": place})
    assert answer["Location"] == "/queue/"
    answer = Client().post("/language/", {"language": "en", "next": place})
    assert "evil" not in answer["Location"]
    assert not answer["Location"].startswith("javascript")


def test_the_first_account_must_change_its_password(house: object) -> None:
    password = first_account()
    assert password is not None
    assert first_account() is None
    client = login("linli", password)
    assert client.get("/queue/")["Location"] == "/account/password/"
    words = {"oldpassword": password, "password1": LONG, "password2": LONG}
    assert client.post("/account/password/", words)["Location"] == "/"
    assert inside(client)


def test_on_a_server_a_second_factor_comes_first(signed_in: SignedIn, settings: object) -> None:
    settings.MFA_REQUIRED = True  # type: ignore[attr-defined]
    assert signed_in("林").get("/queue/")["Location"] == "/account/mfa/"


def test_who_is_here_and_for_which_area(signed_in: SignedIn, clock: Clock) -> None:
    """NOW is a Friday, 20:00 in the community's time."""
    lead = signed_in("组长", Role.LEAD)
    day, night, other = (
        Person.objects.get(user=signed_in(n).get("/help/").context["user"]) for n in "林周陈"
    )
    day.shifts.create(weekday=4, starts="18:00", ends="20:01")
    night.shifts.create(weekday=4, starts="22:00", ends="02:00")
    other.areas = ["liuxiang"]
    other.save()

    def listed(query: str) -> list[str]:
        return [str(one) for one in lead.get(f"/people/?{query}").context["people"]]

    assert listed("now=1") == ["林"]
    clock.forward(hours=5)  # 01:00 on Saturday
    assert listed("now=1") == ["周"]
    assert sorted(listed("area=liuxiang")) == sorted(["组长", "林", "周", "陈"])


def test_shifts_come_and_go(signed_in: SignedIn) -> None:
    lead = signed_in("组长", Role.LEAD)
    own = Person.objects.get(user__username="组长")
    lead.post(f"/people/{own.pk}/shifts/", {"weekday": "2", "starts": "08:00", "ends": "10:00"})
    shift = own.shifts.get()
    assert "08:00-10:00" in lead.get("/people/").content.decode()
    lead.post(f"/people/{own.pk}/shifts/{shift.pk}/remove/")
    assert not own.shifts.exists()
    assert User.objects.count() == 1
