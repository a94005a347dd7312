"""The commands of a screen: who may give them, and once a key, however often they are repeated."""

from collections.abc import Awaitable, Callable

from pydantic import BaseModel

from app.auth.principal import Principal
from app.auth.refusals import Denied
from app.auth.roles import Action, Role
from app.domain.errors import Refusal
from app.monitoring.attending import ALL, Attend
from app.monitoring.errors import NotRecordedYet
from app.monitoring.pausing import PAUSE, RESUME
from app.store import idempotency
from app.store.durable import Connection
from app.store.idempotency import Answer
from app.store.recorder import Work
from app.web.parts import Parts
from app.web.session_schemas import Alarms
from app.wire import from_screen
from app.wire.screen import Message

WALL = "wall"  # nobody by name: whoever stands before it
# Given the answer, the work that stores it under the command's key.
Keeping = Callable[[BaseModel], Work]


class Done(Message):
    """All there is to say about a command whose effect is told in another way."""


class ScreenCommands:
    """Those of one connection. Each raises what refuses it: a Refusal, Denied or KeyReused."""

    def __init__(self, here: Parts, principal: Principal, screen: object) -> None:
        self._screen = screen  # by which monitoring knows the connection
        self._here = here
        self._principal = principal
        self.locked = False  # the sign-in expired: who commands is not known any more

    async def obey(self, asked: from_screen.Command) -> None:
        if self.locked:
            raise SignedOut
        if asked.name in set(Attend) and asked.alarm is not None and asked.revision is not None:
            await self._attend(asked, Attend(asked.name), asked.alarm, asked.revision)
        elif asked.name == ALL and asked.bed is not None and asked.alarms:
            await self._acknowledge_all(asked, asked.bed, asked.alarms)
        elif asked.name in (PAUSE, RESUME):
            await self._change_audio(asked)
        else:
            raise UnknownCommand(asked.name)
        self._here.authority.used(self._principal)

    async def _attend(
        self, asked: from_screen.Command, what: Attend, alarm: str, revision: int
    ) -> None:
        ward = self._here.monitoring
        self._permit(ward.is_simulated(alarm))

        async def act(keeping: Keeping) -> None:
            await ward.attending.one(
                self._principal.name,
                what,
                alarm,
                revision,
                asked.reason,
                lambda answer: keeping(answer[0]),
            )

        await self._once(asked.key, f"{what} {alarm} {revision}", act)

    async def _acknowledge_all(
        self, asked: from_screen.Command, bed: str, alarms: list[from_screen.SeenAlarm]
    ) -> None:
        ward = self._here.monitoring
        self._permit(ward.bed_is_simulated(bed))
        listed = [(one.alarm, one.revision) for one in alarms]

        async def act(keeping: Keeping) -> None:
            await ward.attending.all_listed(
                self._principal.name,
                bed,
                listed,
                asked.reason,
                lambda answer: keeping(Alarms(items=answer)),
            )

        await self._once(asked.key, f"{ALL} {bed} {listed}", act)

    async def _change_audio(self, asked: from_screen.Command) -> None:
        """A wall may as well: this silences its own station only, and not for long."""
        principal, pausing = self._principal, self._here.monitoring.pausing
        wall = principal.role is Role.WALL
        if not wall and not principal.may_ever(Action.ACKNOWLEDGE):
            raise NotYours(principal.role)

        async def act(keeping: Keeping) -> None:
            keep = keeping(Done())
            if asked.name == RESUME:
                await pausing.resume(self._screen, keep)
                return
            by = WALL if wall else principal.name
            await pausing.pause(self._screen, by, asked.duration_ms, keep)

        await self._once(asked.key, f"{asked.name} {asked.duration_ms}", act)

    def _permit(self, simulated: bool) -> None:
        if not self._principal.may(Action.ACKNOWLEDGE, simulated=simulated):
            raise NotYours(self._principal.role)

    async def _once(self, key: str, digest: str, act: Callable[[Keeping], Awaitable[None]]) -> None:
        """Whoever repeats a key is told the first answer, or that the disk has yet to take it."""
        here, waiting = self._here, (self._principal.key, key)
        async with here.repeats.of(*waiting):
            with here.database.reading() as connection:
                known = idempotency.find(connection, *waiting, digest)
            if known is not None:
                here.repeats.unsettled.discard(waiting)
                return
            if waiting in here.repeats.unsettled:
                raise NotRecordedYet
            try:
                await act(self._keeping(key, digest))
            except NotRecordedYet:
                here.repeats.unsettled.add(waiting)
                raise

    def _keeping(self, key: str, digest: str) -> Keeping:
        at, principal = self._here.clock.wall(), self._principal.key

        def keep(answer: BaseModel) -> Work:
            kept = Answer(200, answer.model_dump_json())

            def work(connection: Connection) -> None:
                idempotency.keep(connection, at, principal, key, digest, kept)

            return work

        return keep


class SignedOut(Denied):
    code = "sign_in_required"

    def __init__(self) -> None:
        super().__init__("the sign-in expired: sign in again to act")


class NotYours(Denied):
    code = "role"

    def __init__(self, role: str) -> None:
        super().__init__(f"the role {role} may not do this")


class UnknownCommand(Refusal):
    code = "unknown_command"

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no command {name!r} with these members")
