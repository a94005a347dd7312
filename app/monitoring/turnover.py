"""One log ends and the next begins: with a session, after it, and when an idle one grew long."""

from app.alarms.inputs import EndInput, Fact
from app.monitoring.draft import Draft
from app.monitoring.logs import Logs
from app.monitoring.pipeline import Pipeline, take_fact
from app.monitoring.quarantine import wrongs
from app.monitoring.scope import Scope
from app.monitoring.watched import Bed, OnDuty, Watched
from app.store.recorder import Entry
from app.store.records import close_log, open_log

LONG = 3600  # records: an hour of an idle bed whose monitor goes on sending


def end_log(draft: Draft, reason: str) -> None:
    """The log's last record; its minutes are sealed with it."""
    draft.take("end", {"reason": reason}, EndInput(draft.at))
    draft.entry.work.append(close_log(draft.scope.log.id, draft.at))
    draft.entry.work.extend(draft.scope.tail.seal(draft.scope.log.id, None)[0])


def begin_log(scope: Scope, watched: Watched, pipeline: Pipeline, entry: Entry) -> Draft:
    """From here on what is watched is recorded in `scope`."""
    entry.work.append(open_log(scope.log))
    watched.scope = scope
    return pipeline.draft(scope, entry)


def take_circumstances(draft: Draft, watched: Watched, duty: OnDuty) -> None:
    """The facts a log begins with, so that it can be judged without the one before it."""
    take_fact(draft, Fact.DUTY, duty)
    if isinstance(watched, Bed):
        _take_equipment(draft, watched)


def _take_equipment(draft: Draft, bed: Bed) -> None:
    monitor = bed.monitor
    take_fact(draft, Fact.STATIONS, {"watching": bed.watching})
    take_fact(draft, Fact.BINDING, {"monitor": None if monitor is None else monitor.id})
    if monitor is None:
        return
    take_fact(draft, Fact.CONNECTION, {"monitor": monitor.id, "connected": monitor.connected})
    if monitor.power_on is not None:
        body = {"monitor": monitor.id, "offset": monitor.offset.value, "reason": "known"}
        take_fact(draft, Fact.OFFSET, body)
    for wrong, is_so in wrongs(bed, monitor).items():
        if is_so:
            take_fact(draft, wrong, {"monitor": monitor.id, "wrong": True})


def turn_over_if_long(watched: Watched, logs: Logs, pipeline: Pipeline, duty: OnDuty) -> None:
    """A restart reads open logs again, so those of idle beds are kept short.

    A log with an open alarm goes on: nothing may end an alarm but what it is about.
    """
    scope = watched.scope
    if scope.log.kind == "session" or scope.n < LONG or scope.engine.open_alarms(pending=True):
        return
    ended = pipeline.draft(scope)
    end_log(ended, "long")
    opened = begin_log(logs.following(scope.log, ended.at), watched, pipeline, ended.entry)
    take_circumstances(opened, watched, duty)
    pipeline.submit(watched, [ended, opened])
