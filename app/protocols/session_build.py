"""From the parts of a protocol file that concern a session to what its gates use."""

from app.domain.checklist import Answer, Question
from app.domain.dose import DoseLimits
from app.domain.holds import HoldRule, Outside
from app.domain.plausibility import Range
from app.protocols.session_schema import DosePart, HoldPart, OutsidePart, QuestionPart, RangePart


def hold(part: HoldPart) -> HoldRule:
    return HoldRule(
        item=part.item,
        soft=_outside(part.soft),
        hard=_outside(part.hard),
        within_ms=part.within,
        unknown=part.unknown,
        from_age=part.from_age,
    )


def question(part: QuestionPart) -> Question:
    answers = frozenset(part.answers)
    return Question(
        id=part.id,
        text=part.text,
        before=part.before,
        passes=answers & {part.expects, Answer.NOT_APPLICABLE},
        answers=answers,
        grade=part.otherwise,
        required=part.required,
    )


def dose(part: DosePart) -> DoseLimits:
    return DoseLimits(
        usual=_range(part.usual_mg_per_kg),
        possible=_range(part.possible_mg_per_kg),
        weight=_range(part.weight_kg),
        volume=_range(part.volume_ml),
        balance_within=part.balance_within_mg,
    )


def _range(part: RangePart) -> Range:
    return Range(part.low, part.high)


def _outside(part: OutsidePart) -> Outside:
    return Outside(part.above, part.from_, part.below, part.up_to)
