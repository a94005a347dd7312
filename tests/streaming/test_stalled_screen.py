"""A screen that never reads is dropped; nobody else notices, and nothing piles up."""

import asyncio
import base64
import json
import os
import socket
import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.streaming.ward import Ward, opened

BEDS = 16
DROPPED_WITHIN_S = 20.0
GROWTH_BYTES = 30 * 1024 * 1024


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    with opened(tmp_path_factory.mktemp("crowded")) as ward:
        yield ward


async def test_a_stalled_screen_is_dropped_and_delays_nobody(crowded: Ward) -> None:
    places = [crowded.place() for _ in range(BEDS)]
    first = places[0]
    loop = asyncio.get_running_loop()
    async with await first.monitor() as monitor, await first.screen() as screen:
        await monitor.take({"hr": 60})
        with Stalled(crowded.ws, crowded.nurse_token) as stalled:
            before = memory(crowded.server.pid)
            began = loop.time()
            beat = 0
            while stalled.established():
                assert loop.time() - began < DROPPED_WITHIN_S
                beat += 1
                sent = loop.time()
                await monitor.take({"hr": 61 + beat % 60})
                await screen.vital(first.bed, "hr", value=61 + beat % 60)
                assert loop.time() - sent < 1.0
                stalled.ask_for_more()
            assert memory(crowded.server.pid) - before < GROWTH_BYTES
        await monitor.take({"hr": 59})
        await screen.vital(first.bed, "hr", value=59)


class Stalled:
    """A screen on a bare socket with a small receive buffer, which is never read."""

    def __init__(self, ws: str, token: str) -> None:
        address = urlsplit(ws)
        assert address.hostname is not None
        assert address.port is not None
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._socket.connect((address.hostname, address.port))
        self._ports = (address.port, self._socket.getsockname()[1])
        lines = [
            "GET /ws/screen HTTP/1.1",
            f"Host: {address.netloc}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Protocol: vigil.screen.v1",
            f"Authorization: Bearer {token}",
            "",
            "",
        ]
        self._socket.sendall("\r\n".join(lines).encode())
        assert self._socket.recv(12) == b"HTTP/1.1 101"
        self.ask_for_more()

    def ask_for_more(self) -> None:
        """Subscribes to all beds, again and again: each answer is a snapshot that stays unread."""
        text = json.dumps({"type": "subscribe", "id": 1, "beds": ["*"]}).encode()
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[k % 4] for k, byte in enumerate(text))
        with suppress(OSError):
            self._socket.send(struct.pack("!BB", 0x81, 0x80 | len(text)) + mask + masked)

    def established(self) -> bool:
        """Whether the server still has its end of the connection open."""
        here, there = (f"{port:04X}" for port in self._ports)
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            _, local, remote, state, *_ = line.split()
            if local.endswith(f":{here}") and remote.endswith(f":{there}"):
                return state == "01"
        return False

    def __enter__(self) -> "Stalled":
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()


def memory(pid: int) -> int:
    """Resident bytes."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
