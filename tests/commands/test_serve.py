"""What a maintainer sees who writes a guide while `serve` runs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

from tests.commands.conftest import ROOT, Checkout

GUIDE = """---
title: 口罩
description: 怎样看。
reviewed_by: 防护物资组
reviewed_on: 2026-11-12
sources: [{ title: 国家药品监督管理局, url: "https://www.nmpa.gov.cn/" }]
---
# 如何识别假口罩

先看三个号。
"""


def get(address: str) -> str:
    with urlopen(address, timeout=60) as answer:  # noqa: S310  our own server
        return str(answer.read().decode())


@contextmanager
def served(checkout: Checkout) -> Iterator[tuple[str, Iterator[str]]]:
    """`serve` in the checkout: its address, and what it says from then on."""
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--port", "0"]
    environment = {**os.environ, "LINLI_VAR": "var", "LINLI_NOW": "2026-11-20T12:00:00+08:00"}
    running = subprocess.Popen(
        command, cwd=checkout.folder, env=environment, stderr=subprocess.PIPE, text=True
    )
    try:
        assert running.stderr is not None
        lines = iter(running.stderr)
        yield next(lines).split()[0], lines
    finally:
        running.terminate()
        running.communicate()


def test_a_saved_guide_is_shown_and_a_mistake_leaves_the_last_good_site(checkout: Checkout) -> None:
    """A community that has no submission yet: the guides are what there is to write."""
    shutil.rmtree(checkout.folder / "content")
    guide = checkout.folder / "content" / "fake-masks.md"
    guide.parent.mkdir()
    guide.write_text(GUIDE, "utf-8")
    checkout.replace("community.toml", 'languages = ["zh-Hans", "zh-Hant", "en"]', 'languages = ["zh-Hans"]')
    assert checkout.run("build").code == 0
    with served(checkout) as (address, said), urlopen(f"{address}.preview", timeout=60) as open_page:  # noqa: S310
        news = (json.loads(line[6:]) for line in open_page if line.startswith(b"data: "))

        guide.write_text(GUIDE.replace("先看三个号。", "[看](nowhere.md)"), "utf-8")
        assert "content/fake-masks.md:10: the link to nowhere.md leads nowhere" in next(news)
        assert any("the last good site is still served" in line for line in said)
        assert "先看三个号" in get(f"{address}fake-masks.html")
        assert '<script src="/.preview.js" async>' in get(address)

        guide.write_text(GUIDE.replace("三个号", "四个号"), "utf-8")
        assert next(news) == ""
        assert "先看四个号" in get(f"{address}fake-masks.html")
