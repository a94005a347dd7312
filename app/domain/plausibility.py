"""What a value can be. Implausible values are kept as they came and not judged (clinical C10)."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.vitals import NO_VALUE, Quality, Vital


@dataclass(frozen=True, slots=True)
class Range:
    """Inclusive bounds, in the vital's unit."""

    low: float
    high: float


Ranges = Mapping[Vital, Range]


def classify(vital: Vital, raw: float | None, ranges: Ranges) -> Quality:
    """What `raw` is; a vital without a range is taken as it comes."""
    if raw is None or raw in NO_VALUE[vital]:
        return Quality.NO_VALUE
    bounds = ranges.get(vital)
    if bounds is not None and not bounds.low <= raw <= bounds.high:
        return Quality.IMPLAUSIBLE
    return Quality.OK


def classify_pressures(sent: Mapping[Vital, float | None], ranges: Ranges) -> Quality:
    """One reading as a whole: its parts come from one measurement and stand or fall together.

    `sent` holds the pressures that came, raw. They must be in order: DBP < SBP, MAP between.
    """
    found = {classify(vital, raw, ranges) for vital, raw in sent.items()}
    if Quality.NO_VALUE in found or not found:
        return Quality.NO_VALUE
    if Quality.IMPLAUSIBLE in found or not _in_order(sent):
        return Quality.IMPLAUSIBLE
    return Quality.OK


def _in_order(sent: Mapping[Vital, float | None]) -> bool:
    sbp, dbp, mean = sent.get(Vital.SBP), sent.get(Vital.DBP), sent.get(Vital.MAP)
    if sbp is not None and dbp is not None and dbp >= sbp:
        return False
    if mean is None:
        return True
    return (dbp is None or dbp <= mean) and (sbp is None or mean <= sbp)
