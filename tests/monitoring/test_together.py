"""Which silent monitors are one group, and what that group is called."""

import pytest

from app.monitoring.together import together


@pytest.mark.parametrize(
    ("silent", "known", "groups"),
    [
        ({}, {}, {}),
        ({"1": 5_000}, {}, {}),
        ({"1": 5_000, "2": 15_000}, {}, {"1": 5_000, "2": 5_000}),
        ({"1": 5_000, "2": 15_001}, {}, {}),
        ({"1": 0, "2": 9_000, "3": 18_000}, {}, {"1": 0, "2": 0}),
        ({"1": 0, "2": 20_000, "3": 21_000}, {}, {"2": 20_000, "3": 20_000}),
        # who joins takes the name that is there, even with an earlier onset
        (
            {"1": 5_000, "2": 6_000, "3": 1_000},
            {"1": 5_000, "2": 5_000},
            dict.fromkeys("123", 5_000),
        ),
        # the group keeps its name when the bed that gave it has left
        ({"2": 6_000}, {"1": 5_000, "2": 5_000}, {"2": 5_000}),
        ({"2": 6_000, "4": 14_000}, {"2": 5_000}, {"2": 5_000, "4": 5_000}),
        # a later silence is another event
        ({"1": 90_000, "2": 6_000}, {"1": 5_000, "2": 5_000}, {"2": 5_000}),
        ({"1": 90_000, "2": 91_000}, {"1": 5_000, "2": 5_000}, {"1": 90_000, "2": 90_000}),
    ],
)
def test_groups(silent: dict[str, int], known: dict[str, int], groups: dict[str, int]) -> None:
    assert together(silent, known) == groups
