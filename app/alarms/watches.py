"""From a protocol's rules to what watches them."""

from collections.abc import Iterator
from typing import Protocol as Shape

from app.alarms.artifact import ArtifactHold
from app.alarms.case import Case, Subject
from app.alarms.channel import Channel, Watch, Watches
from app.alarms.circumstances import Circumstances
from app.alarms.condition import Transition
from app.alarms.cuff import CuffWatch
from app.alarms.facts import FactWatch
from app.alarms.implausible import ImplausibleWatch
from app.alarms.limit_watch import LimitWatch
from app.alarms.loss import DataLossWatch, NoSignalWatch
from app.alarms.rules import (
    ArtifactRule,
    CuffOverdueRule,
    DataLossRule,
    FactRule,
    ImplausibleRule,
    LimitRule,
    NoSignalRule,
    Protocol,
    Rule,
    Scope,
)
from app.alarms.terms import CombinedRule
from app.domain.vitals import Vital

SERVER = "server"


class Timed(Shape):
    """Something that time alone may change."""

    def deadline(self) -> int | None: ...

    def fire(self, at: int) -> list[Transition]: ...


def marks(protocol: Protocol) -> set[int]:
    """The distances from the stop of an infusion at which some rule changes, in ms."""
    limits = (rule for rule in protocol.rules if isinstance(rule, LimitRule))
    combined = (rule for rule in protocol.rules if isinstance(rule, CombinedRule))
    return {mark for rule in limits for mark in rule.marks()} | {
        mark for rule in combined for mark in rule.phases.values()
    }


def channels(
    protocol: Protocol, subject: Subject, bed: Circumstances, silences: list[Case]
) -> dict[Vital, Channel]:
    """One for each vital that has rules, in the order of the vitals."""
    found = {vital: Watches() for vital in Vital}
    for vital, watch in _watches(protocol, subject, bed):
        found[vital].add(watch)
    return {
        vital: Channel(vital, watches, silences)
        for vital, watches in found.items()
        if watches.all()
    }


def cuff_watches(protocol: Protocol, subject: Subject, bed: Circumstances) -> list[CuffWatch]:
    intervals = protocol.regimen.cuff_interval_ms
    return [
        CuffWatch(rule, intervals, subject, bed)
        for rule in protocol.rules
        if isinstance(rule, CuffOverdueRule)
    ]


def fact_watches(protocol: Protocol, subject: Subject) -> list[FactWatch]:
    """Those of the server for the server's judge, those of a bed for all others."""
    scope = Scope.SERVER if subject.scope.partition("~")[0] == SERVER else Scope.BED
    return [
        FactWatch(rule, subject)
        for rule in protocol.rules
        if isinstance(rule, FactRule) and rule.scope is scope
    ]


def _watches(
    protocol: Protocol, subject: Subject, bed: Circumstances
) -> Iterator[tuple[Vital, Watch]]:
    for rule in protocol.rules:
        watch = _watch(rule, subject, bed)
        if watch is not None:
            yield watch.rule.vital, watch


def _watch(rule: Rule, subject: Subject, bed: Circumstances) -> Watch | None:
    match rule:
        case LimitRule():
            return LimitWatch(rule, subject)
        case DataLossRule():
            return DataLossWatch(rule, subject, bed)
        case NoSignalRule():
            return NoSignalWatch(rule, subject, bed)
        case ImplausibleRule():
            return ImplausibleWatch(rule, subject)
        case ArtifactRule():
            return ArtifactHold(rule, subject, bed)
        case _:
            return None
