"""Screen lines of JSON: how other programs, and the bench, ask what the rules say.

Reads `{"id", "form", "text"}` and writes one line for every line it reads.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from moderation.core.finding import Finding
from moderation.redaction.redact import redact
from moderation.redaction.settle import settled_spans
from moderation.screening.ruleset import Ruleset
from moderation.screening.screen import Screening, screen

_FIELD = "text"


class _BadLine(Exception):
    """A line that cannot be screened. The message says why and never quotes the line."""


def screen_lines(lines: Iterable[str | bytes], ruleset: Ruleset) -> Iterator[str]:
    """One line of JSON for each of `lines`, without its line end.

    `{"id", "verdict", "findings": [{"rule", "kind", "start", "end", "severity", "message"}], "redacted",
    "scores"}` with offsets into the raw text; `"shadow"` as well where rules in shadow mode found something.
    A line that cannot be read gives `{"line", "error"}`, lines counted from 1.
    """
    for number, line in enumerate(lines, 1):
        try:
            submission = _read(line)
        except _BadLine as bad:
            yield json.dumps({"line": number, "error": str(bad)}, ensure_ascii=False)
            continue
        text = submission["text"]
        said = screen({_FIELD: text}, ruleset, submission.get("form") or "")
        redacted = redact(text, settled_spans(text, said.findings, _FIELD, ruleset))
        yield _written(submission.get("id"), redacted, said)


def _read(line: str | bytes) -> dict[str, Any]:
    try:
        text = line.decode("utf-8") if isinstance(line, bytes) else line
        submission = json.loads(text.removeprefix("\ufeff"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise _BadLine(f"not UTF-8 at byte {error.start}; save the file as UTF-8") from None
    except json.JSONDecodeError as error:
        raise _BadLine(f"not JSON at character {error.pos + 1}: {error.msg}") from None
    except (RecursionError, ValueError):
        raise _BadLine("not JSON that can be read: nested too deeply, or a number too long") from None
    if not isinstance(submission, dict):
        raise _BadLine('not an object; expected {"id": …, "form": …, "text": …}')
    if not isinstance(submission.get("text"), str):
        raise _BadLine('"text" is missing or not a string')
    if not isinstance(submission.get("form", ""), str | None):
        raise _BadLine('"form" is not a string')
    if not isinstance(submission.get("id"), str | int | float | None):
        raise _BadLine('"id" is neither a string nor a number')
    return submission


def _no_number(_word: str) -> NoReturn:
    raise ValueError


def _written(identity: str | float | None, redacted: str, said: Screening) -> str:
    result: dict[str, Any] = {
        "id": identity,
        "verdict": said.verdict.name.lower(),
        "findings": [_plain(found) for found in said.findings],
        "redacted": redacted,
        "scores": dict(said.scores),
    }
    if said.shadow:
        result["shadow"] = [_plain(found) for found in said.shadow]
    written = json.dumps(result, ensure_ascii=False)
    return written if written.isascii() or _can_be_written(written) else json.dumps(result)


def _can_be_written(text: str) -> bool:
    """False for lone surrogates, which only JSON's own escapes can carry."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _plain(found: Finding) -> dict[str, str | int]:
    return {
        "rule": found.rule,
        "kind": found.kind.value,
        "start": found.span.start,
        "end": found.span.end,
        "severity": found.severity.name.lower(),
        "message": found.message,
    }
