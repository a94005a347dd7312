"""One monitor's connection: the first step of a sample's journey."""

import asyncio
from collections import deque

from starlette.responses import PlainTextResponse
from starlette.websockets import WebSocket, WebSocketDisconnect

from app.clock import Clock
from app.ingest.admission import Admission
from app.monitoring.links import Dismissed
from app.monitoring.monitors import Monitor
from app.monitoring.ward import Ward
from app.settings import Settings
from app.wire.monitor import SUBPROTOCOL, Ack, ToMonitor, encode

HELLO_SECONDS = 10.0
FLOODED, SILENT, TOO_LARGE = 4429, 4408, 1009
DRAIN_S = 0.02  # how often waiting frames are tried again
PATIENCE_STEP_S = 1.0  # how exact the silence is: moving its timer costs more than a glance


async def serve_monitor(
    websocket: WebSocket, monitor: Monitor, ward: Ward, clock: Clock, settings: Settings
) -> None:
    """Runs the connection of a monitor whose token was accepted, until it ends."""
    if SUBPROTOCOL not in websocket.scope["subprotocols"]:
        await websocket.send_denial_response(
            PlainTextResponse(f"subprotocol {SUBPROTOCOL} is needed", 400)
        )
        return
    await websocket.accept(subprotocol=SUBPROTOCOL)
    connection = Connection(websocket, monitor, ward, clock, settings)
    await connection.run()


class Connection:
    """The link that monitoring answers on; see `monitoring.links.Link`."""

    def __init__(
        self,
        websocket: WebSocket,
        monitor: Monitor,
        ward: Ward,
        clock: Clock,
        settings: Settings,
    ) -> None:
        self._websocket = websocket
        self._monitor = monitor
        self._ward = ward
        self._clock = clock
        self._settings = settings
        self._admission = Admission(
            settings.live_frames_per_second,
            settings.live_queue_bytes,
            settings.live_queue_seconds,
        )
        self._messages: deque[ToMonitor] = deque()
        self._acked = self._told = 0
        self._again = False
        self._ready = asyncio.Event()
        self._closing: tuple[int, str] | None = None
        self._drainer: asyncio.Task[None] | None = None

    # --- the link ---

    def send(self, message: ToMonitor) -> None:
        self._messages.append(message)
        self._ready.set()

    def ack(self, seq: int) -> None:
        """Acknowledgements are cumulative: the highest that waits is sent."""
        self._acked = max(self._acked, seq)
        self._again = True
        self._ready.set()

    def close(self, code: int, reason: str) -> None:
        self._closing = self._closing or (code, reason)
        self._ready.set()

    def _ready_to_close(self) -> bool:
        return self._closing is not None

    # --- running ---

    async def run(self) -> None:
        sender = asyncio.create_task(self._send_all())
        try:
            async with asyncio.timeout(HELLO_SECONDS):
                text = await self._receive()
            self._ward.intake.hello(self._monitor, text, self)
            await self._listen()
        except Dismissed as why:
            self.close(why.code, why.reason)
        except TimeoutError:
            self.close(SILENT, "nothing was heard for too long")
        except WebSocketDisconnect:
            sender.cancel()
        finally:
            self._ward.intake.leave(self._monitor, self)
            if self._drainer is not None:
                self._drainer.cancel()
            await asyncio.wait([sender], timeout=1.0)
            sender.cancel()

    async def _listen(self) -> None:
        """Takes frames until the connection ends. Raises TimeoutError after too long a silence."""
        longest = self._settings.silence_seconds + PATIENCE_STEP_S
        moved = -PATIENCE_STEP_S
        async with asyncio.timeout(None) as silence:
            while True:
                heard = self._clock.monotonic()
                if heard - moved >= PATIENCE_STEP_S:
                    moved = heard
                    silence.reschedule(asyncio.get_running_loop().time() + longest)
                text = await self._receive()
                if not self._ready_to_close():
                    self._take(text)

    async def _receive(self) -> str:
        message = await self._websocket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1006), message.get("reason"))
        text: str | None = message.get("text")
        if text is None:
            return (message.get("bytes") or b"").decode("utf-8", "replace")
        return text

    def _take(self, text: str) -> None:
        admission = self._admission
        if not admission.waits() and admission.admit(self._clock.now()):
            self._ward.intake.message(self._monitor, self, text)
            return
        if not admission.waits():
            self._ward.intake.flood(self._monitor, waiting=True)
            self._drainer = asyncio.create_task(self._drain())
        if not admission.wait(text, self._clock.monotonic()):
            raise Dismissed(FLOODED, "too many frames wait")

    async def _drain(self) -> None:
        """Judges what waits as the live rate allows, until nothing does."""
        try:
            while self._admission.waits():
                await asyncio.sleep(DRAIN_S)
                while (text := self._admission.next(self._clock.now())) is not None:
                    self._ward.intake.message(self._monitor, self, text)
        except Dismissed as why:
            self.close(why.code, why.reason)
        else:
            self._ward.intake.flood(self._monitor, waiting=False)

    async def _send_all(self) -> None:
        while True:
            await self._ready.wait()
            self._ready.clear()
            while self._messages:
                await self._websocket.send(
                    {"type": "websocket.send", "text": encode(self._messages.popleft())}
                )
            if self._again and self._acked:
                self._again = False
                await self._websocket.send(
                    {"type": "websocket.send", "text": encode(Ack(self._acked))}
                )
            if self._closing is not None:
                code, reason = self._closing
                await self._websocket.close(code, reason)
                return
