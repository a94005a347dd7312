"""Values that a person enters: whether they can be, and which of them are judged as of now.

A device's impossible value is kept and marked; a person is asked again, in words.
"""

from collections.abc import Iterator, Mapping

from app.domain.errors import ImplausibleReading
from app.domain.latest import LatestVitals
from app.domain.plausibility import Ranges, classify, classify_pressures
from app.domain.vitals import PRESSURES, Quality, Vital

LATE_MS = 3_000
CUFF_LATE_MS = 120_000  # proposal: writing a reading down takes longer than sending it

Values = Mapping[Vital, float]


def check(values: Values, ranges: Ranges) -> None:
    """Raises ImplausibleReading; the units are those of `Vital`."""
    if not values:
        raise ImplausibleReading("a reading has at least one value")
    for vital, value in values.items():
        if classify(vital, value, ranges) is not Quality.OK:
            raise ImplausibleReading(_cannot_be(vital, value, ranges))
    pressures = {vital: value for vital, value in values.items() if vital in PRESSURES}
    if not pressures:
        return
    if not {Vital.SBP, Vital.DBP} <= pressures.keys():
        raise ImplausibleReading("a cuff reading has both SBP and DBP")
    if classify_pressures(pressures, ranges) is not Quality.OK:
        raise ImplausibleReading(_out_of_order(pressures))


def parts(
    values: Values, happened_at: int, now: int, latest: LatestVitals, late_ms: int = LATE_MS
) -> Iterator[tuple[dict[Vital, float], bool]]:
    """The values in groups, and whether each is late: filed, not judged as of now.

    A cuff reading is late after two minutes, the others after `late_ms`. What is older than the
    newest judged value of its vital is late; so is a vital of which the monitor itself sends good
    values: a number typed in must not stop the clock of an alarm that they are building up.
    """
    age = now - happened_at
    continuous = {vital: value for vital, value in values.items() if vital not in PRESSURES}
    cuff = {vital: value for vital, value in values.items() if vital in PRESSURES}
    old = {
        vital
        for vital in continuous
        if age > late_ms or latest.speaks(vital, now) or _passed(vital, happened_at, latest)
    }
    yield {vital: value for vital, value in continuous.items() if vital not in old}, False
    yield {vital: value for vital, value in continuous.items() if vital in old}, True
    yield cuff, age > CUFF_LATE_MS or _passed(Vital.SBP, happened_at, latest)


def _passed(vital: Vital, happened_at: int, latest: LatestVitals) -> bool:
    newest = latest.judged_until(vital)
    return newest is not None and happened_at < newest


def _cannot_be(vital: Vital, value: float, ranges: Ranges) -> str:
    bounds = ranges.get(vital)
    known = "" if bounds is None else f"; possible: {bounds.low:g} to {bounds.high:g}"
    return f"{vital.upper()} cannot be {value:g}{known}"


def _out_of_order(pressures: Values) -> str:
    sbp, dbp, mean = (pressures.get(vital) for vital in (Vital.SBP, Vital.DBP, Vital.MAP))
    if sbp is not None and dbp is not None and dbp >= sbp:
        return f"SBP {sbp:g} is not above DBP {dbp:g}: are they swapped?"
    return f"MAP {mean:g} does not lie between DBP {dbp:g} and SBP {sbp:g}"
