"""Latin words that name things and no account: models, standards, tracking numbers, programs, hosts."""

from __future__ import annotations

from moderation.core.pattern import Pattern

# Starts of names that belong to things: models, standards, tracking numbers, programs.
_NAMES = Pattern(
    r"(?:kn|n|p|r|ffp|kf|ds|en|gb|gbt|yy|yyt|tc|iso|iir|sf|yt|jd|covid|sars|cov|ncov|h\dn\d|iphone|ipad|android|"
    r"ios|win|windows|usb|wifi|type|mate|redmi|huawei|level|class|niosh|astm|cas|lot|office|http|https|www|mp|"
    r"html|pdf|vitamin|omega|model|room|block|line|bus|exit|gate|no|din|cns|jis|dbt?|ipx?|bfe|pfe|abo?|pcr|igg|igm|"
    r"la|ce|fda|mdr|ctca|cntac|iec|cn|ct|mri|spo|co|pm|am|ml|kg|mm|cm|wh|mah|led|mask|masks|size|part|step|day|phase|cat|usd|rmb|cny|hkd|tel)"
    r"[-. ]?\d*[a-z]?(?:[-.:/]?[0-9]+[a-z]{0,3})*"
)
_WORDS = frozenset(
    [
        "covid_19",
        "wechat",
        "weixin",
        "group",
        "whatsapp",
        "online",
        "official",
        "please",
        "mini",
        "program",
        "moments",
        "phone",
        "number",
        "email",
        "message",
        "signal",
        "telegram",
        "pay",
        "alipay",
        "taobao",
        "download",
        "follow",
        "contact",
        "english",
        "volunteer",
        "volunteers",
    ]
)
_DOMAIN_ENDS = frozenset(
    [
        "com",
        "cn",
        "net",
        "org",
        "gov",
        "edu",
        "shop",
        "top",
        "xyz",
        "cc",
        "io",
        "hk",
        "tw",
        "jp",
        "info",
        "int",
        "me",
        "site",
        "vip",
        "club",
        "app",
        "uk",
        "us",
        "eu",
    ]
)


def is_thing(token: str) -> bool:
    """A model or a standard, or several in one: tc-84a-kn95."""
    if "-" not in token:
        return _NAMES.fullmatch(token) is not None
    return all(part[:-1].isdigit() or len(part) < 2 or _NAMES.fullmatch(part) for part in token.split("-"))


def is_word(token: str) -> bool:
    """A word that stands beside the name of a messenger: wechat group, weixin online."""
    return token in _WORDS


def is_host(token: str) -> bool:
    """The name of a site: kouzhao.shop."""
    return "_" not in token and parts(token)[-1] in _DOMAIN_ENDS


def parts(token: str) -> list[str]:
    """The letters and digits of `token`, at whatever else it is broken."""
    return "".join(c if c.isascii() and c.isalnum() else " " for c in token).split()
