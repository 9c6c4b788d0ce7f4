"""Where a version stands, worked out from what people did. Pure, and strict: an unknown word fails closed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from moderation.core.community import FieldType, Form
from moderation.core.decision import Action
from moderation.core.finding import Verdict
from moderation.queue.words import UNDOABLE, Kind, Outcome, Redacting, Said, Standing


class Deed(NamedTuple):
    """An act as far as standing depends on it. `content` is the fingerprint of the version it was about."""

    kind: str
    version: int
    content: str
    word: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Stand:
    """What people have said about one version so far.

    `approvals` are the latest still valid approval of each person, oldest first; `reversed` says that one of
    them overrules a colleague's rejection; `sampled` that a decision was drawn for a second opinion;
    `refused_by` is who rejected it, as long as a second person must agree; `barred` are those who may not
    decide the appeal; `known` is False when any word was none of ours.
    """

    approvals: tuple[Deed, ...] = ()
    reversed: bool = False
    sampled: bool = False
    refused_by: str | None = None
    barred: frozenset[str] = frozenset()
    fulfilled_at: datetime | None = None
    halted: Standing | None = None
    verified_at: datetime | None = None
    renewed_at: datetime | None = None
    known: bool = True

    @property
    def said_by(self) -> frozenset[str]:
        """Whose word stands, as `person` names them: somebody else must agree."""
        refused = frozenset() if self.refused_by is None else frozenset({self.refused_by})
        return refused | {person(approval.by) for approval in self.approvals}

    def agreed(self, people: int) -> Deed | None:
        """The approval that made the number of people complete, or None."""
        return self.approvals[people - 1] if len(self.approvals) >= people else None

    def standing(self, people: int) -> Standing:
        """One word for queues and lists."""
        if self.halted is not None:
            return self.halted
        if self.known and self.agreed(people) is not None:
            return Standing.APPROVED if self.fulfilled_at is None else Standing.FULFILLED
        if self.barred:
            return Standing.APPEALED
        decided_once = bool(self.approvals) or self.refused_by is not None
        return Standing.SECOND if self.known and decided_once else Standing.PENDING


def person(name: str) -> str:
    """The name by which people are told apart: spelling a name differently does not make another person."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in folded if c.isalnum())


def stand(deeds: Iterable[Deed], version: int, content: str) -> Stand:
    """Read the acts of one submission, in their order, as they bear on one version with one content.

    - approve counts only for this very version and content; reject, hold and reopen end all approvals of it;
    - withdraw is the resident's word and holds for every version, until somebody reopens;
    - lifting a redaction shows more than was approved: the approvals end;
    - a call-back counts for the version that was read out; asking to withdraw, or refusing, for every one;
    - that it still holds, as its resident says, makes this very version fresh, and is no call-back;
    - a rejection drawn for a second opinion ends the approvals, and halts once another person agrees;
    - what somebody undid was never said;
    - an appeal against a rejection waits again: whoever rejected is barred, and two others must agree, to
      approve as well as to reject again.
    """
    approvals: dict[str, Deed] = {}
    rejected_by: set[str] = set()
    halted: Standing | None = None
    fulfilled_at: datetime | None = None
    verified_at: datetime | None = None
    renewed_at: datetime | None = None
    known = True
    sampled = False
    drawn_from: str | None = None  # whose next decision was drawn
    refused_by: str | None = None
    barred: set[str] = set()
    refused_again: set[str] = set()
    for deed in not_undone(deeds):
        here = deed.version == version and deed.content == content
        match (deed.kind, deed.word):
            case (Kind.DECISION, Action.APPROVE | Action.REJECT) if person(deed.by) in barred:
                pass
            case (Kind.DECISION, Action.WITHDRAW) | (Kind.CALL_BACK, Outcome.ASKED_TO_WITHDRAW):
                halted = Standing.WITHDRAWN
            case (Kind.DECISION, Action.REOPEN):
                approvals, halted, fulfilled_at, refused_by = {}, None, None, None
                rejected_by.discard(person(deed.by))
                barred, refused_again = set(), set()
            case (Kind.DECISION, Action.APPROVE) if here and halted is not Standing.WITHDRAWN:
                halted = refused_by = drawn_from = None
                approvals.setdefault(person(deed.by), deed)
                rejected_by.discard(person(deed.by))
            case (Kind.APPEAL, Said.APPEAL) if here and halted is Standing.REJECTED:
                approvals, halted, refused_again = {}, None, set()
                barred |= rejected_by
            case (Kind.DECISION, Action.REJECT) if here and barred and halted is None:
                approvals = {}
                refused_again.add(person(deed.by))
                if len(refused_again) > 1:
                    halted = Standing.REJECTED
                    rejected_by |= refused_again
            case (Kind.DECISION, Action.REJECT) if here:
                approvals, fulfilled_at = {}, None
                rejected_by.add(person(deed.by))
                alone = refused_by in (None, person(deed.by)) and halted is not Standing.REJECTED
                refused_by = person(deed.by) if alone and drawn_from == person(deed.by) else None
                drawn_from = None
                if halted is not Standing.WITHDRAWN:
                    halted = Standing.REJECTED if refused_by is None else None
            case (Kind.DECISION, Action.HOLD) if here:
                approvals, fulfilled_at, refused_by = {}, None, None
                halted = halted if halted is Standing.WITHDRAWN else Standing.HELD
            case (Kind.DECISION, Action.FULFIL) if here:
                fulfilled_at = deed.at
            case (Kind.CALL_BACK, Outcome.CONFIRMED) if here:
                verified_at = deed.at
            case (Kind.CALL_BACK, Outcome.WRONG_NUMBER | Outcome.REFUSED):
                verified_at = None
            case (Kind.REDACTION, Redacting.LIFT) if here:
                approvals, fulfilled_at = {}, None
            case (Kind.SAMPLE, Said.SECOND_OPINION) if here:
                sampled, drawn_from = True, person(deed.by)
            case (Kind.RENEWAL, Said.STILL_VALID) if here:
                renewed_at = deed.at
            case (Kind.READING | Kind.ERASURE | Kind.OBJECTION | Kind.LINK, _):
                pass
            case (kind, word):
                known = known and word in _WORDS.get(kind, ())  # ours, but about an older version
    return Stand(
        approvals=tuple(approvals.values()),
        reversed=bool(rejected_by),
        sampled=sampled,
        refused_by=refused_by,
        barred=frozenset(barred),
        fulfilled_at=fulfilled_at,
        halted=halted,
        verified_at=verified_at,
        renewed_at=renewed_at,
        known=known,
    )


def not_undone(deeds: Iterable[Deed]) -> list[Deed]:
    """The deeds without those that were undone.

    An undo takes back its person's last decision or call, and the draw before it.
    """
    kept: list[Deed] = []
    for deed in deeds:
        if (deed.kind, deed.word) != (Kind.UNDO, Said.UNDO):
            kept.append(deed)
            continue
        mine = (i for i, each in enumerate(kept) if _undoes(deed, each))
        last = max(mine, default=None)
        if last is not None:
            drawn = last > 0 and kept[last - 1].kind == Kind.SAMPLE  # comes right before what was drawn
            del kept[last - drawn : last + 1]
    return kept


def _undoes(undo: Deed, deed: Deed) -> bool:
    same = (deed.version, deed.content) == (undo.version, undo.content)
    return same and deed.kind in UNDOABLE and person(deed.by) == person(undo.by)


_WORDS: Mapping[str, frozenset[str]] = {
    Kind.DECISION: frozenset(Action),
    Kind.CALL_BACK: frozenset(Outcome),
    Kind.REDACTION: frozenset(Redacting),
    Kind.SAMPLE: frozenset({Said.SECOND_OPINION}),
    Kind.APPEAL: frozenset({Said.APPEAL}),
    Kind.CORRECTION: frozenset({Said.CORRECTION}),
    Kind.RENEWAL: frozenset({Said.STILL_VALID}),
    Kind.INTAKE: frozenset({Said.ON_BEHALF}),
}


def people_needed(
    form: Form, values: Mapping[str, str], verdict: Verdict, state: Stand, *, lifted: bool
) -> int:
    """How many different people must approve: two for what can do harm, else one.

    Two when the machine says block, for an accusation (a form whose approval warns others), when a price, a
    shop or whatever else the form names is answered, when a contact becomes public, when something the
    machine would hide is shown, when a colleague is overruled, on an appeal, and when somebody's decision was
    drawn as a sample of their work.
    """
    named = (*form.two_people_if, *(field.key for field in form.typed(FieldType.CONTACT) if field.public))
    careful = (
        verdict is Verdict.BLOCK
        or form.warns is not None
        or lifted
        or state.reversed
        or state.sampled
        or any(values.get(key, "").strip() for key in named)
    )
    return 2 if careful else 1
