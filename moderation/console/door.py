"""The one door: who may use which page, with which method."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import resolve, reverse

from moderation.console.models import Person, Role

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

# What somebody whose account is not yet in order can use: leaving, and putting it in order.
_ALWAYS = ("account_", "mfa_", "language", "script_words")


def door(role: Role | None, *methods: str) -> Callable[[View[P]], View[P]]:
    """Declare who may use a view (`None`: everybody) and how. What is not declared is refused.

    Without an account people are sent to the login; with too small a role they get 403.
    """

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            if role is not None:
                if not request.user.is_authenticated:
                    return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
                if not who(request).at_least(role):
                    raise PermissionDenied
            response = view(request, *args, **kwargs)
            response.headers.setdefault("Cache-Control", "no-store")
            return response

        guarded.role, guarded.methods = role, methods  # type: ignore[attr-defined]  # read by the tests
        return guarded

    return guard


def who(request: HttpRequest) -> Person:
    """The moderator who asks; raises `PermissionDenied` for an account that is nobody here."""
    person = getattr(request.user, "person", None)
    if not isinstance(person, Person):
        raise PermissionDenied
    return person


_FACTORS = Authenticator.objects.filter(user=OuterRef("pk"))
_KNOWN = User.objects.select_related("person").annotate(second_factor=Exists(_FACTORS))


class Accounts(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Who comes in, and who is inside: the account, the person and whether there is a second factor are asked
    for together, since every page needs them.
    """

    def get_user(self, user_id: int) -> User | None:
        user = _KNOWN.filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None


class ByInvitation(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody signs up; people are invited."""

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """On to the work; allauth would show the form that has just been filled in again."""
        return reverse("home")

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class AccountInOrder:
    """Before anything else: change the one-time password, and on a server set up a second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person: Any = getattr(request.user, "person", None)
        if person is None or request.path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
            return self.get_response(request)
        if (resolve(request.path_info).url_name or "").startswith(_ALWAYS):
            return self.get_response(request)
        if person.new_password_due:
            return redirect("account_change_password")
        if settings.MFA_REQUIRED and not getattr(request.user, "second_factor", False):
            return redirect("mfa_index")
        return self.get_response(request)
