"""The invented corpus: `posts/<wave>/<label>.txt`, one post a line as `form|text`, and the labelled posts of
the bench that were read.

`\\n` is a line end, `<tel>` and `<wx>` stand where a writer would leave a number or an account. Nothing in it
was ever posted by anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bench.posts import READ
from bench.posts import read_posts as read_labelled

FOLDER = Path(__file__).with_name("posts")
BAD = frozenset({"seller", "shill", "scam"})
UNCLEAR = "counterfeit"
"""Mostly offers, too: whether they sell or lie nobody can tell, and nothing is learned from them."""
_STAND_INS = {"<tel>": "138 0013 8000", "<wx>": "linli_2020", "\\n": "\n"}


@dataclass(frozen=True, slots=True)
class Post:
    """`wave` is the folder: posts that were written together, by one hand or with one thing in mind.

    `whole` posts leave numbers, accounts and doors as people do.
    """

    wave: str
    label: str
    form: str
    text: str
    whole: bool = False

    @property
    def bad(self) -> bool:
        """True for what a moderator must look at before anybody else does."""
        return self.label in BAD


def read_posts(folder: Path = FOLDER) -> Iterator[Post]:
    """Every post of the folder, file by file."""
    for path in sorted(folder.glob("*/*.txt")):
        for line in path.read_text("utf-8").splitlines():
            form, text = line.split("|", 1)
            for mark, stand_in in _STAND_INS.items():
                text = text.replace(mark, stand_in)
            yield Post(path.parent.name, path.stem, form, text)


def read_whole_posts() -> Iterator[Post]:
    """Every labelled post that was read, but the unclear ones."""
    for path in READ:
        for post in read_labelled(path):
            if post.label != UNCLEAR:
                yield Post(path.stem, post.label, post.form, post.text, whole=True)


def corpus_mark(posts: Sequence[Post]) -> str:
    """Tells one corpus from another; it stands in the first line of the weights."""
    return sha256("\n".join(repr(post) for post in posts).encode()).hexdigest()[:16]
