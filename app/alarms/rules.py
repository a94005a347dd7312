"""What a protocol's alarm rules say. Durations in ms."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.alarms.condition import Direction, Priority
from app.alarms.inputs import Fact
from app.domain.phases import Phase
from app.domain.regimen import Regimen
from app.domain.vitals import Vital


class Scope(StrEnum):
    """Whose equipment a fact is about."""

    BED = "bed"
    SERVER = "server"


@dataclass(frozen=True, slots=True)
class Limit:
    """One bound in one phase.

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
    """A vital beyond a bound, in the phases that `limits` names."""

    id: str
    vital: Vital
    direction: Direction
    priority: Priority
    latched: bool
    limits: Mapping[Phase, Limit]
    matures_in_silence: bool = True


@dataclass(frozen=True, slots=True)
class DataLossRule:
    """Nothing to judge of a vital for too long: silence, no signal or implausible values."""

    id: str
    vital: Vital
    priority: Priority
    delays: Mapping[Phase, int]
    latched: bool = False


@dataclass(frozen=True, slots=True)
class CuffOverdueRule:
    """No cuff reading for its interval and a grace (clinical C13)."""

    id: str
    priority: Priority
    graces: Mapping[Phase, int]
    latched: bool = False


@dataclass(frozen=True, slots=True)
class ImplausibleRule:
    """`count` values of a vital that cannot be, within `within_ms` (clinical C10)."""

    id: str
    vital: Vital
    priority: Priority
    phases: frozenset[Phase]
    count: int
    within_ms: int
    latched: bool = False


@dataclass(frozen=True, slots=True)
class FactRule:
    """A fact about the equipment. `holds_ms`: how long a mere occurrence counts as being so."""

    id: str
    fact: Fact
    priority: Priority
    text: str
    latched: bool = False
    scope: Scope = Scope.BED
    holds_ms: int = 0
    limit: float | None = None  # of the fact's figure, where it has one


Rule = LimitRule | DataLossRule | CuffOverdueRule | ImplausibleRule | FactRule


@dataclass(frozen=True, slots=True)
class Protocol:
    """A clinical protocol as the judge uses it; `source` is the same as plain values, for a log."""

    regimen: Regimen
    rules: tuple[Rule, ...]
    source: Mapping[str, object]

    @property
    def name(self) -> str:
        return self.regimen.name

    @property
    def version(self) -> str:
        return self.regimen.version


@dataclass(frozen=True, slots=True)
class LimitInForce:
    """One bound as shown beside the value."""

    rule: str
    vital: Vital
    direction: Direction
    priority: Priority
    value: float
    clear: float
    delay_ms: int


@dataclass(frozen=True, slots=True)
class LimitSpan:
    """The limits as they were from `from_at` until `to_at` (None: still)."""

    from_at: int
    to_at: int | None
    limits: tuple[LimitInForce, ...]
