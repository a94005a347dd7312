"""What a protocol's alarm rules say. Durations in ms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.alarms.bounds import Column, Inactive, moved, own, resolve
from app.alarms.condition import Direction, Priority
from app.alarms.duty import Timing
from app.alarms.inputs import Fact
from app.alarms.manner import Manner
from app.alarms.stage import Stage
from app.alarms.terms import CombinedRule
from app.domain.phases import Phase
from app.domain.regimen import Regimen
from app.domain.vitals import Vital


class Scope(StrEnum):
    """Whose equipment a fact is about."""

    BED = "bed"
    SERVER = "server"


@dataclass(frozen=True, slots=True)
class WindowPart:
    """Bad for `bad_ms` of the last `within_ms`."""

    bad_ms: int
    within_ms: int


@dataclass(frozen=True, slots=True)
class Limit:
    """One bound as it is in force.

    A low limit is crossed below `value` and left from `clear` up; a high limit is crossed from
    `value` up and left below `clear`. With `readings` 1 the value must stay bad for `delay_ms`;
    with more, that many bad readings in a row raise, and `delay_ms` is how long the next one is
    waited for. Good values must last `clear_delay_ms` and be `clear_readings` many.
    """

    value: float
    clear: float
    delay_ms: int = 0
    readings: int = 1
    clear_delay_ms: int = 0
    clear_readings: int = 1


@dataclass(frozen=True, slots=True)
class LimitRule:
    """A vital beyond a bound, in the phases that `columns` names.

    `window` raises besides the delay. `worse_by`: an acknowledged alarm calls again when a value is
    that much worse. `matures_in_silence`: whether a pending alarm is raised when nothing comes.
    """

    id: str
    vital: Vital
    direction: Direction
    priority: Priority
    columns: Mapping[Phase, tuple[Column, ...]]
    delay_ms: int = 0
    readings: int = 1
    window: WindowPart | None = None
    clear_delay_ms: int = 0
    clear_readings: int = 1
    matures_in_silence: bool = True
    worse_by: float | None = None
    manner: Manner = field(default_factory=Manner)

    def limit_in(self, stage: Stage) -> Limit | Inactive | None:
        """The limit at that stage; None where the rule has none, or why it is inactive."""
        columns = self.columns.get(stage.phase, ())
        column = next((c for c in reversed(columns) if c.from_ms <= stage.since_stop_ms), None)
        if column is None:
            return None
        found = resolve(column.bound, self.direction, own(stage.baseline, self.vital))
        edit = stage.edits.get(self.id)
        if edit is not None and edit.value is not None:
            found = moved(column.bound, found, self.direction, edit.value)
        if isinstance(found, Inactive):
            return found
        value, clear = found
        return Limit(
            value, clear, self.delay_ms, self.readings, self.clear_delay_ms, self.clear_readings
        )

    def marks(self) -> set[int]:
        """The distances from the stop at which its column changes."""
        return {column.from_ms for columns in self.columns.values() for column in columns}


@dataclass(frozen=True, slots=True)
class DataLossRule:
    """Nothing to judge of a vital for too long: it is missing while others come, or cannot be."""

    id: str
    vital: Vital
    priority: Priority
    delays: Mapping[Phase, int]
    manner: Manner = field(default_factory=Manner)


@dataclass(frozen=True, slots=True)
class NoSignalRule:
    """The monitor says for too long that a vital has no signal (clinical C14)."""

    id: str
    vital: Vital
    priority: Priority
    delays: Mapping[Phase, int]
    manner: Manner = field(default_factory=Manner)


@dataclass(frozen=True, slots=True)
class SilenceRule:
    """Nothing at all from the monitor for too long (clinical C15)."""

    id: str
    priority: Priority
    text: str
    delays: Mapping[Phase, int]
    manner: Manner = field(default_factory=Manner)


@dataclass(frozen=True, slots=True)
class ArtifactRule:
    """A jump of `step` units within `within_ms` while the signal is poor (signal quality index or
    perfusion index below the figures) is held, `hold_ms` at most (clinical C11)."""

    id: str
    vital: Vital
    priority: Priority
    phases: frozenset[Phase]
    step: float
    within_ms: int
    sqi: float
    pi: float
    hold_ms: int
    manner: Manner = field(default_factory=Manner)


@dataclass(frozen=True, slots=True)
class DifferRule:
    """Pulse and heart rate `by` apart for `delay_ms` (clinical C9)."""

    id: str
    priority: Priority
    phases: frozenset[Phase]
    by: float
    delay_ms: int
    clear_delay_ms: int
    manner: Manner = field(default_factory=Manner)


@dataclass(frozen=True, slots=True)
class FlagRule:
    """What a monitor says of itself: see `flags.FlagWatch`."""

    id: str
    flag: str
    priority: Priority
    text: str
    holds_ms: int
    until_reading: bool
    manner: Manner = field(default_factory=Manner)


@dataclass(frozen=True, slots=True)
class OverrunRule:
    """The infusion runs `grace_ms` longer than planned (clinical C18)."""

    id: str
    priority: Priority
    grace_ms: int
    manner: Manner = field(default_factory=Manner)


@dataclass(frozen=True, slots=True)
class RecheckRule:
    """A cuff reading beyond a limit was not measured again (clinical C13).

    Another one is wanted `wanted_ms` after it, or `wanted_high_ms` if it crossed a high limit; a
    series of them lasts `series_ms` at most.
    """

    id: str
    priority: Priority
    delays: Mapping[Phase, int]
    wanted_ms: int
    wanted_high_ms: int
    series_ms: int
    manner: Manner = field(default_factory=Manner)


@dataclass(frozen=True, slots=True)
class CuffOverdueRule:
    """No cuff reading for its interval and a grace (clinical C13)."""

    id: str
    priority: Priority
    graces: Mapping[Phase, int]
    manner: Manner = field(default_factory=Manner)


@dataclass(frozen=True, slots=True)
class ImplausibleRule:
    """`count` values of a vital that cannot be, within `within_ms` (clinical C10)."""

    id: str
    vital: Vital
    priority: Priority
    phases: frozenset[Phase]
    count: int
    within_ms: int
    manner: Manner = field(default_factory=Manner)


@dataclass(frozen=True, slots=True)
class FactRule:
    """A fact about the equipment. `holds_ms`: how long a mere occurrence counts as being so.

    `about`: which one, of a fact that is about one of several.
    """

    id: str
    fact: Fact
    priority: Priority
    text: str
    manner: Manner = field(default_factory=Manner)
    scope: Scope = Scope.BED
    holds_ms: int = 0
    limit: float | None = None  # of the fact's figure, where it has one
    about: str | None = None


@dataclass(frozen=True, slots=True)
class CoverageRule:
    """No armed, visible wall or desk shows the bed for `delays` by phase."""

    id: str
    priority: Priority
    text: str
    delays: Mapping[Phase, int]
    manner: Manner = field(default_factory=Manner)


@dataclass(frozen=True, slots=True)
class OffMonitorRule:
    """The patient has been off the monitor for `after_ms`."""

    id: str
    priority: Priority
    after_ms: int
    manner: Manner = field(default_factory=Manner)


Rule = (
    LimitRule
    | CombinedRule
    | DataLossRule
    | NoSignalRule
    | SilenceRule
    | ArtifactRule
    | DifferRule
    | FlagRule
    | OverrunRule
    | RecheckRule
    | CuffOverdueRule
    | ImplausibleRule
    | FactRule
    | CoverageRule
    | OffMonitorRule
)


@dataclass(frozen=True, slots=True)
class Protocol:
    """A clinical protocol as the judge uses it; `source` is the same as plain values, for a log.

    `escalation` None: nobody is called but by the screens.
    """

    regimen: Regimen
    rules: tuple[Rule, ...]
    source: Mapping[str, object]
    escalation: Timing | None = None

    @property
    def name(self) -> str:
        return self.regimen.name

    @property
    def version(self) -> str:
        return self.regimen.version


@dataclass(frozen=True, slots=True)
class Edited:
    """Who moved a limit, and when; `before` is what the protocol says here, None if nothing."""

    by: str
    at: int
    before: float | None


@dataclass(frozen=True, slots=True)
class LimitInForce:
    """One bound as shown beside the value. Where `inactive` says why it judges nothing, `value` is
    the absolute figure it would not go below (high limits) or above (low ones)."""

    rule: str
    vital: Vital
    direction: Direction
    priority: Priority
    value: float
    clear: float
    delay_ms: int
    inactive: Inactive | None = None
    edited: Edited | None = None


@dataclass(frozen=True, slots=True)
class LimitSpan:
    """The limits as they were from `from_at` until `to_at` (None: still)."""

    from_at: int
    to_at: int | None
    limits: tuple[LimitInForce, ...]
