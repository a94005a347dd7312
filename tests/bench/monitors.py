"""Bedside monitors as load: at a steady pace, or the next frame as soon as the last is acked."""

import asyncio
import time
from dataclasses import dataclass, field
from random import Random

import msgspec

from tests.bench.socket import Client, dial

SUBPROTOCOL = "vigil.monitor.v1"


class Welcome(msgspec.Struct, tag_field="type", tag="welcome"):
    acked: int


class Ack(msgspec.Struct, tag_field="type", tag="ack"):
    seq: int


class Other(msgspec.Struct, tag_field="type", tag="reject"):
    code: str
    detail: str


_decode = msgspec.json.Decoder(Welcome | Ack | Other).decode


def now_ms() -> int:
    return time.time_ns() // 1_000_000


@dataclass(slots=True)
class Counted:
    """What one monitor went through since counting began."""

    acks: int = 0
    waits_ms: list[float] = field(default_factory=list)  # from send to ack, one a frame
    rejects: list[str] = field(default_factory=list)


class Monitor:
    """One power-on: `seq` counts on over reconnections, unacked frames are sent again."""

    def __init__(self, ident: str, token: str, boot: str, spo2: int = 97) -> None:
        self.id, self.token, self.boot = ident, token, boot
        self.seq = self.acked = 0
        self.counted = Counted()
        # of this connection: when its first frame was acked, on the monotonic clock
        self.first_ack: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._random = Random(ident)
        self._spo2 = spo2
        self._kept: dict[int, tuple[float, bytes]] = {}  # unacked: when sent, what
        self._eager = False
        self._welcomed = asyncio.Event()
        self.client: Client | None = None

    async def connect(self, port: int) -> None:
        self._welcomed.clear()
        self.first_ack = asyncio.get_running_loop().create_future()
        self.client = await dial(port, "/ws/monitor", SUBPROTOCOL, self.token, self._on_text)
        hello = f'{{"type":"hello","boot":"{self.boot}","time":{now_ms()}}}'
        self.client.send(hello.encode())
        async with asyncio.timeout(10):
            await self._welcomed.wait()

    def again(self) -> None:
        """Sends what was not acked before the connection was lost."""
        assert self.client is not None
        for _, frame in self._kept.values():
            self.client.send(frame)

    def send(self) -> None:
        assert self.client is not None
        self.seq += 1
        frame = self._frame()
        self._kept[self.seq] = (time.perf_counter(), frame)
        self.client.send(frame)

    def chase(self) -> None:
        """From now on every ack is answered with the next frame."""
        self._eager = True
        self.send()

    def rest(self) -> None:
        self._eager = False

    def _frame(self) -> bytes:
        wobble = self._random.getrandbits(4)
        return (
            f'{{"type":"vitals","seq":{self.seq},"samples":[{{"at":{now_ms()},'
            f'"hr":{66 + wobble},"pr":{66 + wobble},"spo2":{self._spo2 + (wobble & 1)},'
            f'"rr":{12 + (wobble & 3)}}}]}}'
        ).encode()

    def _on_text(self, text: bytes) -> None:
        message = _decode(text)
        match message:
            case Ack():
                self._on_ack(message.seq)
            case Welcome():
                self._forget(message.acked)
                self._welcomed.set()
            case Other():
                self.counted.rejects.append(f"{message.code}: {message.detail}")

    def _on_ack(self, seq: int) -> None:
        counted, now = self.counted, time.perf_counter()
        if not self.first_ack.done():
            self.first_ack.set_result(time.monotonic())
        for number in range(self.acked + 1, seq + 1):
            kept = self._kept.get(number)
            if kept is not None:
                counted.acks += 1
                counted.waits_ms.append((now - kept[0]) * 1000)
        self._forget(seq)
        if self._eager:
            self.send()

    def _forget(self, upto: int) -> None:
        for number in range(self.acked + 1, upto + 1):
            self._kept.pop(number, None)
        self.acked = max(self.acked, upto)


async def connect_all(monitors: list[Monitor], port: int) -> None:
    await asyncio.gather(*(monitor.connect(port) for monitor in monitors))


async def beat(monitors: list[Monitor], every_s: float = 1.0) -> None:
    """Each sends one frame in `every_s`, evenly spread, until cancelled or cut off."""
    loop = asyncio.get_running_loop()
    begun, count = loop.time(), 0
    gap = every_s / len(monitors)
    while True:
        monitors[count % len(monitors)].send()
        count += 1
        await asyncio.sleep(max(0.0, begun + count * gap - loop.time()))
