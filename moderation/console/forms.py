"""The forms of django-allauth whose words its catalogue leaves in English."""

from __future__ import annotations

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class AddKey(AddWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    """A new passkey with a name to tell it by; the library fills in an empty one."""

    name = forms.CharField(label=_("名字"), required=False)


class EditKey(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    name = forms.CharField(label=_("名字"))
