"""Why a rule did, or did not, raise an alarm in a session: answered by the judge itself."""

from typing import Annotated, Literal

from fastapi import Query, Request

from app.alarms.rules import Limit
from app.alarms.why import Why
from app.domain.errors import HappenedOutside
from app.monitoring import views
from app.web.parts import parts
from app.web.route import router
from app.web.sessions import Reader, readable
from app.wire.screen import Alarm, Condition, Message, Phase, VitalName, VitalView

routes = router("sessions")


class Stage(Message):
    """Where the session was; `since_stop_ms` is 0 until the infusion stopped."""

    phase: Phase
    since_stop_ms: int


class LimitThen(Message):
    """The bound in force: crossed at `value`, left at `clear`. Durations in ms."""

    value: float
    clear: float
    delay_ms: int
    readings: int
    clear_delay_ms: int
    clear_readings: int


class Answer(Message):
    """`values`: what was known of the rule's vitals. `limit` is null where the rule has none, or
    is `inactive`. `counters`: what persistence had counted. `alarm`: the newest occurrence, as it
    stood. `decision` says it in a sentence."""

    rule: str
    at: int
    stage: Stage | None
    values: dict[VitalName, VitalView]
    limit: LimitThen | None
    inactive: Literal["no_baseline"] | None
    counters: dict[str, int]
    condition: Condition
    alarm: Alarm | None
    decision: str


@routes.get("/sessions/{session}/why")
async def ask(
    session: str,
    principal: Reader,
    request: Request,
    rule: Annotated[str, Query(min_length=1, max_length=100)],
    at: Annotated[int, Query(ge=0)],
) -> Answer:
    """404 `unknown_rule`; 422 `happened_at` for an instant outside the session."""
    here = parts(request)
    row = readable(here, principal, session)
    latest = here.clock.now() if row.ended_at is None else row.ended_at
    if not row.created_at <= at <= latest:
        raise HappenedOutside(at, row.created_at, latest)
    return shown(await here.monitoring.inquiry.why(session, rule, at))


def shown(found: Why) -> Answer:
    limit = found.limit
    stage = found.stage
    return Answer(
        rule=found.rule,
        at=found.at,
        stage=stage and Stage(phase=stage.phase.value, since_stop_ms=stage.since_stop_ms),
        values={vital.value: views.vital(now) for vital, now in found.values.items()},
        limit=_limit(limit) if isinstance(limit, Limit) else None,
        inactive=None if limit is None or isinstance(limit, Limit) else limit.value,
        counters=dict(found.counters),
        condition=found.condition.value,
        alarm=None if found.alarm is None else views.alarm(found.alarm),
        decision=found.decision,
    )


def _limit(limit: Limit) -> LimitThen:
    return LimitThen(
        value=limit.value,
        clear=limit.clear,
        delay_ms=limit.delay_ms,
        readings=limit.readings,
        clear_delay_ms=limit.clear_delay_ms,
        clear_readings=limit.clear_readings,
    )
