"""Where Google is: the real hosts, or a stand-in on this machine when LINLI_GOOGLE_ENDPOINT names one."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from moderation.sources.source import NotConfigured

ENDPOINT = "LINLI_GOOGLE_ENDPOINT"
_HOSTS = ("sheets", "forms", "oauth2", "sts", "iamcredentials")


class NotLoopback(NotConfigured):
    """LINLI_GOOGLE_ENDPOINT names something that is not this machine."""


class Loopback(HTTPAdapter):
    """Sends what is meant for a Google host to a server on this machine.

    google-auth copies its session deeply, through `__getstate__`; only attributes listed in `__attrs__`
    survive that.
    """

    __attrs__ = [*HTTPAdapter.__attrs__, "address"]  # noqa: RUF012 - requests declares it so

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__()

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        request.url = self.address + request.path_url
        return super().send(request, *args, **kwargs)


class Denied(HTTPAdapter):
    """With a stand-in in place nothing leaves the machine, whatever address a library thinks up."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        raise requests.exceptions.InvalidURL(f"{ENDPOINT} is set: nothing but the stand-in may be called")


def endpoint_from(environment: Mapping[str, str]) -> str | None:
    """The stand-in's address without a trailing slash; None means the real hosts.

    Raises `NotLoopback` unless it is `http://` and a literal loopback address: a name could resolve to
    anywhere, and what is sent there carries a token and residents' answers.
    """
    address = environment.get(ENDPOINT, "").strip().rstrip("/")
    if not address:
        return None
    try:
        parts = urlsplit(address)
        plain = parts.scheme == "http" and parts.port is not None and not (parts.path or parts.query)
        loopback = ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        plain = loopback = False
    if not (plain and loopback and "@" not in parts.netloc):
        raise NotLoopback(
            f"{ENDPOINT} 只能是本机地址，例如 http://127.0.0.1:8765;使用真正的 Google 服务请清空它。"
            " / It must be a loopback address such as http://127.0.0.1:8765; leave it empty for Google."
        )
    return address


def redirect(session: requests.Session, endpoint: str | None) -> None:
    """Point `session` at the stand-in, and bar every other way out. Does nothing for the real hosts."""
    if endpoint is None:
        return
    session.trust_env = False  # a proxy from the environment would be a way out
    session.mount("https://", Denied())
    session.mount("http://", Denied())
    session.mount(endpoint + "/", HTTPAdapter())
    for host in _HOSTS:
        session.mount(f"https://{host}.googleapis.com/", Loopback(endpoint))
