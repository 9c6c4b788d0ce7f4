"""Django's admin, as a window: maintainers look at the tables that have no page of their own.

Nothing can be changed here, for what people do belongs into the record; and nothing private is shown. It has
no login of its own: who is not inside is sent to the one door.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.views.generic import RedirectView

from moderation.console.models import Invitation, Person, Role, Shift
from moderation.queue.models import Pull, Told, Watched

V = TypeVar("V", bound=Callable[..., Any])
_OWN_FILES = csp_update({"script-src": [SELF], "style-src": [SELF]})  # its pages know no nonce
_CHANGING = ("_add", "_delete", "autocomplete", "view_on_site", "login")
_ELSEWHERE = {"logout": "account_logout", "password_change": "account_change_password"}


class Tables(admin.AdminSite):
    """For maintainers alone."""

    site_header = site_title = "Linli"
    enable_nav_sidebar = False
    final_catch_all_view = False

    def has_permission(self, request: HttpRequest) -> bool:
        person = getattr(request.user, "person", None)
        return request.user.is_active and person is not None and person.at_least(Role.MAINTAINER)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.get_full_path())

    def admin_view(self, view: V, cacheable: bool = False) -> V:
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            return inner(request, *args, **kwargs) if self.has_permission(request) else self.login(request)

        inner = super().admin_view(view, cacheable)
        return cast("V", _OWN_FILES(guarded))

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Its pages without those that change something; leaving and passwords are where they always are."""
        kept: list[URLPattern | URLResolver] = []
        for each in super().get_urls():
            kept += _without_changes(each)
        return kept


def _without_changes(route: URLPattern | URLResolver) -> list[URLPattern | URLResolver]:
    if isinstance(route, URLResolver):
        inner = [kept for each in route.url_patterns for kept in _without_changes(each)]
        route.url_patterns = inner  # a cached property, set before anybody asks
        return [route]
    name = route.name or ""
    if name in _ELSEWHERE:
        route.callback = RedirectView.as_view(pattern_name=_ELSEWHERE[name])
    return [] if not name or name.endswith(_CHANGING) or name == "password_change_done" else [route]


class Window(admin.ModelAdmin):  # type: ignore[type-arg]  # generic only for the type checker
    """One table, to look at."""

    actions = None

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def _shown(model: type[Model], *columns: str) -> None:
    TABLES.register(
        model, type(f"{model.__name__}Window", (Window,), {"list_display": columns, "fields": columns})
    )


TABLES = Tables(name="tables")
_shown(Person, "user", "role", "trust", "areas")
_shown(Shift, "person", "weekday", "starts", "ends")
_shown(Invitation, "by", "role", "expires_at", "used_at")
_shown(Pull, "form", "at", "read", "new", "edited", "vanished", "unsure", "barred")
_shown(Watched, "name", "good_at", "tried_at", "trouble")
_shown(Told, "alarm", "at")
