"""What screens and HTTP clients read of the chair itself: what is to be done, and who is not there.

Instants are ms since the Unix epoch UTC (clinical time).
"""

from typing import Literal

from app.wire.message import Message

Errand = Literal["bathroom", "walk", "other"]


class DueTask(Message):
    """Something to be done at the chair: now until `due_at`, overdue from then on.

    `nibp_recheck`: another cuff reading, wanted from `wanted_at` on; the monitor was asked for it,
    or somebody has to press START there.
    """

    task: Literal["nibp_recheck"]
    how: Literal["press_start", "requested"]
    asked_at: int
    wanted_at: int
    due_at: int


class Assessment(Message):
    """The last score on a scale, `at` when it was taken; null where it could not be assessed."""

    scale: str
    score: int | None
    at: int
    by: str


class Question(Message):
    """What the protocol asks before a step, and how it was answered; nulls: not yet."""

    id: str
    text: str
    before: Literal["start", "discharge"]
    answers: list[Literal["yes", "no", "not_applicable"]]
    required: bool
    answer: Literal["yes", "no", "not_applicable"] | None = None
    at: int | None = None
    by: str | None = None


class Criterion(Message):
    """One thing a step asks for; `age` of the value in ms. `grade`: who may pass it over with a
    reason: soft a charge nurse or clinician, hard a clinician, firm nobody; null: it passed."""

    id: str
    value: float | str | None
    age: int | None
    result: Literal["pass", "fail", "unknown"]
    text: str | None = None
    grade: Literal["soft", "hard", "firm"] | None = None
    needs: str | None = None


class Standing(Message):
    """What stands before a session's next step; null: no step has a gate now. `settle_ms`: how long
    a patient rests before what holds is measured again."""

    step: Literal["start", "discharge"] | None
    criteria: list[Criterion]
    settle_ms: int | None = None


class OffMonitor(Message):
    """The patient is off the monitor since `since`, recorded by `by`; an alarm from `until` on."""

    since: int
    until: int
    reason: Errand
    by: str
