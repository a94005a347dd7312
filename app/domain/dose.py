"""From weight to milligrams to the pump, and the refusal of what can only be a slip.

A misplaced point is the error to fear: whatever lies outside the protocol's figures is refused, and
where a factor of ten explains it, in those words. Nothing here is rounded; screens round.
"""

from dataclasses import dataclass

from app.domain.errors import ImplausibleDose
from app.domain.plausibility import Range

_HOUR_MS = 3_600_000
_ROUNDING = 1e-9  # of a figure: 0.5 mg/kg times a weight, divided by it, may miss 0.5 by a bit
_SLIPS = (
    (10, "ten times", "a tenth of"),
    (100, "a hundred times", "a hundredth of"),
    (1000, "a thousand times", "a thousandth of"),
)


@dataclass(frozen=True, slots=True)
class DoseLimits:
    """`usual` and `possible` in mg/kg for the whole infusion, `weight` in kg, `volume` in ml;
    `balance_within` is the difference in mg that measuring explains."""

    usual: Range
    possible: Range
    weight: Range
    volume: Range
    balance_within: float


@dataclass(frozen=True, slots=True)
class Preparation:
    """A dose made up for one patient: kg, mg/kg, mg/ml; in all `mg` in `ml`, at `ml_per_h`."""

    weight_kg: float
    mg_per_kg: float
    mg_per_ml: float
    mg: float
    ml: float
    ml_per_h: float


def prepare(
    weight_kg: float, mg_per_kg: float, mg_per_ml: float, planned_ms: int, limits: DoseLimits
) -> Preparation:
    """What to draw up and how fast to give it, evenly over `planned_ms`. Raises ImplausibleDose."""
    check_weight(weight_kg, limits)
    mg = weight_kg * mg_per_kg
    check_dose(mg, weight_kg, limits)
    if mg_per_ml <= 0:
        raise ImplausibleDose(f"{mg_per_ml:g} mg/ml is no concentration")
    ml = mg / mg_per_ml
    low, high = limits.volume.low, limits.volume.high
    if not _within(ml, limits.volume):
        amount = f"{mg:g} mg at {mg_per_ml:g} mg/ml would be {ml:.3g} ml"
        raise ImplausibleDose(f"{amount}; allowed are {low:g} to {high:g} ml")
    return Preparation(weight_kg, mg_per_kg, mg_per_ml, mg, ml, ml * _HOUR_MS / planned_ms)


def check_weight(kg: float, limits: DoseLimits) -> None:
    """Raises ImplausibleDose."""
    low, high = limits.weight.low, limits.weight.high
    if low <= kg <= high:
        return
    slip = _slip(kg, limits.weight)
    asked = f"; {kg / slip[0]:g} kg?" if slip else ""
    raise ImplausibleDose(f"{kg:g} kg is not between {low:g} and {high:g} kg{asked}")


def check_dose(
    mg: float, weight_kg: float, limits: DoseLimits, intended_mg_per_kg: float | None = None
) -> None:
    """A whole dose of `mg`. What was intended is what the refusal asks for. Raises ImplausibleDose:
    "680 mg would be ten times 0.5 to 1 mg/kg for 68 kg; 34 mg?" """
    per_kg = mg / weight_kg
    if not _within(per_kg, limits.possible):
        intended = None if intended_mg_per_kg is None else intended_mg_per_kg * weight_kg
        raise ImplausibleDose(_words(mg, "mg", per_kg, f"for {weight_kg:g} kg", limits, intended))


def check_rate(
    ml_per_h: float, mg_per_ml: float, weight_kg: float, planned_ms: int, limits: DoseLimits
) -> None:
    """A rate that, kept up for `planned_ms`, would be no possible dose. Slower is always possible:
    an infusion that is borne badly is slowed. Raises ImplausibleDose."""
    per_kg = ml_per_h * mg_per_ml * planned_ms / _HOUR_MS / weight_kg
    if ml_per_h < 0:
        raise ImplausibleDose(f"{ml_per_h:g} ml/h is no rate")
    if per_kg > limits.possible.high and not _within(per_kg, limits.possible):
        over = f"in {planned_ms / 60_000:g} min for {weight_kg:g} kg"
        raise ImplausibleDose(_words(ml_per_h, "ml/h", per_kg, over, limits))


def check_bolus(mg: float, given_mg: float, weight_kg: float, limits: DoseLimits) -> None:
    """A bolus on top of what was given so far. Raises ImplausibleDose."""
    if mg <= 0:
        raise ImplausibleDose(f"{mg:g} mg is no dose")
    total = (given_mg + mg) / weight_kg
    if total > limits.possible.high and not _within(total, limits.possible):
        sum_ = f"{given_mg:g} mg given and {mg:g} mg more would be {total:.3g} mg/kg"
        most = f"{limits.possible.high:g} mg/kg"
        raise ImplausibleDose(f"{sum_} for {weight_kg:g} kg; allowed are at most {most}")


def _within(value: float, bounds: Range) -> bool:
    return bounds.low * (1 - _ROUNDING) <= value <= bounds.high * (1 + _ROUNDING)


def _words(
    amount: float,
    unit: str,
    per_kg: float,
    circumstances: str,
    limits: DoseLimits,
    intended: float | None = None,
) -> str:
    slip = _slip(per_kg, limits.usual)
    if slip is None:
        low, high = limits.possible.low, limits.possible.high
        would_be = f"{amount:g} {unit} would be {per_kg:.3g} mg/kg {circumstances}"
        return f"{would_be}; allowed are {low:g} to {high:g} mg/kg"
    factor, times = slip
    usual = f"{limits.usual.low:g} to {limits.usual.high:g} mg/kg {circumstances}"
    meant = amount / factor if intended is None else intended
    return f"{amount:g} {unit} would be {times} {usual}; {meant:g} {unit}?"


def _slip(value: float, expected: Range) -> tuple[float, str] | None:
    """The power of ten by which `value` is off what is expected, and its words."""
    for factor, times, part in _SLIPS:
        if _within(value / factor, expected):
            return factor, times
        if _within(value * factor, expected):
            return 1 / factor, part
    return None
