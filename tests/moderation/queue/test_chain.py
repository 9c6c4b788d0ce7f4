"""The chain of acts: nothing in it can be changed unseen, and the database refuses to try."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, transaction

from moderation.queue.chain import append
from moderation.queue.models import Act, AppendOnly, ChainHead
from moderation.queue.verify import Problem, Tampered, verified, verify
from tests.moderation.queue.neighbourhood import NOW, SECRET

pytestmark = pytest.mark.usefixtures("queue")


@pytest.fixture(autouse=True)
def five_acts(queue: str) -> None:
    for number in range(5):
        append(
            SECRET,
            kind="decision",
            submission=f"s{number}",
            version=1,
            content="c",
            word="approve",
            by="林",
            at=NOW,
            reason="核实过",
        )


def unguarded(*statements: str) -> None:
    """What somebody can do who owns the database: the triggers go first."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE queue_act DISABLE TRIGGER ALL")
            cursor.execute("ALTER TABLE queue_chainhead DISABLE TRIGGER ALL")
        else:
            for name in ("act_no_update", "act_no_delete", "chain_no_delete", "chain_only_grows"):
                cursor.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            cursor.execute(statement)


def test_an_untouched_chain_verifies() -> None:
    assert [act.number for act in Act.objects.order_by("number")] == [1, 2, 3, 4, 5]
    assert verify(SECRET) == []


@pytest.mark.parametrize(
    "column", ["kind", "submission", "version", "content", "word", '"by"', "at", "reason", "digest"]
)
def test_every_altered_column_is_found(column: str) -> None:
    value = {"version": "2", "at": "'2031-01-01 00:00:00+00:00'"}.get(column, "'x'")
    unguarded(f"UPDATE queue_act SET {column} = {value} WHERE number = 3")  # noqa: S608 - our own words
    assert verify(SECRET)[0].number == 3


def test_a_missing_act_is_found() -> None:
    unguarded("DELETE FROM queue_act WHERE number = 3")
    assert verify(SECRET) == [Problem(3, "acts 3 to 3 are missing")]


def test_swapped_acts_are_found() -> None:
    unguarded(
        "UPDATE queue_act SET number = 99 WHERE number = 2",
        "UPDATE queue_act SET number = 2 WHERE number = 3",
        "UPDATE queue_act SET number = 3 WHERE number = 99",
    )
    assert [problem.number for problem in verify(SECRET)] == [2, 3, 4]


def test_a_lost_count_is_found() -> None:
    unguarded("DELETE FROM queue_act", "DELETE FROM queue_chainhead")
    assert [problem.what for problem in verify(SECRET)] == [
        "the count of all acts is gone, so nobody knows how many there should be"
    ]


def test_a_lost_end_is_found() -> None:
    unguarded("DELETE FROM queue_act WHERE number = 5")
    assert verify(SECRET) == [Problem(5, "there should be 5 acts and there are 4")]


def test_a_lost_end_with_a_shortened_count_is_found() -> None:
    unguarded("DELETE FROM queue_act WHERE number = 5", "UPDATE queue_chainhead SET count = 4")
    assert [problem.number for problem in verify(SECRET)] == [4]


def test_an_added_act_is_found() -> None:
    unguarded(
        'INSERT INTO queue_act SELECT 6, kind, submission, version, content, word, "by", at, reason, digest '
        "FROM queue_act WHERE number = 5",
        "UPDATE queue_chainhead SET count = 6",
    )
    assert [problem.number for problem in verify(SECRET)] == [6]


def test_what_is_read_is_of_one_moment_and_of_a_whole_record() -> None:
    with verified(SECRET):
        assert Act.objects.count() == 5
    # An act may be added by whoever can write to the table: no trigger stands in the way.
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO queue_act SELECT 6, kind, submission, version, content, word, 'x', at, reason, "
            "digest FROM queue_act WHERE number = 5"
        )
    with pytest.raises(Tampered, match="queue verify"), verified(SECRET):
        pytest.fail("nothing is read of a record that is not whole")


def test_on_postgresql_others_may_write_meanwhile(queue: str) -> None:
    if queue != "postgres":
        pytest.skip("on SQLite they wait")

    def elsewhere() -> None:
        try:
            append(
                SECRET,
                kind="decision",
                submission="s9",
                version=1,
                content="c",
                word="approve",
                by="林",
                at=NOW,
            )
        finally:
            connection.close()

    with verified(SECRET):
        with ThreadPoolExecutor(1) as pool:
            pool.submit(elsewhere).result(30)
        assert Act.objects.count() == 5
    assert (Act.objects.count(), verify(SECRET)) == (6, [])


def test_an_emptied_table_is_found() -> None:
    unguarded("DELETE FROM queue_act")
    assert verify(SECRET) == [Problem(1, "there should be 5 acts and there are 0")]


def test_another_secret_verifies_nothing() -> None:
    [problem] = verify(b"another")
    assert "none of 5 acts fits LINLI_SECRET" in problem.what


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE queue_act SET word = 'reject' WHERE number = 3",
        "DELETE FROM queue_act WHERE number = 5",
        "UPDATE queue_chainhead SET count = 4",
        "UPDATE queue_chainhead SET count = 5",
        "DELETE FROM queue_chainhead",
    ],
)
def test_the_database_refuses(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert verify(SECRET) == []


def test_postgresql_refuses_to_truncate(queue: str) -> None:
    if queue == "postgres":
        with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
            cursor.execute("TRUNCATE queue_act")
    assert verify(SECRET) == []


def test_the_model_refuses() -> None:
    act = Act.objects.get(number=3)
    with pytest.raises(AppendOnly):
        act.save()
    with pytest.raises(AppendOnly):
        act.delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Act.objects.update(word="reject")


def test_nothing_is_left_of_an_act_that_was_rolled_back() -> None:
    with transaction.atomic():
        append(SECRET, kind="decision", submission="s", version=1, content="", word="hold", by="周", at=NOW)
        transaction.set_rollback(True)
    assert (Act.objects.count(), ChainHead.objects.get().count, verify(SECRET)) == (5, 5, [])
