"""Monitoring, put together: recovers what was running, then owns the beds until it is stopped."""

import asyncio
import logging
from collections.abc import Mapping

from app.alarms.condition import Condition
from app.alarms.inputs import Fact
from app.clock import SystemClock
from app.monitoring.attending import Attending
from app.monitoring.audio import Audio
from app.monitoring.beds import Beds
from app.monitoring.by_hand import ByHand
from app.monitoring.commands import Commands
from app.monitoring.entering import Entering
from app.monitoring.errors import NoSuchThing
from app.monitoring.inquiry import Inquiry
from app.monitoring.intake import Intake
from app.monitoring.logs import Logs
from app.monitoring.observations import Observations
from app.monitoring.outside import NOBODY, Outside
from app.monitoring.pausing import Pausing
from app.monitoring.pipeline import Pipeline, Screens, take_fact
from app.monitoring.rechecks import Rechecks
from app.monitoring.recovery import Recovered, recover
from app.monitoring.release import Release
from app.monitoring.scope import Scope
from app.monitoring.stations import Stations
from app.monitoring.ticker import Ticker
from app.monitoring.together import Together
from app.monitoring.told import Told
from app.monitoring.turnover import take_circumstances
from app.monitoring.watched import Bed, Watched
from app.protocols import loader
from app.settings import Settings
from app.store import audio_pauses, boots, directory, duty
from app.store.database import Database
from app.store.recorder import Entry, Recorder
from app.store.records import open_log
from app.wire.screen import PatientView

STEP_MS = 1000  # the simulation's clock advances in steps of one clinical second
STEP_WAIT_S = 0.25  # and waits so long for the monitors to have sent up to it
SILENT_TICKER_S = 5.0

logger = logging.getLogger(__name__)


class Ward:
    """`screens` is where changes are announced; it is set before `start`."""

    def __init__(
        self, settings: Settings, clock: SystemClock, database: Database, recorder: Recorder
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._database = database
        with database.reading() as connection:
            recovered = recover(connection)
            last_boot = boots.last_id(connection)
            roster = duty.current(connection)
            pauses = audio_pauses.every(connection)
        clock.not_before(recovered.last_at + 1)
        self.protocol = loader.load(settings.protocol)
        self.release = Release(recorder, clock, settings.announce_after_ms / 1000)
        logs = Logs(recovered.last_log, self.protocol)
        server, self._server_is_new = _server(recovered, logs, clock.now())
        self.beds = Beds(clock, logs, server)
        self.beds.duty = roster.names
        self.stations = Stations()
        self.audio = Audio(clock, pauses)
        self._recovered = recovered
        self._last_boot = last_boot
        self._recorder = recorder
        self._directory_version = -1

    def start(self, screens: Screens, outside: Outside = NOBODY) -> None:
        """Puts the recovered beds in place and takes the directory over. Needs the event loop."""
        settings, clock = self._settings, self._clock
        self._screens = screens
        self.pipeline = Pipeline(clock, self.release, screens, outside, self.audio)
        self.told = Told(self.beds, self.pipeline)
        self.commands = Commands(
            clock, self.beds, self.stations, self.pipeline, settings.command_seconds
        )
        self.inquiry = Inquiry(self._database)
        entering = Entering(clock, self.beds, self.pipeline, settings.command_seconds)
        self.observations = Observations(self.pipeline, entering)
        self.by_hand = ByHand(clock, self.pipeline, entering)
        self.attending = Attending(
            clock, self.beds, self.pipeline, self.stations, settings.command_seconds
        )
        self.pausing = Pausing(
            self.audio, self.beds, self.pipeline, self._recorder, settings.command_seconds
        )
        self.intake = Intake(
            clock,
            self.beds,
            self.pipeline,
            self.release,
            self._database,
            simulation=settings.simulation,
            last_boot=self._last_boot,
            hole_seconds=settings.hole_seconds,
        )
        rechecks = Rechecks(clock, self.beds, self.pipeline, self.intake.links)
        together = Together(self.beds, self.pipeline)
        self.ticker = Ticker(
            clock,
            self.beds,
            self.pipeline,
            self.release,
            self._recorder,
            self.stations,
            self.look,
            settings.directory_seconds,
            [rechecks.round, together.round, self.pausing.round],
        )
        self._restore()
        self.look()

    async def directory_changed(self) -> None:
        """Takes over, now, what the directory of beds and monitors says."""
        self.look()

    def readiness(self) -> list[str]:
        """Why the server cannot record and judge; empty when it can."""
        reasons = []
        if self._recorder.fault is not None:
            reasons.append(f"recording fails: {self._recorder.fault}")
        if self.ticker.recorder_late:
            reasons.append("recording is late")
        if self._clock.monotonic() - self.ticker.beat > SILENT_TICKER_S:
            reasons.append("the judge's clock stands still")
        return reasons

    def is_simulated(self, alarm: str) -> bool:
        """Whether the alarm is about a simulation. Raises NoSuchThing."""
        watched = self.beds.of_alarm(alarm)
        if watched is None:
            raise NoSuchThing("alarm", alarm)
        return self._simulates(watched)

    def bed_is_simulated(self, bed: str) -> bool:
        """Whether what runs at the bed is a simulation. Raises NoSuchThing."""
        watched = self.beds.beds.get(bed)
        if watched is None:
            raise NoSuchThing("bed", bed)
        return self._simulates(watched)

    def _simulates(self, watched: Watched) -> bool:
        session = watched.scope.engine.session
        return self._settings.simulation or (session is not None and session.simulated)

    def set_rate(self, rate: float) -> None:
        """From now on the simulation's clock runs so many times as fast as real time."""
        self._clock.set_rate(rate)
        self._tell_clock()

    async def advance(self, ms: int) -> None:
        """Steps the simulation's clock, one clinical second at a time.

        Each step waits until the connected monitors have sent up to it, or 250 ms. What came of
        the steps is on disk when this returns.
        """
        left = ms
        while left > 0:
            step = min(STEP_MS, left)
            left -= step
            self._clock.advance(step)
            self._tell_clock()
            await asyncio.sleep(0)  # nobody waits for a long way of short steps
            await self._caught_up(self._clock.now() - step)
            self.ticker.round()
        await self._recorder.write(lambda _: None)  # what the steps brought about is on disk

    def _tell_clock(self) -> None:
        self.intake.clock_changed()
        self._screens.clock_changed()

    async def _caught_up(self, instant: int) -> None:
        try:
            async with asyncio.timeout(STEP_WAIT_S):
                while self.intake.behind(instant):
                    self.intake.heard.clear()
                    await self.intake.heard.wait()
        except TimeoutError:
            return  # a monitor that is cut off holds nobody up

    # --- starting ---

    def _restore(self) -> None:
        first, now = self._recovered.last_at, self._clock.now()
        if self._server_is_new:
            entry = Entry(work=[open_log(self.beds.server.scope.log)])
            draft = self.pipeline.draft(self.beds.server.scope, entry)
        else:
            draft = self.pipeline.draft(self.beds.server.scope)
        take_fact(draft, Fact.RESTART, {"from": first, "to": now})
        take_circumstances(draft, self.beds.server, self.beds.duty)
        self.pipeline.submit(self.beds.server, [draft])
        for scope in self._recovered.scopes:
            if scope.log.kind == "monitor":
                self._restore_unbound(scope)
            elif scope.log.kind in ("bed", "session"):
                self._restore_bed(scope, self._recovered.patients)
        self.beds.mark_namesakes()
        for watched in self.beds.every():
            if watched is not self.beds.server:
                _show_recovered(watched)
                self.pipeline.fact(watched, Fact.RESTART, {"from": first, "to": now})
            if isinstance(watched, Bed):  # every screen has to say again that it is there
                self.pipeline.fact(watched, Fact.STATIONS, {"watching": watched.watching})
                self.pipeline.fact(watched, Fact.DUTY, self.beds.duty)

    def _restore_unbound(self, scope: Scope) -> None:
        monitor = scope.log.name.removeprefix("monitor-").rpartition("~")[0]
        self.beds.adopt(Watched(f"monitor:{monitor}", scope), monitor)

    def _restore_bed(self, scope: Scope, patients: Mapping[str, PatientView]) -> None:
        assert scope.log.bed is not None
        bed = Bed(scope.log.bed, scope.log.bed, scope)
        bed.patient = patients.get(scope.log.name)
        self.beds.beds[bed.id] = bed

    def look(self) -> None:
        """Reads the directory if its version rose; also closes holes that nobody will fill."""
        self.intake.close_holes()
        with self._database.reading() as connection:
            version = directory.version(connection)
            if version == self._directory_version:
                return
            listed_beds = directory.every_bed(connection)
            listed_monitors = directory.every_monitor(connection)
            roster = duty.current(connection)
        self._directory_version = version
        self.beds.put_on_duty(roster.names, self.pipeline)
        self.beds.update(listed_beds, listed_monitors, self.pipeline, self.intake.links.dismiss)
        self.intake.reconsider()


def _server(recovered: Recovered, logs: Logs, at: int) -> tuple[Watched, bool]:
    """The server's own log: the one that was open, or a new one."""
    scope = next((s for s in recovered.scopes if s.log.kind == "server"), None)
    server = Watched("server", scope or logs.server(at))
    if scope is not None:
        _show_recovered(server)
    return server, scope is None


def _show_recovered(watched: Watched) -> None:
    """What was announced before the restart is what screens get in their first snapshot."""
    engine = watched.scope.engine
    watched.shown.session = engine.session
    watched.begins_to_call(engine.open_alarms())
    watched.shown.alarms = {
        alarm.id: alarm
        for alarm in engine.open_alarms(pending=True)
        if alarm.condition is not Condition.NORMAL
    }
