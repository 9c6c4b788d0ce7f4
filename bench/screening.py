"""`make bench-screening`: how good and how fast screening is, beside the tools that others made.

Reads the shared development posts when they are present ($LINLI_SHARED/data/screening), else the invented
few in posts.jsonl. Everything is shown for the posts that rules were made on, for those held out, and for the
posts of other hands in held_out_*.jsonl.
$LINLI_PEERS_PYTHON names a Python with other tools in it; docs/screening.md says how to make one.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.measures import Seen, Share, clean_hit, decided, precision, recall, threshold, without_han
from bench.posts import GOOD_LABELS, READ, TRADE_LABELS, UNREAD, Post, posts_file, read_posts
from bench.speed import report
from moderation.core.finding import Kind, Severity, Verdict
from moderation.screening.ruleset import Ruleset, load_ruleset
from moderation.screening.screen import Screening, screen

# Kind, whether typed plainly, target for recall.
KINDS: tuple[tuple[str, bool | None, float], ...] = (
    ("PHONE", True, 0.995),
    ("PHONE", False, 0.97),
    ("LANDLINE", None, 0.995),
    ("WECHAT", None, 0.95),
    ("QQ", None, 0.95),
    ("EMAIL", None, 0.995),
    ("IDCARD", None, 0.995),
    ("PASSPORT", None, 0.995),
    ("BANKCARD", None, 0.995),
    ("PLATE", None, 0.995),
    ("NAME", None, 0.93),
    ("ADDRESS", None, 0.92),
)
TRADE = {Kind.SELLER, Kind.SHILL, Kind.SCAM, Kind.LURE}
GOOD_TEXT = (
    "谢谢各位邻居这些天的照应,菜已经分到各家门口,多出来的青菜和土豆放在门卫室,需要的自己去拿,不收钱。"
    "明天下午志愿者还会上门送药,行动不便的老人请提前在群里说一声,大家互相帮忙,都会好起来的。"
)


def main() -> None:
    """Measure and print."""
    posts, ruleset = read_posts(posts_file()), load_ruleset()
    said = {post.id: _screened(post.text, ruleset, post.form) for post in posts}
    peers = _peers([post.text for post in posts])
    print(f"{len(posts)} posts from {posts_file().name}, {len(ruleset.rules)} rules")
    for title, part in (
        ("posts that rules were made on", [post for post in posts if not post.held_out]),
        ("posts held out", [post for post in posts if post.held_out]),
    ):
        print(f"\n## {title}: {len(part)}")
        _say_private(part, said, {name: _by_id(posts, tool["spans"]) for name, tool in peers.items()})
        _say_labels(part, said, ruleset)
        _say_claims(part, said)
    for path in (*READ, *UNREAD):
        part = [*read_posts(path)]
        print(f"\n## posts of another hand, {path.name}, {'read' if path in READ else 'unread'}: {len(part)}")
        heard = {post.id: _screened(post.text, ruleset, post.form) for post in part}
        _say_private(part, heard, {})
        _say_labels(part, heard, ruleset)
        _say_claims(part, heard)
    print("\n## speed, one core, everything on")
    _say_speed(posts, ruleset, peers)


def _screened(text: str, ruleset: Ruleset, form: str = "") -> Screening:
    return screen({"text": text}, ruleset, form)


def _by_id(posts: Sequence[Post], spans: list[list[list[Any]]]) -> dict[str, list[Seen]]:
    return {post.id: [(s[0], s[1], s[2]) for s in found] for post, found in zip(posts, spans, strict=True)}


def _say_private(
    posts: list[Post], said: Mapping[str, Screening], peers: Mapping[str, Mapping[str, list[Seen]]]
) -> None:
    ours = {
        post.id: [(f.kind.value, f.span.start, f.span.end) for f in said[post.id].findings if f.kind.private]
        for post in posts
    }
    print(f"{'hidden':18} {'recall':>16} {'target':>8} {'precision':>16}   " + "   ".join(peers))
    for kind, plain, target in KINDS:
        name = kind if plain is None else f"{kind} {'plain' if plain else 'disguised'}"
        share = recall(posts, ours, kind, plain=plain)
        theirs = "   ".join(
            f"{_rate(recall(posts, seen, kind, plain=plain)):>{len(tool)}}" for tool, seen in peers.items()
        )
        right = "" if plain is False else _rate(precision(posts, ours, kind))
        print(
            f"{name:18} {_rate(share):>16} {target:>8.1%} {right:>16}   {theirs}   {_missed(share, target)}"
        )
    clean = clean_hit(posts, ours)
    theirs = "   ".join(f"{_rate(clean_hit(posts, seen)):>{len(tool)}}" for tool, seen in peers.items())
    above = "" if (clean.rate or 0) <= 1 / 65 else f"<- {clean.part / clean.whole - 1 / 65:+.1%} above target"
    print(f"{'clean texts hit':18} {_rate(clean):>16} {1 / 65:>8.1%} {'':>16}   {theirs}   {above}")


def _say_labels(posts: list[Post], said: Mapping[str, Screening], ruleset: Ruleset) -> None:
    """Sellers, shills and scams against all other posts; good posts are those labelled ok or irrelevant.

    Most posts labelled counterfeit are offers, too, and held as such: the second F1 leaves them out.
    """
    truth = [post.label in TRADE_LABELS for post in posts]
    whole = decided(truth, [_is_trade(said[post.id]) for post in posts])
    bare = decided(
        truth, [_is_trade(_screened(without_han(post.text), ruleset, post.form)) for post in posts]
    )
    print(f"\nseller+shill+scam  F1 {whole.f1:.3f} (target .900{_short(whole.f1, 0.9)})")
    plain = [post for post in posts if post.label != "counterfeit"]
    without = decided([p.label in TRADE_LABELS for p in plain], [_is_trade(said[p.id]) for p in plain])
    print(f"without counterfeit F1 {without.f1:.3f}")
    print(f"                   precision {whole.precision:.3f}, recall {whole.recall:.3f}")
    print(f"with Han removed   F1 {bare.f1:.3f}, gap {whole.f1 - bare.f1:+.3f} (target .250)")
    good = [post for post in posts if post.label in GOOD_LABELS]
    for words, held in (
        ("as trade", [_is_trade(said[post.id]) for post in good]),
        ("for any reason", [said[post.id].verdict >= Verdict.HOLD for post in good]),
    ):
        print(f"good posts held    {_rate(Share(sum(held), len(good)))} {words} (target at most 5.0%)")
    limit = threshold([_score(said[post.id]) for post in good], 0.05)
    bad = [post for post in posts if post.label in TRADE_LABELS]
    found = sum(_score(_screened(post.text + GOOD_TEXT, ruleset, post.form)) > limit for post in bad)
    share = Share(found, len(bad))
    print(f"good text appended {_rate(share)} found at 5% false positives", end=" ")
    print(f"(target 95.0%) {_missed(share, 0.95)}")


def _say_claims(posts: list[Post], said: Mapping[str, Screening]) -> None:
    truth = [post.claims == "contradictory" for post in posts]
    named = [any(f.kind is Kind.COUNTERFEIT for f in said[post.id].findings) for post in posts]
    claims = decided(truth, named)
    print(
        f"contradictory      recall {claims.recall:.3f} (target .900{_short(claims.recall, 0.9)}),", end=" "
    )
    print(f"precision {claims.precision:.3f} (target .950{_short(claims.precision, 0.95)})")


def _say_speed(posts: Sequence[Post], ruleset: Ruleset, peers: Mapping[str, Any]) -> None:
    print("\n".join(report(ruleset, [post.text for post in posts])))
    for tool, told in peers.items():
        print(f"{tool:25} {len(posts) / told['seconds']:,.0f}/s on the posts themselves")


def _is_trade(said: Screening) -> bool:
    return any(found.kind in TRADE and found.severity >= Severity.HOLD for found in said.findings)


def _score(said: Screening) -> float:
    return max(said.scores.values(), default=0.0)


def _peers(texts: list[str]) -> dict[str, Any]:
    """What other tools see, by their name; nothing where no Python for them is named."""
    python = os.environ.get("LINLI_PEERS_PYTHON")
    if not python:
        print("LINLI_PEERS_PYTHON is not set: no other tools beside (docs/screening.md)")
        return {}
    script = Path(__file__).with_name("peers.py")
    told = subprocess.run(
        [python, script], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    report: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return report


def _rate(share: Share) -> str:
    return "-" if share.rate is None else f"{share.rate:.1%} {share.part}/{share.whole}"


def _missed(share: Share, target: float) -> str:
    return "" if share.rate is None or share.rate >= target else f"<- {target - share.rate:.1%} short"


def _short(value: float, target: float) -> str:
    return "" if value >= target else f", {target - value:.3f} short"


if __name__ == "__main__":
    main()
