from __future__ import annotations

import copy

import pytest
import requests
from requests.exceptions import InvalidURL

from moderation.sources.google_endpoint import Loopback, NotLoopback, endpoint_from, redirect


@pytest.mark.parametrize("empty", ["", "  ", None])
def test_nothing_set_means_the_real_hosts(empty: str | None) -> None:
    environment = {} if empty is None else {"LINLI_GOOGLE_ENDPOINT": empty}
    assert endpoint_from(environment) is None


@pytest.mark.parametrize("address", ["http://127.0.0.1:8765", "http://127.9.9.9:1", "http://[::1]:8765/"])
def test_loopback_is_allowed(address: str) -> None:
    assert endpoint_from({"LINLI_GOOGLE_ENDPOINT": address}) == address.rstrip("/")


@pytest.mark.parametrize(
    "address",
    [
        "http://10.0.0.1:80",
        "http://example.com:80",
        "http://localhost:8765",  # a name, and names are looked up
        "https://127.0.0.1:8765",
        "http://127.0.0.1",
        "http://127.0.0.1:8765/path",
        "http://127.0.0.1:8765?x=1",
        "http://127.0.0.1:8765@example.com:80",
        "http://example.com@127.0.0.1:8765",
        "http://0.0.0.0:8765",
        "http://127.0.0.1:notaport",
        "127.0.0.1:8765",
        "file:///etc/passwd",
    ],
)
def test_anything_else_is_refused(address: str) -> None:
    with pytest.raises(NotLoopback, match="loopback"):
        endpoint_from({"LINLI_GOOGLE_ENDPOINT": address})


@pytest.mark.parametrize("address", ["https://example.com/", "http://example.com/", "http://127.0.0.1:1/"])
def test_no_other_way_out_with_a_stand_in(address: str) -> None:
    session = requests.Session()
    redirect(session, "http://127.0.0.1:8765")
    with pytest.raises(InvalidURL, match="nothing but the stand-in"):
        session.get(address)


def test_the_adapter_survives_the_deep_copy_of_google_auth() -> None:
    assert copy.deepcopy(Loopback("http://127.0.0.1:8765")).address == "http://127.0.0.1:8765"
