"""Where what a monitor sends is recorded: at its bed, or in its own log while it has none or is
not to be believed."""

from app.alarms.inputs import Fact
from app.clock import Clock
from app.monitoring.beds import Beds
from app.monitoring.monitors import Monitor
from app.monitoring.offset import Cause
from app.monitoring.pipeline import Pipeline
from app.monitoring.quarantine import another_patient, believed, claimed, named, told, wrongs
from app.monitoring.release import Release
from app.monitoring.watched import Bed, Watched
from app.store import directory
from app.store.recorder import Entry
from app.wire.monitor import Vitals


class Homes:
    def __init__(self, clock: Clock, beds: Beds, pipeline: Pipeline, release: Release) -> None:
        self._clock = clock
        self._beds = beds
        self._pipeline = pipeline
        self._release = release

    def bed(self, monitor: Monitor) -> Watched:
        """The monitor's bed, or its own log while it stands at none: what is said of it."""
        return self._beds.of_monitor(monitor, self._pipeline)

    def of(self, monitor: Monitor) -> Watched:
        """Where what it sends goes now."""
        bed = self.bed(monitor)
        if isinstance(bed, Bed) and not believed(bed, monitor):
            return self._beds.apart(monitor, self._pipeline)
        return bed

    def of_frame(self, monitor: Monitor, frame: Vitals, *, newest: bool) -> Watched:
        """Where a frame goes. Whom the newest live one names, the monitor names from then on."""
        bed, names = self.bed(monitor), named(frame)
        if newest and names:
            monitor.on.claim = names[-1]
        if not isinstance(bed, Bed):
            return bed
        strange = another_patient(bed, names or claimed(monitor))
        if newest:
            self._tell(bed, monitor, Fact.WRONG_PATIENT, strange)
        if strange or monitor.wrong_device:
            return self._beds.apart(monitor, self._pipeline)
        return bed

    def meet(self, monitor: Monitor) -> None:
        """Looks at who is connected: the first serial number that is heard is the right one."""
        if monitor.power_on is None:
            return
        serial = monitor.device_serial
        if monitor.connected and monitor.serial is None and serial is not None:
            monitor.serial = serial
            work = directory.paired(self._clock.wall(), monitor.id, serial)
            self._release.submit(self.bed(monitor).order, Entry(work=[work]))
        bed = self.bed(monitor)
        if isinstance(bed, Bed):
            for wrong, is_so in wrongs(bed, monitor).items():
                self._tell(bed, monitor, wrong, is_so)

    def _tell(self, bed: Bed, monitor: Monitor, wrong: Fact, is_so: bool) -> None:
        """The bed's log hears of it when it changes."""
        if is_so is told(bed, monitor, wrong):
            return
        self._pipeline.fact(bed, wrong, {"monitor": monitor.id, "wrong": is_so})
        if is_so and wrong is Fact.WRONG_DEVICE and monitor.device_serial and monitor.serial:
            at = self._clock.wall()
            work = directory.mistaken(at, monitor.id, monitor.device_serial, monitor.serial)
            self._release.submit(bed.order, Entry(work=[work]))

    def tell_offset(self, monitor: Monitor, cause: Cause) -> None:
        """How far its clock is off, and how that was learnt."""
        body = {"monitor": monitor.id, "offset": monitor.offset.value, "reason": cause}
        self._pipeline.fact(self.bed(monitor), Fact.OFFSET, body)
        self.monitor_changed(monitor)

    def monitor_changed(self, monitor: Monitor) -> None:
        watched = self.bed(monitor)
        if isinstance(watched, Bed):
            self._pipeline.monitor_changed(watched)
