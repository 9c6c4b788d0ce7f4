from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from moderation.core.community import Community, Form
from moderation.core.response import Question, RawResponse
from moderation.sources.cells import UNREAD_TIME
from moderation.sources.csv_export import MORE_CELLS, CsvExport
from moderation.sources.csv_lines import NUL_BYTES, OTHER_ENCODING, UNREADABLE_BYTES
from moderation.sources.forms import fit, record
from moderation.sources.source import SourceUnreadable

SHANGHAI = ZoneInfo("Asia/Shanghai")
GOOGLE = [
    "时间戳记",
    "想感谢谁？（写“三栋的邻居”“某某志愿队”就好）",
    "想说的话",
    "同意公开哪些内容，到什么时候？",
]
ROW = ["2020/1/28 下午 8:15:03", "三栋的邻居", "谢谢您的口罩", "不公开，只给志愿者看"]


def table(*rows: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


class Exported:
    """Writes an export and reads it back."""

    def __init__(self, folder: Path, form: Form, community: Community) -> None:
        self.path = folder / "thanks.csv"
        self.form = form
        self.community = community

    def source(self, content: bytes | str, *, label_row: bool = False, day_first: bool = False) -> CsvExport:
        self.path.write_bytes(content.encode() if isinstance(content, str) else content)
        return CsvExport(self.path, self.form, self.community, label_row, day_first)

    def responses(self, content: bytes | str, *, label_row: bool = False) -> list[RawResponse]:
        return list(self.source(content, label_row=label_row).responses())

    def answers(self, content: bytes | str) -> list[list[str]]:
        return [list(raw.answers.values()) for raw in self.responses(content)]


@pytest.fixture
def exported(tmp_path: Path, thanks: Form, community: Community) -> Exported:
    return Exported(tmp_path, thanks, community)


def test_google_export(exported: Exported) -> None:
    [raw] = exported.responses(table(GOOGLE, ROW))
    assert raw == RawResponse(
        form="thanks",
        row_key=None,
        received_at=datetime(2020, 1, 28, 20, 15, 3, tzinfo=SHANGHAI),
        answers={Question(title): answer for title, answer in zip(GOOGLE[1:], ROW[1:], strict=True)},
    )


def test_wenjuanxing_export(exported: Exported) -> None:
    header = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP"]
    header += [
        "1、想感谢谁？（写“三栋的邻居”“某某志愿队”就好）",
        "2、想说的话:",
        "3、同意公开哪些内容，到什么时候？",
        "4、怎么落款？（会公开，请不要写全名）",
    ]
    row = [
        "7",
        "2020/1/28 20:15:03",
        "65秒",
        "微信",
        "N/A",
        "203.0.113.9(四川-成都)",
        "老李",
        "谢谢",
        "不公开，只给志愿者看",
        "(跳过)",
    ]
    source = exported.source(table(header, row).encode("gb18030"))
    fit(exported.form, source.questions())
    [raw] = source.responses()
    assert list(raw.answers.values()) == ["老李", "谢谢", "不公开，只给志愿者看", ""]
    assert raw.received_at == datetime(2020, 1, 28, 20, 15, 3, tzinfo=SHANGHAI)
    assert record(exported.form, raw).values == {
        "to": "老李",
        "text": "谢谢",
        "consent": "不公开，只给志愿者看",
    }


def test_tencent_export(exported: Exported) -> None:
    header = ["提交时间（自动）", *(f"{title}（必填）" for title in GOOGLE[1:]), "提交者（自动）"]
    row = ["2020年1月28日 20:15", *ROW[1:], "微信昵称"]
    source = exported.source(table(header, row))
    fit(exported.form, source.questions())
    [raw] = source.responses()
    assert list(raw.answers.values()) == ROW[1:]
    assert raw.received_at == datetime(2020, 1, 28, 20, 15, tzinfo=SHANGHAI)


def test_the_services_own_columns_are_not_kept(exported: Exported) -> None:
    header = [*GOOGLE, "Email Address", "电子邮件地址", "来自IP", "Username"]
    assert exported.answers(table(header, [*ROW, "a@example.org", "b@example.org", "203.0.113.9", "c"])) == [
        ROW[1:]
    ]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"]
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(exported: Exported, encoding: str, line_end: str) -> None:
    text = table(GOOGLE, ROW, ROW).replace("\r\n", line_end)
    assert exported.answers(text.encode(encoding)) == [ROW[1:], ROW[1:]]
    assert exported.source(text.encode(encoding)).questions()[0] == Question("时间戳记")


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_other_delimiters(exported: Exported, delimiter: str) -> None:
    assert exported.answers("\n".join(map(delimiter.join, (GOOGLE, ROW)))) == [ROW[1:]]


def test_a_row_pasted_in_another_encoding(exported: Exported) -> None:
    lines = table(GOOGLE, ROW, ROW, ROW).splitlines(keepends=True)
    for main, other in (("utf-8", "gb18030"), ("gb18030", "utf-8")):
        content = b"".join(line.encode(other if n == 2 else main) for n, line in enumerate(lines))
        responses = exported.responses(content)
        assert [list(raw.answers.values()) for raw in responses] == [ROW[1:]] * 3
        assert [raw.notes for raw in responses] == [(), (OTHER_ENCODING,), ()]


def test_bytes_that_are_no_text(exported: Exported) -> None:
    good = table(GOOGLE, ROW).encode()
    bad, after = exported.responses(
        good + b"2020/1/28 20:15:03,\xff\xfe\x80,ok,ok\r\n" + table(ROW).encode()
    )[1:]
    assert bad.notes == (UNREADABLE_BYTES,)
    assert list(after.answers.values()) == ROW[1:]


def test_nul_bytes(exported: Exported) -> None:
    [bad, good] = exported.responses(table(GOOGLE, [ROW[0], "a\0b", "c\0", "d"], ROW))
    assert list(bad.answers.values()) == ["ab", "c", "d"]
    assert (bad.notes, good.notes) == ((NUL_BYTES,), ())


def test_long_cells_are_cut(exported: Exported) -> None:
    long, good = exported.responses(table(GOOGLE, [ROW[0], "邻" * 2001, "x" * 10_000_000, ROW[3]], ROW))
    assert [len(answer) for answer in long.answers.values()] == [2000, 2000, len(ROW[3])]
    assert long.notes == (
        "「感谢谁」的回答超过 2000 字，只保留了前 2000 字",
        "「想说的话」的回答超过 2000 字，只保留了前 2000 字",
    )
    assert good.notes == ()


def test_ragged_and_blank_rows(exported: Exported) -> None:
    short, long, padded = exported.responses(
        table(GOOGLE, ROW[:2], [], ["", " ", "", ""], [*ROW, "more"], [*ROW, "", ""])
    )
    assert list(short.answers.values()) == [ROW[1], "", ""]
    assert [raw.notes for raw in (short, long, padded)] == [(), (MORE_CELLS,), ()]


def test_cells_of_several_lines(exported: Exported) -> None:
    assert exported.answers(table(GOOGLE, [ROW[0], "a\nb", "c\r\nd\re", 'f "g"'], ROW)) == [
        ["a\nb", "c\r\nd\re", 'f "g"'],
        ROW[1:],
    ]


def test_an_unreadable_time_is_noted(exported: Exported) -> None:
    unread, blank = exported.responses(table(GOOGLE, ["昨天", *ROW[1:]], ["", *ROW[1:]]))
    assert (unread.received_at, unread.notes) == (None, (UNREAD_TIME,))
    assert (blank.received_at, blank.notes) == (None, (UNREAD_TIME,))


def test_a_time_without_an_hour_is_the_start_of_its_day(exported: Exported) -> None:
    [raw] = exported.responses(table(GOOGLE, ["2020/1/28", *ROW[1:]]))
    assert raw.received_at == datetime(2020, 1, 28, tzinfo=SHANGHAI)


def test_day_first(exported: Exported) -> None:
    [raw] = exported.source(table(GOOGLE, ["1/2/2020 10:00:00", *ROW[1:]]), day_first=True).responses()
    assert raw.received_at == datetime(2020, 2, 1, 10, tzinfo=SHANGHAI)


def test_titles_asked_twice_are_told_apart(exported: Exported) -> None:
    source = exported.source(
        table(
            [*GOOGLE, "怎么落款？（会公开，请不要写全名）", "怎么落款？(会公开，请不要写全名)"],
            [*ROW, "", "小王"],
        )
    )
    assert [question.occurrence for question in source.questions()] == [1, 1, 1, 1, 1, 2]
    [raw] = source.responses()
    assert record(exported.form, raw).values["signed"] == "小王"


def test_label_row(exported: Exported) -> None:
    human = ["When", "Whom?", "What?", "May we?", "Lat", "State?", "State?"]
    labels = ["timestamp", GOOGLE[1], GOOGLE[2], GOOGLE[3], "", "state", "_"]
    source = exported.source(table(human, labels, [*ROW, "1", "2", "3"]), label_row=True)
    assert [question.title for question in source.questions()] == [*labels[:4], "Lat", "state", "State?"]
    [raw] = source.responses()
    assert raw.received_at == datetime(2020, 1, 28, 20, 15, 3, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "the file is empty"),
        ("PK\x03\x04 and more", "an Excel workbook, not a CSV file"),
        ("\n <!DOCTYPE html><title>Sign in", "a web page, not a CSV file"),
        (",".join(f"q{n}" for n in range(5000)), "5000 columns in the first row"),
        (table(GOOGLE, ROW) + '2020/1/28,"never closed\nsecret 13800000000\nmore', "line 3 is never closed"),
        ("a" * (64 * 2**20), "a line is longer than 64 MB"),
        ('"' + ("a" * 1023 + "\n") * (66 * 2**10), "line 1 is no CSV"),
    ],
)
def test_what_can_not_be_read_says_so(exported: Exported, content: str, message: str) -> None:
    with pytest.raises(SourceUnreadable, match=message) as raised:
        exported.responses(content)
    assert "13800000000" not in str(raised.value)


def test_a_missing_label_row(exported: Exported) -> None:
    with pytest.raises(SourceUnreadable, match="no second row"):
        exported.responses(table(GOOGLE), label_row=True)


def test_a_file_that_is_not_there(exported: Exported) -> None:
    source = CsvExport(exported.path.with_name("gone.csv"), exported.form, exported.community)
    with pytest.raises(SourceUnreadable, match=r"gone\.csv: No such file"):
        source.questions()
