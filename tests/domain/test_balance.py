"""Drawn is given and wasted, each before the eyes of another."""

import pytest

from app.domain.balance import Waste, balance, second_person, waste
from app.domain.errors import Result, SamePerson
from app.domain.gates import Grade

NOW = 1_790_000_000_000


def wasted(*mg: float) -> list[Waste]:
    return [waste(each, NOW, "ana", "ben") for each in mg]


@pytest.mark.parametrize(
    ("drawn", "given", "wastes", "result", "missing", "said"),
    [
        (50, 34, (16,), Result.PASS, 0, "wasted 16 mg"),
        (50, 34, (10, 6), Result.PASS, 0, "wasted 16 mg"),
        (50, 33.5, (16,), Result.PASS, 0.5, "given 33.5 mg"),
        (50, 34, (14,), Result.FAIL, 2, ": 2 mg are missing"),
        (50, 34, (), Result.FAIL, 16, ": 16 mg are missing"),
        (50, 34, (17,), Result.FAIL, -1, ": 1 mg more than were drawn"),
    ],
)
def test_a_difference_is_named(
    drawn: float,
    given: float,
    wastes: tuple[float, ...],
    result: Result,
    missing: float,
    said: str,
) -> None:
    found = balance(drawn, given, wasted(*wastes), 0.5)
    assert (found.id, found.result, found.value) == ("balance", result, missing)
    assert found.grade is (None if result is Result.PASS else Grade.SOFT)
    assert said in found.text


@pytest.mark.parametrize(("drawn", "given"), [(None, 34), (50, None), (None, None)])
def test_what_is_not_recorded_is_unknown(drawn: float | None, given: float | None) -> None:
    found = balance(drawn, given, wasted(16), 0.5)
    assert (found.result, found.grade) == (Result.UNKNOWN, Grade.FIRM)


@pytest.mark.parametrize("pair", [("ana", "ana"), ("ana", ""), ("", "ben"), ("", "")])
def test_it_takes_two(pair: tuple[str, str]) -> None:
    with pytest.raises(SamePerson):
        second_person("dose check", *pair)
    with pytest.raises(SamePerson, match="waste takes another person"):
        waste(1, NOW, *pair)


def test_two_are_enough() -> None:
    second_person("dose check", "ana", "ben")
    assert waste(16, NOW, "ana", "ben") == Waste(16, NOW, "ana", "ben")
