"""Who may pass over what is not met."""

import pytest

from app.domain.errors import Result
from app.domain.gates import Finding, Grade, standing, unmet

GOOD = Finding("good", "good", Result.PASS)
SOFT = Finding("soft", "soft", Result.FAIL, grade=Grade.SOFT)
HARD = Finding("hard", "hard", Result.UNKNOWN, grade=Grade.HARD)
FIRM = Finding("firm", "firm", Result.UNKNOWN, grade=Grade.FIRM)
BARE = Finding("bare", "bare", Result.FAIL)


def test_what_is_unknown_is_not_met() -> None:
    assert unmet((GOOD, SOFT, HARD)) == (SOFT, HARD)


@pytest.mark.parametrize(
    ("overrides", "left"),
    [
        (None, ["soft", "hard", "firm", "bare"]),
        ("soft", ["hard", "firm", "bare"]),
        ("hard", ["firm", "bare"]),
        ("firm", ["soft", "hard", "firm", "bare"]),  # nobody is given leave for that
        ("everything", ["soft", "hard", "firm", "bare"]),
    ],
)
def test_what_stands_when_somebody_passes_over_the_rest(
    overrides: str | None, left: list[str]
) -> None:
    held = [finding.criterion.to_body() for finding in (SOFT, HARD, FIRM, BARE)]
    found = standing({"held": held, "overrides": overrides})
    assert [criterion.id for criterion in found] == left


def test_a_command_that_met_nothing_is_held_by_nothing() -> None:
    assert standing({}) == []
