"""What the figures, names and durations of a protocol file look like."""

import re
from math import isfinite
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainValidator

from app.alarms.bounds import Relative

_UNITS_MS = {"ms": 1, "s": 1_000, "min": 60_000, "h": 3_600_000}
_DURATION = re.compile(r"(\d+)(ms|s|min|h)")
_RELATIVE = re.compile(r"baseline ?([+-]) ?(\d+(?:\.\d+)?) ?(%?)")


def _to_ms(value: object) -> int:
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError('a duration reads like "15s" or "40min"')
    return int(match[1]) * _UNITS_MS[match[2]]


def _figure(value: object) -> float | Relative:
    match = _RELATIVE.fullmatch(value) if isinstance(value, str) else None
    if match is not None:
        change = float(match[1] + match[2])
        return Relative(percent=change) if match[3] else Relative(offset=change)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError('is neither a number nor reads like "baseline +20 %" or "baseline -4"')
    if not isfinite(value):
        raise ValueError("is not a finite number")
    return value


def _text(pattern: re.Pattern[str]) -> Any:
    return Annotated[str, Field(pattern=f"^{pattern.pattern}$")]


Duration = Annotated[int, PlainValidator(_to_ms, json_schema_input_type=_text(_DURATION))]
Figure = Annotated[
    float | Relative, PlainValidator(_figure, json_schema_input_type=float | _text(_RELATIVE))
]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)]
Label = Annotated[str, Field(min_length=1, max_length=40)]
Text = Annotated[str, Field(min_length=1, max_length=120)]
Number = Annotated[float, Field(allow_inf_nan=False, strict=True)]
Score = Annotated[int, Field(ge=0, strict=True)]
Positive = Annotated[float, Field(allow_inf_nan=False, strict=True, gt=0)]
Count = Annotated[int, Field(ge=1, strict=True)]
Age = Annotated[int, Field(ge=0, le=120, strict=True)]
Flag = Annotated[bool, Field(strict=True)]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
