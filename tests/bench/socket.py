"""A WebSocket client with nothing in it: the load must cost less than what is measured.

Text frames only, never fragmented, at most 64 KiB sent. The mask is zero, which the protocol allows
and which leaves the payload as it is.
"""

import asyncio
import base64
import os
from collections.abc import Callable
from typing import cast

_TEXT, _CLOSE, _PING, _PONG = 0x81, 0x88, 0x89, 0x8A
_NO_MASK = b"\0\0\0\0"

OnText = Callable[[bytes], None]


class Refused(Exception):
    """The server did not switch to a WebSocket; the text is its first line."""


class Client(asyncio.Protocol):
    """`on_text` gets each message; `over` is done when the connection has ended."""

    def __init__(self, path: str, protocol: str, token: str, on_text: OnText) -> None:
        self._path, self._subprotocol, self._token = path, protocol, token
        self._on_text = on_text
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None
        loop = asyncio.get_running_loop()
        self.opened: asyncio.Future[None] = loop.create_future()
        self.over: asyncio.Future[None] = loop.create_future()

    def send(self, text: bytes) -> None:
        self._write(_TEXT, text)

    def close(self) -> None:
        self._write(_CLOSE, b"\x03\xe8")

    # --- asyncio calls these ---

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport = cast(asyncio.Transport, transport)  # uvloop's is none by inheritance
        self._transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        transport.write(
            f"GET {self._path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
            f"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
            f"Sec-WebSocket-Protocol: {self._subprotocol}\r\n"
            f"Authorization: Bearer {self._token}\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self.opened.done() and not self._open():
            return
        while (frame := self._frame()) is not None:
            kind, payload = frame
            if kind == _TEXT:
                self._on_text(payload)
            elif kind == _PING:
                self._write(_PONG, payload)
            elif kind == _CLOSE and self._transport is not None:
                self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        if not self.opened.done():
            self.opened.set_exception(Refused("closed before the answer"))
        if not self.over.done():
            self.over.set_result(None)

    # --- frames ---

    def _open(self) -> bool:
        head, end, rest = bytes(self._buffer).partition(b"\r\n\r\n")
        if not end:
            return False
        self._buffer = bytearray(rest)
        if b" 101 " not in head[:20]:
            self.opened.set_exception(Refused(head.partition(b"\r\n")[0].decode()))
            return False
        self.opened.set_result(None)
        return True

    def _frame(self) -> tuple[int, bytes] | None:
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        kind, length, start = buffer[0], buffer[1], 2
        if length == 126:
            length, start = int.from_bytes(buffer[2:4]), 4
        elif length == 127:
            length, start = int.from_bytes(buffer[2:10]), 10
        if len(buffer) < start or len(buffer) < start + length:
            return None
        payload = bytes(buffer[start : start + length])
        del buffer[: start + length]
        return kind, payload

    def _write(self, kind: int, payload: bytes) -> None:
        if self._transport is None:
            return
        size = len(payload)
        head = bytes((kind, 0x80 | size)) if size < 126 else bytes((kind, 0xFE)) + size.to_bytes(2)
        self._transport.write(head + _NO_MASK + payload)


async def dial(port: int, path: str, protocol: str, token: str, on_text: OnText) -> Client:
    """An open connection to 127.0.0.1. Raises Refused or OSError."""
    loop = asyncio.get_running_loop()
    _, client = await loop.create_connection(
        lambda: Client(path, protocol, token, on_text), "127.0.0.1", port
    )
    await client.opened
    return client
