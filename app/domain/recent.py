"""The last minutes of one bed, as far as a discharge looks back. Instants in ms since the epoch."""

from collections import deque

from app.domain.discharge import Discharge, Pressure, Reading
from app.domain.vitals import Vital


class Recent:
    """Good values only, in the order in which they were judged; nothing is kept longer than the
    protocol asks for."""

    def __init__(self, rules: Discharge) -> None:
        self._keep = {rule.vital: rule.for_ms + rule.brief_ms for rule in rules.steady}
        self._vitals: dict[Vital, deque[Reading]] = {vital: deque() for vital in self._keep}
        twice = rules.pressure.twice
        self._keep_cuff = max(twice.within_ms, twice.window_ms)
        self._cuff: deque[Pressure] = deque()

    def take(self, vital: Vital, judge: int, value: float) -> None:
        """A continuous vital; one that the discharge does not ask for is not kept."""
        kept = self._vitals.get(vital)
        if kept is None:
            return
        kept.append(Reading(judge, value))
        while kept[0].at < judge - self._keep[vital]:
            kept.popleft()

    def take_cuff(self, judge: int, sbp: float, dbp: float) -> None:
        """A cuff reading, mmHg."""
        self._cuff.append(Pressure(judge, sbp, dbp))
        while self._cuff[0].at < judge - self._keep_cuff:
            self._cuff.popleft()

    @property
    def vitals(self) -> dict[Vital, tuple[Reading, ...]]:
        return {vital: tuple(kept) for vital, kept in self._vitals.items()}

    @property
    def cuff(self) -> tuple[Pressure, ...]:
        return tuple(self._cuff)
