"""A desk that watches: no infusion is started, nor runs without an alarm, where nobody does."""

import json
import threading
from contextlib import ExitStack, suppress

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

STANDS_EVERY_S = 5.0
STATION = {"type": "station", "kind": "desk", "beds": ["*"], "armed": True, "visible": True}


class Desk:
    """Armed and visible; it watches every bed of a server from the constructor's end to `leave`.

    It needs no event loop, so that a server that many tests share can have one.
    """

    def __init__(self, ws: str, token: str) -> None:
        self._open = ExitStack()
        self._socket = self._open.enter_context(
            connect(
                f"{ws}/ws/screen",
                subprotocols=["vigil.screen.v1"],  # type: ignore[list-item]  # a NewType of str
                additional_headers={"Authorization": f"Bearer {token}"},
                proxy=None,
            )
        )
        self._left = threading.Event()
        self._stand()
        self._wait_until_it_was_read()
        self._standing = threading.Thread(target=self._keep_standing, daemon=True)
        self._standing.start()

    def leave(self) -> None:
        self._left.set()
        self._standing.join()
        self._open.close()

    def _stand(self) -> None:
        self._socket.send(json.dumps(STATION))

    def _wait_until_it_was_read(self) -> None:
        """Messages are taken in their order: whatever answers this one knows of the desk."""
        unknown = {"type": "command", "id": 1, "key": "is-it-read", "name": "nothing"}
        self._socket.send(json.dumps(unknown))
        while json.loads(self._socket.recv(10))["type"] != "result":
            pass

    def _keep_standing(self) -> None:
        with suppress(ConnectionClosed):  # the server is gone: so is the desk
            while not self._left.wait(STANDS_EVERY_S):
                self._stand()
