"""Guides and frames, built by mkdocs: one run per language, side by side, from folders prepared for it.

mkdocs is a command with a configuration file, so that another engine which reads mkdocs.yml can take its
place. It costs half a second whatever it does: what it built is kept under the hash of everything that went
in, and cached and uncached output are the same bytes (a test says so).
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Final

from moderation.core.community import Community
from publishing.engine_complaints import complaint
from publishing.engine_settings import FOLDERS, SENTINEL, assets_of, settings_of
from publishing.files import emptied
from publishing.guides import Guide, GuidesNotBuilt, guides_in
from publishing.house import House
from publishing.kept_codes import KeptCodes, kept_codes
from publishing.shell import Frame, adapted, collapsed, cut, with_policy
from publishing.words import PREFIXES

COMMAND: Final = (sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file")
_TEMPLATES: Final = "templates"
_PACKAGES: Final = (
    "mkdocs",
    "mkdocs-material",
    "markdown",
    "pymdown-extensions",
    "jinja2",
    "opencc",
)
# Of Material's files one style sheet is sent: its scripts, palettes and their maps are not needed.
_LEFT_OUT: Final = (
    "sitemap.xml",
    "assets/javascripts/",
    "assets/images/favicon",
    "assets/stylesheets/palette",
)
_SENTINEL_TEXT: Final = (
    "---\ntitle: linli-slot-title\ndescription: linli-slot-description\nframe: true\n---\n"
)


@dataclass(frozen=True)
class Built:
    """What the engine made: a folder of finished files, and the frames for everything else."""

    folder: Path
    digest: str
    guides: Mapping[str, tuple[Guide, ...]]
    codes: KeptCodes

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Every file to publish, relative to `folder`; frames are none of them."""
        found = (p for p in self.folder.rglob("*") if p.is_file() and p.stem != SENTINEL)
        return tuple(sorted(path.relative_to(self.folder).as_posix() for path in found))

    @cached_property
    def frames(self) -> Mapping[tuple[str, str], Frame]:
        """(language, folder) -> frame."""
        return {
            (language, folder): cut(
                (self.folder / f"{PREFIXES[language]}{folder}{SENTINEL}.html").read_bytes()
            )
            for language in self.guides
            for folder in FOLDERS
        }

    @property
    def templates(self) -> Path:
        """Where compiled templates are kept; Jinja knows by itself when they are stale."""
        return self.folder.with_name(_TEMPLATES)


def build_guides(house: House, community: Community, cache: Path) -> Built:
    """Guides and frames in every language, from `cache` when nothing that goes in has changed."""
    guides = {str(language): tuple(guides_in(house.content, language)) for language in community.languages}
    digest = _digest(house, community)
    kept = cache / digest
    if not kept.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache, prefix="building-") as scratch:
            _run(house, community, guides, Path(scratch))
            done = _finished(Path(scratch), guides)
            done.rename(kept)
    built = Built(kept, digest, guides, kept_codes(community, cache))
    built.templates.mkdir(exist_ok=True)
    for old in cache.iterdir():
        if old not in (kept, built.templates, built.codes.file):
            emptied(old)
    return built


def _digest(house: House, community: Community) -> str:
    """Of everything that goes in: words, looks, configuration, versions, this code."""
    versions = [f"{package} {importlib.metadata.version(package)}" for package in _PACKAGES]
    settings = {language: settings_of(house, community, language, ()) for language in community.languages}
    told = [versions, sys.version, settings]
    digest = blake2b(json.dumps(told, sort_keys=True).encode(), digest_size=12)
    names = ("engine", "engine_settings", "guides", "shell", "words")
    code = tuple(Path(__file__).with_name(f"{name}.py") for name in names)
    for path in (house.config, house.looks / "words.toml", *code):
        _feed(digest, path.name, path)
    for root in (house.content, house.looks / "theme", house.looks / "assets"):
        for path in sorted(root.rglob("*")):
            if path.is_file():
                _feed(digest, path.relative_to(root).as_posix(), path)
    return digest.hexdigest()


def _feed(digest: blake2b, name: str, path: Path) -> None:
    data = path.read_bytes()
    digest.update(f"{name}\0{len(data)}\0".encode() + data)


def _run(house: House, community: Community, guides: Mapping[str, Sequence[Guide]], scratch: Path) -> None:
    """Start the engine once per language, all at once; raises `GuidesNotBuilt` with all complaints."""
    # A hash seed must not decide the order of anything; the notice is about a release that the pins rule out.
    environment = {**os.environ, "PYTHONHASHSEED": "0", "NO_MKDOCS_2_WARNING": "1"}
    running = []
    for language, ours in guides.items():
        folder = scratch / language
        _stage(house, community, language, ours, folder)
        command = [*COMMAND, str(folder / "mkdocs.yml")]
        run = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
        running.append((language, ours, run))
    said = [(language, ours, run.communicate()[1], run.returncode) for language, ours, run in running]
    complaints = [complaint(language, ours, words) for language, ours, words, failed in said if failed]
    if complaints:
        raise GuidesNotBuilt("\n".join(complaints))


def _stage(house: House, community: Community, language: str, guides: Sequence[Guide], folder: Path) -> None:
    """Lay out what the engine shall read: guides, sentinel pages, pictures, assets, configuration."""
    docs = folder / "docs"
    home = docs / PREFIXES[language]
    for guide in guides:
        _put(home / guide.staged, guide.text().encode())
    for place in FOLDERS:
        _put(home / place / f"{SENTINEL}.md", _SENTINEL_TEXT.encode())
    for picture in house.content.rglob("*"):
        if picture.is_file() and picture.suffix not in (".md", ".toml"):
            _put(home / picture.relative_to(house.content), picture.read_bytes())
    for name, asset in assets_of(house).items():
        _put(docs / name, asset.read_bytes())
    settings = settings_of(house, community, language, guides)
    settings["INHERIT"] = str(house.config.resolve())
    settings["docs_dir"], settings["site_dir"] = str(docs), str(folder / "built")
    settings["theme"] |= {"custom_dir": str((house.looks / "theme").resolve())}
    _put(folder / "mkdocs.yml", json.dumps(settings, ensure_ascii=False).encode())  # JSON is YAML


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _finished(scratch: Path, languages: Iterable[str]) -> Path:
    """One folder out of all languages' runs: their pages with policies, what they share once."""
    done = scratch / "done"
    for number, language in enumerate(languages):
        built = scratch / language / "built"
        for path in sorted(built.rglob("*")):
            name = path.relative_to(built).as_posix()
            if path.is_file() and _wanted(name, PREFIXES[language], first=number == 0):
                data = path.read_bytes()
                _put(done / name, with_policy(adapted(collapsed(data))) if name.endswith(".html") else data)
    return done


def _wanted(name: str, prefix: str, *, first: bool) -> bool:
    if name.startswith(_LEFT_OUT) or name.endswith(".map"):
        return False
    return first if name.startswith("assets/") or name == "404.html" else name.startswith(prefix)
