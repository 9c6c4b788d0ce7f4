"""Every route x method x role x CSRF, enumerated from the URLs: what is not declared here fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from moderation.console.models import Person, Role
from moderation.queue.models import Act, Pull, Submission
from tests.moderation.queue.neighbourhood import Sheet

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
T, M, L = Role.TRAINEE, Role.MODERATOR, Role.LEAD
CARD: dict[str, object] = {"submission": "nothing22"}

# name: (smallest role, methods, arguments). What a view of ours does not list is answered by 405.
Declared = tuple[Role | None, tuple[str, ...], dict[str, object]]
POSTED: Declared = (T, ("POST",), CARD)
OURS: dict[str, Declared] = {
    "home": (T, ("GET",), {}),
    "queue": (T, ("GET",), {}),
    "next": (T, ("POST",), {}),
    "news": (T, ("GET",), {}),
    "find": (T, ("GET",), {}),
    "card": (T, ("GET",), CARD),
    "intake": (T, ("GET",), {}),
    "intake_form": (T, ("GET", "POST"), {"form": "nothing"}),
    "people": (L, ("GET",), {}),
    "invite": (L, ("POST",), {}),
    "person": (L, ("POST",), {"number": 999}),
    "invite_again": (L, ("POST",), {"number": 999}),
    "revoke": (L, ("POST",), {"number": 999}),
    "shift": (L, ("POST",), {"number": 999}),
    "shift_remove": (L, ("POST",), {"number": 999, "shift": 999}),
    "join": (None, ("GET", "POST"), {"token": "invented"}),
    "resident": (None, ("GET", "POST"), {"token": "invented"}),
    "export": (None, ("GET",), {}),  # for whoever has the token
    "duty": (T, ("GET",), {}),
    "publish": (M, ("POST",), {}),
    "audit": (L, ("GET",), {}),
    "audit_export": (L, ("GET",), {}),
    "help": (T, ("GET",), {}),
    "shortcuts": (T, ("POST",), {}),
    "destroy": (M, ("POST",), CARD),
    **dict.fromkeys(("take", "renew", "release", "decide", "undo", "reopen", "cluster", "call"), POSTED),
    **dict.fromkeys(("hide", "lift", "wrong", "reveal", "link", "links_end"), POSTED),
}
# Routes of libraries: Django's language switch and allauth's pages. `True`: only for people with an account.
THEIRS: dict[str, bool] = {
    "language": False,
    "account_login": False,
    "account_logout": True,
    "account_inactive": False,
    "account_signup": False,
    "account_reauthenticate": True,
    "account_change_password": True,
    "mfa_index": True,
    "mfa_authenticate": False,  # the second step of a login; without a first one it sends back to it
    "mfa_reauthenticate": True,
    "mfa_activate_totp": True,
    "mfa_deactivate_totp": True,
    "mfa_view_recovery_codes": True,
    "mfa_generate_recovery_codes": True,
    "mfa_download_recovery_codes": True,
    "mfa_list_webauthn": True,
    "mfa_add_webauthn": True,
    "mfa_reauthenticate_webauthn": True,
    "mfa_remove_webauthn": True,
    "mfa_edit_webauthn": True,
    "mfa_login_webauthn": False,
}


# Django's admin, reduced to a window for maintainers: nothing in it changes anything.
WINDOW = ("index", "jsi18n", "app_list", "_changelist", "_history", "_change")
ELSEWHERE = ("logout", "password_change")


def routes(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace == "tables":
            continue
        if isinstance(pattern, URLResolver):
            yield from routes(pattern)
        else:
            yield pattern


def test_every_route_is_declared_and_nothing_else_is() -> None:
    assert sorted(str(route.name) for route in routes()) == sorted([*OURS, *THEIRS])


def test_views_say_what_is_declared_here() -> None:
    views = {route.name: vars(route.callback) for route in routes() if hasattr(route.callback, "role")}
    said = {name: (view["role"], view["methods"]) for name, view in views.items()}
    assert said == {name: (role, methods) for name, (role, methods, _) in OURS.items()}


@pytest.mark.parametrize("role", [None, *Role])
def test_who_may_do_what(role: Role | None, signed_in: Callable[..., Client]) -> None:
    client = Client() if role is None else signed_in("林", role)
    for name, (smallest, methods, arguments) in OURS.items():
        for method in METHODS:
            answer = client.generic(method, reverse(name, kwargs=arguments))
            to_login = answer.status_code == 302 and answer["Location"].startswith("/account/login/")
            asked = (name, method, answer.status_code)
            if method not in methods:
                assert answer.status_code == 405, asked
            elif smallest is None:
                assert answer.status_code == 404, asked  # the token is invented
            elif role is None:
                assert to_login, asked
            elif role < smallest:
                assert answer.status_code == 403, asked
            else:
                assert answer.status_code not in {403, 405, 500}, asked
                assert not to_login, asked


def test_nothing_is_changed_from_another_site(signed_in: Callable[..., Client]) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in("林", Role.MAINTAINER).cookies
    for name, (_, methods, arguments) in OURS.items():
        if "POST" in methods:
            address = reverse(name, kwargs=arguments)
            assert strict.post(address).status_code == 403, name
            assert strict.post(address, {"csrfmiddlewaretoken": "x" * 32}).status_code == 403, name


def windows() -> Iterator[tuple[str, str]]:
    """Every route of the admin: its name, and an address."""
    resolver = next(
        each for each in get_resolver().url_patterns if getattr(each, "namespace", "") == "tables"
    )
    for route in routes(resolver):  # type: ignore[arg-type]
        name = str(route.name)
        one = name not in ELSEWHERE and name.endswith(("_history", "_change"))
        arguments = {"object_id": "1"} if one else {}
        arguments |= {"app_label": "queue"} if name == "app_list" else {}
        yield name, reverse(f"admin:{name}", kwargs=arguments)


@pytest.mark.parametrize("role", [None, *Role])
def test_the_admin_is_behind_the_same_door_and_changes_nothing(
    role: Role | None, signed_in: Callable[..., Client], taken_in: Callable[[Sheet], list[str]]
) -> None:
    taken_in(Sheet().add())
    client = Client() if role is None else signed_in("林", role)
    names = [name for name, _ in windows()]
    assert {name for name in names if name in ELSEWHERE or not name.endswith(WINDOW)} == set(ELSEWHERE)
    for name, address in windows():
        for method in ("get", "post"):
            answer = getattr(client, method)(address)
            if name in ELSEWHERE:
                assert answer.headers["Location"].startswith("/account/")
            elif role is None:
                assert answer.headers["Location"].startswith("/account/login/?next=/tables/")
            elif role < Role.MAINTAINER:
                assert answer.status_code == 403
            elif method == "get":
                assert answer.status_code in {200, 302}
            else:
                assert answer.status_code in {200, 302, 403, 405}
    assert (Pull.objects.count(), Person.objects.count()) == (1, 0 if role is None else 1)


@pytest.mark.parametrize("name", [name for name, closed in THEIRS.items() if closed])
def test_pages_of_ones_own_account_need_one(name: str, house: object) -> None:
    arguments = {"pk": 1} if name in {"mfa_remove_webauthn", "mfa_edit_webauthn"} else {}
    answer = Client().get(reverse(name, kwargs=arguments))
    assert answer.status_code == 302
    assert answer["Location"].startswith(("/account/login/", "/account/"))


def test_nobody_signs_up(house: object) -> None:
    page = {"username": "neu", "password1": "a long enough one", "password2": "a long enough one"}
    assert Client().post("/account/signup/", page).status_code == 200
    assert Client().login(username="neu", password="a long enough one") is False


@pytest.mark.parametrize("name", ["card", "take", "decide", "undo", "reveal", "destroy", "hide", "reopen"])
def test_foreign_and_invented_ids_change_nothing(
    name: str, signed_in: Callable[..., Client], taken_in: Callable[[Sheet], list[str]]
) -> None:
    """Without the lease an item is read only; an invented id is answered like a destroyed one."""
    (one,) = taken_in(Sheet().add())
    signed_in("周").post(f"/card/{one}/take/")
    client, before = signed_in("林", Role.MAINTAINER), _state(one)
    fields = {
        "version": "1",
        "seen": "0",
        "action": "approve",
        "field": "contact",
        "why": "call",
        "start": "0",
        "end": "1",
    }
    call = client.get if name == "card" else client.post
    call(reverse(name, kwargs={"submission": one}), fields)
    assert _state(one) == before
    assert call(reverse(name, kwargs=CARD), fields).status_code in {302, 404}
    for strange in ("../admin", "1%00", "x" * 40, "' OR 1=1"):
        assert client.get(f"/card/{strange}/").status_code == 404


def _state(submission: str) -> tuple[object, ...]:
    one = Submission.objects.get(pk=submission)
    return one.standing, one.claimed_by, Act.objects.count(), one.versions.get().values
