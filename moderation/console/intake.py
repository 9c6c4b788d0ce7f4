"""A form of community.toml as a page to fill in for somebody."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from moderation.core.community import Community, Field, FieldType, Form, Option

_CHOSEN = (FieldType.CHOICE, FieldType.CONSENT)


class IntakeForm(forms.Form):
    """One question a field, in the form's order and words. Nothing here says what an answer may become."""

    def __init__(self, community: Community, form: Form, language: str, sent: QueryDict | None) -> None:
        super().__init__(sent)
        self.label_suffix = ""
        for each in form.fields:
            self.fields[each.key] = _field(community, each, language)

    def answers(self) -> dict[str, str]:
        """The answers by field, as a form's export would have them."""
        return {
            key: ", ".join(value) if isinstance(value, list) else value
            for key, value in self.cleaned_data.items()
        }


def _field(community: Community, field: Field, language: str) -> forms.Field:
    made = _unnamed(community, field, language)
    made.label, made.required = _title(field, language), field.required
    return made


def _unnamed(community: Community, field: Field, language: str) -> forms.Field:
    if field.type is FieldType.AREA:
        areas = [(area.name.zh_hans, area.name.to(language)) for area in community.areas]
        return forms.ChoiceField(choices=[("", "—"), *areas])
    if field.type in _CHOSEN:
        return forms.ChoiceField(choices=[("", "—"), *_choices(community, field, language)])
    if field.type is FieldType.CHOICES:
        return forms.MultipleChoiceField(
            choices=_choices(community, field, language), widget=forms.CheckboxSelectMultiple
        )
    most = community.thresholds.cell_characters
    if field.type is FieldType.LONG_TEXT:
        return forms.CharField(max_length=most, widget=forms.Textarea(attrs={"rows": 3}))
    attributes = {"inputmode": "tel", "autocomplete": "off"} if field.type is FieldType.CONTACT else {}
    return forms.CharField(max_length=most, widget=forms.TextInput(attrs=attributes))


def _title(field: Field, language: str) -> str:
    """The label, and whether the answer is published: whoever is asked has a right to hear it."""
    return f"{field.label.to(language)}（{_('会公开') if field.public else _('不公开')}）"


def _choices(community: Community, field: Field, language: str) -> list[tuple[str, str]]:
    """What is stored is the first wording, which every reading of an answer knows."""
    return [(option.label.zh_hans, option.label.to(language)) for option in _options(community, field)]


def _options(community: Community, field: Field) -> list[Option]:
    return list(dict.fromkeys(community.wordings_of(field).values()))
