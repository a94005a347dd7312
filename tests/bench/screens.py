"""Screens as load: they subscribe to all beds and note when each sample reached them."""

import time
from dataclasses import dataclass, field
from functools import lru_cache

import msgspec

from tests.bench.socket import Client, dial

SUBPROTOCOL = "vigil.screen.v1"


class _Vital(msgspec.Struct):
    at: int | None = None


class _Vitals(msgspec.Struct):
    hr: _Vital


class _Bed(msgspec.Struct):
    bed: str
    vitals: _Vitals


class _Tick(msgspec.Struct):
    beds: list[_Bed]


_decode = msgspec.json.Decoder(_Tick).decode


@lru_cache(maxsize=64)
def samples_in(tick: bytes) -> tuple[tuple[str, int], ...]:
    """(bed, instant of its newest heart rate); screens get the same bytes, so it is read once."""
    return tuple((one.bed, one.vitals.hr.at or 0) for one in _decode(tick).beds)


@dataclass(slots=True)
class Seen:
    messages: int = 0
    bytes: int = 0
    delays_ms: list[float] = field(default_factory=list)  # sample's instant to this socket


class Screen:
    def __init__(self) -> None:
        self.seen = Seen()
        self._newest: dict[str, int] = {}
        self.client: Client | None = None

    async def connect(self, port: int, token: str) -> None:
        self.client = await dial(port, "/ws/screen", SUBPROTOCOL, token, self._on_text)
        self.client.send(b'{"type":"subscribe","id":1,"beds":["*"]}')

    def _on_text(self, text: bytes) -> None:
        self.seen.messages += 1
        self.seen.bytes += len(text)
        if not text.startswith(b'{"type":"vitals"'):
            return
        now = time.time_ns() / 1e6
        for bed, at in samples_in(text):
            if self._newest.get(bed) != at:
                if bed in self._newest:
                    self.seen.delays_ms.append(now - at)
                self._newest[bed] = at


async def open_screens(count: int, port: int, token: str) -> list[Screen]:
    screens = [Screen() for _ in range(count)]
    for screen in screens:
        await screen.connect(port, token)
    return screens
