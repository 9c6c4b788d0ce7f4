"""Write `moderation/screening/pinyin.tsv`: the characters of GB 2312 by their commonest toneless syllable."""

from __future__ import annotations

from collections import defaultdict

from pypinyin import lazy_pinyin

from moderation.screening.sounds import TABLE

_ROWS = range(0xB0, 0xF8)
_CELLS = range(0xA1, 0xFF)


def main() -> None:
    table: defaultdict[str, str] = defaultdict(str)
    for row in _ROWS:
        for cell in _CELLS:
            if han := bytes((row, cell)).decode("gb2312", errors="ignore"):
                table[lazy_pinyin(han)[0]] += han
    TABLE.write_text("".join(f"{key}\t{table[key]}\n" for key in sorted(table)), "utf-8")


if __name__ == "__main__":
    main()
