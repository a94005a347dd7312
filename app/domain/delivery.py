"""How much was given up to an instant: rates, pauses and boluses, summed stretch by stretch.

Vigil records what the pump was set to, it does not control it. Amounts are in mg, rates in ml/h,
instants in ms since the epoch.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import fsum

from app.domain.infusion_clock import Pause
from app.domain.spans import overlap_ms

_HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Rate:
    """From `at` on, until the next one."""

    at: int
    ml_per_h: float


@dataclass(frozen=True, slots=True)
class Bolus:
    """Given at once, by hand or by the pump; a pause or the stop does not undo it."""

    at: int
    mg: float


@dataclass(frozen=True, slots=True)
class Delivery:
    """Rates and boluses in any order, of rates of one instant the one recorded last stands; pauses
    do not overlap."""

    mg_per_ml: float
    rates: tuple[Rate, ...] = ()
    boluses: tuple[Bolus, ...] = ()
    pauses: tuple[Pause, ...] = ()
    stopped_at: int | None = None

    def with_rate(self, at: int, ml_per_h: float) -> "Delivery":
        return replace(self, rates=(*self.rates, Rate(at, ml_per_h)))

    def with_bolus(self, at: int, mg: float) -> "Delivery":
        return replace(self, boluses=(*self.boluses, Bolus(at, mg)))


def given_mg(delivery: Delivery, now: int) -> float:
    """Everything given up to `now`."""
    boluses = fsum(bolus.mg for bolus in delivery.boluses if bolus.at <= now)
    return infused_ml(delivery, now) * delivery.mg_per_ml + boluses


def infused_ml(delivery: Delivery, now: int) -> float:
    """What the pump gave up to `now`, without boluses; ml."""
    end = now if delivery.stopped_at is None else min(now, delivery.stopped_at)
    ml_ms_per_h = fsum(
        rate * (stop - start - overlap_ms(delivery.pauses, start, stop))
        for start, stop, rate in _stretches(delivery.rates, end)
    )
    return ml_ms_per_h / _HOUR_MS


def _stretches(rates: Sequence[Rate], end: int) -> Iterator[tuple[int, int, float]]:
    """From, to and rate of each stretch before `end`."""
    ordered = [*sorted(rates, key=lambda rate: rate.at), Rate(end, 0)]
    for rate, following in pairwise(ordered):
        stop = min(following.at, end)
        if rate.at < stop:
            yield rate.at, stop, rate.ml_per_h
