"""Two exports as they were become a site each: every approved row an entry, no contact in any byte."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import re2

from tests.commands.conftest import ROOT, Checkout
from tests.shared_data import shared

SPRING_2020 = "2020-04-15T12:00:00+08:00"
_NUMBER = re2.compile(r"[0-9][0-9 ()-]{7,}[0-9]")
_HAN_NAME = re2.compile(r"\p{Han}{2,4}")


def real_site(checkout: Checkout, name: str, export: Path) -> dict[str, int]:
    shutil.copy(ROOT / "tests" / "real" / f"{name}.toml", checkout.folder / "community.toml")
    (checkout.folder / "content" / "rota.toml").unlink()  # another community's groups
    [path] = [
        line.split('"')[1]
        for line in (checkout.folder / "community.toml").read_text().splitlines()
        if line.startswith("path =")
    ]
    (checkout.folder / path).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(export, checkout.folder / path)
    for words in (("pull",), ("screen",)):
        ran = checkout.run(*words, LINLI_NOW=SPRING_2020)
        assert ran.code == 0, ran.err
    before = SPRING_2020.replace("T12", "T11")
    adopted: int = checkout.run("decide", "--from-source", "--json", LINLI_NOW=before).said["approved"]
    ran = checkout.run("build", "--json", LINLI_NOW=SPRING_2020)
    assert ran.code == 0, ran.err
    return {"adopted": adopted, **ran.said}


def column(export: Path, *titles: str) -> list[str]:
    with export.open(encoding="utf-8-sig", newline="") as file:
        return [row[title] for row in csv.DictReader(file) for title in titles]


def numbers(cells: list[str]) -> set[str]:
    return {found.strip() for cell in cells for found in _NUMBER.findall(cell)}


def everything(checkout: Checkout) -> str:
    return "\n".join(data.decode("utf-8", "replace") for data in checkout.served().values())


def test_findthemasks(checkout: Checkout) -> None:
    export = shared("real/findthemasks_us.csv")
    said = real_site(checkout, "findthemasks", export)
    assert said["adopted"] == said["published"] == 570
    served = everything(checkout)
    addresses = [cell for cell in column(export, "Email Address") if "@" in cell]
    assert [address for address in addresses if address in served] == []
    asides = column(
        export, "Drop off instructions, eg curbside procedure or mailing address ATTN: instructions:"
    )
    assert [number for number in numbers(asides) if number in served] == []


def test_wuhan2020(checkout: Checkout) -> None:
    export = shared("real/wuhan2020_hospitals.csv")
    said = real_site(checkout, "wuhan2020", export)
    assert said["adopted"] == said["published"] == 227
    served = everything(checkout)
    contacts = column(export, "联系人/联系方式", "联系方式")
    assert [number for number in numbers(contacts) if number in served] == []
    names = {name for cell in contacts for name in _HAN_NAME.findall(cell) if len(name) == 3}
    assert [name for name in names if name in served] == []
