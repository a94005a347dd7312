"""Who may pass over what is not met."""

from app.domain.errors import Result
from app.domain.gates import Finding, Grade, gravest, unmet

GOOD = Finding("good", "good", Result.PASS)
SOFT = Finding("soft", "soft", Result.FAIL, grade=Grade.SOFT)
HARD = Finding("hard", "hard", Result.UNKNOWN, grade=Grade.HARD)
BARE = Finding("bare", "bare", Result.UNKNOWN)


def test_what_is_unknown_holds_like_what_failed() -> None:
    assert unmet((GOOD, SOFT, HARD)) == (SOFT, HARD)


def test_the_gravest_decides() -> None:
    assert gravest((GOOD,)) is None
    assert gravest((GOOD, SOFT)) is Grade.SOFT
    assert gravest((HARD, SOFT)) is Grade.HARD


def test_what_has_no_grade_is_passed_over_by_nobody() -> None:
    assert gravest((SOFT, BARE)) is Grade.FIRM
