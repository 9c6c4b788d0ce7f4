"""The invented corpus: `posts/<wave>/<label>.txt`, one post a line as `form|text`.

`\\n` is a line end, `<tel>` and `<wx>` stand where a writer would leave a number or an account. Nothing in it
was ever posted by anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).with_name("posts")
BAD = frozenset({"seller", "shill", "scam"})
_STAND_INS = {"<tel>": "138 0013 8000", "<wx>": "linli_2020", "\\n": "\n"}


@dataclass(frozen=True, slots=True)
class Post:
    """`wave` is the folder: posts that were written together, by one hand or with one thing in mind."""

    wave: str
    label: str
    form: str
    text: str

    @property
    def bad(self) -> bool:
        """True for what a moderator must look at before anybody else does."""
        return self.label in BAD


def read_posts(folder: Path = FOLDER) -> Iterator[Post]:
    """Every post, file by file."""
    for path in sorted(folder.glob("*/*.txt")):
        for line in path.read_text("utf-8").splitlines():
            form, text = line.split("|", 1)
            for mark, stand_in in _STAND_INS.items():
                text = text.replace(mark, stand_in)
            yield Post(path.parent.name, path.stem, form, text)


def corpus_mark(posts: Sequence[Post]) -> str:
    """Tells one corpus from another; it stands in the first line of the weights."""
    return sha256("\n".join(repr(post) for post in posts).encode()).hexdigest()[:16]
