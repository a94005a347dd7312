"""What a value can be. Implausible values are kept as they came and not judged (clinical C10)."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.vitals import Quality, Vital, is_no_value


@dataclass(frozen=True, slots=True)
class Range:
    """Inclusive bounds, in the vital's unit."""

    low: float
    high: float


Ranges = Mapping[Vital, Range]


def classify(vital: Vital, raw: float | None, ranges: Ranges) -> Quality:
    """What `raw` is; a vital without a range is taken as it comes."""
    if raw is None or is_no_value(vital, raw):
        return Quality.NO_VALUE
    bounds = ranges.get(vital)
    if bounds is not None and not bounds.low <= raw <= bounds.high:
        return Quality.IMPLAUSIBLE
    return Quality.OK


def classify_pressures(
    sbp: float | None, dbp: float | None, map: float | None, ranges: Ranges
) -> Quality:
    """One reading as a whole: its parts come from one measurement and stand or fall together.

    A part that was not sent is None. Systolic and diastolic must be in order, the mean between.
    """
    parts = [(Vital.SBP, sbp), (Vital.DBP, dbp), (Vital.MAP, map)]
    found = {classify(vital, raw, ranges) for vital, raw in parts if raw is not None}
    if Quality.NO_VALUE in found or not found:
        return Quality.NO_VALUE
    if Quality.IMPLAUSIBLE in found or not _in_order(sbp, dbp, map):
        return Quality.IMPLAUSIBLE
    return Quality.OK


def _in_order(sbp: float | None, dbp: float | None, map: float | None) -> bool:
    if sbp is not None and dbp is not None and dbp >= sbp:
        return False
    if map is None:
        return True
    return (dbp is None or dbp <= map) and (sbp is None or map <= sbp)
