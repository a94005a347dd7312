"""Samples as points of their series: what trends and figures draw."""

from collections.abc import Iterable, Iterator

from app.domain.plausibility import classify
from app.domain.regimen import Regimen
from app.domain.vitals import BloodPressureSource, JudgedSample, Quality
from app.store.chunks import Mark, Point


def points(samples: Iterable[JudgedSample], regimen: Regimen) -> Iterator[Point]:
    """One point a vital, at its judge instant; None where the device had no value."""
    for sample in samples:
        shared = Mark.LATE if sample.late else Mark.NONE
        if "held" in sample.flags:
            shared |= Mark.HELD
        if sample.bp is BloodPressureSource.ART:
            shared |= Mark.ARTERIAL
        if sample.by_hand:
            shared |= Mark.HAND
        for vital, raw in sample.values.items():
            quality = classify(vital, raw, regimen.ranges)
            if quality is Quality.NO_VALUE or raw is None:
                yield vital, sample.judge, None, shared
            elif quality is Quality.IMPLAUSIBLE:
                yield vital, sample.judge, float(raw), shared | Mark.IMPLAUSIBLE
            else:
                yield vital, sample.judge, float(raw), shared
