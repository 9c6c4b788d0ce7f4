"""The sources that community.toml names, ready to be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from moderation.core.community import Community, Form
from moderation.core.community.model import Source as Setting
from moderation.core.response import Question, RawResponse
from moderation.sources.csv_export import CsvExport
from moderation.sources.forms import fit
from moderation.sources.forms_api import GoogleForm
from moderation.sources.google_client import GoogleClient, connect
from moderation.sources.google_credentials import READ_FORMS, READ_SHEETS
from moderation.sources.google_sheet import GoogleSheet
from moderation.sources.source import NotConfigured, Source


@dataclass(frozen=True)
class Several:
    """All places where one form's responses arrive, as one source: only together are they complete."""

    definition: Form
    sources: tuple[Source, ...]

    @property
    def form(self) -> str:
        return self.definition.key

    def questions(self) -> tuple[Question, ...]:
        """The first place's questions, after all have been found to fit the form; raises `FormChanged`."""
        asked = [source.questions() for source in self.sources]
        for questions in asked:
            fit(self.definition, questions)
        return asked[0]

    def responses(self) -> Iterator[RawResponse]:
        for source in self.sources:
            yield from source.responses()


@dataclass(frozen=True)
class Ground:
    """What settings are about: `root` is where paths begin, `environment` holds ids and credentials.

    Sources share one client a scope: signing in is a call as well.
    """

    community: Community
    root: Path
    environment: Mapping[str, str]

    @cached_property
    def sheets(self) -> GoogleClient:
        return connect(self.environment, (READ_SHEETS,))

    @cached_property
    def forms(self) -> GoogleClient:
        return connect(self.environment, READ_FORMS)

    def id_in(self, setting: Setting) -> tuple[str, str]:
        """The id that the setting's variable holds, and the variable's name; raises `NotConfigured`."""
        variable = setting.spreadsheet or ""
        identifier = self.environment.get(variable, "").strip()
        if not identifier:
            raise NotConfigured(
                f"环境变量 {variable} 没有设置；它应是“{setting.form}”的表格编号，即网址中 /d/ 后面的一段。"
                f" / {variable} is not set: give it the id of the file of “{setting.form}”, the part"
                " after /d/ in its address."
            )
        return identifier, variable


def configured(community: Community, root: Path, environment: Mapping[str, str]) -> list[Source]:
    """One source for every form that has any. Paths are relative to `root`, the community file's folder.

    Raises `NotConfigured` when `environment` lacks an id or credentials that a source needs.
    """
    ground = Ground(community, root, environment)
    by_form: dict[str, list[Source]] = {}
    for setting in community.sources:
        by_form.setdefault(setting.form, []).append(_KINDS[setting.type](setting, ground))
    return [
        sources[0] if len(sources) == 1 else Several(community.form_by_key[form], tuple(sources))
        for form, sources in by_form.items()
    ]


def _csv(setting: Setting, ground: Ground) -> Source:
    return CsvExport(
        ground.root / str(setting.path),
        ground.community.form_by_key[setting.form],
        ground.community,
        label_row=setting.label_row,
        day_first=setting.day_first,
    )


def _google_sheet(setting: Setting, ground: Ground) -> Source:
    form = ground.community.form_by_key[setting.form]
    identifier, variable = ground.id_in(setting)
    return GoogleSheet(ground.sheets, form, ground.community, identifier, variable, setting.tab)


def _google_form(setting: Setting, ground: Ground) -> Source:
    form = ground.community.form_by_key[setting.form]
    identifier, variable = ground.id_in(setting)
    return GoogleForm(ground.forms, form, ground.community, identifier, variable)


_KINDS: dict[str, Callable[[Setting, Ground], Source]] = {
    "csv": _csv,
    "google-sheet": _google_sheet,
    "google-form": _google_form,
}
