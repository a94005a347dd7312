"""What people do with sessions: checked against the judge, recorded, answered when on disk."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.alarms.inputs import CommandInput
from app.alarms.rules import Protocol
from app.clock import Clock
from app.domain.infusion import SessionCommand
from app.monitoring import derived, standing, views
from app.monitoring.beds import Beds
from app.monitoring.draft import Draft
from app.monitoring.errors import BedOccupied, NoSuchThing, NotRecordedYet, SimulatedOnly
from app.monitoring.hidden import Hidden
from app.monitoring.pipeline import Pipeline
from app.monitoring.stations import Stations
from app.monitoring.turnover import begin_log, end_log, take_circumstances
from app.monitoring.watched import Bed
from app.store import sessions
from app.store.recorder import Work
from app.wire import screen as wire

# What else becomes durable with a command, e.g. its idempotency key, given its answer.
Keep = Callable[[wire.Session], Work]


@dataclass(frozen=True, slots=True)
class NewSession:
    bed: str
    patient: wire.PatientView
    dose_mg_per_kg: float
    simulated: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One command on a session. `revision` is what the caller saw; `private` is free text."""

    name: SessionCommand
    by: str
    body: Mapping[str, Any] = field(default_factory=dict)
    private: Mapping[str, Any] = field(default_factory=dict)
    happened_at: int | None = None
    revision: int | None = None


class Commands:
    def __init__(
        self, clock: Clock, beds: Beds, stations: Stations, pipeline: Pipeline, wait_s: float
    ) -> None:
        self._clock = clock
        self._beds = beds
        self._stations = stations
        self._pipeline = pipeline
        self._wait_s = wait_s

    async def create(
        self, by: str, new: NewSession, protocol: Protocol, keep: Keep | None = None
    ) -> wire.Session:
        """Opens a session on a free bed. Raises NoSuchThing, BedOccupied, SimulatedOnly."""
        bed = self._beds.beds.get(new.bed)
        if bed is None:
            raise NoSuchThing("bed", new.bed)
        if bed.session is not None:
            raise BedOccupied(new.bed)
        if bed.monitor and bed.monitor.connected and bed.monitor.simulated and not new.simulated:
            raise SimulatedOnly(new.bed)
        ended = self._pipeline.draft(bed.scope)
        end_log(ended, "session")
        session = f"s{secrets.token_hex(16)}"
        scope = self._beds.logs.session(session, bed.id, protocol, ended.at)
        opened = begin_log(scope, bed, self._pipeline, ended.entry)
        body = {
            "session": session,
            "bed": bed.id,
            "protocol": {"name": protocol.name, "version": protocol.version},
            "planned_ms": protocol.regimen.planned_ms,
            "dose_mg_per_kg": new.dose_mg_per_kg,
            "weight_kg": new.patient.weight_kg,
            "simulated": new.simulated,
        }
        command = CommandInput(opened.at, SessionCommand.CREATE, by, opened.at, body)
        take_command(opened, command, {"patient": new.patient.model_dump(mode="json")})
        bed.patient = new.patient
        take_circumstances(opened, bed, self._beds.duty)
        return await self._submit_session(bed, [ended, opened], keep)

    async def session(self, ident: str, asked: Asked, keep: Keep | None = None) -> wire.Session:
        """A command on a running session. Raises what the core refuses, or NoSuchThing."""
        bed = self._beds.of_session(ident)
        if bed is None:
            raise NoSuchThing("session", ident)
        at = self._clock.now()
        body = dict(asked.body)
        if asked.name in (SessionCommand.BASELINE, SessionCommand.START):
            captured = bed.scope.engine.trends.capture(at)
            if captured is not None:
                body["captured"] = captured.to_body()
        if asked.name is SessionCommand.START:
            body["watching"] = self._stations.watching(bed.id, self._clock.monotonic())
            met = standing.held(standing.before(bed.scope, bed.patient, at))
            if met:
                body["held"] = met
        happened_at = at if asked.happened_at is None else asked.happened_at
        command = CommandInput(at, asked.name, asked.by, happened_at, body)
        draft = self._pipeline.begin(bed, command, asked.revision)
        take_command(draft, command, asked.private)
        if bed.session is not None and bed.session.ended:
            return await self._close(bed, draft, keep)
        return await self._submit_session(bed, [draft], keep)

    # --- the end of a session ---

    async def _close(self, bed: Bed, draft: Draft, keep: Keep | None) -> wire.Session:
        """The session is over: its log ends, the bed's own begins, the next one starts clean."""
        answer = self._keep_session(bed, draft, keep)
        end_log(draft, answer.phase)
        scope = self._beds.logs.bed(bed.id, draft.at)
        opened = begin_log(scope, bed, self._pipeline, draft.entry)
        bed.patient = None
        take_circumstances(opened, bed, self._beds.duty)
        await durable(
            lambda done: self._pipeline.submit(bed, [draft, opened], lambda: self._tell(bed), done),
            self._wait_s,
        )
        return answer

    # --- submitting ---

    async def _submit_session(
        self, bed: Bed, drafts: list[Draft], keep: Keep | None
    ) -> wire.Session:
        answer = self._keep_session(bed, drafts[-1], keep)
        await durable(
            lambda done: self._pipeline.submit(bed, drafts, lambda: self._tell(bed), done),
            self._wait_s,
        )
        return answer

    def _tell(self, bed: Bed) -> None:
        """Screens hear of this session, and of those whose patients need telling apart by it."""
        others = [other for other in self._beds.mark_namesakes() if other is not bed]
        for changed in (bed, *others):
            self._pipeline.session_changed(changed)

    def _keep_session(self, bed: Bed, draft: Draft, keep: Keep | None) -> wire.Session:
        """The session's derived row and the caller's own work join the draft's entry."""
        session = bed.session
        assert session is not None
        answer = views.session_of(session, draft.scope, bed.patient, draft.at)
        draft.entry.work.append(sessions.keep(derived.session_row(draft.scope, draft.at)))
        if keep is not None:
            draft.entry.work.append(keep(answer))
        return answer


async def durable(submit: Callable[[Callable[[], None]], None], wait_s: float) -> None:
    """Waits for the commit of what is submitted; what takes too long is kept all the same.

    Raises NotRecordedYet then.
    """
    committed = asyncio.Event()
    submit(committed.set)
    try:
        async with asyncio.timeout(wait_s):
            await committed.wait()
    except TimeoutError:
        raise NotRecordedYet from None


def take_command(draft: Draft, command: CommandInput, private: Mapping[str, Any]) -> None:
    """Records the command, with commitments in place of identity and free text, and judges it."""
    hidden = Hidden.of(private)
    content: dict[str, Any] = {
        "name": command.name,
        "by": command.by,
        "happened_at": command.happened_at,
        "body": command.body,
    }
    if hidden.commitments:
        content["private"] = hidden.commitments
    kind = "note" if command.name == SessionCommand.NOTE else "command"
    n = draft.take(kind, content, command)
    draft.entry.work.extend(hidden.kept(draft.scope.log.id, n))
