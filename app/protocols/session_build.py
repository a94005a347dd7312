"""From the parts of a protocol file that concern a session to what its gates use."""

from app.domain.holds import HoldRule, Outside
from app.protocols.session_schema import HoldPart, OutsidePart


def hold(part: HoldPart) -> HoldRule:
    return HoldRule(
        item=part.item,
        soft=_outside(part.soft),
        hard=_outside(part.hard),
        within_ms=part.within,
        unknown=part.unknown,
        from_age=part.from_age,
    )


def _outside(part: OutsidePart) -> Outside:
    return Outside(part.above, part.from_, part.below, part.up_to)
