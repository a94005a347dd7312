"""Reads a clinical protocol file into what the judge uses."""

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files

from pydantic import ValidationError

from app.alarms.rules import (
    CuffOverdueRule,
    DataLossRule,
    FactRule,
    ImplausibleRule,
    Limit,
    LimitRule,
    Protocol,
    Rule,
)
from app.domain.plausibility import Range
from app.domain.regimen import Regimen
from app.protocols.schema import FactPart, ImplausiblePart, LimitPart, ProtocolPart
from app.protocols.sense import complaints

_SHIPPED = files("app.protocols")


class ProtocolError(Exception):
    """`key` (dotted) of the file is wrong for `reason`."""

    def __init__(self, key: str, reason: str) -> None:
        self.key = key
        self.reason = reason
        super().__init__(f"{key}: {reason}")


def names() -> list[str]:
    """The protocols that come with the program."""
    found = (entry.name for entry in _SHIPPED.iterdir())
    return sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml"))


def load(name: str) -> Protocol:
    """The shipped protocol of that name. Raises ProtocolError."""
    if name not in names():
        raise ProtocolError("name", f"there is no protocol {name}")
    return read((_SHIPPED / f"{name}.toml").read_text(encoding="utf-8"))


def read(text: str) -> Protocol:
    """A protocol from the text of a file. Raises ProtocolError."""
    try:
        return parse(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ProtocolError("file", f"is not TOML: {error}") from error


def parse(source: Mapping[str, object]) -> Protocol:
    """A protocol from plain values: a file's, or a log header's. Raises ProtocolError."""
    try:
        part = ProtocolPart.model_validate(source)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(step) for step in first["loc"])
        raise ProtocolError(key, first["msg"]) from error
    protocol = Protocol(_regimen(part), tuple(_rules(part)), dict(source))
    for key, reason in complaints(protocol):
        raise ProtocolError(key, reason)
    return protocol


def _regimen(part: ProtocolPart) -> Regimen:
    return Regimen(
        name=part.name,
        version=part.version,
        title=part.title,
        planned_ms=part.planned,
        cuff_interval_ms=part.cuff.interval,
        ranges={vital: Range(r.low, r.high) for vital, r in part.plausibility.items()},
    )


def _rules(part: ProtocolPart) -> Iterator[Rule]:
    """In the order of the file, which is the order in which alarms of one instant are told."""
    yield from (_limit_rule(limit) for limit in part.limits)
    for loss in part.data_loss:
        for vital in loss.vitals:
            yield DataLossRule(
                f"{vital}_no_data_{loss.priority}", vital, loss.priority, loss.phases
            )
    for overdue in part.cuff.overdue:
        yield CuffOverdueRule(f"cuff_overdue_{overdue.priority}", overdue.priority, overdue.phases)
    if part.implausible is not None:
        yield from _implausible_rules(part, part.implausible)
    yield from (_fact_rule(fact) for fact in part.facts)


def _limit_rule(part: LimitPart) -> LimitRule:
    return LimitRule(
        id=f"{part.vital}_{part.direction}_{part.priority}",
        vital=part.vital,
        direction=part.direction,
        priority=part.priority,
        latched=part.latched,
        limits={
            phase: Limit(
                value=bound.value,
                clear=bound.clear,
                delay_ms=part.delay,
                readings=part.readings,
                clear_delay_ms=part.clear_delay,
                clear_readings=part.clear_readings,
            )
            for phase, bound in part.phases.items()
        },
        matures_in_silence=part.matures_in_silence,
    )


def _implausible_rules(part: ProtocolPart, rule: ImplausiblePart) -> Iterator[Rule]:
    for vital in part.plausibility:
        yield ImplausibleRule(
            id=f"{vital}_implausible",
            vital=vital,
            priority=rule.priority,
            phases=frozenset(rule.phases),
            count=rule.count,
            within_ms=rule.within,
        )


def _fact_rule(part: FactPart) -> FactRule:
    return FactRule(
        id=part.id,
        fact=part.fact,
        priority=part.priority,
        text=part.text,
        latched=part.latched,
        scope=part.scope,
        holds_ms=part.holds,
        limit=part.limit,
    )
