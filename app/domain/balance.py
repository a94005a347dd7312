"""What was drawn has to be given or wasted, and each by two people."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.errors import Result, SamePerson
from app.domain.gates import Finding, Grade


@dataclass(frozen=True, slots=True)
class Waste:
    """`mg` thrown away at `at` (ms since the epoch) by one person before the eyes of another."""

    mg: float
    at: int
    by: str
    witness: str


def second_person(task: str, first: str, second: str) -> None:
    """`second` checks what `first` did. Raises SamePerson, also when one of them is nobody."""
    if not first or not second or first == second:
        raise SamePerson(task, first)


def waste(mg: float, at: int, by: str, witness: str) -> Waste:
    """Raises SamePerson."""
    second_person("waste", by, witness)
    return Waste(mg, at, by, witness)


def balance(
    drawn_mg: float | None, given_mg: float | None, wastes: Iterable[Waste], within_mg: float
) -> Finding:
    """drawn = given + wasted, all in mg. A difference up to `within_mg` is that of measuring; a
    greater one is named, and stands with a reason. None: not recorded."""
    name, wasted = "balance", sum(each.mg for each in wastes)
    if drawn_mg is None or given_mg is None:
        needs = "what was drawn" if drawn_mg is None else "what was given"
        text = f"{needs} is not recorded"
        return Finding(name, text, Result.UNKNOWN, grade=Grade.FIRM, needs=needs)
    missing = drawn_mg - given_mg - wasted
    text = f"drawn {drawn_mg:.4g} mg, given {given_mg:.4g} mg, wasted {wasted:.4g} mg"
    if abs(missing) <= within_mg:
        return Finding(name, text, Result.PASS, missing, limit=within_mg)
    off = f"{abs(missing):.3g} mg"
    said = f"{off} are missing" if missing > 0 else f"{off} more than were drawn"
    needs = f"a waste of {off}, or a reason" if missing > 0 else "a correction, or a reason"
    return Finding(
        name, f"{text}: {said}", Result.FAIL, missing, None, Grade.SOFT, within_mg, needs
    )
