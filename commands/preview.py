"""A web server for whoever writes: an open page loads again when the site was built again."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Final

_SCRIPT: Final = "/.preview.js"
_NEWS: Final = "/.preview"
_TAG: Final = f'<script src="{_SCRIPT}" async></script>'.encode()
# The policy of our pages allows a script and a connection of their own host, and styles that a script sets.
_CODE: Final = f"""
new EventSource("{_NEWS}").onmessage = news => {{
  const mistake = JSON.parse(news.data);
  if (!mistake) return location.reload();
  const said = document.querySelector("#preview-mistake") || document.createElement("pre");
  said.id = "preview-mistake";
  said.textContent = mistake;
  said.style.cssText = "margin: 0; padding: 1rem; white-space: pre-wrap";
  document.body.prepend(said);
  scrollTo(0, 0);
}};
""".encode()
_BREATH: Final = 1.0  # seconds after which a waiting page is asked whether it is still there


class News:
    """What the last build came to: a mistake, or nothing wrong."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.number, self.mistake = 0, ""

    def tell(self, mistake: str) -> None:
        with self._changed:
            self.number, self.mistake = self.number + 1, mistake
            self._changed.notify_all()

    def after(self, number: int) -> tuple[int, str] | None:
        """The news later than `number`, as soon as there are any; None when there were none for a while."""
        with self._changed:
            self._changed.wait_for(lambda: self.number > number, _BREATH)
            return (self.number, self.mistake) if self.number > number else None


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, news: News, *args: object, directory: str) -> None:
        self._news = news
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if self.path == _NEWS:
            self._follow()
        elif self.path == _SCRIPT:
            self._answer("text/javascript", _CODE)
        else:
            page = self._page()
            if page is None:
                super().do_GET()
            else:
                self._answer("text/html; charset=utf-8", page.read_bytes() + _TAG)

    def log_message(self, *_: object) -> None:
        """Nothing: what a browser asks for is no news."""

    def _page(self) -> Path | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        return path if path.suffix == ".html" and path.is_file() else None

    def _answer(self, kind: str, data: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.copyfile(BytesIO(data), self.wfile)

    def _follow(self) -> None:
        """Server-sent events, until the page is left."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        number = self._news.number
        try:
            while True:
                told = self._news.after(number)
                if told is not None:
                    number = told[0]
                self.wfile.write(b": still here\n\n" if told is None else _event(told[1]))
                self.wfile.flush()
        except OSError:
            return  # the page was left


def _event(mistake: str) -> bytes:
    return f"data: {json.dumps(mistake)}\n\n".encode()


@contextmanager
def preview(out: Path, port: int, news: News) -> Iterator[str]:
    """The site in `out` on 127.0.0.1; gives its address."""
    handler = partial(_Handler, news, directory=str(out))
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
