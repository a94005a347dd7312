"""The vitals of one patient: their names, the states of a shown value, what "no value" is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Vital(StrEnum):
    """Units: 1/min for hr, pr and rr, percent for spo2, mmHg for the others."""

    HR = "hr"
    PR = "pr"
    SPO2 = "spo2"
    RR = "rr"
    ETCO2 = "etco2"
    SBP = "sbp"
    DBP = "dbp"
    MAP = "map"


PRESSURES = frozenset({Vital.SBP, Vital.DBP, Vital.MAP})


class ValueState(StrEnum):
    """How far a shown value may be believed."""

    LIVE = "live"  # fresh
    STALE = "stale"  # ageing: shown with its age
    ABSENT = "absent"  # gone, or never measured: shown as dashes
    INVALID = "invalid"  # the device says "no signal", or the value cannot be


class Quality(StrEnum):
    """What one raw value turned out to be when it was taken in."""

    OK = "ok"
    NO_VALUE = "no_value"  # null or a sentinel: the device has no signal (technical)
    IMPLAUSIBLE = "implausible"  # cannot be: stored, not judged as a vital


class BloodPressureSource(StrEnum):
    """Where a blood pressure came from; arterial values are never cuff readings."""

    NIBP = "nibp"
    ART = "art"
    HAND = "hand"  # a person read or measured it: a cuff reading like the device's


# What devices send when they have no value (contract 2). 0 for RR is apnoea, not silence; HR 127,
# SBP 255 and DBP 127 are values.
NO_VALUE_ALWAYS = -1.0
_NO_VALUE: Mapping[Vital, tuple[float, ...]] = {
    Vital.HR: (0.0, 255.0),
    Vital.PR: (0.0, 255.0),
    Vital.SPO2: (0.0, 127.0, 255.0),
    Vital.RR: (255.0,),
}
NO_VALUE: Mapping[Vital, frozenset[float]] = MappingProxyType(
    {vital: frozenset({NO_VALUE_ALWAYS, *_NO_VALUE.get(vital, ())}) for vital in Vital}
)


@dataclass(frozen=True, slots=True)
class JudgedSample:
    """The vitals of one instant, as the judge gets them.

    `at` is the instant the monitor stamped, `judge` the corrected one (source time plus the
    recorded offset, never later than the receipt, never going back), both ms since the epoch.
    `values` holds raw numbers by vital, sentinels included; None where the device sent null.
    What a person entered says so by `bp`, whichever vitals it holds.
    """

    at: int
    judge: int
    values: Mapping[Vital, float | None]
    late: bool = False
    bp: BloodPressureSource = BloodPressureSource.NIBP
    flags: tuple[str, ...] = ()
    quality: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @property
    def by_hand(self) -> bool:
        return self.bp is BloodPressureSource.HAND
