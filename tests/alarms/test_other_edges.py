"""The edges of every rule that is no limit: what is missing, what cannot be, what is said.

Durations and figures come from the protocol's text (figures.py). A rule that has its edges neither
here nor in test_limit_edges.py or test_combined_edges.py fails by its name.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from app.alarms.condition import Condition
from app.alarms.engine import Engine
from app.alarms.inputs import Fact, FactInput
from app.domain.phases import Phase
from tests.alarms.figures import FILE, USUAL, edges, ms
from tests.alarms.series import PROTOCOL, START, Series, vitals
from tests.alarms.test_combined_edges import COMBINED

Told = list[tuple[int, Condition]]
OF_THE_SERVER = {table["id"] for table in FILE["facts"] if table.get("scope") == "server"}


class Story(Series):
    """A session of which one rule is looked at."""

    def __init__(self, rule: str, phase: str = "infusion") -> None:
        self.rule = rule
        super().__init__(Phase(phase))
        if rule in OF_THE_SERVER:
            self.engine = Engine("server~1", None, PROTOCOL)

    def sample(self, at: int, flags: tuple[str, ...] = (), sqi: float = 1.0, **sent: Any) -> None:
        """At an instant, everything due before it done."""
        self.at = at
        self.take(vitals(at, flags=flags, quality={"spo2": {"sqi": sqi}}, **sent))

    def each_second(self, until: int, **sent: Any) -> None:
        """From now on, the last instant not included."""
        while self.at < until:
            self.sample(self.at, **sent)
            self.at += 1000

    def hear(self, name: str, **body: object) -> None:
        self.take(FactInput(self.at, Fact(name), body))

    def told(self) -> Told:
        return [(t.at, t.alarm.condition) for t in self.transitions if t.alarm.rule == self.rule]

    def is_raised(self) -> bool:
        return self.engine.case(self.rule).condition is Condition.ACTIVE

    def not_before(self, due: int) -> None:
        """It is raised by time alone, at `due` and not a millisecond earlier."""
        self.transitions += self.engine.fire(due)
        assert not self.is_raised()
        self.transitions += self.engine.fire(due + 1)
        assert self.told()[-1] == (due, Condition.ACTIVE)
        self.at = due


def only(vital: str, value: float) -> dict[str, Any]:
    return {vital: value}


Check = Callable[[], None]
CHECKS: dict[str, list[Check]] = {}


def check(rule: str, of: Callable[..., None], *given: Any) -> None:
    CHECKS.setdefault(rule, []).append(lambda: of(rule, *given))


# What is missing


def silent(rule: str, phase: str, delay: int) -> None:
    story = Story(rule, phase)
    story.each_second(START + 3000, hr=72, spo2=97)
    story.not_before(START + 2000 + delay)
    story.sample(story.at + 1, hr=72)
    assert not story.is_raised()


def missing(rule: str, vital: str, phase: str, delay: int, sent: Mapping[str, Any]) -> None:
    """`sent` comes every second, `vital` no more."""
    story = Story(rule, phase)
    story.each_second(START + 3000, hr=72, spo2=97)
    due = START + 2000 + delay
    story.each_second(due, **sent)
    story.not_before(due)
    story.sample(due + 1, hr=72, spo2=97)
    assert not story.is_raised()


def overdue(rule: str, phase: str, after: int) -> None:
    story = Story(rule, phase)
    story.sample(START + 5, sbp=120, dbp=80)
    story.not_before(START + 5 + after)
    story.sample(story.at + 1, sbp=120, dbp=80)
    assert not story.is_raised()


def rechecked(rule: str, phase: str, after: int) -> None:
    story = Story(rule, phase)
    story.sample(START, sbp=140, dbp=80)
    story.transitions += story.engine.fire(START + after + 1)
    assert story.told() == []
    again = story.at = START + after + 1000
    story.sample(again, sbp=165, dbp=80)
    story.not_before(again + after)
    story.sample(story.at + 1, sbp=120, dbp=80)
    assert not story.is_raised()


def unwatched(rule: str, phase: str, delay: int) -> None:
    story = Story(rule, phase)
    story.hear("stations", watching=0)
    story.not_before(START + delay)
    story.hear("stations", watching=1)
    assert not story.is_raised()


def off_monitor(rule: str, after: int) -> None:
    for phase in ("baseline", "observation"):
        story = Story(rule, phase)
        story.say("off_monitor", reason="bathroom")
        story.not_before(START + after)
        story.at += 1
        story.say("back_on_monitor")
        assert not story.is_raised()
    again = story.at = START + after + 5000
    story.say("off_monitor", reason="bathroom")
    story.not_before(again + after)
    returned = Story(rule, "observation").say("off_monitor", reason="walk")
    returned.wait((after - 1) / 1000).say("back_on_monitor").wait(after / 1000)
    assert returned.alarms(rule) == []


# What cannot be


def implausible(rule: str, vital: str, highest: float, count: int, within: int) -> None:
    for spread, raised in ((within, True), (within + 1, False)):
        story = Story(rule)
        for n in range(count - 1):
            story.sample(START + n, **only(vital, highest + 1))
        assert not story.is_raised()
        story.sample(START + spread, **only(vital, highest + 1))
        assert story.is_raised() is raised
    story = Story(rule)
    for n in range(count):
        story.sample(START + n, **only(vital, highest))
    assert story.told() == []


def differ(rule: str, by: float, delay: int, clear: int) -> None:
    apart: dict[str, Any] = {"hr": 72, "pr": 72 + by}
    near: dict[str, Any] = {"hr": 72, "pr": 72 + by - 1}
    story = Story(rule)
    story.each_second(START + delay + 9000, **near)
    assert story.told() == []
    story = Story(rule)
    story.each_second(START + delay, **apart)
    story.sample(START + delay - 1, **apart)
    assert not story.is_raised()
    story.sample(START + delay, **apart)
    assert story.told() == [(START + delay, Condition.ACTIVE)]
    began = story.at = START + delay + 1000
    story.each_second(began + clear, **near)
    assert story.is_raised()
    story.sample(began + clear, **near)
    assert story.told()[-1] == (began + clear, Condition.NORMAL)


def artifact(rule: str, step: float, within: int, sqi: float, hold: int) -> None:
    for fall, after, quality, held in (
        (step - 1, within, sqi - 0.01, False),
        (step, within + 1, sqi - 0.01, False),
        (step, within, sqi, False),
        (step, within, sqi - 0.01, True),
    ):
        story = Story(rule)
        story.sample(START, spo2=97, hr=72)
        story.sample(START + after, sqi=quality, spo2=97 - fall, hr=72)
        assert (story.engine.case(rule).condition is Condition.PENDING) is held
    story.not_before(START + within + hold)


# What the monitor and the server say


def flagged(rule: str, flag: str, holds: int | None) -> None:
    story = Story(rule)
    story.sample(START, hr=72)
    assert not story.is_raised()
    story.sample(START + 1, flags=(flag,), hr=72)
    assert story.is_raised()
    if holds is None:
        story.sample(START + 900_000, hr=72)
        assert story.is_raised()
        story.sample(START + 900_001, sbp=120, dbp=80)
    else:
        story.sample(START + holds, hr=72)
        assert story.is_raised()
        story.sample(START + holds + 1, hr=72)
    assert not story.is_raised()


def said(rule: str, fact: str, is_so: Mapping[str, Any], is_not: Mapping[str, Any]) -> None:
    story = Story(rule)
    story.hear(fact, **is_not)
    assert not story.is_raised()
    story.hear(fact, **is_so)
    assert story.is_raised()
    story.at += 900_000
    story.hear(fact, **is_not)
    assert not story.is_raised()


def happened(rule: str, fact: str, body: Mapping[str, Any], holds: int) -> None:
    story = Story(rule)
    story.hear(fact, **body)
    assert story.is_raised()
    story.transitions += story.engine.fire(START + holds)
    assert story.is_raised()
    story.transitions += story.engine.fire(START + holds + 1)
    assert not story.is_raised()


def overrun(rule: str, after: int) -> None:
    Story(rule).not_before(START + after)
    stopped = Story(rule).say("stop", outcome="complete").wait(after / 1000 + 60)
    assert stopped.raised(rule) == 0


FLAGS = {
    "recorder_late": "late",
    "flood": "waiting",
    "wrong_patient": "wrong",
    "wrong_device": "wrong",
    "channel": "failing",
}
ROSTER = {"nurse": ["ann"], "charge_nurse": ["bob"], "prescriber": ["cat"]}


def _missing() -> None:
    for table in FILE["silence"]:
        for phase, delay in table["phases"].items():
            check(f"monitor_silent_{table['priority']}", silent, phase, ms(delay))
    for kind, name, value in (("data_loss", "no_data", "_"), ("no_signal", "no_signal", None)):
        for table in FILE[kind]:
            for vital in table["vitals"]:
                others = {v: USUAL[v] for v in ("hr", "spo2") if v != vital}
                sent = others if value == "_" else others | {vital: None}
                for phase, delay in table["phases"].items():
                    rule = f"{vital}_{name}_{table['priority']}"
                    check(rule, missing, vital, phase, ms(delay), sent)
    cuff = FILE["cuff"]
    for table in cuff["overdue"]:
        for phase, grace in table["phases"].items():
            after = ms(cuff["interval"][phase]) + ms(grace)
            check(f"cuff_overdue_{table['priority']}", overdue, phase, after)
    for phase, after in cuff["recheck"]["phases"].items():
        check("cuff_recheck_overdue", rechecked, phase, ms(after))
    allowed, high = ms(FILE["off_monitor"]["allowed"]), ms(FILE["off_monitor"]["high"])
    check("off_monitor_medium", off_monitor, allowed)
    check("off_monitor_high", off_monitor, allowed + high)
    if "coverage" in FILE:
        for phase in FILE["coverage"]["phases"]:
            check("unwatched", unwatched, phase, ms(FILE["coverage"]["delay"]))


def _impossible() -> None:
    count, within = FILE["implausible"]["count"], ms(FILE["implausible"]["within"])
    for vital, bounds in FILE["plausibility"].items():
        check(f"{vital}_implausible", implausible, vital, bounds["high"], count, within)
    table = FILE["differ"]
    check("pulse_differs", differ, table["by"], ms(table["delay"]), ms(table["clear_delay"]))
    table = FILE["artifact"]
    within, hold = ms(table["within"]), ms(table["hold"])
    check("spo2_artifact", artifact, table["step"], within, table["sqi"], hold)
    after = ms(FILE["planned"]) + ms(FILE["overrun"]["grace"])
    check("infusion_overrun", overrun, after)


def _said() -> None:
    for table in FILE["flags"]:
        holds = ms(table["holds"]) if "holds" in table else None
        check(table["id"], flagged, table["flag"], holds)
    for table in FILE["facts"]:
        rule, fact = table["id"], table["fact"]
        if fact in FLAGS:
            about = {"channel": table.get("about")}
            check(rule, said, fact, about | {FLAGS[fact]: True}, about | {FLAGS[fact]: False})
        elif fact == "offset":
            over, within = table["limit"] + 1, table["limit"]
            check(rule, said, fact, _offset(over), _offset(within))
            check(rule, said, fact, _offset(-over), _offset(-within))
            check(rule, happened, fact, _offset(5, "step"), ms(table["holds"]))
        elif fact == "duty":
            check(rule, said, fact, ROSTER | {"prescriber": []}, ROSTER)
        else:
            check(rule, happened, fact, {}, ms(table["holds"]))


def _offset(ms_off: int, reason: str = "drift") -> dict[str, object]:
    return {"monitor": "m1", "offset": ms_off, "reason": reason}


_missing()
_impossible()
_said()
ALL = [(rule, n) for rule, checks in CHECKS.items() for n in range(len(checks))]


@pytest.mark.parametrize(("rule", "n"), ALL, ids=[f"{rule}-{n}" for rule, n in ALL])
def test_the_edges_of(rule: str, n: int) -> None:
    CHECKS[rule][n]()


def test_every_rule_of_the_protocol_has_its_edges() -> None:
    tested = {edge.rule for edge in edges()} | CHECKS.keys() | COMBINED.keys()
    assert {rule.id for rule in PROTOCOL.rules} == tested
