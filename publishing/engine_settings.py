"""What the engine is told about one language: its configuration, from the community's file and the words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from moderation.core.community import Community, Publishes
from publishing.guides import Guide
from publishing.house import House
from publishing.words import NAMES, PREFIXES, load_words

SENTINEL: Final = "linli-slot-page"
FOLDERS: Final = (
    "",
    "e/",
    "list/",
    "aloud/",
    "area/",
)  # where pages of ours lie: a frame for each, as its links are relative


def assets_of(house: House) -> dict[str, Path]:
    """Published name -> file. The name carries the content's hash: a cache never serves an old look."""
    return {
        f"assets/{path.stem}.{blake2b(path.read_bytes(), digest_size=4).hexdigest()}{path.suffix}": path
        for path in sorted((house.looks / "assets").iterdir())
    }


def settings_of(house: House, community: Community, language: str, guides: Iterable[Guide]) -> dict[str, Any]:
    """The generated configuration of one language, without the paths of this machine."""
    words, prefix = load_words(house.looks / "words.toml", language), PREFIXES[language]
    assets = {path.name: name for name, path in assets_of(house).items()}
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
