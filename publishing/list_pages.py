"""The pages of lists. Their rows were rendered before; here they are only put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from moderation.core.community import Publishes
from publishing.batches import Fragment, Rendered, digest_of
from publishing.edition import Edition
from publishing.entry_pieces import Pieces
from publishing.list_printer import ListPrinter
from publishing.listing import ListKey, narrowed
from publishing.placed import Placed, said_by


@dataclass(frozen=True, slots=True)
class ListPages:
    """The lists of one form and category."""

    name: str
    base: bytes
    printers: Sequence[ListPrinter]
    pieces: Pieces
    lists: Mapping[ListKey, Sequence[Placed]]
    vendored: bool = False

    def digest(self) -> str:
        """The first of them holds all that the others hold: what each leads on to follows from it too."""
        return digest_of(self.base, [said_by(next(iter(self.lists.values())))])

    def render(self) -> Rendered:
        pages = [
            page
            for printer in self.printers
            for key, entries in self.lists.items()
            for page in printer.pages(key, entries, self.pieces)
        ]
        return Rendered(pages, [Fragment(page.path, page.own) for page in pages])


def list_batches(
    base: bytes,
    editions: Sequence[Edition],
    found: Mapping[ListKey, Sequence[Placed]],
    pieces: Pieces,
) -> Iterator[ListPages]:
    """The lists; every form that publishes entries has one, be it empty."""
    forms = editions[0].community.forms
    everywhere = {ListKey(form.key): () for form in forms if form.publishes is Publishes.ENTRY}
    families: defaultdict[ListKey, dict[ListKey, Sequence[Placed]]] = defaultdict(dict)
    for key, entries in sorted({**everywhere, **found}.items()):
        if ListKey(key.form) in everywhere:
            families[ListKey(key.form, key.category)][key] = entries
    narrower = narrowed(editions[0].community, {key: len(entries) for key, entries in found.items()})
    printers = [ListPrinter(edition, narrower) for edition in editions]
    for family, lists in families.items():
        yield ListPages(f"list-{family.name}", base, printers, pieces, lists)
