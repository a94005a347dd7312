"""What a clinical protocol says besides its alarm rules."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.phases import Phase
from app.domain.plausibility import Ranges


@dataclass(frozen=True, slots=True)
class Regimen:
    """`planned_ms` is the length of the infusion; `cuff_interval_ms` the cadence of cuff readings
    in the phases that have one; `ranges` what a value of each vital can be."""

    name: str
    version: str
    title: str
    planned_ms: int
    cuff_interval_ms: Mapping[Phase, int]
    ranges: Ranges
