"""What watches of one bed need to know of each other."""

from dataclasses import dataclass

from app.domain.vitals import Vital

BREATH_MS = 60_000  # how long a breathing value says something about the present
SLOW_BREATH = 10  # 1/min
HIGH_CO2 = 50  # mmHg
OFF_MONITOR = "off_monitor"
"""Stands in `inhibited_by` for what has to be missing while the patient is off the monitor."""


@dataclass(slots=True)
class Circumstances:
    """Judge instants in ms: `heard` of the newest live sample of any kind. `off`: the patient is
    off the monitor; `back`: since when no longer, and what is missing is waited for."""

    heard: int | None = None
    bad_breath: int | None = None
    off: bool = False
    back: int = 0

    def follow(self, off: bool, at: int) -> None:
        """A command changed the session."""
        if self.off and not off:
            self.back = at
        self.off = off

    def take_breath(self, vital: Vital, value: float, judge: int) -> None:
        """A good value of RR or EtCO2."""
        bad = value <= SLOW_BREATH if vital is Vital.RR else value > HIGH_CO2
        if bad:
            self.bad_breath = judge
        elif vital is Vital.RR:
            self.bad_breath = None

    def hypoventilating(self, judge: int) -> bool:
        """Whether breathing is a reason to believe a saturation that falls (clinical C1)."""
        return self.bad_breath is not None and judge - self.bad_breath <= BREATH_MS
