"""What the last minutes hold, for the baseline."""

from app.domain.baseline import Baseline
from app.domain.vitals import Vital


class Trends:
    """Cuff readings of the last 15 min, HR and SpO2 of the last 60 s (clinical 1.2)."""

    def take(self, vital: Vital, judge: int, value: float) -> None: ...

    def take_cuff(self, judge: int, sbp: float, dbp: float, map: float | None) -> None: ...

    def capture(self, now: int) -> Baseline | None:
        """The baseline at `now`, None while there are fewer than two cuff readings."""
        raise NotImplementedError
