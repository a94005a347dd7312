"""One bound of a limit as a protocol states it, and what it comes to for one patient.

A bound is a number, or it follows the patient's own baseline between absolute figures:

    "baseline +30 %", at_least 150, at_most 160      SBP: from 160 always, from 150 if the patient
                                                     is more than 30 % above the baseline
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor

from app.alarms.condition import Direction
from app.domain.baseline import Baseline
from app.domain.vitals import Vital


class Inactive(StrEnum):
    """Why a rule of this phase judges nothing."""

    NO_BASELINE = "no_baseline"  # it is relative to a baseline that the session does not have


@dataclass(frozen=True, slots=True)
class Relative:
    """The patient's own baseline, changed by `percent` of it and by `offset` units."""

    percent: float = 0.0
    offset: float = 0.0

    def of(self, baseline: float, direction: Direction) -> float:
        """The first whole number that lies further away than this."""
        figure = baseline * (100 + self.percent) / 100 + self.offset
        return ceil(figure) if direction is Direction.LOW else floor(figure) + 1


@dataclass(frozen=True, slots=True)
class Bound:
    """`clear` is where it is left; `band` says the same as a distance from the value.

    `at_least` and `at_most` keep a relative value between absolute ones. `exception`: for patients
    whose baseline is below a figure another bound stands instead (slow hearts of athletes).
    """

    value: float | Relative
    clear: float | None = None
    band: float = 0.0
    at_least: float | None = None
    at_most: float | None = None
    exception: "tuple[float, Bound] | None" = None


@dataclass(frozen=True, slots=True)
class Column:
    """The bound from `from_ms` after the stop of the infusion on (0: from the phase's begin)."""

    from_ms: int
    bound: Bound


Columns = Mapping[str, tuple[Column, ...]]


def resolve(
    bound: Bound, direction: Direction, own: float | None
) -> tuple[float, float] | Inactive:
    """Value and clear limit for a patient whose baseline of the vital is `own`.

    Without a baseline the absolute cap stands alone; where there is none, nothing does.
    """
    if bound.exception is not None and own is not None and own < bound.exception[0]:
        return resolve(bound.exception[1], direction, own)
    if not isinstance(bound.value, Relative):
        return _with_clear(bound.value, bound, direction)
    if own is None:
        alone = cap(bound, direction)
        return Inactive.NO_BASELINE if alone is None else _with_clear(alone, bound, direction)
    value = bound.value.of(own, direction)
    if bound.at_least is not None:
        value = max(value, bound.at_least)
    if bound.at_most is not None:
        value = min(value, bound.at_most)
    return _with_clear(value, bound, direction)


def moved(
    bound: Bound, before: tuple[float, float] | Inactive, direction: Direction, value: float
) -> tuple[float, float]:
    """Value and clear limit where somebody set another value: the space between keeps its width."""
    width = bound.band if isinstance(before, Inactive) else abs(before[1] - before[0])
    return value, value + width if direction is Direction.LOW else value - width


def cap(bound: Bound, direction: Direction) -> float | None:
    """The absolute figure beyond which a value is bad for everybody."""
    return bound.at_least if direction is Direction.LOW else bound.at_most


def guard(bound: Bound, direction: Direction) -> float | None:
    """The absolute figure inside which a value is bad for nobody."""
    return bound.at_most if direction is Direction.LOW else bound.at_least


def own(baseline: Baseline | None, vital: Vital) -> float | None:
    """The patient's own value of a vital."""
    if baseline is None:
        return None
    match vital:
        case Vital.SBP:
            return baseline.sbp
        case Vital.DBP:
            return baseline.dbp
        case Vital.MAP:
            return baseline.map
        case Vital.HR:
            return baseline.hr
        case Vital.SPO2:
            return baseline.spo2
        case _:
            return None


def _with_clear(value: float, bound: Bound, direction: Direction) -> tuple[float, float]:
    if bound.clear is not None and not isinstance(bound.value, Relative):
        return value, bound.clear
    return value, value + bound.band if direction is Direction.LOW else value - bound.band
