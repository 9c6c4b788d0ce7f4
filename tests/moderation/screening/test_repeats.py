"""One text written many times is one cluster."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from moderation.screening.repeats import Cluster, clusters

FLOOD = "口罩现货厂家直发,一盒二十只,十盒起批,要的联系我,先到先得错过不再有"
OTHER = "谢谢三号楼的邻居半夜送我妈去医院,车费也不肯收,祝好人一生平安"


def test_finds_a_text_again_with_another_number_and_other_marks() -> None:
    items = [("a", FLOOD + " 13800138000"), ("b", OTHER), ("c", "【" + FLOOD + "】13900139000!!!")]
    assert clusters(items) == (Cluster(("a", "c")),)


def test_finds_a_text_again_with_words_changed() -> None:
    assert clusters([("a", FLOOD), ("b", FLOOD.replace("二十", "五十").replace("联系", "找"))]) == (
        Cluster(("a", "b")),
    )


def test_a_flood_is_one_cluster() -> None:
    filler = "的了啊呀哦嗯吧嘛"
    items = [
        (str(at), FLOOD[: at % 30] + filler[at % 8] + FLOOD[at % 30 + 1 :] + filler[at // 8 % 8])
        for at in range(400)
    ]
    assert [len(cluster.keys) for cluster in clusters(items)] == [400]


def test_short_and_different_texts_are_left_alone() -> None:
    assert clusters([("a", "谢谢大家"), ("b", "谢谢大家"), ("c", FLOOD), ("d", OTHER)]) == ()


@given(st.lists(st.tuples(st.uuids().map(str), st.text())))
def test_any_texts_will_do(items: list[tuple[str, str]]) -> None:
    keys = [key for cluster in clusters(items) for key in cluster.keys]
    assert len(keys) == len(set(keys))
