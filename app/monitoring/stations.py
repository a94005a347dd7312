"""Which screens watch which beds: what counts is an armed, visible wall or desk (screens.md 10).

A station says how it stands on every change and every 5 s; one that falls silent counts no more.
"""

from dataclasses import dataclass
from enum import StrEnum

SILENT_S = 12.0  # two messages missed


class StationKind(StrEnum):
    WALL = "wall"
    DESK = "desk"
    BEDSIDE = "bedside"  # silent beside the patient: never counts as watching
    PRACTICE = "practice"  # simulated beds only: never counts


WATCHING = frozenset({StationKind.WALL, StationKind.DESK})


@dataclass(frozen=True, slots=True)
class Station:
    """`beds` None: all of them; `armed`: its sound was heard; `said`: real seconds."""

    kind: StationKind
    beds: frozenset[str] | None
    armed: bool
    visible: bool
    said: float

    def watches(self, bed: str | None, now: float) -> bool:
        """Whether an alarm there has an audience; `bed` None: one of the server."""
        return (
            self.kind in WATCHING
            and self.armed
            and self.visible
            and now - self.said <= SILENT_S
            and (self.beds is None or bed is None or bed in self.beds)
        )


class Stations:
    def __init__(self) -> None:
        self._stations: dict[object, Station] = {}

    def update(self, screen: object, station: Station) -> None:
        self._stations[screen] = station

    def forget(self, screen: object) -> None:
        self._stations.pop(screen, None)

    def is_watching(self, screen: object, bed: str | None, now: float) -> bool:
        station = self._stations.get(screen)
        return station is not None and station.watches(bed, now)

    def watching(self, bed: str, now: float) -> int:
        """How many stations watch this bed. `now`: real seconds."""
        return sum(station.watches(bed, now) for station in self._stations.values())
