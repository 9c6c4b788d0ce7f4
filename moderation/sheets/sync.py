"""One run: read the tab, take decisions over, write back what the queue says, look whether it arrived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from moderation.core.community import Community
from moderation.queue.words import Standing
from moderation.sheets.apply import apply, before
from moderation.sheets.card import Card
from moderation.sheets.columns import Column, TabRow
from moderation.sheets.deck import cards, remember_first_seen, standings
from moderation.sheets.plan import Cells, lost, plan, wanted_cells
from moderation.sheets.ruling import Ruling, ruling
from moderation.sheets.tab import ModerationTab

ROUNDS = 3
SECOND_PERSON = "需要第二个人：请另一位审核人核对后，在“复核人”填上名字。"


class TooManyGone(Exception):
    """More rows of the tab lost their submission than anybody withdraws at once; nothing was written."""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """Figures of one run, in rows. `decided` are decisions that are new; `unsettled` still differed after the
    last round, and the next run mends them.
    """

    rows: int
    inserted: int
    written: int
    decided: int
    refused: int
    unsettled: int


def sync(
    tab: ModerationTab,
    community: Community,
    secret: bytes,
    ruleset: str,
    now: datetime,
    *,
    accept_loss: bool = False,
) -> SyncReport:
    """Bring the queue and the tab to one word. Running it again changes nothing.

    Raises `TabBroken` for a header that can't be worked with, `TooManyGone` unless `accept_loss`, and what
    reading and writing raise.
    """
    rows = tab.read()
    remember_first_seen(rows, community)
    deck = cards(community)
    if not accept_loss:
        _refuse_loss(rows, deck, community)
    rulings = _rulings(rows, deck, before(now, community.thresholds.undo_seconds))
    refused = apply(rulings, deck, community, secret)
    said = _said(rows, rulings, refused, community, secret, ruleset, now)
    inserted, written, unsettled = _settle(tab, rows, deck, said)
    return SyncReport(
        rows=sum(1 for row in rows if row.key),
        inserted=inserted,
        written=written,
        decided=sum(one.new > 0 for key, one in rulings.items() if key not in refused),
        refused=sum(bool(one.hint) for one in rulings.values()) + len(refused),
        unsettled=unsettled,
    )


def _refuse_loss(rows: Sequence[TabRow], deck: Mapping[str, Card], community: Community) -> None:
    gone, live = lost(rows, deck)
    share = community.thresholds.vanished_share
    if gone > max(1, int(live * share)):
        raise TooManyGone(
            f"审核表中 {live} 条有 {gone} 条在来源里找不到了，超过 vanished_share = {share}，没有写入内容。"
            "请核对来源表格是否完整；若属实，请加 --accept-loss 再运行。"
            f" / {gone} of {live} rows lost their response: are the sheets whole? If so: --accept-loss."
        )


def _rulings(rows: Sequence[TabRow], deck: Mapping[str, Card], now: datetime) -> dict[str, Ruling]:
    times = Counter(row.key for row in rows)
    rulings: dict[str, Ruling] = {}
    for row in rows:
        if row.key in deck and row.key not in rulings:
            rulings[row.key] = ruling(row, deck[row.key], once=times[row.key] == 1, now=now)
    return rulings


def _said(
    rows: Sequence[TabRow],
    rulings: Mapping[str, Ruling],
    refused: Mapping[str, str],
    community: Community,
    secret: bytes,
    ruleset: str,
    now: datetime,
) -> dict[str, Cells]:
    """The cells that answer people: status, hint, record. What was refused does not enter the record."""
    kept = {row.key: row.cells[Column.RECORD] for row in rows}
    said: dict[str, Cells] = {}
    for key, standing, status in standings(community, secret, ruleset, now):
        one = rulings.get(key, Ruling())
        hint = f"没有被接受：{refused[key]}" if key in refused else one.hint
        if standing is Standing.SECOND and one.said:
            hint = f"{hint}{SECOND_PERSON}"
        record = kept[key] if key in refused else one.record
        said[key] = {Column.STATUS: status, Column.HINT: hint, Column.RECORD: record}
    return said


def _settle(
    tab: ModerationTab, rows: Sequence[TabRow], deck: Mapping[str, Card], said: Mapping[str, Cells]
) -> tuple[int, int, int]:
    """Write, read again, and mend what landed beside the wrong key because somebody sorted in between.

    A key is inserted once a run: a read that lags behind may not show it yet. How many rows were inserted,
    written, and are still not as they should be.
    """
    inserted: set[str] = set()
    written = 0
    todo = plan(rows, deck, said)
    for _ in range(ROUNDS):
        if not todo:
            break
        tab.write(todo.writes)
        if todo.doubled:
            tab.drop_doubles()
        # The newest is last in the deck: reversed, it is on top.
        new = [card.key for card in reversed(todo.inserts) if card.key not in inserted]
        tab.insert([wanted_cells(key, deck, said) for key in new])
        inserted.update(new)
        written += len(todo.writes)
        todo = plan(tab.read(), deck, said)
    return len(inserted), written, len(todo.writes) + len(todo.inserts)
