"""What is seen and done at the chair: assessments, events, drugs and answers."""

from collections.abc import Callable, Sequence
from typing import Annotated, Literal, Self

from fastapi import Request
from pydantic import Field, model_validator

from app.auth.principal import Principal
from app.domain import scales
from app.monitoring import observations
from app.monitoring.entering import Entry
from app.monitoring.observations import Observed
from app.monitoring.watched import Bed
from app.web.keeping import keeping
from app.web.parts import parts
from app.web.route import router
from app.web.session_schemas import Reason, SessionAsked
from app.web.sessions import Runner, runnable
from app.wire.screen import Session

routes = router("sessions")

Word = Annotated[str, Field(min_length=1, max_length=100)]


class Assessment(SessionAsked):
    """One of: the score, the items of the scale, or why it could not be assessed."""

    scale: str = Field(max_length=40)
    score: int | None = None
    items: Annotated[dict[str, int], Field(max_length=40)] | None = None
    not_assessed: Reason | None = None


class Event(SessionAsked):
    """`none` takes back headache, vision, chest_pain and neuro_sign."""

    kind: Literal[
        "headache",
        "vision",
        "chest_pain",
        "neuro_sign",
        "none",
        "nausea",
        "vomiting",
        "anxiety",
        "dissociation",
        "hallucination",
        "dizziness",
        "line",
        "other",
    ]
    text: Reason | None = None


class Medication(SessionAsked):
    """A drug besides the infusion, e.g. against nausea or a high pressure."""

    drug: Word
    dose: float = Field(gt=0, le=100_000)
    unit: Literal["mg", "ug", "g", "ml", "l/min"]
    route: Literal["iv", "im", "po", "sl", "nasal", "inhaled"]


Given = Literal["yes", "no", "not_applicable"]


class Answer(SessionAsked):
    """One `item` and its `answer`, or several `answers` by item; all of them or none is taken."""

    item: Word | None = None
    answer: Given | None = None
    answers: Annotated[dict[Word, Given], Field(min_length=1, max_length=100)] | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        single = self.item is not None and self.answer is not None
        if single == (self.answers is not None) or (self.item is None) != (self.answer is None):
            raise ValueError("either item and answer, or answers")
        return self

    def given(self) -> dict[str, str]:
        if self.answers is not None:
            return dict(self.answers)
        return {str(self.item): str(self.answer)}


@routes.post("/sessions/{session}/assessments")
async def assess(session: str, asked: Assessment, principal: Runner, request: Request) -> Session:
    """The score stands until the next one, and is judged at once."""
    taken = scales.assess(asked.scale, asked.score, asked.items, asked.not_assessed)
    entries = observations.score(taken)
    return await _enter(request, principal, session, "assessments", asked, entries)


@routes.post("/sessions/{session}/events")
async def tell(session: str, asked: Event, principal: Runner, request: Request) -> Session:
    """A symptom of an emergency counts until `none` is told."""
    entries = observations.event(asked.kind, asked.text)
    return await _enter(request, principal, session, "events", asked, entries)


@routes.post("/sessions/{session}/medications")
async def give(session: str, asked: Medication, principal: Runner, request: Request) -> Session:
    entries = observations.medication(asked.drug, asked.dose, asked.unit, asked.route)
    return await _enter(request, principal, session, "medications", asked, entries)


@routes.post("/sessions/{session}/checklist")
async def answer(session: str, asked: Answer, principal: Runner, request: Request) -> Session:
    """The newest answer stands; the questions and their answers are the protocol's."""
    entries = observations.answers(asked.given())
    check = observations.asked(asked.given())
    return await _enter(request, principal, session, "checklist", asked, entries, check)


async def _enter(
    request: Request,
    principal: Principal,
    session: str,
    what: str,
    asked: SessionAsked,
    entries: Sequence[Observed],
    check: Callable[[Bed], None] | None = None,
) -> Session:
    runnable(request, principal, session, what)
    entry = Entry(principal.name, asked.happened_at, asked.revision)
    room = parts(request).monitoring.observations
    return await room.enter(session, entry, entries, keeping(request, 200), check)
