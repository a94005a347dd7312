"""The body, without any equipment: vitals at second t, pure and repeatable.

A first cut: one effect level that rises while the drug runs and falls afterwards, and blood
pressure and heart rate that follow it. Its figures are those of published infusion series (mean
rise at 40 min: 12 / 8 mmHg and 4 beats a minute, gone about 90 min after the stop); compartments
and effect site come with the pharmacology.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

from simulators.noise import bell, wander
from simulators.scenario import Episode, Resting

RISE_SECONDS = 13 * 60  # time constant: 95 % of the effect after 40 min
FALL_SECONDS = 43 * 60  # a third of it left 45 min after the stop
SETTLING_MMHG, SETTLING_SECONDS = 5.0, 8 * 60  # the fresh arrival's pressure, falling by itself

_HR, _BREATH, _SPO2, _RR, _DRIFT, _DRAW = range(6)  # noise channels


@dataclass(frozen=True, slots=True)
class Patient:
    """Resting vitals and, as `*_rise`, what full effect adds (1/min, percent, mmHg)."""

    seed: int
    hr: float
    spo2: float
    rr: float
    sbp: float
    dbp: float
    hr_rise: float
    sbp_rise: float
    dbp_rise: float


@dataclass(frozen=True, slots=True)
class Vitals:
    """The true values of one second."""

    hr: float
    spo2: float
    rr: float
    sbp: float
    dbp: float


@dataclass(frozen=True, slots=True)
class Course:
    """When the drug ran: [from, to) in seconds since the patient sat down; None: still running."""

    spans: tuple[tuple[int, int | None], ...] = ()

    @property
    def running(self) -> bool:
        return bool(self.spans) and self.spans[-1][1] is None

    def begun(self, second: int) -> "Course":
        return self if self.running else Course((*self.spans, (second, None)))

    def halted(self, second: int) -> "Course":
        if not self.running:
            return self
        return Course((*self.spans[:-1], (self.spans[-1][0], second)))


NO_DRUG = Course()


def draw(seed: int, fixed: Resting | None = None) -> Patient:
    """A patient of this seed; what `fixed` holds is taken from there."""

    def around(mean: float, sd: float, low: float, high: float, index: int) -> float:
        return min(high, max(low, mean + sd * bell(seed, _DRAW, index)))

    sbp = around(122, 9, 102, 136, 0)
    drawn = {
        "sbp": sbp,
        "dbp": 76 + 0.35 * (sbp - 124) + around(0, 4, -8, 8, 1),
        "hr": around(72, 8, 58, 90, 2),
        "spo2": around(97.6, 0.7, 96.4, 99, 3),
        "rr": around(14, 1.5, 11, 18, 4),
        "sbp_rise": around(12, 7, 1, 32, 5),
        "dbp_rise": around(7.5, 4, 1, 18, 6),
        "hr_rise": around(4, 6, -8, 18, 7),
    }
    for name in (field.name for field in fields(Patient) if field.name != "seed"):
        value = getattr(fixed, name, None)
        if value is not None:
            drawn[name] = value
    return Patient(seed=seed, **drawn)


def effect(course: Course, second: int) -> float:
    """How much of the drug's full effect is there: 0..1."""
    level, at = 0.0, 0
    for begin, end in course.spans:
        if begin >= second:
            break
        until = second if end is None else min(end, second)
        level *= math.exp(-(begin - at) / FALL_SECONDS)
        level = 1.0 - (1.0 - level) * math.exp(-(until - begin) / RISE_SECONDS)
        at = until
    return level * math.exp(-(second - at) / FALL_SECONDS)


def height(episode: Episode, second: int) -> float:
    """How far an episode has come: 0 before, rising to 1, back to 0 after its end."""
    since = second - episode.minute * 60
    left = episode.minutes * 60 + episode.ramp_seconds - since
    if since <= 0 or left <= 0:
        return 0.0
    return min(1.0, since / episode.ramp_seconds, left / episode.ramp_seconds)


def vitals_at(
    patient: Patient, course: Course, second: int, episodes: Sequence[Episode] = ()
) -> Vitals:
    """The true vitals so many seconds after the patient sat down."""
    seed, level = patient.seed, effect(course, second)
    settling = SETTLING_MMHG * math.exp(-second / SETTLING_SECONDS)
    drift = 3.0 * wander(seed, _DRIFT, second, 600)
    breath = 1.5 * wander(seed, _BREATH, second, 4)  # heart rate follows breathing
    hr = patient.hr + patient.hr_rise * level + 3.0 * wander(seed, _HR, second, 40) + breath
    spo2 = patient.spo2 - 0.5 * level + 0.7 * wander(seed, _SPO2, second, 30)
    rr = patient.rr + 1.5 * wander(seed, _RR, second, 25)
    sbp = patient.sbp + patient.sbp_rise * level + settling + drift
    dbp = patient.dbp + patient.dbp_rise * level + 0.5 * settling + 0.6 * drift
    for episode in episodes:
        share = height(episode, second)
        if share:
            hr += share * episode.hr
            spo2 += share * episode.spo2
            rr += share * episode.rr
            sbp += share * episode.sbp
            dbp += share * episode.dbp
    return Vitals(max(20.0, hr), min(100.0, max(40.0, spo2)), max(0.0, rr), sbp, min(dbp, sbp - 8))
