"""Does the stand-in answer as Google did? Recorded exchanges are replayed against it, and compared."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.shared_data import shared
from tests.standin.batch import KINDS
from tests.standin.server import World
from tests.standin.spreadsheet import Bad, Spreadsheet

# Of a recorded answer, what depends on the account or on looks is not compared; nor are reads of looks alone.
_NOT_COMPARED = {"defaultFormat", "autoRecalc", "spreadsheetTheme", "editors", "details"}
_LOOKS = ("columnMetadata", "tabColorStyle", "userEnteredFormat")


class Replay:
    """One recorded session against a fresh world. `agreed`, `differed` and `ineligible` count exchanges."""

    def __init__(self) -> None:
        self.world = World()
        self.unknown: set[str] = set()
        self.counts: Counter[str] = Counter()
        self.differences: list[str] = []

    def exchange(self, recorded: dict[str, Any]) -> None:
        request, response = recorded["request"], recorded["response"]
        address = urlsplit(request["uri"])
        if address.hostname == "www.googleapis.com":
            self._drive(request, response)
            return
        identifier = address.path.removeprefix("/v4/spreadsheets/").partition("/")[0].partition(":")[0]
        body = json.loads(request["body"]) if request["body"] else None
        if not self._eligible(address.path, address.query, identifier, body, response["status"]["code"]):
            self.counts["ineligible"] += 1
            return
        self._compare(request, body, json.loads(response["body"]["string"]), identifier)

    def _drive(self, request: dict[str, Any], response: dict[str, Any]) -> None:
        """The recordings make their spreadsheets through Drive, which the product never touches."""
        path = urlsplit(request["uri"]).path
        if request["method"] == "POST" and path == "/drive/v3/files":
            made = json.loads(response["body"]["string"])
            self.world.add(Spreadsheet(made["id"], made["name"]))
        elif request["method"] in ("PUT", "POST"):
            self.unknown.update(self.world.spreadsheets)

    def _eligible(self, path: str, query: str, identifier: str, body: Any, status: int) -> bool:
        """No longer once something happened to the spreadsheet that the product never asks for."""
        if identifier not in self.world.spreadsheets and status != 404:
            return False
        kinds = {kind for one in (body or {}).get("requests", []) for kind in one}
        if path.endswith(":batchUpdate") and not kinds <= set(KINDS):
            self.unknown.add(identifier)
        if _has_formula(body):
            self.unknown.add(identifier)
        return identifier not in self.unknown and not query.endswith(_LOOKS)

    def _compare(self, request: dict[str, Any], body: Any, expected: dict[str, Any], identifier: str) -> None:
        target = request["uri"].partition("googleapis.com")[2]
        self._give_ids(identifier, expected)
        try:
            actual = self.world.answer(request["method"], target, body)
        except Bad as bad:
            actual = {"error": {"code": bad.status, "status": bad.name}}
            expected.get("error", {}).pop("message", None)
        if _reduced(actual) == _reduced(expected):
            self.counts["agreed"] += 1
        else:
            self.counts["differed"] += 1
            self.differences.append(
                f"{request['method']} {target}\n  {_reduced(actual)}\n  {_reduced(expected)}"
            )

    def _give_ids(self, identifier: str, expected: dict[str, Any]) -> None:
        """New tabs and protections get the ids they got then."""
        if identifier in self.world.spreadsheets:
            ids = _new_ids(expected.get("replies", []))
            self.world.spreadsheets[identifier].new_id = itertools.chain(ids, itertools.count(1)).__next__


def _new_ids(replies: list[dict[str, Any]]) -> Iterator[int]:
    for reply in replies:
        for made in reply.values():
            for thing in made.values() if isinstance(made, dict) else ():
                yield from (thing[name] for name in ("sheetId", "protectedRangeId") if name in thing)


def _has_formula(body: Any) -> bool:
    return '"=' in json.dumps(body or {})


def _reduced(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _reduced(v) for k, v in value.items() if k not in _NOT_COMPARED}
    return [_reduced(item) for item in value] if isinstance(value, list) else value


def test_recorded_exchanges_agree() -> None:
    folder = shared("sheets/cassettes")
    counts: Counter[str] = Counter()
    differences: list[str] = []
    for path in sorted(folder.glob("*.json")):
        replay = Replay()
        for recorded in json.loads(path.read_text("utf-8"))["interactions"]:
            replay.exchange(recorded)
        counts += replay.counts
        differences += [f"{path.stem}: {difference}" for difference in replay.differences]
    eligible = counts["agreed"] + counts["differed"]
    print(
        f"{counts['agreed']} of {eligible} eligible exchanges agree; {counts['ineligible']} are not eligible"
    )
    assert differences == []
    assert eligible > 1000


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_google_knows_every_kind_of_request_that_the_stand_in_knows(kind: str) -> None:
    schemas = json.loads(shared("sheets/discovery/sheets.v4.json").read_text("utf-8"))["schemas"]
    assert kind in schemas["Request"]["properties"]
