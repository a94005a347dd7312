"""The shape of a protocol file. Unknown keys are errors: a misspelt limit must not be silent."""

from pydantic import Field

from app.alarms.condition import Direction, Priority, Step
from app.alarms.inputs import Fact
from app.alarms.rules import Scope
from app.domain.phases import Phase
from app.domain.vitals import Vital
from app.protocols.fields import (
    Count,
    Duration,
    Figure,
    Flag,
    Label,
    Name,
    Number,
    Part,
    Positive,
)
from app.protocols.session_schema import RangePart, SessionPart


class ValuePart(Part):
    """A bound: left at `clear`, or `band` inside the value."""

    value: Figure
    clear: Number | None = None
    band: Positive | None = None
    at_least: Number | None = None
    at_most: Number | None = None


class ExceptionPart(ValuePart):
    """Stands instead for patients whose baseline of the vital is below `baseline`."""

    baseline: Number


class LaterPart(ValuePart):
    """Stands from so long after the stop of the infusion on."""

    from_: Duration = Field(alias="from")


class BoundPart(ValuePart):
    if_baseline_below: ExceptionPart | None = None
    later: tuple[LaterPart, ...] = ()


class WindowPart(Part):
    bad: Duration
    within: Duration


class Reaching(Part):
    """`reaches`: who is called at once, with everybody before."""

    reaches: Step | None = None


class LimitPart(Reaching):
    vital: Vital
    direction: Direction
    priority: Priority
    id: Name | None = None
    phases: dict[Phase, BoundPart] = Field(min_length=1)
    latched: Flag = False
    silent: Flag = False
    group: Label | None = None
    worse: Positive | None = None
    window: WindowPart | None = None
    delay: Duration = 0
    readings: Count = 1
    clear_delay: Duration = 0
    clear_readings: Count = 1
    matures_in_silence: Flag = True


class TermPart(Part):
    """One statement of a combined rule: of a vital, a score, or (`symptom`) a reported symptom."""

    vital: Vital | None = None
    score: Name | None = None
    symptom: Flag = False
    below: Number | None = None
    from_: Number | None = Field(default=None, alias="from")
    fell: Positive | None = None
    rose: Positive | None = None
    slope: Positive | None = None
    within: Duration | None = None
    over: Figure | None = None
    readings: Count = 1


class CombinedPart(Reaching):
    id: Name
    priority: Priority
    text: str = Field(min_length=1, max_length=60)
    phases: list[Phase] = Field(min_length=1)
    after_stop: Duration = 0
    all: list[TermPart] = Field(min_length=1)
    any: tuple[TermPart, ...] = ()
    delay: Duration = 0
    clear_delay: Duration = 0
    hasten_cuff: Duration = 0
    latched: Flag = False
    silent: Flag = False
    group: Label | None = None


class DataLossPart(Part):
    vitals: list[Vital] = Field(min_length=1)
    priority: Priority
    phases: dict[Phase, Duration] = Field(min_length=1)


class SilencePart(Part):
    priority: Priority
    phases: dict[Phase, Duration] = Field(min_length=1)


class DifferPart(Part):
    priority: Priority
    by: Positive
    delay: Duration
    clear_delay: Duration
    phases: list[Phase]


class ArtifactPart(Part):
    vital: Vital
    priority: Priority
    step: Positive
    within: Duration
    sqi: Number
    pi: Number
    hold: Duration
    phases: list[Phase]


class FlagPart(Part):
    id: Name
    flag: Name
    priority: Priority
    text: str = Field(min_length=1, max_length=80)
    holds: Duration = 0
    until_reading: Flag = False


class OverrunPart(Part):
    priority: Priority
    grace: Duration


class OverduePart(Part):
    priority: Priority
    phases: dict[Phase, Duration] = Field(min_length=1)


class RecheckPart(OverduePart):
    """Another reading is wanted so long after one beyond a medium, or a high, limit. `series`: how
    long that goes on at most."""

    wanted: Duration = 60_000
    wanted_high: Duration = 30_000
    series: Duration = 300_000


class CuffPart(Part):
    interval: dict[Phase, Duration]
    overdue: tuple[OverduePart, ...] = ()
    recheck: RecheckPart | None = None


class ImplausiblePart(Part):
    priority: Priority
    count: Count
    within: Duration
    phases: list[Phase]


class FactPart(Reaching):
    id: Name
    fact: Fact
    priority: Priority
    text: str = Field(min_length=1, max_length=80)
    latched: Flag = False
    scope: Scope = Scope.BED
    holds: Duration = 0
    limit: Number | None = None
    about: Name | None = None


class CoveragePart(Reaching):
    """No armed, visible wall or desk shows the bed."""

    priority: Priority
    phases: list[Phase] = Field(min_length=1)
    delay: Duration


class OffMonitorPart(Part):
    """How long a patient may be off the monitor: a medium alarm then, a high one `high` later."""

    allowed: Duration
    high: Duration


class LadderPart(Part):
    """How long after an alarm began to call the later steps are called."""

    charge_nurse: Duration
    prescriber: Duration


class EscalationPart(Part):
    """Who is called when nobody attends to an alarm; the nurses are, at once.

    `unreceived`: without a receipt for so long the next step is called at once. `hold`: how long
    "on my way" holds it, once.
    """

    high: LadderPart
    medium: LadderPart
    unreceived: Duration
    hold: Duration


class ResoundPart(Part):
    """How long an acknowledgement lasts while the condition does."""

    high: Duration | None = None
    medium: Duration | None = None
    cuff: Duration | None = None


class ProtocolPart(SessionPart):
    """The whole file."""

    name: Name
    version: str = Field(min_length=1, max_length=40)
    title: str = Field(min_length=1, max_length=120)
    planned: Duration
    plausibility: dict[Vital, RangePart]
    cuff: CuffPart
    resound: ResoundPart = ResoundPart()
    escalation: EscalationPart | None = None
    limits: list[LimitPart]
    combined: tuple[CombinedPart, ...] = ()
    data_loss: tuple[DataLossPart, ...] = ()
    no_signal: tuple[DataLossPart, ...] = ()
    silence: tuple[SilencePart, ...] = ()
    implausible: ImplausiblePart | None = None
    differ: DifferPart | None = None
    artifact: ArtifactPart | None = None
    flags: tuple[FlagPart, ...] = ()
    overrun: OverrunPart | None = None
    coverage: CoveragePart | None = None
    off_monitor: OffMonitorPart | None = None
    facts: tuple[FactPart, ...] = ()
