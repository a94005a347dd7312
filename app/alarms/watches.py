"""From a protocol's rules to what watches them."""

from typing import Protocol as Shape

from app.alarms.case import Subject
from app.alarms.channel import Channel, Watch
from app.alarms.condition import Transition
from app.alarms.facts import FactWatch
from app.alarms.limit_watch import LimitWatch
from app.alarms.rules import (
    CuffOverdueRule,
    DataLossRule,
    FactRule,
    ImplausibleRule,
    LimitRule,
    Protocol,
    Rule,
    Scope,
)
from app.alarms.technical import CuffWatch, DataLossWatch, ImplausibleWatch
from app.domain.vitals import Vital

SERVER = "server"


class Timed(Shape):
    """Something that time alone may change."""

    def deadline(self) -> int | None: ...

    def fire(self, at: int) -> list[Transition]: ...


def marks(protocol: Protocol) -> set[int]:
    """The distances from the stop of an infusion at which some rule changes, in ms."""
    limits = (rule for rule in protocol.rules if isinstance(rule, LimitRule))
    return {mark for rule in limits for mark in rule.marks()}


def channels(protocol: Protocol, subject: Subject) -> dict[Vital, Channel]:
    """One for each vital that has rules, in the order of the vitals."""
    watches: dict[Vital, list[Watch]] = {vital: [] for vital in Vital}
    for rule in protocol.rules:
        watch = _watch(rule, subject)
        if watch is not None:
            watches[watch.rule.vital].append(watch)
    return {vital: Channel(vital, found) for vital, found in watches.items() if found}


def cuff_watches(protocol: Protocol, subject: Subject) -> list[CuffWatch]:
    intervals = protocol.regimen.cuff_interval_ms
    return [
        CuffWatch(rule, intervals, subject)
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


def _watch(rule: Rule, subject: Subject) -> Watch | None:
    match rule:
        case LimitRule():
            return LimitWatch(rule, subject)
        case DataLossRule():
            return DataLossWatch(rule, subject)
        case ImplausibleRule():
            return ImplausibleWatch(rule, subject)
        case _:
            return None
