"""Erasure: nothing of the answers is left in any byte, and the row can't come back."""

from __future__ import annotations

from pathlib import Path

import pytest

from moderation.core.community import Community
from moderation.queue.decide import Refused, decide
from moderation.queue.gather import private_values
from moderation.queue.intake import pull
from moderation.queue.models import ContactMark, Found, Redaction, Submission, Version
from moderation.queue.purge import erase, scrub
from moderation.queue.screened import screen_pending
from moderation.queue.verify import verify
from moderation.queue.words import Presence
from moderation.screening.ruleset import Ruleset
from tests.moderation.queue.neighbourhood import LATER, NOW, SECRET, Sheet

SHEET = Sheet().add(
    item="独一无二的词", contact="13812345678", remark="加微信 weiyi_9527 或打 13912345678", key="r7"
)


def taken_in(community: Community, ruleset: Ruleset) -> str:
    pull(SHEET, community, NOW, SECRET)
    screen_pending(community, ruleset, SECRET, NOW)
    one = Submission.objects.get()
    decide(community, SECRET, one.pk, 1, "approve", by="林", reason="", now=NOW)
    return one.pk


@pytest.mark.usefixtures("queue")
def test_what_is_erased_is_gone_and_stays_away(community: Community, ruleset: Ruleset) -> None:
    id_ = taken_in(community, ruleset)
    assert Found.objects.count() > 0
    assert Redaction.objects.count() > 0
    erase(SECRET, id_, by="周", reason="本人要求", now=NOW)
    erase(SECRET, id_, by="周", reason="本人要求", now=NOW)
    scrub()
    for model in (Version, Found, Redaction, ContactMark):
        assert model._default_manager.count() == 0
    assert list(private_values(community)) == []
    again = pull(SHEET, community, LATER, SECRET)
    assert (again.barred, again.new) == (1, 0)
    assert pull(Sheet().add(LATER, key="r7", item="改过的字"), community, LATER, SECRET).barred == 1
    assert Submission.objects.get().presence == Presence.ERASED
    with pytest.raises(Refused, match="destroyed"):
        decide(community, SECRET, id_, 1, "approve", by="林", reason="", now=NOW)
    assert verify(SECRET) == []


def test_no_byte_of_the_database_holds_it(sqlite: Path, community: Community, ruleset: Ruleset) -> None:
    id_ = taken_in(community, ruleset)
    secrets = ["独一无二的词", "13812345678", "weiyi_9527", "13912345678"]
    needles = [form for text in secrets for form in (text.encode(), ascii(text)[1:-1].encode())]
    before = sqlite.read_bytes()
    assert all(any(needle in before for needle in needles[at : at + 2]) for at in range(0, len(needles), 2))
    erase(SECRET, id_, by="周", reason="本人要求", now=NOW)
    scrub()
    folder = [path.read_bytes() for path in sqlite.parent.iterdir()]
    assert [needle for needle in needles if any(needle in content for content in folder)] == []


@pytest.mark.usefixtures("queue")
def test_an_erasure_needs_somebody_and_something(community: Community) -> None:
    with pytest.raises(Refused, match="name of the person"):
        erase(SECRET, "nothing", by=" ", reason="", now=NOW)
    with pytest.raises(Refused, match="no submission"):
        erase(SECRET, "nothing", by="周", reason="", now=NOW)
