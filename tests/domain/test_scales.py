"""Scores that can be, and those that cannot."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import BadCommand
from app.domain.scales import SCALES, Assessment, Scale, assess

PADSS = {"vital_signs": 2, "ambulation": 2, "nausea_vomiting": 1, "pain": 2, "bleeding": 2}

# The lowest and highest score, and how many items it is made of.
RANGES = {
    "moaas": (0, 5, 1),
    "cadss6": (0, 24, 6),
    "dissociation": (0, 10, 1),
    "nausea": (0, 3, 1),
    "pain": (0, 10, 1),
    "padss": (0, 10, 5),
    "orientation": (0, 4, 4),
    "gait": (0, 2, 1),
    "suicide_screen": (0, 1, 1),
}


def test_the_scales_and_their_ranges() -> None:
    assert {n: (s.low, s.high, len(s.items)) for n, s in SCALES.items()} == RANGES


@pytest.mark.parametrize("scale", SCALES.values(), ids=lambda scale: scale.id)
def test_words_are_of_scores_that_exist(scale: Scale) -> None:
    for item in scale.items:
        assert {item.low, item.high} <= set(item.words) <= set(range(item.low, item.high + 1))


@pytest.mark.parametrize("scale", RANGES)
def test_the_ends_of_a_scale_are_scores_and_nothing_beyond_is(scale: str) -> None:
    low, high, _ = RANGES[scale]
    assert assess(scale, low) == Assessment(scale, low)
    assert assess(scale, high) == Assessment(scale, high)
    for beyond in (low - 1, high + 1):
        with pytest.raises(BadCommand, match=f"from {low} to {high}"):
            assess(scale, beyond)


def test_the_score_of_items_is_their_sum() -> None:
    assert assess("padss", items=PADSS) == Assessment("padss", 9, PADSS)
    assert assess("padss", 9, PADSS).score == 9
    answers = {"q1": 1, "q2": 0, "q6": 4, "q7": 0, "q15": 2, "q22": 1}
    assert assess("cadss6", items=answers).score == 8
    known = {"name": 1, "place": 1, "date": 0, "reason": 1}
    assert assess("orientation", items=known).score == 3


@pytest.mark.parametrize(
    ("items", "score", "reason"),
    [
        (PADSS, 10, "is 10, but the items make 9"),
        ({**PADSS, "pain": 3}, None, "items.pain is 3"),
        ({**PADSS, "pain": True}, None, "items.pain is True"),
        ({"pain": 2}, None, "lack ambulation, bleeding"),
        ({**PADSS, "mood": 2}, None, "have no mood"),
        ({}, None, "lack"),
    ],
)
def test_items_that_make_no_score(items: Mapping[str, int], score: int | None, reason: str) -> None:
    with pytest.raises(BadCommand, match=reason):
        assess("padss", score, items)


def test_what_could_not_be_assessed_has_a_reason_and_no_score() -> None:
    asleep = assess("dissociation", not_assessed="asleep")
    assert asleep == Assessment("dissociation", None, {}, "asleep")
    with pytest.raises(BadCommand, match="beside a score"):
        assess("dissociation", 3, not_assessed="asleep")
    with pytest.raises(BadCommand, match="needs a reason"):
        assess("dissociation", not_assessed=" ")
    with pytest.raises(BadCommand, match="is missing"):
        assess("dissociation")
    with pytest.raises(BadCommand, match="none of moaas"):
        assess("rass", 0)
    with pytest.raises(BadCommand, match="whole number"):
        assess("moaas", True)


@given(st.data(), st.sampled_from(list(SCALES.values())))
def test_any_possible_answers_make_a_possible_score(data: st.DataObject, scale: Scale) -> None:
    items = {item.id: data.draw(st.integers(item.low, item.high)) for item in scale.items}
    score = assess(scale.id, items=items).score
    assert score is not None
    assert assess(scale.id, score) == Assessment(scale.id, score)
