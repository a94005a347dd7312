"""Every bed, every monitor and the server: who is where, in step with the clinic's directory."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial

from app.alarms.condition import Condition
from app.alarms.inputs import Fact
from app.clock import Clock
from app.monitoring import views
from app.monitoring.logs import Logs
from app.monitoring.monitors import Monitor
from app.monitoring.pipeline import Pipeline
from app.monitoring.turnover import take_circumstances
from app.monitoring.watched import Bed, OnDuty, Watched
from app.store import directory
from app.store.duty import Roster
from app.store.recorder import Entry
from app.store.records import open_log
from app.wire import screen as wire
from app.wire.anonymity import anonymous_bed


class Beds:
    """The hub reads its views here; the pipeline writes what was announced."""

    def __init__(self, clock: Clock, logs: Logs, server: Watched) -> None:
        self._clock = clock
        self.logs = logs
        self.server = server
        self.beds: dict[str, Bed] = {}
        self.monitors: dict[str, Monitor] = {}
        self.revoked: set[str] = set()
        self.duty: OnDuty = Roster().names
        self._unbound: dict[str, Watched] = {}

    # --- what screens read ---

    def bed_ids(self) -> list[str]:
        return list(self.beds)

    def bed(self, bed: str) -> wire.Bed:
        return views.bed(self.beds[bed], self._clock.now())

    def view(self, bed_id: str, initials_only: bool) -> wire.Bed | None:
        if bed_id not in self.beds:
            return None
        found = self.bed(bed_id)
        return anonymous_bed(found) if initials_only else found

    def views(self, initials_only: bool) -> list[wire.Bed]:
        return [bed for ident in self.beds if (bed := self.view(ident, initials_only))]

    def vitals(self, bed: str) -> wire.BedVitals:
        latest = self.beds[bed].scope.engine.latest
        return wire.BedVitals.model_construct(
            bed=bed, vitals=views.vitals(latest, self._clock.now())
        )

    def alarms(self, beds: Iterable[str], *, pending: bool) -> list[wire.Alarm]:
        """The announced alarms of these beds and of the server."""
        return [
            views.alarm(alarm, recorded=alarm.id not in watched.shown.unrecorded)
            for watched in (self.server, *(self.beds[bed] for bed in beds))
            for alarm in watched.shown.alarms.values()
            if pending or alarm.condition is not Condition.PENDING
        ]

    # --- finding ---

    def every(self) -> Iterable[Watched]:
        yield self.server
        yield from self.beds.values()
        yield from self._unbound.values()

    def of_session(self, session: str) -> Bed | None:
        """The bed on which this session runs."""
        return next(
            (bed for bed in self.beds.values() if bed.session and bed.session.id == session), None
        )

    def of_alarm(self, alarm: str) -> Watched | None:
        """Where the alarm of this id belongs, if its log is still being written."""
        return next(
            (one for one in self.every() if alarm.startswith(f"{one.scope.engine.scope}.")), None
        )

    def of_monitor(self, monitor: Monitor, pipeline: Pipeline) -> Watched:
        """The monitor's bed, or a log of its own while it stands at none."""
        if monitor.bed is not None:
            return self.beds[monitor.bed]
        return self.apart(monitor, pipeline)

    def apart(self, monitor: Monitor, pipeline: Pipeline) -> Watched:
        """The monitor's own log: what is in it is kept, and shown under nobody."""
        if monitor.id not in self._unbound:
            scope = self.logs.monitor(monitor.id, self._clock.now())
            watched = Watched(f"monitor:{monitor.id}", scope)
            pipeline.submit(watched, [pipeline.draft(scope, Entry(work=[open_log(scope.log)]))])
            self._unbound[monitor.id] = watched
        return self._unbound[monitor.id]

    def adopt(self, watched: Watched, monitor: str) -> None:
        """After a restart: the log of a monitor without a bed."""
        self._unbound[monitor] = watched

    # --- patients with the same initials ---

    def mark_namesakes(self) -> list[Bed]:
        """Sets `namesake` of every patient; the beds for which it changed."""
        taken = [bed for bed in self.beds.values() if bed.patient is not None]
        count = Counter(bed.patient.initials for bed in taken if bed.patient)
        changed = []
        for bed in taken:
            assert bed.patient is not None
            namesake = count[bed.patient.initials] > 1
            if bed.patient.namesake != namesake:
                bed.patient = bed.patient.model_copy(update={"namesake": namesake})
                changed.append(bed)
        return changed

    # --- the directory ---

    def update(
        self,
        beds: list[directory.Bed],
        monitors: list[directory.Monitor],
        pipeline: Pipeline,
        dismiss: Callable[[str], None],
    ) -> None:
        """Takes over what changed; `dismiss` closes the connection of a revoked monitor."""
        for listed in beds:
            self._update_bed(listed, pipeline)
        for one in monitors:
            if one.revoked_at is not None and one.id not in self.revoked:
                self.revoked.add(one.id)
                dismiss(one.id)
            monitor = self.monitors.setdefault(one.id, Monitor(one.id))
            monitor.listed(one.serial)
            if monitor.bed != one.bed:
                self._move(monitor, one.bed, pipeline)

    def put_on_duty(self, duty: OnDuty, pipeline: Pipeline) -> None:
        """From now on these are called; every judge that may call somebody is told at once."""
        if duty == self.duty:
            return
        self.duty = duty
        for watched in (self.server, *self.beds.values()):
            pipeline.fact(watched, Fact.DUTY, duty)

    def _update_bed(self, listed: directory.Bed, pipeline: Pipeline) -> None:
        bed = self.beds.get(listed.id)
        if bed is None:
            scope = self.logs.bed(listed.id, self._clock.now())
            bed = self.beds[listed.id] = Bed(listed.id, listed.label, scope)
            draft = pipeline.draft(scope, Entry(work=[open_log(scope.log)]))
            take_circumstances(draft, bed, self.duty)
            pipeline.submit(bed, [draft], partial(pipeline.bed_changed, bed))
        elif bed.label != listed.label:
            bed.label = listed.label
            pipeline.bed_changed(bed)

    def _move(self, monitor: Monitor, to: str | None, pipeline: Pipeline) -> None:
        left = self.beds.get(monitor.bed) if monitor.bed is not None else None
        monitor.bed = to
        if left is not None and left.monitor is monitor:
            left.monitor = None
            self._bound(left, pipeline)
        if to is not None:
            bed = self.beds[to]
            bed.monitor = monitor
            self._bound(bed, pipeline)

    def _bound(self, bed: Bed, pipeline: Pipeline) -> None:
        draft = pipeline.draft(bed.scope)
        take_circumstances(draft, bed, self.duty)
        pipeline.submit(bed, [draft], partial(pipeline.monitor_changed, bed))
