"""Call-backs as the card shows them: what to read out, and what can come of it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from moderation.console.guidance import TONGUES
from moderation.core.community import Translated
from moderation.queue.words import Outcome

_FILE = Path(__file__).with_name("calls.toml")

# In this order under the thumb: what publishes and what takes down are not neighbours.
OUTCOMES = {
    Outcome.CONFIRMED: _("确认属实"),
    Outcome.NO_ANSWER: _("没人接，2 小时后再打"),
    Outcome.WRONG_NUMBER: _("空号，或不是本人"),
    Outcome.REFUSED: _("不愿意核实"),
    Outcome.ASKED_TO_WITHDRAW: _("要求撤下"),
}


@cache
def _lines() -> tuple[Translated, ...]:
    return tuple(map(Translated.model_validate, tomllib.loads(_FILE.read_text("utf-8"))["line"]))


def script(place: Translated, form: Translated, title: str) -> dict[str, list[str]]:
    """What to read out, line by line, in each language."""
    return {
        language: [
            line.to(language).format(place=place.to(language), form=form.to(language), title=title)
            for line in _lines()
        ]
        for language in TONGUES
    }
