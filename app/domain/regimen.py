"""What a clinical protocol says besides its alarm rules."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.checklist import Question
from app.domain.discharge import Discharge
from app.domain.dose import DoseLimits
from app.domain.holds import HoldRule
from app.domain.phases import Phase
from app.domain.plausibility import Ranges


@dataclass(frozen=True, slots=True)
class Regimen:
    """`planned_ms` is the length of the infusion; `cuff_interval_ms` the cadence of cuff readings
    in the phases that have one; `ranges` what a value of each vital can be. `holds` and the
    questions of the `checklist` keep a session from a step; `settle_ms` is how long the patient
    rests before what held is measured again. `dose` are its figures, `discharge` the criteria of
    leaving; `off_monitor_ms` is how long a patient may be off the monitor, None: not at all.
    """

    name: str
    version: str
    title: str
    planned_ms: int
    cuff_interval_ms: Mapping[Phase, int]
    ranges: Ranges
    holds: tuple[HoldRule, ...] = ()
    checklist: tuple[Question, ...] = ()
    dose: DoseLimits | None = None
    discharge: Discharge | None = None
    settle_ms: int | None = None
    off_monitor_ms: int | None = None
