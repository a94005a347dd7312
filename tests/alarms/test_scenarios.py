"""The tables under `scenarios/`, told by the judge. Their README says how they read."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from app.alarms.condition import Reason, Transition
from app.alarms.fold import fold
from app.alarms.inputs import Fact, FactInput, Input
from app.domain.errors import Refusal, StaleRevision
from app.domain.phases import Phase
from tests.alarms.series import START, Series, engine, row, tell, vitals

Step = Mapping[str, Any]
TABLES = sorted((Path(__file__).parent / "scenarios").glob("*.toml"))
SCENARIOS = [
    scenario
    for table in TABLES
    for scenario in tomllib.loads(table.read_text(encoding="utf-8"))["scenario"]
]


class Story(Series):
    """A series that keeps its inputs, and can be told step by step."""

    def __init__(self, phase: Phase) -> None:
        self.inputs: list[Input] = []
        super().__init__(phase)

    def take(self, given: Input) -> "Story":
        super().take(given)
        self.inputs.append(given)
        return self

    def tell(self, step: Step) -> None:
        match step:
            case {"say": name, **more}:
                self.say(name, **more)
            case {"send": rows}:
                self.feed(**rows)
            case {"poor": values}:
                self.values(values, quality={"spo2": {"sqi": 0.1}})
            case {"late": values}:
                self.late(values)
            case {"cuff": [sbp, dbp]}:
                self.cuff(sbp, dbp)
            case {"cuff": []}:
                self.cuff(None, None)
            case {"wait": seconds}:
                self.wait(seconds)
            case {"acknowledge": rule, **more}:
                self.acknowledge(rule, stale=more.get("stale") is True)
            case {"on_my_way": rule, **more}:
                self.attend("on_my_way", rule, more.get("by", "nurse"))
            case {"unacknowledge": rule}:
                self.attend("unacknowledge", rule)
            case {"receipt": rule, **more}:
                self.receipt(rule, **more)
            case {"duty": people}:
                self.fact(Fact.DUTY, **people)
            case {"watching": screens}:
                self.fact(Fact.STATIONS, watching=screens)
            case {"fact": name, **more}:
                body = {"monitor": "m1", "wrong": more.get("holds"), **more}
                self.take(FactInput(self.at, Fact(name), body))
            case {"refused": name, "because": code, **more}:
                self.refused(name, code, **more)
            case {"restart": True}:
                self.restart()
            case _:
                raise ValueError(f"what is {step}?")

    def refused(self, name: str, code: str, **body: object) -> None:
        """A command that is not taken, and changes nothing."""
        with pytest.raises(Refusal) as refusal:
            Series.say(self, name, **body)
        assert refusal.value.code == code

    def values(self, text: str, **how: Any) -> None:
        for value in row(text):
            self.take(vitals(self.at, spo2=float(str(value)), hr=72.0, **how))
            self.at += 1000

    def late(self, text: str) -> None:
        for second, value in enumerate(row(text)):
            measured = START + second * 1000
            self.take(vitals(self.at, measured, late=True, spo2=float(str(value))))

    def acknowledge(self, rule: str, stale: bool) -> None:
        alarm = self.alarm(rule)
        if not stale:
            self.say("acknowledge", alarm=alarm.id, revision=alarm.revision)
            return
        with pytest.raises(StaleRevision):
            self.say("acknowledge", alarm=alarm.id, revision=alarm.revision - 1)

    def restart(self) -> None:
        """What was told comes out of the log again, and the new judge goes on."""
        self.engine = engine()
        assert list(fold(self.engine, self.inputs)) == self.transitions


def change(transition: Transition) -> str:
    if transition.before is not transition.alarm.condition:
        return tell(transition)
    second = (transition.at - START) / 1000
    told = f"{second:g}s {transition.alarm.rule} {transition.before}: {transition.because}"
    return f"{told} {called(transition)}".strip()


def called(transition: Transition) -> str:
    """Whom an escalation called, or who is next by another roster."""
    alarm = transition.alarm
    match transition.because:
        case Reason.ESCALATED:
            return str(alarm.step)
        case Reason.DUTY_CHANGED if alarm.next_step_at is not None:
            return f"{alarm.next_step} at {(alarm.next_step_at - START) / 1000:g}s"
        case _:
            return ""


def looked_at(rule: str, prefixes: list[str]) -> bool:
    return any(rule.startswith(prefix) for prefix in prefixes)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_scenario(scenario: Mapping[str, Any]) -> None:
    story = Story(Phase(scenario.get("phase", "infusion")))
    for step in scenario["steps"]:
        story.tell(step)
    story.transitions += story.engine.fire(story.at)
    look = scenario["look"]
    told = [change(t) for t in story.transitions if looked_at(t.alarm.rule, look)]
    assert told == scenario["changes"]
    if "open" in scenario:
        found = [a for a in story.engine.open_alarms() if looked_at(a.rule, look)]
        assert [f"{a.rule} {a.condition} {a.attention}" for a in found] == scenario["open"]
