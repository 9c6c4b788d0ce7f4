"""The console screens with the rules that everything else screens with: else nothing of it is published."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from commands.options import Workplace
from moderation.console import place
from moderation.queue.examine import ruleset_name

ROOT = Path(__file__).parents[3]


def test_watch_words_are_in_force_in_the_console_as_on_the_command_line(
    tmp_path: Path, settings: object
) -> None:
    community = Path(shutil.copy(ROOT / "community.toml", tmp_path))
    settings.COMMUNITY_FILE = community  # type: ignore[attr-defined]
    before = ruleset_name(place.ruleset())
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).date()
    words = f'[[word]]\nword = "蓝色小药盒"\nuntil = {tomorrow}\nreason = "有人借这个名字收定金"\n'
    (tmp_path / "watchwords.toml").write_text(words, "utf-8")
    assert ruleset_name(place.ruleset()) == ruleset_name(Workplace(community).ruleset)
    assert ruleset_name(place.ruleset()) != before
