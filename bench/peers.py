"""What other tools see in the same texts. Runs in a Python of its own, where they are installed.

Reads a JSON list of texts on stdin; writes {tool: {"spans": [[[kind, start, end], …] per text],
"seconds": s}} on stdout. A tool that isn't installed is left out. docs/screening.md says how to make that
Python.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import sys
import time
from collections.abc import Callable
from typing import Any

Seen = list[tuple[str, int, int]]
Look = Callable[[str], Seen]


def jionlp() -> Look:
    """jionlp's extractors, every one that has a kind of ours. Where one crashes, it has seen nothing."""
    jio = importlib.import_module("jionlp")
    extractors = {
        "PHONE": jio.extract_phone_number,
        "IDCARD": jio.extract_id_card,
        "EMAIL": jio.extract_email,
        "QQ": jio.extract_qq,
        "WECHAT": jio.extract_wechat_id,
        "PLATE": jio.extract_motor_vehicle_licence_plate,
    }

    def extracted(extract: Callable[..., Any], text: str) -> list[dict[str, Any]]:
        try:
            return list(extract(text, detail=True))
        except AttributeError:  # 1.5.31 on an address without a domain
            return []

    def look(text: str) -> Seen:
        return [
            (kind, *found["offset"])
            for kind, extract in extractors.items()
            for found in extracted(extract, text)
        ]

    return look


def phonenumbers() -> Look:
    """phonenumbers' matcher for China, strict: only valid numbers."""
    numbers = importlib.import_module("phonenumbers")

    def look(text: str) -> Seen:
        matches = numbers.PhoneNumberMatcher(text, "CN", leniency=numbers.Leniency.VALID)
        return [("PHONE", match.start, match.end) for match in matches]

    return look


def presidio() -> Look:
    """presidio's pattern recognisers; its names and places need a language model and are left out.

    Its e-mail check fetches a list of domain endings over the network, so the pattern alone decides.
    """
    recognisers = importlib.import_module("presidio_analyzer.predefined_recognizers")
    email = recognisers.EmailRecognizer()
    email.validate_result = lambda _found: None
    kinds = {
        "EMAIL_ADDRESS": (email, "EMAIL"),
        "PHONE_NUMBER": (recognisers.PhoneRecognizer(supported_regions=("CN",)), "PHONE"),
        "CREDIT_CARD": (recognisers.CreditCardRecognizer(), "BANKCARD"),
    }

    def look(text: str) -> Seen:
        return [
            (kind, found.start, found.end)
            for entity, (recogniser, kind) in kinds.items()
            for found in recogniser.analyze(text, [entity], None)
        ]

    return look


def main() -> None:
    """Every tool over every text, once to warm up on the first ten and once on the clock."""
    texts: list[str] = json.load(sys.stdin)
    report: dict[str, Any] = {}
    tools = ((jionlp, "jionlp"), (phonenumbers, "phonenumbers"), (presidio, "presidio-analyzer"))
    for make, package in tools:
        try:
            look = make()
        except ImportError:
            continue
        for text in texts[:10]:
            look(text)
        began = time.perf_counter()
        spans = [look(text) for text in texts]
        name = f"{package} {importlib.metadata.version(package)}"
        report[name] = {"spans": spans, "seconds": time.perf_counter() - began}
    json.dump(report, sys.stdout)


if __name__ == "__main__":
    main()
