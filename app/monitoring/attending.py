"""What people do about alarms, and what screens say of them: recorded, then told to everybody."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from app.alarms.condition import Alarm
from app.alarms.inputs import CommandInput, Fact
from app.clock import Clock
from app.domain.errors import BadCommand
from app.monitoring import views
from app.monitoring.beds import Beds
from app.monitoring.commands import durable, take_command
from app.monitoring.draft import Draft
from app.monitoring.errors import NoSuchThing
from app.monitoring.pipeline import Pipeline
from app.monitoring.stations import Stations
from app.monitoring.watched import Watched
from app.store.recorder import Work
from app.wire import screen as wire

# What else becomes durable with it, e.g. its idempotency key, given the alarms as they are then.
Keep = Callable[[list[wire.Alarm]], Work]
ALL = "acknowledge_all"


class Attend(StrEnum):
    """What can be done about one alarm; shelving is for technical low and medium ones."""

    ACKNOWLEDGE = "acknowledge"
    UNACKNOWLEDGE = "unacknowledge"
    SHELVE = "shelve"
    UNSHELVE = "unshelve"
    ON_MY_WAY = "on_my_way"


class Attending:
    def __init__(
        self, clock: Clock, beds: Beds, pipeline: Pipeline, stations: Stations, wait_s: float
    ) -> None:
        self._clock = clock
        self._beds = beds
        self._pipeline = pipeline
        self._stations = stations
        self._wait_s = wait_s

    async def one(
        self,
        by: str,
        what: Attend,
        alarm: str,
        revision: int,
        reason: str | None,
        keep: Keep | None = None,
    ) -> wire.Alarm:
        """What a person does about one alarm instance, at the revision that was seen.

        Raises NoSuchThing, StaleRevision, and what the judge refuses of each.
        """
        watched = self._beds.of_alarm(alarm)
        if watched is None:
            raise NoSuchThing("alarm", alarm)
        if what is Attend.UNACKNOWLEDGE and reason is None:
            raise BadCommand(what, "reason", "is needed: somebody relied on the acknowledgement")
        body = {"alarm": alarm, "revision": revision}
        (answer,) = await self._attend(by, what, watched, body, [alarm], reason, keep)
        return answer

    async def all_listed(
        self,
        by: str,
        bed: str,
        listed: Sequence[tuple[str, int]],
        reason: str | None,
        keep: Keep | None = None,
    ) -> list[wire.Alarm]:
        """Acknowledges the alarms of one bed that are listed with their revisions, or none.

        Raises what `one` raises; what came since is not in the list and goes on calling.
        """
        watched = self._beds.beds.get(bed)
        if watched is None:
            raise NoSuchThing("bed", bed)
        alarms = [{"alarm": alarm, "revision": revision} for alarm, revision in listed]
        named = [alarm for alarm, _ in listed]
        return await self._attend(by, ALL, watched, {"alarms": alarms}, named, reason, keep)

    def receipt(
        self, by: str, alarm: str, revision: int, event: str, said: int, screen: object
    ) -> None:
        """A screen says that it showed or sounded an alarm, or that a person saw it.

        It counts as received when an armed, visible wall or desk says so (`watching`). A receipt
        of an alarm whose log is over comes too late to matter.
        """
        watched = self._beds.of_alarm(alarm)
        if watched is None:
            return
        watching = self._stations.is_watching(screen, watched.bed, self._clock.monotonic())
        body = {"alarm": alarm, "revision": revision, "event": event, "by": by, "said": said}
        self._pipeline.fact(watched, Fact.RECEIPT, body | {"watching": watching})

    async def _attend(
        self,
        by: str,
        what: str,
        watched: Watched,
        body: Mapping[str, Any],
        alarms: list[str],
        reason: str | None,
        keep: Keep | None,
    ) -> list[wire.Alarm]:
        at = self._clock.now()
        command = CommandInput(at, what, by, at, body)
        draft = self._pipeline.begin(watched, command, None)
        take_command(draft, command, {} if reason is None else {"reason": reason})
        answer = [views.alarm(_after(draft, alarm)) for alarm in alarms]
        if keep is not None:
            draft.entry.work.append(keep(answer))
        await durable(
            lambda done: self._pipeline.submit(watched, [draft], None, done), self._wait_s
        )
        return answer


def _after(draft: Draft, alarm: str) -> Alarm:
    """How the alarm is after the command, whether or not that changed it."""
    changed = [step.alarm for step in draft.transitions if step.alarm.id == alarm]
    if changed:
        return changed[-1]
    return next(one for one in draft.scope.engine.open_alarms(pending=True) if one.id == alarm)
