"""Why a rule did, or did not, raise an alarm at an instant: asked of the judge that decided."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.alarms.absence import WAITS_FOR_RETURN
from app.alarms.bounds import Inactive
from app.alarms.condition import Alarm, Condition, Reason
from app.alarms.engine import Engine
from app.alarms.inputs import Input
from app.alarms.limit_watch import Verdict, judge_value
from app.alarms.rules import Limit, LimitRule, Rule
from app.alarms.stage import Stage, stage_of
from app.alarms.terms import CombinedRule
from app.domain.latest import VitalNow
from app.domain.vitals import ValueState, Vital


@dataclass(frozen=True, slots=True)
class Why:
    """`values`: what was known of the rule's vitals. `limit`: the bound in force, why it was
    inactive, or None where the stage has none. `counters`: what persistence had counted, in ms and
    readings. `alarm`: the newest occurrence, as it stood. `decision`: the answer in a sentence."""

    rule: str
    at: int
    stage: Stage | None
    values: Mapping[Vital, VitalNow]
    limit: Limit | Inactive | None
    counters: Mapping[str, int]
    condition: Condition
    alarm: Alarm | None
    decision: str


def why(engine: Engine, inputs: Iterable[Input], rule: str, at: int) -> Why:
    """Folds a log up to and with `at` into a fresh engine, and asks it. Raises UnknownRule."""
    for given in inputs:
        if given.at > at:
            break
        engine.take(given)
    engine.fire(at + 1)
    return explain(engine, rule, at)


def explain(engine: Engine, rule: str, at: int) -> Why:
    """Asks an engine that stands at `at`; changes nothing. Raises UnknownRule."""
    case = engine.case(rule)
    found = next(each for each in engine.protocol.rules if each.id == rule)
    stage = None if engine.session is None else stage_of(engine.session, at)
    limit = found.limit_in(stage) if stage and isinstance(found, LimitRule) else None
    watch = engine.limit_watch(rule)
    off_monitor = engine.session is not None and engine.session.off_monitor is not None
    values = {vital: engine.latest.now(vital, at) for vital in _vitals(found)}
    return Why(
        rule=rule,
        at=at,
        stage=stage,
        values=values,
        limit=limit,
        counters={} if watch is None else watch.counters(at),
        condition=case.condition,
        alarm=case.alarm,
        decision=_decision(found, limit, values, case.condition, case.alarm, off_monitor),
    )


def _vitals(rule: Rule) -> Iterator[Vital]:
    match rule:
        case CombinedRule():
            yield from dict.fromkeys(term.vital for term in rule.terms if term.vital is not None)
        case _:
            vital = getattr(rule, "vital", None)
            if isinstance(vital, Vital):
                yield vital


def _decision(
    rule: Rule,
    limit: Limit | Inactive | None,
    values: Mapping[Vital, VitalNow],
    condition: Condition,
    alarm: Alarm | None,
    off_monitor: bool,
) -> str:
    if alarm is not None and condition is not Condition.NORMAL:
        because = "" if alarm.reason in _OF_ATTENTION else f", because of {alarm.reason}"
        return f"{condition}{because}: {alarm.text}"
    if off_monitor and isinstance(rule, WAITS_FOR_RETURN):
        return "normal: nothing is missed while the patient is off the monitor"
    if not isinstance(rule, LimitRule):
        return "normal: what it watches for was not so"
    if limit is None:
        return "normal: the rule does not act in this phase"
    if isinstance(limit, Inactive):
        return f"normal: the rule is inactive ({limit})"
    now = values[rule.vital]
    if now.value is None or now.state in (ValueState.ABSENT, ValueState.INVALID):
        return f"normal: {rule.vital} is {now.state}"
    verdict = judge_value(now.value, limit, rule.direction)
    beyond = "beyond" if verdict is Verdict.BAD else "inside"
    return f"normal: {rule.vital} {now.value:g} lies {beyond} {limit.value:g}"


_OF_ATTENTION = frozenset(  # what somebody did about it since: no reason for what is wrong
    {
        Reason.ACKNOWLEDGED,
        Reason.UNACKNOWLEDGED,
        Reason.SHELVED,
        Reason.UNSHELVED,
        Reason.SHELF_OVER,
        Reason.RESOUND,
    }
)
