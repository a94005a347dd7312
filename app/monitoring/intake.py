"""What monitors send, once it is off the socket: hello, vitals, skips, and what cannot be read."""

from app.alarms.inputs import Fact
from app.clock import Clock
from app.monitoring.aside import Aside
from app.monitoring.beds import Beds
from app.monitoring.frames import Frames
from app.monitoring.gaps import Gaps
from app.monitoring.homes import Homes
from app.monitoring.links import MISBEHAVED, NOT_ALLOWED, Dismissed, Link, Links
from app.monitoring.monitors import Monitor
from app.monitoring.pipeline import Pipeline
from app.monitoring.power_ons import PowerOns
from app.monitoring.quarantine import told
from app.monitoring.release import Release
from app.monitoring.watched import Bed
from app.store.database import Database
from app.wire import monitor as wire
from app.wire.reading import Received, Refused, read


class Intake:
    def __init__(
        self,
        clock: Clock,
        beds: Beds,
        pipeline: Pipeline,
        release: Release,
        database: Database,
        *,
        simulation: bool,
        last_boot: int,
        hole_seconds: float,
    ) -> None:
        self._clock = clock
        self._beds = beds
        self._pipeline = pipeline
        self._simulation = simulation
        self._homes = Homes(clock, beds, pipeline, release)
        self.power_ons = PowerOns(clock, release, database, last_boot)
        self._aside = Aside(clock, self._homes, pipeline, release)
        self._gaps = Gaps(clock, beds, self._homes, pipeline, hole_seconds)
        self._frames = Frames(clock, self._homes, pipeline, database, self._aside)
        self.heard = self._frames.heard
        self.links = Links()

    # --- connections ---

    def hello(self, monitor: Monitor, text: str, link: Link) -> None:
        """The first message. Raises Dismissed; otherwise the connection is the monitor's now."""
        received = read(text)
        if not isinstance(received, Received) or not isinstance(received.message, wire.Hello):
            raise Dismissed(MISBEHAVED, "the first message must be a hello")
        hello = received.message
        self._allow(monitor, hello)
        receipt = self._clock.now()
        watched = self._homes.bed(monitor)
        doubted = isinstance(watched, Bed) and told(watched, monitor, Fact.WRONG_PATIENT)
        power_on = self.power_ons.of(monitor, hello.boot, watched.order, receipt, doubted=doubted)
        self._take_over(monitor, link)
        before = monitor.power_on
        change = monitor.hello(hello, power_on, receipt)
        if before is not None and before is not power_on:
            self.power_ons.replaced(monitor, before, watched.order)
        monitor.connected = True
        self._pipeline.fact(watched, Fact.CONNECTION, {"monitor": monitor.id, "connected": True})
        self._homes.tell_offset(monitor, change.cause)
        self._homes.meet(monitor)
        link.send(wire.Welcome(monitor.id, power_on.acked, self._clock.now(), self._clock.rate))

    def leave(self, monitor: Monitor, link: Link) -> None:
        """The connection is over; nothing happens if another one took its place."""
        if not self.links.leave(monitor, link):
            return
        monitor.connected = False
        self._pipeline.fact(
            self._homes.bed(monitor),
            Fact.CONNECTION,
            {"monitor": monitor.id, "connected": False},
        )
        self._homes.monitor_changed(monitor)

    def clock_changed(self) -> None:
        self.links.tell(wire.Clock(self._clock.now(), self._clock.rate))

    def behind(self, instant: int) -> bool:
        """Whether a connected monitor has not yet sent anything stamped after this instant."""
        return any(self._beds.monitors[ident].reached <= instant for ident in self.links)

    # --- messages ---

    def message(self, monitor: Monitor, link: Link, text: str) -> None:
        """Anything after the hello. Raises Dismissed when there is no use in going on."""
        received = read(text)
        if isinstance(received, Refused):
            monitor.malformed_in_a_row += 1
            self._aside.refuse(monitor, link, received, text)
            if monitor.malformed_in_a_row >= wire.MAX_MALFORMED_IN_A_ROW:
                raise Dismissed(MISBEHAVED, "ten frames in a row could not be read")
            return
        match received.message:
            case wire.Vitals() as frame:
                monitor.malformed_in_a_row = 0
                self._frames.take(monitor, link, frame, text, received.raw)
            case wire.Skip() as skip if skip.to < skip.from_:
                why = Refused("malformed", "skip ends before it begins")
                self._aside.refuse(monitor, link, why, text)
            case wire.Skip() as skip:
                monitor.malformed_in_a_row = 0
                self._gaps.leave(monitor, link, skip.from_, skip.to, "skip")
            case wire.Hello():
                why = Refused("malformed", "hello comes only once")
                self._aside.refuse(monitor, link, why, text)

    def flood(self, monitor: Monitor, waiting: bool) -> None:
        """Frames above the live rate wait, or no longer do."""
        self._pipeline.fact(
            self._homes.bed(monitor), Fact.FLOOD, {"monitor": monitor.id, "waiting": waiting}
        )

    def reconsider(self) -> None:
        """The directory changed: who stands where, and which device belongs to a monitor."""
        for monitor in self._beds.monitors.values():
            self._homes.meet(monitor)

    def close_holes(self) -> None:
        """What has been missing for too long will not be waited for."""
        self._gaps.give_up(self.links)

    # --- hello ---

    def _allow(self, monitor: Monitor, hello: wire.Hello) -> None:
        if hello.monitor is not None and hello.monitor != monitor.id:
            raise Dismissed(NOT_ALLOWED, "the token is another monitor's")
        if self._simulation and not hello.simulated:
            raise Dismissed(NOT_ALLOWED, "this server takes simulated monitors only")
        bed = self._beds.beds.get(monitor.bed) if monitor.bed is not None else None
        if hello.simulated and bed is not None and bed.session and not bed.session.simulated:
            raise Dismissed(NOT_ALLOWED, "a simulated monitor cannot feed a real session")

    def _take_over(self, monitor: Monitor, link: Link) -> None:
        if not self.links.take_over(monitor, link):
            return
        count = monitor.took_over(self._clock.monotonic())
        if count is not None:
            self._pipeline.fact(
                self._homes.bed(monitor), Fact.TAKEOVERS, {"monitor": monitor.id, "count": count}
            )
