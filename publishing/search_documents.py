"""What the search index takes of entries, guides and pages: where they stand, their terms, what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from moderation.core.community import Community, FieldType
from moderation.core.entry import Entry
from publishing import sanitise
from publishing.clock import clock
from publishing.edition import Edition
from publishing.guide_sections import Section
from publishing.placed import Placed, lineage
from publishing.public_entry import changed_at, told_fields
from publishing.search_codes import Layout, facets, guide_kind, guide_records_of, identity
from publishing.terms import document_terms, terms

_LONGEST: Final = 1000  # characters of an entry that its excerpt may come from


class Document(NamedTuple):
    """What the index takes: where it stands, how it is found, what is shown of it."""

    code: str
    records: str  # name of the file with its record
    terms: set[str]
    record: list[Any]

    @property
    def path(self) -> str:
        """Of its page, as the record names it."""
        return str(self.record[1])


class Question(NamedTuple):
    """What the index makes of the answers to one question."""

    labels: dict[str, frozenset[str]]  # option -> the terms of its label in every language
    said: bool  # its words are shown and found; those of a title and of an address are not
    sentences: bool


class EntryReader:
    """Reads entries; the same for all languages, as their words are the writers' own."""

    def __init__(self, community: Community, layout: Layout) -> None:
        self._layout = layout
        self._above, self._local = lineage(community), clock(community.time_zone)
        self._questions = {
            form.key: {
                field.key: Question(
                    {
                        one.key: frozenset(terms(" ".join(one.label.all)))
                        for one in community.options_of(field)
                    },
                    field.type is not FieldType.URL and field.key not in form.headline,
                    field.type is FieldType.LONG_TEXT,
                )
                for field in told_fields(form)
            }
            for form in community.forms
        }

    def documents(self, entries: Iterable[Placed]) -> Iterator[Document]:
        for placed in entries:
            entry, path = placed.entry, f"e/{placed.entry.id}.html"
            title, text, found = self._read(entry)
            found.update(facets(entry, self._above[placed.area]))
            seen = self._local(changed_at(entry))
            code = self._layout.entry_code(placed, path)
            records = f"r-{identity(path) % self._layout.records}"
            confirmed = int(entry.verified_at is not None)
            yield Document(code, records, found, [code, path, title, text, seen, confirmed])

    def _read(self, entry: Entry) -> tuple[str, str, set[str]]:
        """Title, text, terms. Chosen answers are found by their labels in every language."""
        told: list[str] = []
        facts: list[str] = []
        chosen: list[frozenset[str]] = []
        questions = self._questions[entry.form]
        for detail in entry.details:
            question = questions.get(detail.field)
            if question is None:
                continue
            if detail.choices and question.labels.keys() >= set(detail.choices):
                chosen += [question.labels[choice] for choice in detail.choices]
            elif question.said:
                (told if question.sentences else facts).append(sanitise.one_line(detail.text))
        title = sanitise.one_line(entry.title)
        text = " · ".join((*told, *facts))  # sentences first: amounts alone say little
        return title, text[:_LONGEST], document_terms(title, text).union(*chosen)


def guide_documents(layout: Layout, edition: Edition, page: Sequence[Section]) -> Iterator[Document]:
    """The parts of a guide, or a page of ours that is none."""
    kind = guide_kind(edition.language)
    for number, section in enumerate(page):
        path = f"{edition.prefix}{section.path}"
        code = layout.guide_code(kind, number, path)
        record = [code, section.path, section.title, section.text[:_LONGEST], "", 0]
        found = document_terms(section.title, section.text) | {f"k={kind}"}
        yield Document(code, f"g-{guide_records_of(path)}", found, record)
