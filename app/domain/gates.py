"""What stands before a step of a session, item by item, and who may pass it over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import Criterion, Result


class Grade(StrEnum):
    """How firmly an item that is not passed holds a session; mildest first."""

    SOFT = "soft"  # a reason suffices
    HARD = "hard"  # the prescriber's reason
    FIRM = "firm"  # nobody passes it over: it has to be met


@dataclass(frozen=True, slots=True)
class Finding:
    """How one item of a gate came out.

    `text` says it in words, `age` is that of the value in ms, `limit` the bound that was met, in
    the unit of the value. `grade` is None exactly when the item passed, `needs` says what would
    make it pass.
    """

    id: str
    text: str
    result: Result
    value: float | str | None = None
    age: int | None = None
    grade: Grade | None = None
    limit: float | None = None
    needs: str | None = None

    @property
    def criterion(self) -> Criterion:
        grade = None if self.grade is None else self.grade.value
        return Criterion(self.id, self.value, self.age, self.result, self.text, grade, self.needs)


def unmet(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that hold the session; what is unknown does."""
    return tuple(finding for finding in findings if finding.result is not Result.PASS)


def standing(body: Mapping[str, object]) -> list[Criterion]:
    """What a command met unpassed (`held`) and may not pass over: `overrides` is the grade up to
    which whoever gave it may. A command without `held` met nothing."""
    met = body.get("held")
    if not isinstance(met, list):
        return []
    found = [Criterion.from_body(each) for each in met if isinstance(each, Mapping)]
    return [each for each in found if not _overridden(each.grade, body.get("overrides"))]


def _overridden(grade: str | None, up_to: object) -> bool:
    allowed = {Grade.SOFT: {Grade.SOFT}, Grade.HARD: {Grade.SOFT, Grade.HARD}}
    return grade in allowed.get(Grade(str(up_to)), ()) if up_to in list(Grade) else False
