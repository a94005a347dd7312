"""Series notation: what a ward's vitals were, second by second, and what the judge made of them.

    Series(spo2="97x3 89x15 _ off 93")      _ nothing came, off: no signal, NxM: M seconds of N
    .alarms("spo2")                         ["3s spo2_low_medium normal→pending", …]

Second 0 is the first value. HR 72 and SpO2 97 are sent where a row says nothing. Every sample is
received in the millisecond in which it was measured, unless `lag_ms` says otherwise.
"""

import copy
from collections.abc import Mapping
from typing import Any, Self

from app.alarms.condition import Alarm, Condition, Transition
from app.alarms.engine import Engine
from app.alarms.inputs import CommandInput, Fact, FactInput, Input, VitalsInput
from app.alarms.rules import Protocol
from app.domain.baseline import Baseline
from app.domain.phases import Phase
from app.domain.vitals import JudgedSample, Vital
from app.protocols.loader import load, parse

START = 1_000_000_000_000
SESSION = "s1"
PROTOCOL = load("ketamine-iv-40min")

CREATE = {
    "session": SESSION,
    "bed": "1",
    "protocol": {"name": PROTOCOL.name, "version": PROTOCOL.version},
    "planned_ms": PROTOCOL.regimen.planned_ms,
    "dose_mg_per_kg": 0.5,
    "weight_kg": 70.0,
    "simulated": True,
}
BASELINE = Baseline(START - 2000, 120.0, 80.0, 93.0, 72.0, 97.0)

Cell = float | str | None
"""A number, None for no signal, "_" for nothing."""

_WAY: dict[Phase, list[tuple[str, dict[str, object]]]] = {
    Phase.CHECK_IN: [],
    Phase.BASELINE: [("baseline", {"captured": BASELINE.to_body()})],
}
_WAY[Phase.INFUSION] = [*_WAY[Phase.BASELINE], ("start", {"watching": 1})]
_WAY[Phase.OBSERVATION] = [*_WAY[Phase.INFUSION], ("stop", {"outcome": "complete"})]


DUTY: Mapping[str, list[str]] = {
    "nurse": ["anna", "nora"],
    "charge_nurse": ["bert"],
    "prescriber": ["cleo"],
}


def command(at: int, name: str, **body: object) -> CommandInput:
    return CommandInput(at, name, "nurse", at, body)


def vitals(
    at: int,
    judge: int | None = None,
    late: bool = False,
    flags: tuple[str, ...] = (),
    quality: Mapping[str, Mapping[str, float]] | None = None,
    **values: float | None,
) -> VitalsInput:
    judge = at if judge is None else judge
    named = {Vital(vital): raw for vital, raw in values.items()}
    sample = JudgedSample(judge, judge, named, late, flags=flags, quality=quality or {})
    return VitalsInput(at, "m1", (sample,))


def way_to(phase: Phase, at: int = START) -> list[Input]:
    """The commands that lead into `phase`, the last one at `at`."""
    way = [("create", CREATE), *_WAY[phase]]
    begin = at - len(way) + 1
    return [command(begin + n, name, **body) for n, (name, body) in enumerate(way)]


def engine(protocol: Protocol = PROTOCOL) -> Engine:
    return Engine(SESSION, "1", protocol)


def changed(values: Mapping[str, object]) -> Protocol:
    """The shipped protocol with other values at dotted keys; None takes one away."""
    source = copy.deepcopy(dict(PROTOCOL.source))
    for key, value in values.items():
        *path, last = key.split(".")
        part: Any = source
        for step in path:
            part = part[int(step)] if step.isdecimal() else part[step]
        if value is None:
            del part[last]
        else:
            part[last] = value
    return parse(source)


def tell(transition: Transition) -> str:
    """`15s spo2_low_medium pending→active`"""
    alarm = transition.alarm
    second = (transition.at - START) / 1000
    return f"{second:g}s {alarm.rule} {transition.before}→{alarm.condition}"


def row(text: str) -> list[Cell]:
    """The values of a row: a number, None for "off", "_" for nothing."""
    values: list[Cell] = []
    for token in text.split():
        value, _, times = token.partition("x")
        parsed: Cell = "_" if value == "_" else None if value == "off" else float(value)
        values += [parsed] * int(times or 1)
    return values


class Series:
    """One session in one phase, fed with rows of values at one a second."""

    def __init__(
        self,
        phase: Phase = Phase.INFUSION,
        lag_ms: int = 0,
        protocol: Protocol = PROTOCOL,
        hr: str = "",
        spo2: str = "",
        **rows: str,
    ) -> None:
        self.engine = engine(protocol)
        self.transitions: list[Transition] = []
        self.at = START
        self.lag_ms = lag_ms
        for given in way_to(phase):
            self.take(given)
        self.feed(hr=hr, spo2=spo2, **rows)

    def feed(self, **rows: str) -> Self:
        """Goes on with more values."""
        columns = {vital: row(text) for vital, text in rows.items() if text}
        seconds = max((len(values) for values in columns.values()), default=0)
        usual: dict[str, Cell] = {"hr": 72.0, "spo2": 97.0}
        for second in range(seconds):
            cells = dict(usual)
            for vital, values in columns.items():
                cells[vital] = values[second] if second < len(values) else usual.get(vital, "_")
            sent: dict[str, Any] = {
                vital: cell for vital, cell in cells.items() if not isinstance(cell, str)
            }
            if sent:
                self.take(vitals(self.at + self.lag_ms, self.at, **sent))
            self.at += 1000
        return self

    def cuff(self, sbp: float | None, dbp: float | None = 80.0) -> Self:
        """A cuff reading at the present second."""
        return self.take(vitals(self.at, sbp=sbp, dbp=dbp))

    def wait(self, seconds: float) -> Self:
        """Nothing comes for a while."""
        self.at += round(seconds * 1000)
        self.transitions += self.engine.fire(self.at + 1)
        return self

    def say(self, name: str, **body: object) -> Self:
        return self.take(command(self.at, name, **body))

    def take(self, given: Input) -> Self:
        self.transitions += self.engine.take(given)
        return self

    def fact(self, fact: Fact, **body: object) -> "Series":
        return self.take(FactInput(self.at, fact, body))

    def receipt(self, rule: str, event: str = "sounded", **more: object) -> "Series":
        """A screen says that it has the newest occurrence of a rule."""
        alarm = self.present(rule)
        told = {"alarm": alarm.id, "revision": alarm.revision, "watching": False, **more}
        return self.fact(Fact.RECEIPT, event=event, **told)

    def attend(self, name: str, rule: str, by: str = "nurse") -> "Series":
        """A command about the newest occurrence of a rule, at the revision it has."""
        alarm = self.present(rule)
        body = {"alarm": alarm.id, "revision": alarm.revision}
        return self.take(CommandInput(self.at, name, by, self.at, body))

    def alarms(self, rule: str) -> list[str]:
        """The transitions of the rules whose id starts so."""
        return [tell(t) for t in self.transitions if t.alarm.rule.startswith(rule)]

    def open(self) -> list[str]:
        return [alarm.rule for alarm in self.engine.open_alarms()]

    def alarm(self, rule: str) -> Alarm:
        """The newest occurrence of a rule."""
        found = [t.alarm for t in self.transitions if t.alarm.rule == rule]
        assert found, f"{rule} never occurred"
        return found[-1]

    def present(self, rule: str) -> Alarm:
        """The same, as it is now: what was due has happened."""
        self.transitions += self.engine.fire(self.at)
        return self.alarm(rule)

    def raised(self, rule: str) -> int:
        """How many occurrences of the rule ever became active."""
        return len(
            {
                t.alarm.id
                for t in self.transitions
                if t.alarm.rule == rule and t.alarm.condition is Condition.ACTIVE
            }
        )
