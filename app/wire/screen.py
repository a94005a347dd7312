"""What screens and HTTP clients read: one set of models for both (contract 3 and 4).

Instants are ms since the Unix epoch UTC (clinical time), durations ms, mmHg, 1/min, percent.
"""

from typing import Literal

from pydantic import Field

from app.wire.chair import Assessment, DueTask, OffMonitor, Question
from app.wire.message import Message as Message

Phase = Literal["check_in", "baseline", "infusion", "observation", "discharged", "aborted"]
Priority = Literal["high", "medium", "low"]
AlarmKind = Literal["physiological", "technical"]
Condition = Literal["normal", "pending", "active", "unknown", "returned"]
Attention = Literal["unacknowledged", "acknowledged", "shelved"]
ValueState = Literal["live", "stale", "absent", "invalid"]
VitalName = Literal["hr", "pr", "spo2", "rr", "etco2", "sbp", "dbp", "map"]
Direction = Literal["high", "low"]
Step = Literal["nurse", "charge_nurse", "prescriber"]
Role = Literal["nurse", "charge_nurse", "clinician", "developer", "administrator", "wall"]


class VitalView(Message):
    """One vital. `value` is the last number (null when never measured).

    Whether it may be shown is said by `state`; `reason` tells why an invalid value is one, `held`
    that the source repeated an old one. `source` is where the value came from.
    """

    value: float | None
    at: int | None
    age: int | None
    state: ValueState
    reason: Literal["no_value", "implausible"] | None = None
    held: bool = False
    source: Literal["monitor", "hand"] = "monitor"


class BloodPressureView(Message):
    sbp: float | None
    dbp: float | None
    map: float | None
    at: int | None
    age: int | None
    state: ValueState
    source: Literal["nibp", "art", "hand"] | None
    reason: Literal["no_value", "implausible"] | None = None


class Vitals(Message):
    """`bp` is the cuff; `art` an arterial line if one sends."""

    hr: VitalView
    pr: VitalView
    spo2: VitalView
    rr: VitalView
    etco2: VitalView
    bp: BloodPressureView
    art: BloodPressureView | None = None


class Alarm(Message):
    """One alarm instance. `id` is `<session, bed or server>.<rule>.<k>`.

    `silent`: seen, never heard. Open alarms of one bed with the same `group` are one card with
    lines. `count`: how often the rule was raised within ten minutes, this time included.
    `inhibited_by`: the technical rule that stands for it. `retro`: judged afterwards.
    `calls_again_at`: when the acknowledgement, or the shelf, ends by itself.

    `step`: whom it has reached since `step_at`; `next_step` follows at `next_step_at` unless
    somebody attends to it. `received_at`: a watching screen has it. `seen_by`: who is on the way.
    Alarms of several beds with the same `shared` are one card.
    """

    id: str
    revision: int
    bed: str | None
    session: str | None
    rule: str
    vital: str | None
    direction: Direction | None
    priority: Priority
    kind: AlarmKind
    condition: Condition
    attention: Attention
    latched: bool
    value: float | None
    limit: float | None
    onset: int
    ended: int | None = None
    text: str
    reason: str
    acknowledged_by: str | None = None
    acknowledged_at: int | None = None
    shelved_by: str | None = None
    shelved_until: int | None = None
    silent: bool = False
    group: str | None = None
    count: int = 1
    inhibited_by: str | None = None
    retro: bool = False
    calls_again_at: int | None = None
    step: Step | None = None
    step_at: int | None = None
    next_step: Step | None = None
    next_step_at: int | None = None
    received_at: int | None = None
    seen_by: str | None = None
    seen_at: int | None = None
    shared: str | None = None
    recorded: bool = True


class LimitEdit(Message):
    """Somebody set a limit for this session only; `before` is what the protocol says, null where
    it has nothing to be relative to."""

    by: str
    at: int
    before: float | None


class Limit(Message):
    """One bound in force, as shown beside the value: `spo2 low medium 90`.

    `inactive` says why it judges nothing; then `value` is absolute.
    """

    rule: str
    vital: VitalName
    direction: Direction
    priority: Priority
    value: float
    clear: float
    delay_ms: int
    inactive: Literal["no_baseline"] | None = None
    edited: LimitEdit | None = None


class LimitSpan(Message):
    """The limits as they were from `from_at` until `to_at` (null: still)."""

    from_at: int
    to_at: int | None
    limits: list[Limit]


class PhaseSpan(Message):
    phase: Phase
    paused: bool
    from_at: int
    to_at: int | None


class Clock(Message):
    planned_ms: int
    infused_ms: int
    since_start_ms: int | None
    since_stop_ms: int | None
    paused_ms: int


class PatientView(Message):
    """The wall role gets initials only (the others null).

    `namesake`: a patient on another bed has the same initials; then everybody gets the birth year.
    """

    identifier: str | None
    initials: str
    birth_year: int | None
    sex: Literal["f", "m", "x"] | None
    weight_kg: float | None
    namesake: bool = False


class ProtocolName(Message):
    name: str
    version: str


class Dose(Message):
    mg_per_kg: float
    mg: float


class Baseline(Message):
    """Mean of the last two cuff readings, median of 60 s for HR and SpO2 (clinical 1.2)."""

    at: int
    sbp: float
    dbp: float
    map: float | None
    hr: float | None
    spo2: float | None


class Session(Message):
    """One infusion session. `planned_end` is the instant at which the dose will be in if no
    further pause comes (null when paused or not running)."""

    id: str
    revision: int
    bed: str
    phase: Phase
    paused: bool
    clock: Clock
    outcome: str | None
    protocol: ProtocolName
    limits: list[Limit]
    patient: PatientView
    dose: Dose
    simulated: bool
    baseline: Baseline | None
    created_at: int
    started_at: int | None
    stopped_at: int | None
    ended_at: int | None
    planned_end: int | None
    phases: list[PhaseSpan]
    limit_history: list[LimitSpan]
    due: list[DueTask] = Field(default_factory=list)
    off_monitor: OffMonitor | None = None
    assessments: list[Assessment] = Field(default_factory=list)
    checklist: list[Question] = Field(default_factory=list)


class MonitorView(Message):
    """`skew` is the offset of the monitor's clock in ms when it is over 2 s, else null."""

    id: str
    connected: bool
    skew: int | None
    simulated: bool
    model: str | None = None
    last_at: int | None = None


class Bed(Message):
    bed: str
    label: str
    monitor: MonitorView | None
    session: Session | None
    vitals: Vitals
    alarms: list[str]
    change: int


class BedVitals(Message):
    bed: str
    vitals: Vitals


class Hello(Message):
    type: Literal["hello"] = "hello"
    instance: str
    time: int
    rate: float
    simulation: bool


class Snapshot(Message):
    type: Literal["snapshot"] = "snapshot"
    id: int
    cursor: int
    time: int
    beds: list[Bed]
    alarms: list[Alarm]


class Resumed(Message):
    """The missed changes follow as ordinary messages."""

    type: Literal["resumed"] = "resumed"
    id: int
    cursor: int


class VitalsTick(Message):
    type: Literal["vitals"] = "vitals"
    at: int
    beds: list[BedVitals]


class AlarmChange(Message):
    """`bed` is null and `change` 0 for an alarm of the server itself."""

    type: Literal["alarm"] = "alarm"
    cursor: int
    bed: str | None
    change: int
    alarm: Alarm


class SessionChange(Message):
    type: Literal["session"] = "session"
    cursor: int
    bed: str
    change: int
    session: Session | None


class MonitorChange(Message):
    type: Literal["monitor"] = "monitor"
    cursor: int
    bed: str
    change: int
    monitor: MonitorView | None


class BedChange(Message):
    """A bed was added, renamed or rebound."""

    type: Literal["bed"] = "bed"
    cursor: int
    bed: str
    change: int
    value: Bed


class HistoryChanged(Message):
    """Readings were filed into the past of this bed: redraw from `from_at` to `to_at`."""

    type: Literal["history_changed"] = "history_changed"
    cursor: int
    bed: str
    change: int
    from_at: int = Field(serialization_alias="from")
    to_at: int = Field(serialization_alias="to")


Change = AlarmChange | SessionChange | MonitorChange | BedChange | HistoryChanged


class Heartbeat(Message):
    type: Literal["heartbeat"] = "heartbeat"
    cursor: int
    time: int


class ClockChange(Message):
    type: Literal["clock"] = "clock"
    time: int
    rate: float


class Audio(Message):
    """This station's sound: silent for `left_ms` more of real time (0: it sounds).

    `because` says why a pause is over before its time: a new condition calls.
    """

    type: Literal["audio"] = "audio"
    left_ms: int
    by: str | None = None
    because: Literal["asked", "new_condition", "over"] = "asked"


class Problem(Message):
    code: str
    detail: str


class Result(Message):
    type: Literal["result"] = "result"
    id: int
    ok: bool
    problem: Problem | None = None


class Rejected(Message):
    """The screen sent something that could not be read."""

    type: Literal["reject"] = "reject"
    id: int | None
    problem: Problem


ToOne = Audio | Result | Rejected
Outgoing = Hello | Snapshot | Resumed | VitalsTick | Change | Heartbeat | ClockChange | ToOne
