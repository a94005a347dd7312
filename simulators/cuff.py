"""The cuff: measures by itself in a cycle, on request, and again after a failure."""

from dataclasses import dataclass
from enum import StrEnum

from simulators.noise import fraction

CYCLE_SECONDS = 600
OPENING = (20, 100)  # the first two readings lie close together, for the baseline
RETRY_SECONDS = 60
_LENGTH, _FAILS = 40, 41  # noise channels
FAILURE_RATE = 0.03


class CuffState(StrEnum):
    WAITING = "waiting"
    MEASURING = "measuring"
    DONE = "done"  # this second a measurement ended with a reading
    FAILED = "failed"  # this second one ended without


@dataclass(slots=True)
class Cuff:
    """Seconds count from the moment the patient sat down; `step` is called once for each."""

    seed: int
    due: int = OPENING[0]
    begun: int = 0
    ends: int | None = None
    count: int = 0  # measurements ended so far

    def press(self, second: int) -> None:
        """Somebody (or the server) asks for a measurement now; one that runs is enough."""
        if self.ends is None:
            self.due = min(self.due, second)

    def step(self, second: int, fails: bool) -> CuffState:
        """`fails`: a measurement that ends now gives no reading."""
        if self.ends is None:
            if second < self.due:
                return CuffState.WAITING
            self.begun = second
            self.ends = second + 15 + int(11 * fraction(self.seed, _LENGTH, self.count))
            return CuffState.MEASURING
        if second < self.ends:
            return CuffState.MEASURING
        return self._ended(second, fails)

    def _ended(self, second: int, fails: bool) -> CuffState:
        failed = fails or fraction(self.seed, _FAILS, self.count) < FAILURE_RATE
        self.ends = None
        self.count += 1
        if failed:
            self.due = second + RETRY_SECONDS
            return CuffState.FAILED
        opening = self.count < len(OPENING)
        self.due = OPENING[self.count] if opening else self.begun + CYCLE_SECONDS
        return CuffState.DONE
