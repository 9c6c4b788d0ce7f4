"""People: invitations, roles, areas, shifts, and the end of an account."""

from __future__ import annotations

from typing import TypeVar

from django import forms
from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from moderation.console import people, place
from moderation.console.door import door, who
from moderation.console.limits import too_often
from moderation.console.models import TRUSTS, WEEKDAYS, Person, Role, Shift
from moderation.console.people import NameTaken
from moderation.queue.trust import Trust

NAME_LENGTH = 40
T = TypeVar("T", Role, Trust)


@door(Role.LEAD, "GET")
def listing(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, link: str = "") -> HttpResponse:
    mine, community = who(request), place.community()
    here = people.on_shift(place.now().astimezone(place.zone()))
    shown = here if "now" in request.GET else Person.objects.all()
    area = request.GET.get("area", "")
    listed = shown.select_related("user").prefetch_related("shifts").order_by("user__username")
    return render(
        request,
        "console/people.html",
        {
            "people": people.looking_after(listed, community, area)
            if area in community.area_by_key
            else listed,
            "here": set(here.values_list("pk", flat=True)),
            "area": area,
            "now": "now" in request.GET,
            "roles": [each for each in Role if each <= mine.role],
            "trusts": TRUSTS,
            "weekdays": WEEKDAYS,
            "areas": community.areas,
            "link": link,
            "days": people.INVITATION_LASTS.days,
        },
    )


@door(Role.LEAD, "POST")
def invited(request: HttpRequest) -> HttpResponse:
    """A new link; it is shown once."""
    role = _choice(request.POST.get("role", ""), Role)
    token = people.invite(who(request), role, _areas(request), place.now())
    return _page(request, request.build_absolute_uri(f"/join/{token}/"))


@door(Role.LEAD, "POST")
def invited_again(request: HttpRequest, number: int) -> HttpResponse:
    """A link by which somebody who lost their password sets a new one."""
    person = _below(request, number)
    token = people.invite(who(request), Role(person.role), [], place.now(), again=person)
    return _page(request, request.build_absolute_uri(f"/join/{token}/"))


@door(Role.LEAD, "POST")
def changed(request: HttpRequest, number: int) -> HttpResponse:
    """Another role, trust, areas."""
    person = _below(request, number)
    person.role = min(_choice(request.POST.get("role", ""), Role), who(request).role)
    person.trust = _choice(request.POST.get("trust", ""), Trust)
    person.areas = _areas(request)
    person.save(update_fields=["role", "trust", "areas"])
    messages.success(request, _("已保存。"))
    return redirect("people")


@door(Role.LEAD, "POST")
def revoked(request: HttpRequest, number: int) -> HttpResponse:
    """End an account: sessions and leases with it."""
    person = _below(request, number)
    people.revoke(person)
    messages.success(request, _("%(name)s 的账号已停用。") % {"name": person})
    return redirect("people")


class ShiftForm(forms.Form):
    weekday = forms.IntegerField(min_value=0, max_value=6)
    starts = forms.TimeField()
    ends = forms.TimeField()


@door(Role.LEAD, "POST")
def shift_added(request: HttpRequest, number: int) -> HttpResponse:
    form, person = ShiftForm(request.POST), get_object_or_404(Person, pk=number)
    if form.is_valid():
        Shift.objects.create(person=person, **form.cleaned_data)
    else:
        messages.error(request, _("班次的时间没有写对。"))
    return redirect("people")


@door(Role.LEAD, "POST")
def shift_removed(request: HttpRequest, number: int, shift: int) -> HttpResponse:
    get_object_or_404(Shift, pk=shift, person=number).delete()
    return redirect("people")


def _below(request: HttpRequest, number: int) -> Person:
    """Somebody whom the asker may change: not themselves, nobody above them."""
    person = get_object_or_404(Person, pk=number)
    mine = who(request)
    if person.pk == mine.pk or person.role > mine.role:
        raise PermissionDenied
    return person


def _choice(sent: str, kind: type[T]) -> T:
    return kind(int(sent)) if sent in {str(each.value) for each in kind} else kind(0)


def _areas(request: HttpRequest) -> list[str]:
    return [key for key in request.POST.getlist("areas") if key in place.community().area_by_key]


class JoinForm(forms.Form):
    """A name to sign with, and a password."""

    name = forms.CharField(max_length=NAME_LENGTH, required=False)
    password = forms.CharField(max_length=200, strip=False)


@door(None, "GET", "POST")
def joined(request: HttpRequest, token: str) -> HttpResponse:
    """Use an invitation. A used, expired or invented link looks the same."""
    if (late := too_often(request, "join")) is not None:
        return late
    invitation = people.invitation(token, place.now())
    if invitation is None:
        return render(request, "console/join.html", {"closed": True}, status=404)
    page = {"again": invitation.again, "name": request.POST.get("name", "")[:NAME_LENGTH]}
    if request.method == "GET":
        return render(request, "console/join.html", page)
    form = JoinForm(request.POST)
    try:
        if not form.is_valid():
            raise forms.ValidationError(_("请填写名字和密码。"))
        validate_password(form.cleaned_data["password"])
        person = people.accept(token, form.cleaned_data["name"], form.cleaned_data["password"], place.now())
    except NameTaken:
        return render(
            request,
            "console/join.html",
            {**page, "errors": [_("这个名字不能用，或已经有人用了。")]},
            status=422,
        )
    except forms.ValidationError as error:
        return render(request, "console/join.html", {**page, "errors": error.messages}, status=422)
    if person is None:
        return render(request, "console/join.html", {"closed": True}, status=404)
    messages.success(request, _("账号已准备好，请登录。"))
    return redirect("account_login")
