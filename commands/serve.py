"""`serve`: the built site on this machine."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Annotated

import typer

from commands import say
from commands.options import PUBLIC, Out


class NotBuilt(Exception):
    """There is no site to serve yet."""


def serve(out: Out = PUBLIC, port: Annotated[int, typer.Option(min=0, max=65535)] = 8000) -> None:
    """在本机看网站。Serve the built site on 127.0.0.1 until Ctrl-C."""
    if not out.exists():
        raise NotBuilt(f"{out}: there is no site yet; `make site` makes one")
    handler = partial(SimpleHTTPRequestHandler, directory=str(out))
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        say.progress(f"http://127.0.0.1:{server.server_port}/ (Ctrl-C 结束 ends it)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say.progress("bye")
