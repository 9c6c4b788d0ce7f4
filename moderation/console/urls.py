"""Every page of the console. What is not here does not exist; the tests go through this list."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path, register_converter
from django.urls.converters import StringConverter
from django.views.i18n import set_language

from moderation.console.tables import TABLES
from moderation.console.views import (
    audit,
    calls,
    card,
    decisions,
    export,
    faults,
    hiding,
    intake,
    links,
    own,
    people,
    private,
    queue,
    resident,
    shift,
)


class Id(StringConverter):
    """Ids of submissions: nothing else reaches a view."""

    regex = "[0-9a-z]{1,16}"


register_converter(Id, "id")
urlpatterns = [
    path("", own.home, name="home"),
    path("queue/", queue.listing, name="queue"),
    path("queue/next/", queue.following, name="next"),
    path("queue/find/", queue.found, name="find"),
    path("queue/news/", queue.news, name="news"),
    path("card/<id:submission>/", card.card, name="card"),
    path("card/<id:submission>/take/", card.taken, name="take"),
    path("card/<id:submission>/renew/", card.renewed, name="renew"),
    path("card/<id:submission>/release/", card.released, name="release"),
    path("card/<id:submission>/decide/", decisions.decided, name="decide"),
    path("card/<id:submission>/undo/", decisions.undone, name="undo"),
    path("card/<id:submission>/reopen/", decisions.reopened, name="reopen"),
    path("card/<id:submission>/cluster/", decisions.cluster_rejected, name="cluster"),
    path("card/<id:submission>/hide/", hiding.hidden, name="hide"),
    path("card/<id:submission>/lift/", hiding.lifted, name="lift"),
    path("card/<id:submission>/wrong/", hiding.wrong, name="wrong"),
    path("card/<id:submission>/reveal/", private.revealed, name="reveal"),
    path("card/<id:submission>/destroy/", private.destroyed, name="destroy"),
    path("card/<id:submission>/link/", links.given, name="link"),
    path("card/<id:submission>/links/end/", links.called_in, name="links_end"),
    path("r/<slug:token>/", resident.linked, name="resident"),
    path("shift/", shift.shift, name="duty"),
    path("shift/publish/", shift.published, name="publish"),
    path("export/entries.json", export.entries_file, name="export"),
    path("card/<id:submission>/call/", calls.called, name="call"),
    path("intake/", intake.forms, name="intake"),
    path("intake/<slug:form>/", intake.filled, name="intake_form"),
    path("people/", people.listing, name="people"),
    path("people/invite/", people.invited, name="invite"),
    path("people/<int:number>/", people.changed, name="person"),
    path("people/<int:number>/again/", people.invited_again, name="invite_again"),
    path("people/<int:number>/revoke/", people.revoked, name="revoke"),
    path("people/<int:number>/shifts/", people.shift_added, name="shift"),
    path("people/<int:number>/shifts/<int:shift>/remove/", people.shift_removed, name="shift_remove"),
    path("join/<slug:token>/", people.joined, name="join"),
    path("audit/", audit.acts, name="audit"),
    path("audit/export/", audit.exported, name="audit_export"),
    path("tables/", TABLES.urls),
    path("help/", own.helped, name="help"),
    path("help/shortcuts/", own.shortcuts_set, name="shortcuts"),
    path("language/", set_language, name="language"),
    path("account/login/", account.login, name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/signup/", account.signup, name="account_signup"),  # closed: people are invited
    path("account/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/mfa/", include("allauth.mfa.urls")),
]
handler400 = faults.misdirected
handler403 = faults.forbidden
handler404 = faults.missing
