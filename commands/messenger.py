"""Messages to moderators: mail, WeCom, DingTalk, Telegram, a webhook, whatever Apprise reaches."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit


class NoMessenger(Exception):
    """LINLI_NOTIFY can't be used. Says why, and never shows an address: it holds a password."""


class NotTold(Exception):
    """A message did not get through everywhere."""


class Messenger:
    """Sends to every Apprise address in `addresses` (LINLI_NOTIFY, separated by spaces); to none, nothing.

    See https://github.com/caronc/apprise/wiki for how addresses are written.
    """

    def __init__(self, addresses: str) -> None:
        self.addresses = addresses.split()
        if not self.addresses:
            return
        try:
            import apprise
        except ImportError:
            raise NoMessenger("Apprise is not installed; install requirements/server.txt") from None
        # Its log quotes addresses and answers.
        logging.getLogger("apprise").disabled = True
        self._apprise = apprise.Apprise()
        for number, address in enumerate(self.addresses, 1):
            if not self._apprise.add(address):
                kind = urlsplit(address).scheme or "no scheme"
                raise NoMessenger(
                    f"LINLI_NOTIFY: address {number} ({kind}) is none that Apprise knows; "
                    "see its wiki for how it is written"
                )

    def tell(self, title: str, text: str) -> None:
        """Send one message. Raises `NotTold` when any address did not take it."""
        if self.addresses and not self._apprise.notify(title=title, body=text):
            raise NotTold(
                "通知没有全部送达，请核对 LINLI_NOTIFY 的地址和网络。 / A message did not reach every "
                "address in LINLI_NOTIFY: check the addresses and the network; it is sent again next time."
            )
