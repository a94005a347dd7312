"""Where what a monitor sends is recorded."""

from app.alarms.inputs import Fact
from app.monitoring.beds import Beds
from app.monitoring.monitors import Monitor
from app.monitoring.offset import Cause
from app.monitoring.pipeline import Pipeline
from app.monitoring.watched import Bed, Watched


class Homes:
    def __init__(self, beds: Beds, pipeline: Pipeline) -> None:
        self._beds = beds
        self._pipeline = pipeline

    def bed(self, monitor: Monitor) -> Watched:
        """The monitor's bed, or a log of its own while it stands at none."""
        return self._beds.of_monitor(monitor, self._pipeline)

    def of(self, monitor: Monitor) -> Watched:
        """Where its frames go."""
        return self.bed(monitor)

    def tell_offset(self, monitor: Monitor, cause: Cause) -> None:
        """How far its clock is off, and how that was learnt."""
        body = {"monitor": monitor.id, "offset": monitor.offset.value, "reason": cause}
        self._pipeline.fact(self.bed(monitor), Fact.OFFSET, body)
        self.monitor_changed(monitor)

    def monitor_changed(self, monitor: Monitor) -> None:
        watched = self.bed(monitor)
        if isinstance(watched, Bed):
            self._pipeline.monitor_changed(watched)
