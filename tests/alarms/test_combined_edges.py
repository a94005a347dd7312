"""The edges of what comes together: one statement short, all of them, their delay not yet over.

Figures are taken from the protocol's text (figures.py): what is sent lies at them, or one off.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from app.alarms.condition import Condition
from app.alarms.inputs import Fact, FactInput
from app.domain.phases import Phase
from tests.alarms.figures import FILE, USUAL, ms
from tests.alarms.series import Series, vitals

MINUTE = 60_000
Step = Mapping[str, Any]
Story = tuple[bool, list[Step]]
"""Whether it is raised by the last step of these: values, `score`, `symptom`, or `wait` in ms."""

COMBINED: dict[str, dict[str, Any]] = {table["id"]: table for table in FILE["combined"]}


def term(rule: str, vital: str, key: str) -> Any:
    """A figure of the one statement about a vital that has it."""
    table = COMBINED[rule]
    terms = [*table["all"], *table.get("any", [])]
    (found,) = [t[key] for t in terms if t.get("vital", t.get("score")) == vital and key in t]
    return found


def hypoventilation(rule: str) -> Iterator[Story]:
    fell, within = term(rule, "spo2", "fell"), ms(term(rule, "spo2", "within"))
    slow, much = term(rule, "rr", "below"), term(rule, "etco2", "from")
    before, low = {"spo2": 97}, {"spo2": 97 - fell}
    yield False, [before, {"spo2": 97 - fell + 1, "rr": slow - 1}]
    yield False, [before, {**low, "rr": slow, "etco2": much - 1}]
    yield True, [before, {**low, "rr": slow - 1}]
    yield True, [before, {**low, "etco2": much}]
    yield True, [before, {"wait": within - 1000}, {**low, "rr": slow - 1}]
    yield False, [before, {"wait": within - 999}, {**low, "rr": slow - 1}]


def sedation_desaturation(rule: str) -> Iterator[Story]:
    score, spo2 = term(rule, "moaas", "below"), term(rule, "spo2", "below")
    yield False, [{"score": score}, {"spo2": spo2 - 1}]
    yield False, [{"score": score - 1}, {"spo2": spo2}]
    yield True, [{"score": score - 1}, {"spo2": spo2 - 1}]


def sympathetic_surge(rule: str) -> Iterator[Story]:
    sbp, hr = term(rule, "sbp", "from"), term(rule, "hr", "from")
    assert term(rule, "sbp", "readings") == 2
    high, fast = {"sbp": sbp}, {"hr": hr}
    yield False, [fast, high]
    yield False, [{"sbp": sbp - 1}, fast, high]
    yield False, [high, {"hr": hr - 1}, high]
    yield True, [high, fast, high]


def hypertensive_emergency(rule: str) -> Iterator[Story]:
    sbp, dbp = term(rule, "sbp", "from"), term(rule, "dbp", "from")
    yield False, [{"symptom": True}, {"sbp": sbp - 1, "dbp": dbp - 1}]
    yield False, [{"sbp": sbp, "dbp": dbp}]
    yield True, [{"symptom": True}, {"sbp": sbp, "dbp": 80}]
    yield True, [{"sbp": sbp - 1, "dbp": dbp}, {"symptom": True}]


def vasovagal(rule: str) -> Iterator[Story]:
    sbp, hr = term(rule, "sbp", "below"), term(rule, "hr", "below")
    yield False, [{"hr": hr}, {"sbp": sbp - 1}]
    yield False, [{"hr": hr - 1}, {"sbp": sbp}]
    yield True, [{"hr": hr - 1}, {"sbp": sbp - 1}]


def sbp_rising(rule: str) -> Iterator[Story]:
    least, rose = term(rule, "sbp", "from"), term(rule, "sbp", "rose")
    within = ms(term(rule, "sbp", "within"))
    low, high = {"sbp": least - rose}, {"sbp": least}
    yield False, [{"sbp": least - 1 - rose}, {"sbp": least - 1}]
    yield False, [{"sbp": least - rose + 1}, high]
    yield True, [low, high]
    yield True, [low, {"wait": within - 1000}, high]
    yield False, [low, {"wait": within - 999}, high]


def falling(rule: str) -> Iterator[Story]:
    """By means of ten seconds each, from one block to the next."""
    below, slope = term(rule, "spo2", "below"), term(rule, "spo2", "slope")
    blocks = ms(term(rule, "spo2", "within")) // 10_000
    for last, by, raised in ((below - 1, slope, True), (below - 1, slope - 0.1, False)):
        fall: list[Step] = [
            {"spo2": last + by * (blocks - block)} for block in range(blocks) for _ in range(10)
        ]
        yield raised, [*fall, *[{"spo2": last}] * (10 if raised else 20)]
    above: list[Step] = [
        {"spo2": below + slope * (blocks - block)} for block in range(blocks) for _ in range(10)
    ]
    yield False, [*above, *[{"spo2": below}] * 10]


def sbp_not_falling(rule: str) -> Iterator[Story]:
    percent = int(term(rule, "sbp", "over").split()[1])
    after = ms(COMBINED[rule]["after_stop"])
    own = USUAL["sbp"]
    over, at = {"sbp": own * (100 + percent) // 100 + 1}, {"sbp": own * (100 + percent) // 100}
    yield False, [{"wait": after - 1000}, over]
    yield False, [{"wait": after - 1000}, over, at]
    yield True, [{"wait": after - 999}, over, over]
    yield False, [{"wait": after - 1000}, over, over]  # at a tie the input goes first


def sedated(rule: str) -> Iterator[Story]:
    score = term(rule, "moaas", "below")
    yield False, [{"score": score}]
    yield True, [{"score": score - 1}]


def sedation_lasting(rule: str) -> Iterator[Story]:
    score, after = term(rule, "moaas", "below"), ms(COMBINED[rule]["after_stop"])
    yield False, [{"wait": after - 1}, {"score": score - 1}]
    yield False, [{"wait": after}, {"score": score}]
    yield True, [{"wait": after + 1}, {"score": score - 1}]


EDGES = {
    "hypoventilation": hypoventilation,
    "sedation_desaturation": sedation_desaturation,
    "sympathetic_surge": sympathetic_surge,
    "hypertensive_emergency": hypertensive_emergency,
    "vasovagal": vasovagal,
    "sbp_rising": sbp_rising,
    "spo2_falling": falling,
    "spo2_falling_on": falling,
    "sbp_not_falling": sbp_not_falling,
    "sedation_medium": sedated,
    "sedation_high": sedated,
    "sedation_baseline_medium": sedated,
    "sedation_baseline_high": sedated,
    "sedation_lasting": sedation_lasting,
}
STORIES = [
    pytest.param(rule, phase, raised, steps, id=f"{rule}-{phase}-{n}")
    for rule, table in COMBINED.items()
    for phase in table["phases"]
    for n, (raised, steps) in enumerate(EDGES[rule](rule))
]


def tell(series: Series, step: Step) -> None:
    """One step a second; a `wait` is in place of it."""
    match step:
        case {"wait": wait}:
            series.at += wait
            return
        case {"score": score}:
            series.take(FactInput(series.at, Fact.SCORE, {"scale": "moaas", "score": score}))
        case {"symptom": present}:
            body = {"symptom": "headache", "present": present}
            series.take(FactInput(series.at, Fact.SYMPTOM, body))
        case _:
            series.take(vitals(series.at, **step))
    series.at += 1000


@pytest.mark.parametrize(("rule", "phase", "raised", "steps"), STORIES)
def test_edge(rule: str, phase: str, raised: bool, steps: list[Step]) -> None:
    series, delay = Series(Phase(phase)), ms(COMBINED[rule].get("delay", "0s"))
    for step in steps[:-1]:
        tell(series, step)
    assert went(series, rule) == []
    now = series.at
    tell(series, steps[-1])
    if delay:
        series.transitions += series.engine.fire(now + delay)
        assert not [at for at, condition in went(series, rule) if condition is Condition.ACTIVE]
        series.transitions += series.engine.fire(now + delay + 1)
    assert ((now + delay, Condition.ACTIVE) in went(series, rule)) is raised


def went(series: Series, rule: str) -> list[tuple[int, Condition]]:
    return [(t.at, t.alarm.condition) for t in series.transitions if t.alarm.rule == rule]
