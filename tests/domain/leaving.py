"""A patient who is ready to leave, for tests that take one thing away."""

from collections.abc import Mapping

from app.domain.baseline import Baseline
from app.domain.checklist import Answer, Given
from app.domain.discharge import Facts, Pressure, Reading, Scored
from app.domain.errors import Result
from app.domain.gates import Finding
from app.domain.readiness import readiness
from app.domain.vitals import Vital
from app.protocols.loader import load

REGIMEN = load("ketamine-iv-40min").regimen
NOW = 1_790_000_000_000
SECOND, MIN = 1_000, 60_000
ANSWERS = ("escort_here", "instructions", "iv_removed", "belongings")
GOOD_SCORES = {
    "moaas": 5,
    "padss": 9,
    "orientation": 4,
    "cadss6": 2,
    "nausea": 1,
    "gait": 2,
    "suicide_screen": 1,
}


def ago(minutes: float) -> int:
    return NOW - round(minutes * MIN)


def every_second(value: float, from_min: float = 11, to_min: float = 0) -> tuple[Reading, ...]:
    return tuple(Reading(at, value) for at in range(ago(from_min), ago(to_min) + 1, SECOND))


def scored(scale: str, score: int | None, minutes: float) -> Scored:
    return Scored(ago(minutes), scale, score)


def answers(**changed: Answer) -> Mapping[str, Given]:
    return {name: Given(changed.get(name, Answer.YES), ago(3), "ana") for name in ANSWERS}


READY = Facts(
    now=NOW,
    started_at=ago(121),
    stopped_at=ago(81),
    baseline=Baseline(ago(125), 130, 80, 97, 72, 97),
    cuff=(Pressure(ago(15), 126, 78), Pressure(ago(2), 128, 82)),
    vitals={Vital.HR: every_second(74), Vital.SPO2: every_second(97)},
    scores=(
        scored("moaas", 5, 14),
        *(scored(scale, score, 3) for scale, score in GOOD_SCORES.items()),
    ),
    answers=answers(),
)


def judged(facts: Facts) -> dict[str, Finding]:
    assert REGIMEN.discharge is not None
    return {f.id: f for f in readiness(REGIMEN.discharge, REGIMEN.checklist, facts)}


def results(facts: Facts) -> dict[str, Result]:
    return {name: finding.result for name, finding in judged(facts).items()}


def not_passed(facts: Facts) -> dict[str, Result]:
    return {name: result for name, result in results(facts).items() if result is not Result.PASS}
