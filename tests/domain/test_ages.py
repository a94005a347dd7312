"""The lower age that a birth year allows."""

from datetime import UTC, datetime

import pytest

from app.domain.ages import spoken, surely_at_least


def instant(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> int:
    return round(datetime(year, month, day, hour, minute, tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("birth_year", "now", "age"),
    [
        (1986, instant(2026, 6, 1), 39),
        (1961, instant(2026, 12, 31, 23), 64),  # 65 this year, perhaps not yet
        (1961, instant(2027, 1, 1, 11, 59), 64),  # somewhere it is still the old year
        (1961, instant(2027, 1, 1, 12), 65),
        (2026, instant(2026, 6, 1), 0),
        (2030, instant(2026, 6, 1), 0),
        (None, instant(2026, 6, 1), None),
    ],
)
def test_a_birthday_that_may_not_have_come_has_not_come(
    birth_year: int | None, now: int, age: int | None
) -> None:
    assert surely_at_least(birth_year, now) == age


@pytest.mark.parametrize(("ms", "words"), [(0, "0 s"), (59_999, "59 s"), (60_000, "1 min")])
def test_ages_in_words(ms: int, words: str) -> None:
    assert spoken(ms) == words
