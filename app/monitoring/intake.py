"""What monitors send, once it is off the socket: hello, vitals, skips, and what cannot be read."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Protocol

from app.alarms.inputs import Fact
from app.clock import Clock
from app.monitoring.beds import Beds
from app.monitoring.monitors import Monitor, PowerOn
from app.monitoring.offset import Cause
from app.monitoring.pipeline import Arrived, Pipeline
from app.monitoring.release import Release
from app.monitoring.watched import Bed, Watched
from app.store import boots
from app.store.boots import Boot, Reject
from app.store.database import Database
from app.store.recorder import Entry
from app.wire import monitor as wire
from app.wire.log import RecordedFrame, read_frame, said
from app.wire.reading import Received, Refused, read
from app.wire.sequence import Arrival, Sequence

MISBEHAVED, NOT_ALLOWED, TAKEN_OVER, REVOKED = 4400, 4403, 4409, 4401


class Link(Protocol):
    """One connection, as far as the intake talks back."""

    def send(self, message: wire.ToMonitor) -> None: ...

    def ack(self, seq: int) -> None: ...

    def close(self, code: int, reason: str) -> None: ...


class Dismissed(Exception):
    """The connection must end: close code and why."""

    def __init__(self, code: int, reason: str) -> None:
        self.code, self.reason = code, reason
        super().__init__(reason)


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
        self._release = release
        self._database = database
        self._simulation = simulation
        self._last_boot = last_boot
        self._hole_seconds = hole_seconds
        self.heard = asyncio.Event()  # set with every frame, for whoever steps the clock
        self._links: dict[str, Link] = {}
        self._power_ons: dict[tuple[str, str], PowerOn] = {}

    # --- connections ---

    def hello(self, monitor: Monitor, text: str, link: Link) -> None:
        """The first message. Raises Dismissed; otherwise the connection is the monitor's now."""
        received = read(text)
        if not isinstance(received, Received) or not isinstance(received.message, wire.Hello):
            raise Dismissed(MISBEHAVED, "the first message must be a hello")
        hello = received.message
        self._allow(monitor, hello)
        receipt = self._clock.now()
        power_on = self._power_on(monitor, hello.boot, receipt)
        self._take_over(monitor, link)
        change = monitor.hello(hello, power_on, receipt)
        monitor.connected = True
        watched = self._watched(monitor)
        self._pipeline.fact(watched, Fact.CONNECTION, {"monitor": monitor.id, "connected": True})
        self._offset(watched, monitor, change.cause)
        link.send(wire.Welcome(monitor.id, power_on.acked, self._clock.now(), self._clock.rate))

    def leave(self, monitor: Monitor, link: Link) -> None:
        """The connection is over; nothing happens if another one took its place."""
        if self._links.get(monitor.id) is not link:
            return
        del self._links[monitor.id]
        monitor.connected = False
        watched = self._watched(monitor)
        self._pipeline.fact(watched, Fact.CONNECTION, {"monitor": monitor.id, "connected": False})
        self._monitor_changed(watched)

    def dismiss(self, monitor: str) -> None:
        """Its token was revoked."""
        link = self._links.get(monitor)
        if link is not None:
            link.close(REVOKED, "the token was revoked")

    def clock_changed(self) -> None:
        message = wire.Clock(self._clock.now(), self._clock.rate)
        for link in self._links.values():
            link.send(message)

    def behind(self, instant: int) -> bool:
        """Whether a connected monitor has not yet sent anything stamped after this instant."""
        return any(self._beds.monitors[ident].reached <= instant for ident in self._links)

    # --- messages ---

    def message(self, monitor: Monitor, link: Link, text: str) -> None:
        """Anything after the hello. Raises Dismissed when there is no use in going on."""
        received = read(text)
        if isinstance(received, Refused):
            monitor.malformed_in_a_row += 1
            self._reject(monitor, link, received.seq, received.code, received.detail, text)
            if monitor.malformed_in_a_row >= wire.MAX_MALFORMED_IN_A_ROW:
                raise Dismissed(MISBEHAVED, "ten frames in a row could not be read")
            return
        match received.message:
            case wire.Vitals() as frame:
                monitor.malformed_in_a_row = 0
                self._vitals(monitor, link, frame, text, received.raw)
            case wire.Skip() as skip:
                self._skip(monitor, link, skip, text)
            case wire.Hello():
                self._reject(monitor, link, None, "malformed", "hello comes only once", text)

    def flood(self, monitor: Monitor, waiting: bool) -> None:
        """Frames above the live rate wait, or no longer do."""
        self._pipeline.fact(
            self._watched(monitor), Fact.FLOOD, {"monitor": monitor.id, "waiting": waiting}
        )

    def close_holes(self) -> None:
        """What has been missing for too long will not be waited for."""
        before = self._clock.monotonic() - self._hole_seconds
        for monitor in self._beds.monitors.values():
            if monitor.power_on is None:
                continue
            for first, last in monitor.power_on.sequence.overdue(before):
                self._gap(monitor, self._links.get(monitor.id), first, last, "timeout")

    # --- hello ---

    def _allow(self, monitor: Monitor, hello: wire.Hello) -> None:
        if hello.monitor is not None and hello.monitor != monitor.id:
            raise Dismissed(NOT_ALLOWED, "the token is another monitor's")
        if self._simulation and not hello.simulated:
            raise Dismissed(NOT_ALLOWED, "this server takes simulated monitors only")
        bed = self._beds.beds.get(monitor.bed) if monitor.bed is not None else None
        if hello.simulated and bed is not None and bed.session and not bed.session.simulated:
            raise Dismissed(NOT_ALLOWED, "a simulated monitor cannot feed a real session")

    def _power_on(self, monitor: Monitor, boot: str, receipt: int) -> PowerOn:
        known = self._power_ons.get((monitor.id, boot))
        if known is not None:
            return known
        with self._database.reading() as connection:
            found = boots.find(connection, monitor.id, boot)
            above = [] if found is None else boots.handled_above(connection, found)
        if found is None:
            self._last_boot += 1
            found = Boot(self._last_boot, monitor.id, boot, 0)
            watched = self._watched(monitor)
            self._release.submit(watched.order, Entry(work=[boots.opened(found, receipt)]))
        sequence = Sequence(found.acked)
        sequence.restore(above, self._clock.monotonic())
        power_on = PowerOn(found, sequence, found.acked)
        self._power_ons[monitor.id, boot] = power_on
        return power_on

    def _take_over(self, monitor: Monitor, link: Link) -> None:
        older = self._links.get(monitor.id)
        self._links[monitor.id] = link
        if older is None:
            return
        older.close(TAKEN_OVER, "a newer connection took over")
        count = monitor.took_over(self._clock.monotonic())
        if count is not None:
            self._pipeline.fact(
                self._watched(monitor), Fact.TAKEOVERS, {"monitor": monitor.id, "count": count}
            )

    def _offset(self, watched: Watched, monitor: Monitor, cause: Cause) -> None:
        self._pipeline.fact(
            watched,
            Fact.OFFSET,
            {"monitor": monitor.id, "offset": monitor.offset.value, "reason": cause},
        )
        self._monitor_changed(watched)

    # --- frames ---

    def _vitals(
        self, monitor: Monitor, link: Link, frame: wire.Vitals, text: str, raw: str | None
    ) -> None:
        power_on = _on(monitor)
        sequence = power_on.sequence
        arrival = sequence.arrival(frame.seq, frame.samples)
        if arrival in (Arrival.FORGOTTEN, Arrival.AFTER_GAP):
            arrival = self._ask_log(power_on, frame)
        match arrival:
            case Arrival.REPEAT:
                self._handled(monitor, link)
            case Arrival.CONFLICT:
                self._conflict(monitor, link, frame.seq, text)
            case Arrival.NEW | Arrival.FORGOTTEN | Arrival.AFTER_GAP:
                self._new(monitor, link, frame, raw, gap=arrival is not Arrival.NEW)

    def _new(
        self, monitor: Monitor, link: Link, frame: wire.Vitals, raw: str | None, *, gap: bool
    ) -> None:
        power_on = _on(monitor)
        watched = self._watched(monitor)
        rate = self._clock.rate
        if not gap and frame.seq > power_on.sequence.highest:
            change = monitor.observe(frame, self._clock.now(), rate)
            if change is not None:
                self._offset(watched, monitor, change.cause)
        self.heard.set()
        receipt = self._clock.now()
        placed = monitor.place(frame, receipt, rate, stored=frame.stored or gap)
        power_on.sequence.take(frame.seq, frame.samples, self._clock.monotonic())
        upto = power_on.sequence.upto
        self._pipeline.vitals(
            watched,
            receipt,
            RecordedFrame(monitor.id, power_on.boot.boot, frame.seq, placed.samples, frame.stored),
            Arrived(power_on.boot.id, frame.seq, upto),
            partial(_acked, power_on, link, upto),
            late=placed.late,
            filed=placed.filed,
            private=_private(frame, raw),
        )

    def _ask_log(self, power_on: PowerOn, frame: wire.Vitals) -> Arrival:
        """What a number was that is no longer in memory; FORGOTTEN: it fell into a gap."""
        with self._database.reading() as connection:
            body = boots.body_of(connection, power_on.boot.id, frame.seq)
            if body is None:
                rejected = boots.was_rejected(connection, power_on.boot.id, frame.seq)
                return Arrival.CONFLICT if rejected else Arrival.FORGOTTEN
        same = said(read_frame(body).samples) == said(frame.samples)
        return Arrival.REPEAT if same else Arrival.CONFLICT

    def _handled(self, monitor: Monitor, link: Link) -> None:
        """Acks again, in turn, since what is repeated may itself still wait for the disk."""
        power_on = _on(monitor)
        done = partial(_acked, power_on, link, power_on.sequence.upto)
        self._release.submit(self._watched(monitor).order, Entry(), None, done)

    def _conflict(self, monitor: Monitor, link: Link, seq: int, text: str) -> None:
        power_on = _on(monitor)
        self._pipeline.fact(
            self._watched(monitor),
            Fact.SOURCE_CONFLICT,
            {"monitor": monitor.id, "boot": power_on.boot.boot, "seq": seq},
        )
        detail = "this number came before with other content"
        self._keep_aside(
            monitor,
            None,
            "conflict",
            detail,
            text,
            partial(link.send, wire.Reject("conflict", detail, seq)),
        )

    def _reject(
        self, monitor: Monitor, link: Link, seq: int | None, code: str, detail: str, text: str
    ) -> None:
        power_on = _on(monitor)
        if seq is not None:
            arrival = power_on.sequence.arrival(seq, text)
            if arrival is Arrival.NEW:
                power_on.sequence.take(seq, text, self._clock.monotonic())
            elif arrival is Arrival.REPEAT:
                self._handled(monitor, link)
                return
        upto = power_on.sequence.upto

        def done() -> None:
            link.send(wire.Reject(code, detail, seq))
            if seq is not None:
                _acked(power_on, link, upto)

        self._keep_aside(monitor, seq, code, detail, text, done)

    def _keep_aside(
        self,
        monitor: Monitor,
        seq: int | None,
        code: str,
        detail: str,
        text: str,
        done: Callable[[], None],
    ) -> None:
        power_on = _on(monitor)
        reject = Reject(
            monitor=monitor.id,
            boot=power_on.boot.id,
            seq=seq,
            at=self._clock.now(),
            code=code,
            detail=detail,
            raw=text.encode("utf-8", "surrogatepass"),
        )
        acked = (power_on.boot.id, power_on.sequence.upto)
        entry = Entry(acked=acked, work=[boots.kept_aside(reject)])
        self._release.submit(self._watched(monitor).order, entry, None, done)

    # --- gaps ---

    def _skip(self, monitor: Monitor, link: Link, skip: wire.Skip, text: str) -> None:
        if skip.to < skip.from_:
            self._reject(monitor, link, None, "malformed", "skip ends before it begins", text)
            return
        monitor.malformed_in_a_row = 0
        self._gap(monitor, link, skip.from_, skip.to, "skip")

    def _gap(self, monitor: Monitor, link: Link | None, first: int, last: int, reason: str) -> None:
        power_on = _on(monitor)
        watched = self._watched(monitor)
        missing = power_on.sequence.skip(first, last, self._clock.monotonic())
        upto = power_on.sequence.upto
        draft = self._pipeline.draft(watched.scope)
        for one, other in missing:
            content = {
                "monitor": monitor.id,
                "boot": power_on.boot.boot,
                "from": one,
                "to": other,
                "reason": reason,
            }
            draft.take("gap", content, None)
        draft.entry.acked = (power_on.boot.id, upto)
        self._pipeline.submit(watched, [draft], None, partial(_acked, power_on, link, upto))

    def _watched(self, monitor: Monitor) -> Watched:
        return self._beds.of_monitor(monitor, self._pipeline)

    def _monitor_changed(self, watched: Watched) -> None:
        if isinstance(watched, Bed):
            self._pipeline.monitor_changed(watched)


def _on(monitor: Monitor) -> PowerOn:
    assert monitor.power_on is not None, "a monitor says hello first"
    return monitor.power_on


def _acked(power_on: PowerOn, link: Link | None, upto: int) -> None:
    power_on.acked = power_on.sequence.durable = max(power_on.acked, upto)
    if link is not None:
        link.ack(upto)


def _private(frame: wire.Vitals, raw: str | None) -> dict[str, object] | None:
    patients = sorted({s.patient for s in frame.samples if s.patient is not None})
    if raw is None and not patients:
        return None
    private: dict[str, object] = {}
    if raw is not None:
        private["raw"] = raw
    if patients:
        private["patients"] = patients
    return private
