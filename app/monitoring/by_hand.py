"""Readings that a person enters: recorded as such, judged by the same judge as the monitor's."""

from collections.abc import Mapping

from app.alarms.inputs import ReadingInput
from app.clock import Clock
from app.domain import by_hand
from app.domain.vitals import BloodPressureSource, Vital
from app.monitoring.commands import Keep
from app.monitoring.entering import Entering, Entry
from app.monitoring.monitors import late_after
from app.monitoring.pipeline import Pipeline
from app.monitoring.series import points
from app.wire import screen as wire
from app.wire.log import RecordedReading, RecordedSample, judged


class ByHand:
    def __init__(self, clock: Clock, pipeline: Pipeline, entering: Entering) -> None:
        self._clock = clock
        self._pipeline = pipeline
        self._entering = entering

    async def enter(
        self,
        ident: str,
        entry: Entry,
        how: str,
        values: Mapping[Vital, float],
        keep: Keep | None = None,
    ) -> wire.Session:
        """On disk, and judged, when this returns. Raises ImplausibleReading, or what `Entering`
        raises."""
        begun = self._entering.begin(
            ident,
            entry,
            lambda bed: by_hand.check(values, bed.scope.engine.protocol.regimen.ranges),
        )
        draft, scope, at = begun.draft, begun.bed.scope, begun.happened_at
        asked = scope.engine.recheck
        late_ms = late_after(by_hand.LATE_MS, self._clock.rate)
        groups = by_hand.parts(values, at, draft.at, scope.engine.latest, late_ms)
        recorded = [_recorded(at, group, late) for group, late in groups if group]
        samples = tuple(judged(sample) for sample in recorded)
        draft.take(
            "reading",
            RecordedReading(entry.by, how, at, recorded),
            ReadingInput(draft.at, entry.by, how, samples),
        )
        scope.tail.add(points(samples, scope.engine.protocol.regimen))
        filed = (at, at) if any(sample.late for sample in recorded) else None
        more = self._pipeline.values_changed(begun.bed, asked, filed)
        return await self._entering.finish(begun, keep, more)


def _recorded(at: int, values: Mapping[Vital, float], late: bool) -> RecordedSample:
    """A person's instant is the judge's: nobody's clock is corrected."""
    sample = RecordedSample(at, at, late, bp=BloodPressureSource.HAND.value)
    for vital, value in values.items():
        setattr(sample, vital.value, value)
    return sample
