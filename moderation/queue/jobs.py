"""What screening is given of a version: its public answers, its contacts, and what is hidden in it so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from moderation.core.community import Community, FieldType, Form
from moderation.core.finding import Span
from moderation.queue.examine import Job, Spans
from moderation.queue.models import Redaction, Version
from moderation.queue.register import points_at, prose


class Words(NamedTuple):
    """The words of one version (`pk`), in answer to one form."""

    pk: int
    form: str
    values: Mapping[str, str]


def words_of(version: Version) -> Words:
    return Words(version.pk, version.submission.form, version.values)


def jobs(community: Community, batch: Sequence[Words]) -> list[Job]:
    """One for each, in their order."""
    hidden: dict[int, dict[str, set[Span]]] = defaultdict(lambda: defaultdict(set))
    lifted: dict[int, dict[str, set[Span]]] = defaultdict(lambda: defaultdict(set))
    spans = Redaction.objects.filter(version__in=[one.pk for one in batch])
    for version, field, start, end, lifted_by in spans.values_list(
        "version", "field", "start", "end", "lifted_by"
    ):
        (lifted if lifted_by else hidden)[version][field].add(Span(start, end))
    return [
        _job(community.form_by_key[one.form], one.values, _frozen(hidden[one.pk]), _frozen(lifted[one.pk]))
        for one in batch
    ]


def _job(form: Form, values: Mapping[str, str], hidden: Spans, lifted: Spans) -> Job:
    accused = points_at(form)
    return Job(
        form.key,
        {field.key: values[field.key] for field in form.fields if field.public and field.key in values},
        hidden,
        lifted,
        prose=frozenset(prose(form)),
        contacts=tuple(
            values[field.key]
            for field in form.typed(FieldType.CONTACT)
            if field.key in values and field.key not in accused
        ),
        points_at=tuple(values[key] for key in accused if key in values),
    )


def _frozen(spans: dict[str, set[Span]]) -> Spans:
    return {key: frozenset(each) for key, each in spans.items()}
