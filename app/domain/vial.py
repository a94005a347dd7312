"""The vial that a dose is drawn from: its lot, and until when it may be used."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from app.domain.errors import BadCommand


@dataclass(frozen=True, slots=True)
class Vial:
    """`mg` in it, at `mg_per_ml`; `last_day` is the last one on which it may be used."""

    lot: str
    mg: float
    mg_per_ml: float
    last_day: date


def vial(lot: str, mg: float, mg_per_ml: float, expires: str, today: date) -> Vial:
    """`expires` as printed: `2027-03` (usable to the end of that month) or `2027-03-15`. `today` is
    the clinic's. Raises BadCommand."""
    if not lot.strip():
        raise BadCommand("dose", "lot", "is missing")
    for key, value in (("vial_mg", mg), ("mg_per_ml", mg_per_ml)):
        if value <= 0:
            raise BadCommand("dose", key, "is not above 0")
    last_day = _last_day(expires)
    if today > last_day:
        raise BadCommand("dose", "expires", f"was {last_day.isoformat()}: lot {lot} is too old")
    return Vial(lot, mg, mg_per_ml, last_day)


def _last_day(expires: str) -> date:
    try:
        match [int(part) for part in expires.split("-")]:
            case [year, month] if 1 <= month <= 12:
                return date(year, month, monthrange(year, month)[1])
            case [year, month, day]:
                return date(year, month, day)
    except ValueError:
        pass
    raise BadCommand("dose", "expires", "reads like 2027-03 or 2027-03-15")
