"""The device's side of the monitor socket, without sockets and without a clock.

It numbers what it has to say, keeps every frame until the server says that it is on disk, and says
it again, byte for byte, after each new welcome. While cut off it collects samples and sends them
afterwards as frames marked `stored`. What no longer fits is given up with a `skip`, never silently.
"""

from collections import deque
from dataclasses import dataclass
from enum import StrEnum

from app.wire.monitor import Device, Hello, Sample, Skip, Vitals, encode

FRAMES_KEPT = 600
SERIAL = "simulated"  # of every simulated device, whenever it is switched on
SAMPLES_A_FRAME = 60  # of stored or overdue ones: catching up stays under the live rate limit


class Link(StrEnum):
    OFF = "off"  # no conversation: samples are stored
    ON = "on"  # welcomed: samples leave as they come


@dataclass(frozen=True, slots=True)
class Frame:
    """One numbered message as it was first encoded; `at` is the instant of its last sample."""

    seq: int
    at: int
    text: str


class MonitorDevice:
    """One power-on of a monitor (`boot`); its sequence starts at 1."""

    def __init__(
        self, boot: str, monitor: str | None = None, can: tuple[str, ...] = (), model: str = ""
    ) -> None:
        self._boot, self._monitor, self._can, self._model = boot, monitor, can, model
        self.link = Link.OFF
        self._last = 0  # the highest number given out
        self._acked = 0  # the server has everything up to here
        self._sent = 0  # told to the server in this conversation up to here
        self._kept: deque[Frame] = deque()
        self._stored: list[Sample] = []

    @property
    def outstanding(self) -> int:
        """How many frames the server has not acked yet."""
        return self._last - self._acked + bool(self._stored)

    def hello(self, time: int) -> str:
        return encode(
            Hello(
                boot=self._boot,
                time=time,
                monitor=self._monitor,
                simulated=True,
                can=list(self._can),
                device=Device(model=self._model, serial=SERIAL),
            )
        )

    def welcomed(self, acked: int) -> None:
        """The conversation is open; the server has everything up to `acked`."""
        self._pack()
        self.acked(acked)
        self._sent = acked
        self.link = Link.ON

    def cut_off(self) -> None:
        self.link = Link.OFF

    def acked(self, seq: int) -> None:
        self._acked = max(self._acked, seq)
        while self._kept and self._kept[0].seq <= seq:
            self._kept.popleft()

    def take(self, samples: list[Sample]) -> None:
        """What was measured at one instant; it leaves with the next `to_send`, or is stored."""
        if self.link is Link.ON:
            self._number(samples, stored=False)
            return
        self._stored.extend(samples)
        if len(self._stored) >= SAMPLES_A_FRAME:
            self._pack()

    def to_send(self, until: int) -> list[str]:
        """What the server should hear now, in order: frames whose instant is not after `until`."""
        texts: list[str] = []
        if self._kept and self._kept[0].seq > self._sent + 1:
            lost = self._kept[0].seq - 1
            texts.append(encode(Skip(from_=self._sent + 1, to=lost)))
            self._sent = lost
        begin = self._sent + 1 - self._kept[0].seq if self._kept else 0
        for index in range(begin, len(self._kept)):
            frame = self._kept[index]
            if frame.at > until:
                break
            texts.append(frame.text)
            self._sent = frame.seq
        return texts

    def _pack(self) -> None:
        if self._stored:
            self._number(self._stored, stored=True)
            self._stored = []

    def _number(self, samples: list[Sample], stored: bool) -> None:
        self._last += 1
        text = encode(Vitals(seq=self._last, samples=samples, stored=stored))
        self._kept.append(Frame(self._last, samples[-1].at, text))
        if len(self._kept) > FRAMES_KEPT:
            self._kept.popleft()
