"""The file of watch words, and the day it stops looking."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from moderation.core.finding import Kind, Severity
from moderation.screening.ruleset import load_ruleset
from moderation.screening.screen import screen
from moderation.screening.watchwords import BadWatchWords, WatchWord, in_force, read_watch_words

WORD = WatchWord("蓝色小药盒", date(2020, 6, 30), "借名收定金")


def file(folder: Path, text: str) -> Path:
    path = folder / "watchwords.toml"
    path.write_text(text, "utf-8")
    return path


def test_no_file_no_words(tmp_path: Path) -> None:
    assert read_watch_words(tmp_path / "watchwords.toml") == ()


def test_the_shipped_file_is_well_formed() -> None:
    assert read_watch_words(Path(__file__).parents[3] / "watchwords.toml") == ()


def test_reads_words(tmp_path: Path) -> None:
    path = file(tmp_path, '[[word]]\nword = "蓝色小药盒"\nuntil = 2020-06-30\nreason = "借名收定金"\n')
    assert read_watch_words(path) == (WORD,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[word]\n", "mend this line"),
        ("other = 1\n", "other: unknown"),
        ('[word]\nword = "蓝盒"\n', "write [[word]]"),
        ("word = [1]\n", "word 1: not a table"),
        ('[[word]]\nword = "药"\nuntil = 2020-06-30\nreason = "x"\n', "word 1: word"),
        ('[[word]]\nword = "药盒"\nuntil = "2020-06-30"\nreason = "x"\n', "word 1: until"),
        ('[[word]]\nword = "药盒"\nuntil = 2020-06-30T00:00:00\nreason = "x"\n', "word 1: until"),
        ('[[word]]\nword = "药盒"\nuntil = 2020-06-30\nreason = " "\n', "word 1: reason"),
        (
            '[[word]]\nword = "药盒"\nuntil = 2020-06-30\nreason = "x"\ncolour = 1\n',
            "word 1: colour",
        ),
        ('[[word]]\nword = "药盒"\n[[word]]\nword = "药 盒"\n', "word 2: the same as word 1"),
    ],
)
def test_says_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadWatchWords) as error:
        read_watch_words(file(tmp_path, text))
    assert said in str(error.value)


def test_says_everything_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadWatchWords) as error:
        read_watch_words(file(tmp_path, '[[word]]\nword = "药"\n[[word]]\nreason = "x"\n'))
    assert len(error.value.mistakes) == 5


def test_a_word_counts_to_its_last_day() -> None:
    assert in_force([WORD], date(2020, 6, 30)) == (WORD,)
    assert in_force([WORD], date(2020, 7, 1)) == ()


@pytest.mark.parametrize("raw", ["藍色小藥盒有售", "蓝-色-小-药-盒", "lan se xiao yao he", "蓝涩晓药盒"])
def test_finds_a_word_in_disguise(raw: str) -> None:
    found = [
        f
        for f in screen({"text": raw}, load_ruleset(watch_words=(WORD,))).findings
        if f.kind is Kind.WATCHWORD
    ]
    assert [(one.severity, "借名收定金" in one.message) for one in found] == [(Severity.HOLD, True)]
