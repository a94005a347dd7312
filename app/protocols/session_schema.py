"""The shape of what a protocol file says of a session besides its alarms: holds, questions, dose,
discharge."""

from pydantic import Field

from app.domain.checklist import Answer, Before
from app.domain.gates import Grade
from app.domain.holds import Item
from app.protocols.discharge_schema import DischargePart
from app.protocols.fields import Age, Duration, Flag, Name, Number, Part, Positive, Text


class RangePart(Part):
    low: Number
    high: Number


class OutsidePart(Part):
    """Out of bounds: more than, this or more, less than, this or less."""

    above: Number | None = None
    from_: Number | None = Field(default=None, alias="from")
    below: Number | None = None
    up_to: Number | None = None


class HoldPart(Part):
    """`within`: how old a value may be at the start; `unknown`: how firmly a missing one holds."""

    item: Item
    from_age: Age = 0
    soft: OutsidePart
    hard: OutsidePart
    within: Duration
    unknown: Grade = Grade.HARD


class QuestionPart(Part):
    """`otherwise`: how firmly an answer other than `expects` holds; not_applicable passes where it
    is among the answers."""

    id: Name
    text: Text
    before: Before
    expects: Answer = Answer.YES
    answers: tuple[Answer, ...] = (Answer.YES, Answer.NO)
    otherwise: Grade = Grade.FIRM
    required: Flag = True


class DosePart(Part):
    usual_mg_per_kg: RangePart
    possible_mg_per_kg: RangePart
    weight_kg: RangePart
    volume_ml: RangePart
    balance_within_mg: Positive


class SessionPart(Part):
    """The tables of a session. `settle`: how long a patient rests before a held-back measurement
    is repeated."""

    settle: Duration | None = None
    discharge: DischargePart | None = None
    dose: DosePart | None = None
    holds: tuple[HoldPart, ...] = ()
    checklist: tuple[QuestionPart, ...] = ()
