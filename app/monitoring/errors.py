"""What monitoring refuses, besides what the core refuses.

Refusal
├── NoSuchThing        (not_found)
├── BedOccupied        (bed_occupied)
├── SimulatedOnly      (simulated_only)
├── NoStation          (no_station)
└── NotRecordedYet     (not_recorded_yet)
"""

from app.domain.errors import Refusal


class NoSuchThing(Refusal):
    """There is no such bed, session or alarm, or it is not the caller's business."""

    code = "not_found"

    def __init__(self, what: str, ident: str) -> None:
        self.what, self.ident = what, ident
        super().__init__(f"there is no {what} {ident}")


class BedOccupied(Refusal):
    code = "bed_occupied"

    def __init__(self, bed: str) -> None:
        self.bed = bed
        super().__init__(f"bed {bed} has a running session: discharge it first")


class SimulatedOnly(Refusal):
    """A simulated monitor feeds simulated sessions only."""

    code = "simulated_only"

    def __init__(self, bed: str) -> None:
        self.bed = bed
        super().__init__(
            f"bed {bed} has a simulated monitor: only simulated sessions may run there"
        )


class NoStation(Refusal):
    """Sound is paused for a station, and this connection has not said which one it is."""

    code = "no_station"

    def __init__(self) -> None:
        super().__init__("this screen has not said which station it is")


class NotRecordedYet(Refusal):
    """The disk is slow. The command is kept and will be recorded when the disk takes it."""

    code = "not_recorded_yet"

    def __init__(self) -> None:
        super().__init__(
            "not on disk yet: the command is kept; repeat it with the same key to learn its result"
        )
