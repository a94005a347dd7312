"""A monitor on the network: keeps its device connected to the server, in the server's time."""

import asyncio
from collections import deque
from contextlib import suppress
from urllib.parse import urlsplit, urlunsplit

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus
from websockets.typing import Subprotocol

from app.wire.monitor import (
    SUBPROTOCOL,
    Ack,
    Clock,
    Reject,
    Request,
    Sample,
    ToMonitor,
    Welcome,
    read_answer,
)
from simulators.backoff import Backoff
from simulators.clock import Clock as HandedClock
from simulators.clock import FollowedClock
from simulators.faults import Link, undisturbed
from simulators.monitor import SAMPLES_A_FRAME, MonitorDevice
from simulators.source import Source

FINAL = {  # close codes after which trying again is no use
    4401: "its token was revoked",
    4403: "it may not feed this server (wrong monitor for the token, or not simulated)",
    4409: "another connection of this monitor took over",
}
CLOCK_OFF_MS = 1000  # a clock further off is set before the first frame
LAST_WORDS_SECONDS = 10.0  # how long the acks of the last frames are waited for
BEHIND_MS = 10_000  # clinical; a monitor further behind catches up with fewer frames
LAGS_KEPT = 100_000


class MonitorRefused(Exception):
    """The server will not have this monitor; the text says why."""


def socket_address(url: str) -> str:
    """`http://host:port` → `ws://host:port/ws/monitor`."""
    parts = urlsplit(url)
    scheme = "wss" if parts.scheme in ("https", "wss") else "ws"
    return urlunsplit((scheme, parts.netloc, "/ws/monitor", "", ""))


class ConnectedMonitor:
    """`run` ends when the source has no more and all is acked; raises MonitorRefused.

    `lags` holds, for the last frames, how many real ms after their instant they were sent.
    """

    def __init__(
        self,
        url: str,
        token: str,
        device: MonitorDevice,
        source: Source,
        clock: HandedClock,
        *,
        seed: int = 1,
        link: Link = undisturbed,
    ) -> None:
        self._address, self._token = socket_address(url), token
        self._device, self._source, self._link = device, source, link
        self._backoff = Backoff(seed)
        self.clock = FollowedClock(clock)
        self.welcome = asyncio.Event()  # it has been welcomed once
        self.rejects: deque[Reject] = deque(maxlen=100)
        self.lags: deque[float] = deque(maxlen=LAGS_KEPT)
        self._reachable = asyncio.Event()  # no cut cable in between
        self._reachable.set()
        self._wake = asyncio.Event()  # the clock was set, or there is something to send
        self._socket: ClientConnection | None = None

    async def run(self) -> None:
        try:
            async with asyncio.TaskGroup() as tasks:
                keeper = tasks.create_task(self._keep_connected())
                await self._produce()
                await self._await_last_acks()
                keeper.cancel()
        except* MonitorRefused as refused:
            raise refused.exceptions[0] from None

    # The conversation.

    async def _keep_connected(self) -> None:
        while True:
            await self._reachable.wait()
            try:
                await self._connect_once()
            except InvalidStatus as answer:
                if answer.response.status_code in (401, 403):
                    raise MonitorRefused("the server does not accept its token") from None
            except ConnectionClosed as closed:
                code = closed.rcvd.code if closed.rcvd else 1006
                if code in FINAL:
                    raise MonitorRefused(FINAL[code]) from None
            except (OSError, TimeoutError, InvalidHandshake):
                pass  # not there (yet): the backoff below
            finally:
                self._socket = None
                self._device.cut_off()
            await asyncio.sleep(self._backoff.next())

    async def _connect_once(self) -> None:
        async with connect(
            self._address,
            additional_headers={"Authorization": f"Bearer {self._token}"},
            subprotocols=[Subprotocol(SUBPROTOCOL)],
            compression=None,
            proxy=None,
            close_timeout=1,
            max_queue=256,  # a clock that is advanced sends a thousand messages a second
        ) as socket:
            said = self.clock.now()
            await socket.send(self._device.hello(said))
            answer = await _first_welcome(socket)
            self.clock.hear(answer.time, answer.rate)
            if not self.welcome.is_set() and abs(answer.time - said) > CLOCK_OFF_MS:
                self._backoff.reset()
                return  # like a device that sets its clock at power-on: say hello again
            self._open(socket, answer)
            try:
                async for text in socket:
                    self._hear(_read(text))
            except asyncio.CancelledError:
                await socket.close(1001, "the monitor is switched off")
                raise

    def _open(self, socket: ClientConnection, welcome: Welcome) -> None:
        if not self.welcome.is_set():
            self._source.begin(welcome.time)
            self.welcome.set()
        self._device.welcomed(welcome.acked)
        self._socket = socket
        self._backoff.reset()
        self._wake.set()

    def _hear(self, answer: ToMonitor | None) -> None:
        match answer:
            case Ack(seq=seq):
                self._device.acked(seq)
                if not self._device.outstanding:
                    self._wake.set()
            case Clock(time=time, rate=rate):
                self.clock.hear(time, rate)
                self._wake.set()
            case Request(what="nibp"):
                self._source.measure()
            case Reject():
                self.rejects.append(answer)
            case _:
                pass

    # What there is to say, and when.

    async def _produce(self) -> None:
        await self.welcome.wait()
        while (due := self._source.due()) is not None:
            now = self.clock.now()
            if due <= now:
                behind = now - due > BEHIND_MS
                self._device.take(self._catch_up(now) if behind else self._source.take())
                await self._say(due)
                continue
            await self._sleep(self.clock.real_seconds_until(due))
            await self._say(None)

    def _catch_up(self, now: int) -> list[Sample]:
        """What is overdue, in one frame: a burst of single ones would be taken for a flood."""
        samples: list[Sample] = []
        while (due := self._source.due()) is not None and due <= now:
            samples.extend(self._source.take())
            if len(samples) >= SAMPLES_A_FRAME:
                break
        return samples

    async def _say(self, due: int | None) -> None:
        """Send what is waiting; `due` is the instant of a frame just made, for the lag."""
        now = self.clock.now()
        disturbance = self._link(now)
        socket = self._socket
        if disturbance.cut:
            self._reachable.clear()
            if socket:
                socket.transport.abort()
            return
        self._reachable.set()
        if socket is None:
            return
        texts = self._device.to_send(now - disturbance.delay_ms)
        with suppress(ConnectionClosed):  # they are kept, and said again
            for text in texts:
                await socket.send(text)
        if due is not None and texts:
            self.lags.append((now - due) / self.clock.rate)

    async def _await_last_acks(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_WORDS_SECONDS):
                while self._device.outstanding:
                    await self._say(None)
                    await self._sleep(0.5)

    async def _sleep(self, seconds: float) -> None:
        self._wake.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()


def _read(text: str | bytes) -> ToMonitor | None:
    """None for a message this device does not know: servers may say more than it learned."""
    try:
        return read_answer(text)
    except msgspec.ValidationError:
        return None


async def _first_welcome(socket: ClientConnection) -> Welcome:
    while True:
        answer = _read(await socket.recv())
        if isinstance(answer, Welcome):
            return answer
