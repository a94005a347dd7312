"""The screen socket: what a page is told, and the commands it may send back (contract 3)."""

import asyncio
import json
from contextlib import suppress
from dataclasses import replace

from fastapi import APIRouter
from pydantic import TypeAdapter, ValidationError
from starlette.websockets import WebSocket, WebSocketDisconnect

from app.auth.authority import Standing
from app.auth.dependencies import authenticate_socket
from app.auth.principal import Principal
from app.auth.refusals import Denied
from app.domain.errors import Refusal
from app.live.hub import Hub
from app.live.outbox import Outbox, Watch
from app.monitoring.audio import Listener
from app.monitoring.stations import Station, StationKind
from app.store.refusals import KeyReused
from app.web import problems
from app.web.body import BadRequest, check_json
from app.web.parts import Parts, parts
from app.web.screen_commands import ScreenCommands
from app.wire import from_screen
from app.wire import screen as wire

SUBPROTOCOL = "vigil.screen.v1"
REVOKED, TOO_SLOW, MISBEHAVED = 4401, 4408, 4400
STANDING_EVERY_S = 1.0
MAX_UNREADABLE = 10
CLOSE_WITHIN_S = 1.0

routes = APIRouter()
_incoming: TypeAdapter[from_screen.FromScreen] = TypeAdapter(from_screen.FromScreen)


@routes.websocket("/ws/screen")
async def screen(websocket: WebSocket) -> None:
    try:
        principal = authenticate_socket(websocket)
    except Denied as error:
        await websocket.send_denial_response(problems.of(error))
        return
    if SUBPROTOCOL not in websocket.scope["subprotocols"]:
        await websocket.send_denial_response(
            problems.response("subprotocol", f"subprotocol {SUBPROTOCOL} is needed", status=400)
        )
        return
    await websocket.accept(subprotocol=SUBPROTOCOL)
    await Screen(websocket, principal, parts(websocket), websocket.app.state.hub).run()


class Screen:
    """One connected page. Every task of it ends with it; none holds up another screen."""

    def __init__(self, websocket: WebSocket, principal: Principal, here: Parts, hub: Hub) -> None:
        self._websocket = websocket
        self._principal = principal
        self._here = here
        self._hub = hub
        self._commands = ScreenCommands(here, principal, self)
        self._outbox: Outbox | None = None
        self._sender: asyncio.Task[None] | None = None
        self._sending = asyncio.Lock()
        self._early: list[str] = []  # of its sound, before it subscribed
        self._unreadable = 0

    async def run(self) -> None:
        here = self._here
        hello = wire.Hello(
            instance=self._hub.instance,
            time=here.clock.now(),
            rate=here.clock.rate,
            simulation=here.settings.simulation,
        )
        await self._send(hello.model_dump_json())
        watcher = asyncio.create_task(self._watch_standing())
        try:
            while True:
                await self._take(await self._websocket.receive_text())
        except (WebSocketDisconnect, RuntimeError, KeyError):
            pass  # gone, or closed by one of our tasks
        finally:
            watcher.cancel()
            self._here.monitoring.stations.forget(self)
            self._here.monitoring.audio.forget(self)
            self._unsubscribe()

    # --- what it sends ---

    async def _take(self, text: str) -> None:
        try:
            check_json(text.encode())
            message = _incoming.validate_json(text)
        except (ValidationError, BadRequest, UnicodeEncodeError) as error:
            await self._refuse(text, error)
            return
        self._unreadable = 0
        match message:
            case from_screen.Subscribe():
                await self._subscribe(message)
            case from_screen.Command():
                await self._command(message)
            case from_screen.Station():
                self._stand(message)
                await self._send_early()
            case from_screen.Receipt():
                self._here.monitoring.attending.receipt(
                    self._principal.name,
                    message.alarm,
                    message.revision,
                    message.event,
                    message.at,
                    self,
                )

    async def _refuse(self, text: str, error: Exception) -> None:
        self._unreadable += 1
        detail = _first(error) if isinstance(error, ValidationError) else str(error)
        problem = wire.Problem(code="malformed", detail=detail)
        await self._send(wire.Rejected(id=_id(text), problem=problem).model_dump_json())
        if self._unreadable >= MAX_UNREADABLE:
            await self._close(MISBEHAVED, "ten messages in a row could not be read")

    async def _subscribe(self, asked: from_screen.Subscribe) -> None:
        self._unsubscribe()
        beds = None if "*" in asked.beds else frozenset(asked.beds)
        watch = Watch(beds, self._identified(), asked.pending)
        self._outbox, first = self._hub.subscribe(watch, asked.id, asked.instance, asked.since)
        for text in first:
            await self._send(text)
        self._early.clear()
        self._here.monitoring.audio.tell(self)  # what waited in the outbox before is lost
        self._sender = asyncio.create_task(self._send_all(self._outbox))

    def _stand(self, said: from_screen.Station) -> None:
        beds = None if "*" in said.beds else frozenset(said.beds)
        kind, now = StationKind(said.kind), self._here.clock.monotonic()
        station = Station(kind, beds, said.armed, said.visible, now)
        self._here.monitoring.stations.update(self, station)
        if said.station is not None:
            listener = Listener(said.station, said.kind, beds, self._tell)
            self._here.monitoring.audio.listen(self, listener)

    def _tell(self, message: wire.Audio) -> None:
        """Of its sound: in one lane with the alarms, so that neither overtakes the other."""
        text = message.model_dump_json()
        if self._outbox is None:
            self._early.append(text)
        else:
            self._outbox.change(text, self._here.clock.monotonic())

    async def _send_early(self) -> None:
        while self._early and self._outbox is None:
            await self._send(self._early.pop(0))

    async def _command(self, asked: from_screen.Command) -> None:
        problem = None
        try:
            await self._commands.obey(asked)
        except (Refusal, Denied, KeyReused) as error:
            problem = wire.Problem(code=error.code, detail=str(error))
        await self._send_early()
        result = wire.Result(id=asked.id, ok=problem is None, problem=problem)
        await self._send(result.model_dump_json())

    # --- what it is told ---

    async def _send_all(self, outbox: Outbox) -> None:
        with suppress(WebSocketDisconnect, RuntimeError):
            while True:
                messages = await outbox.take()
                if messages is None:
                    break
                for text in messages:
                    await self._send(text)
            if outbox.overflowed:
                await self._close(TOO_SLOW, "this screen could not keep up")

    async def _watch_standing(self) -> None:
        """Revocation ends the connection within 2 s; expiry locks commands and identities."""
        with suppress(WebSocketDisconnect, RuntimeError):
            while True:
                await asyncio.sleep(STANDING_EVERY_S)
                match self._here.authority.standing(self._principal):
                    case Standing.REVOKED:
                        await self._close(REVOKED, "the sign-in was ended")
                        return
                    case Standing.EXPIRED:
                        self._lock()
                    case Standing.VALID:
                        pass

    def _lock(self) -> None:
        """The sign-in expired: values and alarms go on, commands and identities do not."""
        self._commands.locked = True
        if self._outbox is not None:
            self._outbox.watch = replace(self._outbox.watch, identified=False)

    def _identified(self) -> bool:
        if self._commands.locked:
            return False
        return not self._principal.initials_only(simulated=self._here.settings.simulation)

    async def _send(self, text: str) -> None:
        async with self._sending:
            await self._websocket.send_text(text)

    async def _close(self, code: int, reason: str) -> None:
        """Says goodbye if that can be delivered; a stalled connection is dropped by its socket."""
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_WITHIN_S):
                await self._websocket.close(code, reason)

    def _unsubscribe(self) -> None:
        if self._outbox is not None:
            self._hub.unsubscribe(self._outbox)
            self._outbox = None
        if self._sender is not None:
            self._sender.cancel()
            self._sender = None


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"


def _id(text: str) -> int | None:
    """The id of a message that could not be taken, if it has one."""
    with suppress(ValueError, RecursionError):
        plain = json.loads(text)
        if isinstance(plain, dict) and type(plain.get("id")) is int:
            return int(plain["id"])
    return None
