from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from moderation.core.private import PrivateValue
from publishing import leakcheck
from publishing.engine import Built
from publishing.entry_pieces import Pieces
from publishing.leakcheck import Gate
from publishing.plan import Site, planned
from publishing.publish import PublishRefused
from tests.publishing.conftest import Publish
from tests.publishing.sample import COMMUNITY, HOUSE, NOW, entry

ENTRIES = [entry(number) for number in range(12)]


class Leak(Exception):
    pass


def files(root: Path) -> dict[str, bytes]:
    top = root.resolve()
    return {p.relative_to(top).as_posix(): p.read_bytes() for p in sorted(top.rglob("*")) if p.is_file()}


def test_every_entry_has_a_page_in_every_language(publish_here: Publish, out: Path) -> None:
    report = publish_here(ENTRIES)
    assert report.entries == 12
    for prefix in ("", "zh-Hant/", "en/"):
        assert len(list((out / prefix / "e").iterdir())) == 12
    assert report.files == report.written == len(files(out))


def test_the_link_leads_to_a_copy_beside_it(publish_here: Publish, out: Path) -> None:
    publish_here(ENTRIES)
    assert out.is_symlink()
    assert out.resolve().parent == out.with_name(".public")


def test_an_unchanged_site_is_not_written_again(publish_here: Publish) -> None:
    publish_here(ENTRIES)
    assert publish_here(ENTRIES).written == 0


def test_a_second_build_is_byte_for_byte_what_a_first_would_be(
    publish_here: Publish, out: Path, tmp_path: Path
) -> None:
    publish_here(ENTRIES[:9])
    publish_here([replace(ENTRIES[0], title="改了标题"), *ENTRIES[1:]])
    publish_here(ENTRIES)
    grown = files(out)
    (tmp_path / ".public").rename(tmp_path / "old")
    out.unlink()
    publish_here(ENTRIES)
    assert files(out) == grown


def test_both_copies_hold_the_same(publish_here: Publish, out: Path) -> None:
    publish_here(ENTRIES)
    publish_here(ENTRIES[1:])
    workshop = out.with_name(".public")
    assert files(workshop / "a") == files(workshop / "b")


def test_a_new_entry_touches_few_files(publish_here: Publish, out: Path) -> None:
    publish_here(ENTRIES)
    before = files(out)
    publish_here([*ENTRIES, entry(12)])
    touched = {path for path, data in files(out).items() if before.get(path) != data}
    page_home_and_map, newest_pages = 3, 2 * 4  # with and without category; everywhere, city, district, house
    areas = 4  # all of them; city, district, house
    feeds = 2 * 2  # Atom and JSON; of its form and its district
    search = {path for path in touched if path.startswith("search/")}
    assert len(touched - search) == 3 * (page_home_and_map + newest_pages + areas + feeds) + 1  # entries.json
    assert 0 < len(search) < 25


def test_what_is_taken_down_is_in_no_byte_of_the_workshop(publish_here: Publish, out: Path) -> None:
    secret = replace(ENTRIES[0], title="要撤下的标题")
    publish_here([secret, *ENTRIES[1:]])
    publish_here(ENTRIES[1:])
    everything = b"".join(path.read_bytes() for path in out.with_name(".public").rglob("*") if path.is_file())
    assert "要撤下的标题".encode() not in everything


def test_what_was_taken_down_after_a_killed_build_stays_down(
    publish_here: Publish, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between the swap and the second copy, the two are not alike, and the old one is wanted."""
    publish_here(ENTRIES)
    with monkeypatch.context() as killed:
        killed.setattr("publishing.publish.follow", _killed)
        with pytest.raises(KeyboardInterrupt):
            publish_here([entry(0, title="不该公开的话"), *ENTRIES[1:]])
    for _ in range(4):  # each of the two copies is served twice
        publish_here(ENTRIES)
        assert not any("不该公开的话".encode() in data for data in files(out).values())


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_expired_entries_are_gone_everywhere(publish_here: Publish, out: Path) -> None:
    publish_here([replace(ENTRIES[0], title="过期的", expires_at=NOW), *ENTRIES[1:]])
    assert not any("过期的".encode() in data for data in files(out).values())


def test_a_leak_leaves_the_last_good_site(publish_here: Publish, out: Path) -> None:
    publish_here(ENTRIES)
    before = files(out)

    def gate(file: str, data: bytes, *, vendored: bool = False) -> None:
        if "秘密".encode() in data:
            raise Leak(file)

    pages = r"^(en/|zh-Hant/)?(e/entry-0003|index|area/[a-z0-9-]+)\.html|^search/[rt]-[0-9]+\.json"
    with pytest.raises(Leak, match=pages):
        publish_here([*ENTRIES[:3], replace(ENTRIES[3], title="秘密"), *ENTRIES[4:]], gate)
    assert files(out) == before
    everything = b"".join(path.read_bytes() for path in out.with_name(".public").rglob("*") if path.is_file())
    assert "秘密".encode() not in everything


def test_a_new_private_value_is_found_on_unchanged_pages(publish_here: Publish) -> None:
    publish_here(ENTRIES)

    def gate(file: str, data: bytes, *, vendored: bool = False) -> None:
        if "第7件".encode() in data:
            raise Leak(file)

    with pytest.raises(Leak, match=r"e/entry-0007\.html"):
        publish_here(ENTRIES, gate)


def test_the_gate_sees_every_byte_that_is_served(built: Built) -> None:
    plan = planned(Site(HOUSE, COMMUNITY, ENTRIES, NOW), ENTRIES, built)
    known = {part for frame in built.frames.values() for part in frame.parts}
    made = {batch.name: batch.render() for batch in plan.first}
    looked_at = {piece.data for one in made.values() for piece in one.fragments}
    kept = {name: one.kept for name, one in made.items()}
    assert looked_at.issuperset(piece for some in kept.values() for piece in some)
    lines = Pieces(plan.entries, kept.__getitem__).lines
    known |= looked_at | {b",\n".join([lines[one.entry.id] for one in plan.placed])}
    for batch in (*plan.first, *plan.second(kept.__getitem__)):
        rendered = batch.render()
        seen = b"".join(fragment.data for fragment in rendered.fragments)
        assert [b for page in rendered.pages for b in page.buffers if b not in known and b not in seen] == []


@pytest.mark.parametrize("processes", [1, 2])
def test_every_batch_and_frame_goes_through_the_gate(
    publish_here: Publish, out: Path, processes: int
) -> None:
    log = out.with_name("seen")

    def gate(file: str, data: bytes, *, vendored: bool = False) -> None:
        with log.open("ab") as seen:
            seen.write(data)

    publish_here(ENTRIES, gate, processes=processes)
    first = log.read_bytes()
    log.unlink()
    publish_here(ENTRIES, gate, processes=processes)
    assert len(log.read_bytes()) == len(first)
    for number in range(12):
        assert first.count(f"第{number}件".encode()) == log.read_bytes().count(f"第{number}件".encode()) > 0


def test_what_is_kept_is_only_searched_for_what_became_private(publish_here: Publish) -> None:
    named = [replace(ENTRIES[7], title="竹影里老张的口罩"), *ENTRIES[:7], *ENTRIES[8:]]
    nobody, somebody = Gate([]), Gate([PrivateValue("need/name", "竹影里老张")])
    publish_here(named, nobody.check)
    looked_at: list[str] = []

    def check(file: str, data: bytes, *, vendored: bool = False) -> bytes:
        looked_at.append(file)
        return nobody.check(file, data, vendored=vendored)

    publish_here(named, check, again=nobody.check_again, processes=1)
    assert not [file for file in looked_at if not file.startswith("the frame")]
    with pytest.raises(leakcheck.Leak, match=r"entry-0007\.html|index\.html|area/|search/"):
        publish_here(named, somebody.check, again=somebody.check_again)


@pytest.mark.parametrize("bad", ["../evil", "a/b", "A", "", "-x", "x" * 65, "e\n"])
def test_an_id_that_is_no_file_name_is_refused(publish_here: Publish, out: Path, bad: str) -> None:
    with pytest.raises(PublishRefused, match="file name"):
        publish_here([replace(ENTRIES[0], id=bad)])
    assert not out.exists()


def test_two_entries_with_one_id_are_refused(publish_here: Publish) -> None:
    with pytest.raises(PublishRefused, match="same id"):
        publish_here([ENTRIES[0], ENTRIES[0]])


def test_a_missing_canary_stops_the_build(publish_here: Publish) -> None:
    guarded = COMMUNITY.model_copy(update={"canaries": ("entry-0001", "gone")})
    with pytest.raises(PublishRefused, match="gone"):
        publish_here(ENTRIES, community=guarded)


def test_many_entries_vanishing_at_once_stop_the_build(publish_here: Publish, out: Path) -> None:
    publish_here(ENTRIES)
    with pytest.raises(PublishRefused, match="7 of 12"):
        publish_here(ENTRIES[7:])
    assert len(list((out / "e").iterdir())) == 12
    assert publish_here(ENTRIES[7:], allow_vanishing=True).entries == 5


def test_a_file_that_somebody_added_hides_no_vanishing(publish_here: Publish, out: Path) -> None:
    publish_here(ENTRIES)
    (out / ".DS_Store").touch()
    with pytest.raises(PublishRefused, match="7 of 12"):
        publish_here(ENTRIES[7:])


def test_expiry_is_no_vanishing(publish_here: Publish) -> None:
    publish_here([replace(one, expires_at=NOW + timedelta(hours=1)) for one in ENTRIES])
    assert publish_here([], now=NOW + timedelta(hours=2)).entries == 0


def test_a_folder_in_the_place_of_the_link_is_left_alone(publish_here: Publish, out: Path) -> None:
    out.mkdir()
    (out / "mine.txt").write_text("mine")
    with pytest.raises(PublishRefused, match="is not the link"):
        publish_here(ENTRIES)
    assert (out / "mine.txt").read_text() == "mine"


def test_files_that_others_add_to_a_copy_are_swept_away(publish_here: Publish, out: Path) -> None:
    publish_here(ENTRIES)
    for copy in ("a", "b"):
        (out.with_name(".public") / copy / "e" / "planted.html").write_text("planted")
    publish_here(ENTRIES)
    assert not (out / "e" / "planted.html").exists()


def test_a_site_without_entries_still_has_its_lists(publish_here: Publish, out: Path) -> None:
    publish_here([])
    assert "现在没有" in (out / "list" / "need.html").read_text("utf-8")


def test_guides_are_served(publish_here: Publish, out: Path) -> None:
    publish_here([])
    assert "先看注册证号" in (out / "fake-masks.html").read_text("utf-8")
    assert HOUSE.content.name == "content"
