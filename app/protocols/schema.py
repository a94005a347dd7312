"""The shape of a protocol file. Unknown keys are errors: a misspelt limit must not be silent."""

import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.alarms.condition import Direction, Priority
from app.alarms.inputs import Fact
from app.alarms.rules import Scope
from app.domain.phases import Phase
from app.domain.vitals import Vital

_UNITS_MS = {"ms": 1, "s": 1_000, "min": 60_000, "h": 3_600_000}
_DURATION = re.compile(r"(\d+)(ms|s|min|h)")


def _to_ms(value: object) -> object:
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError('a duration reads like "15s" or "40min"')
    return int(match[1]) * _UNITS_MS[match[2]]


Duration = Annotated[int, BeforeValidator(_to_ms)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)]
Number = Annotated[float, Field(allow_inf_nan=False, strict=True)]
Count = Annotated[int, Field(ge=1, strict=True)]
Flag = Annotated[bool, Field(strict=True)]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RangePart(Part):
    low: Number
    high: Number


class BoundPart(Part):
    value: Number
    clear: Number


class LimitPart(Part):
    vital: Vital
    direction: Direction
    priority: Priority
    phases: dict[Phase, BoundPart] = Field(min_length=1)
    latched: Flag = False
    delay: Duration = 0
    readings: Count = 1
    clear_delay: Duration = 0
    clear_readings: Count = 1
    matures_in_silence: Flag = True


class DataLossPart(Part):
    vitals: list[Vital] = Field(min_length=1)
    priority: Priority
    phases: dict[Phase, Duration] = Field(min_length=1)


class OverduePart(Part):
    priority: Priority
    phases: dict[Phase, Duration] = Field(min_length=1)


class CuffPart(Part):
    interval: dict[Phase, Duration]
    overdue: list[OverduePart] = []


class ImplausiblePart(Part):
    priority: Priority
    count: Count
    within: Duration
    phases: list[Phase]


class FactPart(Part):
    id: Name
    fact: Fact
    priority: Priority
    text: str = Field(min_length=1, max_length=80)
    latched: Flag = False
    scope: Scope = Scope.BED
    holds: Duration = 0
    limit: Number | None = None


class ProtocolPart(Part):
    """The whole file."""

    name: Name
    version: str = Field(min_length=1, max_length=40)
    title: str = Field(min_length=1, max_length=120)
    planned: Duration
    plausibility: dict[Vital, RangePart]
    cuff: CuffPart
    limits: list[LimitPart]
    data_loss: list[DataLossPart] = []
    implausible: ImplausiblePart | None = None
    facts: list[FactPart] = []
