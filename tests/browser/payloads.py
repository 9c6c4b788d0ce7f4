"""Texts that try to run script or to fetch from elsewhere: a few invented ones, and the shared lists."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.shared_data import SHARED

INVENTED = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)' x='",
    '" autofocus onfocus="alert(1)',
    "</title><script>alert(1)</script>",
    "</dd></dl><iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<a href=javascript:alert(1)>点这里</a>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<body onload=alert(1)>",
    "<input onfocus=alert(1) autofocus>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext></mtext><img src=x onerror=alert(1)></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "{{ 7*7 }}{% raw %}{{ config }}",
    "[x](javascript:alert(1)) ![x](https://evil.example/beacon.png)",
    "<img src=https://evil.example/beacon.png>",
    'https://evil.example/"onmouseover=alert(1)',
    "javascript:alert(1)13912345678",
    "https://good.example/<script>alert(1)</script>",
    '--8<-- "/etc/passwd"',
)
_LISTS = (
    "ammonia_tests",
    "bleach_tests",
    "blns",
    "dompurify_fixtures",
    "fuzzdb_xss",
    "hostile_urls",
    "html5lib_sanitizer",
    "html5lib_tree_inputs",
    "htmlsanitizer_tests",
    "java_html_sanitizer",
    "lxml_html_clean_tests",
    "markdown_hostile",
    "mxss_sonar",
    "owasp_filter_evasion",
    "patt_xss",
    "patt_xss_md",
    "payloadbox_xss",
    "ssti",
)


def payloads() -> list[str]:
    """Every distinct payload there is, each at most as long as a text can be; the invented ones first."""
    found = dict.fromkeys(INVENTED)
    for name in _LISTS:
        path = SHARED / "data" / "security" / f"{name}.json"
        if path.exists():
            found |= dict.fromkeys(_text(item)[:1900] for item in _items(path))
    return [payload for payload in found if payload.strip()]


def _items(path: Path) -> list[Any]:
    items = json.loads(path.read_text("utf-8"))
    assert isinstance(items, list)
    return items


def _text(item: Any) -> str:
    return str(item if isinstance(item, str) else item["input"])
