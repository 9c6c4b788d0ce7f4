"""Hostile cells and bytes in an export: each is read, or refused in so many words; the next row goes on."""

from __future__ import annotations

import base64
import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation.core.community import Community, Form
from moderation.sources.csv_export import CsvExport
from moderation.sources.forms import FormChanged, fit, record
from moderation.sources.source import SourceUnreadable
from tests.shared_data import shared

HEADER = [
    "时间戳记",
    "想感谢谁？（写“三栋的邻居”“某某志愿队”就好）",
    "想说的话",
    "同意公开哪些内容，到什么时候？",
]
GOOD = ["2020/1/28 下午 8:15:03", "三栋的邻居", "谢谢", "不公开，只给志愿者看"]


def line(*cells: str) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue().encode("utf-8", "surrogatepass")


def texts(file: str) -> list[str]:
    found: list[Any] = json.loads(shared(f"security/{file}").read_text("utf-8"))
    return [str(one["input"] if isinstance(one, dict) else one) for one in found]


def answers(path: Path, form: Form, community: Community, content: bytes) -> list[list[str]]:
    path.write_bytes(content)
    source = CsvExport(path, form, community)
    fit(form, source.questions())
    responses = list(source.responses())
    for raw in responses:
        record(form, raw)
    return [list(raw.answers.values()) for raw in responses]


@pytest.mark.parametrize("file", ["csv_injection.json", "crlf.json", "blns.json"])
def test_hostile_cells_come_out_as_they_are(
    file: str, thanks: Form, community: Community, tmp_path: Path
) -> None:
    cells = texts(file)
    rows = b"".join(line(GOOD[0], "to", cell, GOOD[3]) for cell in cells)
    read = answers(tmp_path / "thanks.csv", thanks, community, line(*HEADER) + rows + line(*GOOD))
    plain = [cell.replace("\0", "")[: community.thresholds.cell_characters] for cell in cells]
    assert [row[1] for row in read] == [*plain, GOOD[2]]


def test_bytes_of_any_encoding_spoil_their_own_row_at_most(
    thanks: Form, community: Community, tmp_path: Path
) -> None:
    for one in json.loads(shared("security/encodings.json").read_text("utf-8")):
        cell = base64.b64decode(one["base64"])
        content = line(*HEADER, "") + line(*GOOD) + b"2020/1/28,to," + cell + b",ok\r\n" + line(*GOOD)
        read = answers(tmp_path / "thanks.csv", thanks, community, content)
        assert read[0] == GOOD[1:], one["name"]
        assert read[-1] == GOOD[1:], one["name"]


def test_a_whole_file_of_any_bytes_is_refused_in_so_many_words(
    thanks: Form, community: Community, tmp_path: Path
) -> None:
    for one in json.loads(shared("security/encodings.json").read_text("utf-8")):
        with pytest.raises((SourceUnreadable, FormChanged)):
            answers(tmp_path / "thanks.csv", thanks, community, base64.b64decode(one["base64"]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(st.binary(max_size=300))
def test_no_bytes_are_a_traceback(thanks: Form, community: Community, tmp_path: Path, content: bytes) -> None:
    with pytest.raises((SourceUnreadable, FormChanged)):
        answers(tmp_path / "thanks.csv", thanks, community, content)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(st.binary(max_size=100).filter(lambda cell: b'"' not in cell))
def test_a_row_of_any_bytes_does_not_stop_the_next(
    thanks: Form, community: Community, tmp_path: Path, cell: bytes
) -> None:
    content = line(*HEADER) + b"2020/1/28,to," + cell + b",ok\r\n" + line(*GOOD)
    assert answers(tmp_path / "thanks.csv", thanks, community, content)[-1] == GOOD[1:]
