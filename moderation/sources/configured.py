"""The sources that community.toml names, ready to be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from moderation.core.community import Community, Form
from moderation.core.community.model import Source as Setting
from moderation.core.response import Question, RawResponse
from moderation.sources.csv_export import CsvExport
from moderation.sources.forms import fit
from moderation.sources.source import Source


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


def configured(community: Community, root: Path) -> list[Source]:
    """One source for every form that has any. Paths are relative to `root`, the community file's folder."""
    by_form: dict[str, list[Source]] = {}
    for setting in community.sources:
        by_form.setdefault(setting.form, []).append(_KINDS[setting.type](setting, community, root))
    return [
        sources[0] if len(sources) == 1 else Several(community.form_by_key[form], tuple(sources))
        for form, sources in by_form.items()
    ]


def _csv(setting: Setting, community: Community, root: Path) -> Source:
    return CsvExport(
        root / str(setting.path),
        community.form_by_key[setting.form],
        community,
        label_row=setting.label_row,
        day_first=setting.day_first,
    )


_KINDS: dict[str, Callable[[Setting, Community, Path], Source]] = {"csv": _csv}
