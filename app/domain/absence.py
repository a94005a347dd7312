"""Times in which the patient is off the monitor: in the bathroom, for a walk.

Nothing is measured meanwhile, so that time counts for no criterion of discharge.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain import bodies
from app.domain.bodies import Body
from app.domain.errors import BadCommand


class Errand(StrEnum):
    BATHROOM = "bathroom"
    WALK = "walk"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Absence:
    """Off the monitor since `since` (ms since the epoch), recorded by `by`; back at `until`, None
    while still away."""

    since: int
    reason: Errand
    by: str
    until: int | None = None


def read(body: Body, command: str, by: str, at: int) -> Absence:
    """`body`: reason. Raises BadCommand."""
    reason = bodies.text(body, command, "reason")
    if reason not in set(Errand):
        raise BadCommand(command, "reason", f"is none of {', '.join(Errand)}")
    return Absence(at, Errand(reason), by)


def current(absences: Iterable[Absence]) -> Absence | None:
    return next((absence for absence in absences if absence.until is None), None)


def over(absences: Iterable[Absence], at: int) -> tuple[Absence, ...]:
    """The same, with the patient back at `at` if that was not so before."""
    return tuple(
        replace(absence, until=at) if absence.until is None else absence for absence in absences
    )
