"""Guides and frames, built by mkdocs: one run per language, side by side, from folders prepared for it.

mkdocs is a command with a configuration file, so that another engine which reads mkdocs.yml can take its
place. It costs half a second whatever it does: what it built is kept under the hash of everything that went
in, and cached and uncached output are the same bytes (a test says so).
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from moderation.core.community import Community, Publishes
from publishing.codes import Table, patterns, printed_code
from publishing.guides import Guide, GuidesNotBuilt, guides_in
from publishing.shell import Frame, adapted, collapsed, cut, with_policy
from publishing.words import NAMES, PREFIXES, load_words

COMMAND: Final = (sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file")
CODES: Final = "linli-codes.json"
POSTER_CODES: Final = "linli-poster-codes.json"
_TEMPLATES: Final = "templates"
SENTINEL: Final = "linli-slot-page"
FOLDERS: Final = (
    "",
    "e/",
    "list/",
    "aloud/",
    "area/",
)  # where pages of ours lie: a frame for each, as its links are relative
_PACKAGES: Final = (
    "mkdocs",
    "mkdocs-material",
    "markdown",
    "pymdown-extensions",
    "jinja2",
    "opencc",
    "segno",
)
# Of Material's files one style sheet is sent: its scripts, palettes and their maps are not needed.
_LEFT_OUT: Final = (
    "sitemap.xml",
    "assets/javascripts/",
    "assets/images/favicon",
    "assets/stylesheets/palette",
)
_WITH_POSTER: Final = frozenset({"street", "community", "building"})
_QUOTED_LINK: Final = re.compile("contains a link '([^']*)'")  # met by the engine's words only
_SENTINEL_TEXT: Final = (
    "---\ntitle: linli-slot-title\ndescription: linli-slot-description\nframe: true\n---\n"
)


@dataclass(frozen=True, slots=True)
class House:
    """Where the words and looks of the site are: this checkout, or a community's own."""

    content: Path
    looks: Path  # site/: theme, templates, assets, words.toml
    config: Path  # mkdocs.yml


@dataclass(frozen=True)
class Built:
    """What the engine made: a folder of finished files, and the frames for everything else."""

    folder: Path
    digest: str
    guides: Mapping[str, tuple[Guide, ...]]

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Every file to publish, relative to `folder`; frames and what codes are made of are none of them."""
        ours = (SENTINEL, Path(CODES).stem, Path(POSTER_CODES).stem)
        found = (p for p in self.folder.rglob("*") if p.is_file() and p.stem not in ours)
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

    @cached_property
    def codes(self) -> Mapping[str, Table]:
        """Language -> what the QR codes of its entries are made of."""
        return dict(json.loads((self.folder / CODES).read_bytes()))

    @cached_property
    def poster_codes(self) -> Mapping[str, str]:
        """Address -> the QR code that is printed on a poster, as SVG."""
        return dict(json.loads((self.folder / POSTER_CODES).read_bytes()))

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
            tables = {one: patterns(*entry_addresses(community, one)) for one in community.languages}
            _put(done / CODES, json.dumps(tables).encode())
            printed = {address: printed_code(address) for address in poster_addresses(community).values()}
            _put(done / POSTER_CODES, json.dumps(printed).encode())
            done.rename(kept)
    built = Built(kept, digest, guides)
    built.templates.mkdir(exist_ok=True)
    for old in cache.iterdir():
        if old not in (kept, built.templates):
            shutil.rmtree(old)
    return built


def entry_addresses(community: Community, language: str) -> tuple[str, str]:
    """What stands before and after an entry's id in the address of its page."""
    return f"{community.site_address}{PREFIXES[language]}e/", ".html"


def poster_addresses(community: Community) -> dict[str, str]:
    """Area -> what the code on its posters leads to: the site, told which door it was scanned at."""
    doors = [area.key for area in community.areas if area.level in _WITH_POSTER]
    return {key: f"{community.site_address}?a={key}" for key in doors}


def _digest(house: House, community: Community) -> str:
    """Of everything that goes in: words, looks, configuration, versions, this code."""
    versions = [f"{package} {importlib.metadata.version(package)}" for package in _PACKAGES]
    settings = {language: _settings(house, community, language, ()) for language in community.languages}
    told = [versions, sys.version, settings, poster_addresses(community)]
    digest = blake2b(json.dumps(told, sort_keys=True).encode(), digest_size=12)
    code = tuple(
        Path(__file__).with_name(f"{name}.py") for name in ("codes", "engine", "guides", "shell", "words")
    )
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
    complaints = [_complaint(language, ours, words) for language, ours, words, failed in said if failed]
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
    for name, asset in _assets(house).items():
        _put(docs / name, asset.read_bytes())
    settings = _settings(house, community, language, guides)
    settings["INHERIT"] = str(house.config.resolve())
    settings["docs_dir"], settings["site_dir"] = str(docs), str(folder / "built")
    settings["theme"] |= {"custom_dir": str((house.looks / "theme").resolve())}
    _put(folder / "mkdocs.yml", json.dumps(settings, ensure_ascii=False).encode())  # JSON is YAML


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _assets(house: House) -> dict[str, Path]:
    """Published name -> file. The name carries the content's hash: a cache never serves an old look."""
    return {
        f"assets/{path.stem}.{blake2b(path.read_bytes(), digest_size=4).hexdigest()}{path.suffix}": path
        for path in sorted((house.looks / "assets").iterdir())
    }


def _settings(house: House, community: Community, language: str, guides: Iterable[Guide]) -> dict[str, Any]:
    """The generated configuration of one language, without the paths of this machine."""
    words, prefix = load_words(house.looks / "words.toml", language), PREFIXES[language]
    assets = {path.name: name for name, path in _assets(house).items()}
    forms = [form for form in community.forms if form.publishes is Publishes.ENTRY]
    review = timedelta(days=community.thresholds.guide_review_days)
    menu = [{"path": f"list/{form.key}.html", "title": form.name.to(language)} for form in forms]
    nav: list[Any] = [{guide.title: prefix + guide.staged} for guide in guides]
    extra = {
        "words": words,
        "prefix": prefix,
        "icon": assets["icon.svg"],
        "script": assets["site.js"],
        "menu": [*menu, {"path": "guides.html", "title": words["guides"]}],
        "switch": [_tongue(house, code) for code in community.languages],
        "more": [{"path": path, "title": words[word]} for path, word in _more(house, community)],
        "hotlines": [{"name": line.name.to(language), "number": line.number} for line in community.hotlines],
        "guides": {
            prefix + guide.staged: {
                "note": guide.note,
                "language": guide.language,
                "due": guide.reviewed_on and (guide.reviewed_on + review).isoformat(),
            }
            for guide in guides
        },
    }
    return {
        "site_name": community.name.to(language),
        "site_url": community.site_address,
        "site_description": words["description"],
        "theme": {"language": {"zh-Hans": "zh"}.get(language, language)},
        # Without an explicit nav the engine sorts and links all pages by itself, which it does slowly.
        "nav": nav + [f"{prefix}{folder}{SENTINEL}.md" for folder in FOLDERS],
        "extra_css": [assets["site.css"], assets["elder.css"]],
        "extra": extra,
    }


def _tongue(house: House, code: str) -> dict[str, Any]:
    """A language to switch to; with what it says on 404.html, the one page that answers in all of them."""
    words = load_words(house.looks / "words.toml", code)
    said = {word: words[word] for word in ("not_found", "not_found_why", "home")}
    return {"code": code, "name": NAMES[code], "prefix": PREFIXES[code], "words": said}


def _more(house: House, community: Community) -> list[tuple[str, str]]:
    """The pages at the foot of every page: (path, its word); those that this community has."""
    boards = {form.board for form in community.forms}
    there = {
        ("areas.html", "areas"): True,
        ("rota.html", "rota"): (house.content / "rota.toml").is_file(),
        ("notices.html", "notices"): "notices" in boards,
        ("warnings.html", "warnings"): any(form.warns for form in community.forms),
        ("thanks.html", "thanks_wall"): "thanks" in boards,
        ("posters.html", "posters"): True,
        ("subscribe.html", "subscribe"): True,
    }
    return [page for page, has in there.items() if has]


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


def _complaint(language: str, guides: Sequence[Guide], said: str) -> str:
    """What the engine said, about files and lines that the maintainer knows."""
    lines = [line for line in said.splitlines() if line.startswith(("WARNING", "ERROR", "Aborted", "Error"))]
    names = {f"'{PREFIXES[language]}{guide.staged}'": guide.source for guide in guides}
    told = [_placed(line, names) for line in lines or said.splitlines()[-5:]]
    return "\n".join((f"{language}: the guides were not built", *told))


def _placed(line: str, names: Mapping[str, Path]) -> str:
    """One complaint with the file in content/ and, where it quotes a link, the line that holds it."""
    for name, source in names.items():
        if name in line:
            line = line.replace(name, f"'{source}'")
            quoted = _QUOTED_LINK.search(line)
            texts = source.read_text("utf-8").splitlines() if quoted else ()
            places = (number for number, text in enumerate(texts, 1) if quoted and f"({quoted[1]})" in text)
            if number := next(places, None):
                line = f"{source}:{number}: {line} — name a file of content/, and a heading that is in it"
    return line
