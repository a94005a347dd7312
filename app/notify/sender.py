"""Sends what is queued: each message in a task of its own, so that none waits for another.

At least once: a message whose receipt did not reach the disk before a crash is sent again, with the
same id. What is over, or seen by somebody, is not sent any more.
"""

import asyncio
import json
import logging
from collections.abc import Iterable, Sequence

from app.clock import Clock
from app.notify.channel import ChannelName, Letter
from app.notify.message import read
from app.notify.notifier import Notifier
from app.notify.ports import Monitoring
from app.store import notifications
from app.store.database import Database
from app.store.notifications import Notification, State
from app.store.recorder import Entry, Recorder

BACKOFF_S = (2.0, 5.0, 15.0, 30.0, 60.0)  # after each failure; the last one again and again
GIVE_UP_S = 600.0
AT_ONCE = 4  # messages on their way, by channel: a slow channel holds up itself only
REMEMBERED = 10_000  # messages known to have been taken up

logger = logging.getLogger(__name__)


class Sender:
    def __init__(
        self,
        notifier: Notifier,
        database: Database,
        recorder: Recorder,
        clock: Clock,
        backoff_s: Sequence[float] = BACKOFF_S,
        give_up_s: float = GIVE_UP_S,
    ) -> None:
        self._notifier = notifier
        self._database = database
        self._recorder = recorder
        self._clock = clock
        self._backoff_s = backoff_s
        self._give_up_s = give_up_s
        self._slots = {name: asyncio.Semaphore(AT_ONCE) for name in ChannelName}
        self._known: dict[str, None] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, monitoring: Monitoring) -> None:
        """Takes up what was left when the process ended. Needs the event loop."""
        self._monitoring = monitoring
        with self._database.reading() as connection:
            before = notifications.newest(connection, REMEMBERED)
            left = notifications.waiting(connection)
        self._known = dict.fromkeys(one.id for one in reversed(before))
        for one in left:
            self._take(one)

    def send(self, made: Iterable[Notification]) -> None:
        """Returns at once. What was taken up before, in this run or an earlier one, is left."""
        for one in made:
            if one.id not in self._known:
                self._take(one)

    @property
    def on_their_way(self) -> frozenset[asyncio.Task[None]]:
        return frozenset(self._tasks)

    async def close(self) -> None:
        """What is not sent yet stays queued for the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _take(self, one: Notification) -> None:
        self._known[one.id] = None
        while len(self._known) > REMEMBERED:
            del self._known[next(iter(self._known))]
        task = asyncio.create_task(self._guarded(one))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _guarded(self, one: Notification) -> None:
        try:
            await self._deliver(one)
        except Exception:
            logger.exception("telling people of alarm %s failed", one.alarm)

    async def _deliver(self, one: Notification) -> None:
        channel = ChannelName(one.channel)
        if channel not in self._notifier.channels:
            self._settle(one.given_up("the channel is not set up any more"))
            return
        until = self._clock.monotonic() + self._give_up_s
        failures = 0
        while one.state in notifications.OPEN:
            async with self._slots[channel]:
                one = await self._try(one, channel, failures, until)
            self._settle(one)
            if one.state is State.FAILED:
                await asyncio.sleep(self._pause(failures))
                failures += 1

    async def _try(
        self, one: Notification, channel: ChannelName, failures: int, until: float
    ) -> Notification:
        message = read(one.message)
        settled = [self._monitoring.settled(alarm) for alarm in (one.alarm, *message.others)]
        if None not in settled:  # all lines of the card
            return one.given_up(settled[0] or "")
        letter = Letter(one.id, one.target, message)
        outcome = await self._notifier.attempt(channel, letter)
        if outcome.sent:
            return one.tried(State.SENT, outcome.detail)
        pause = self._pause(failures)
        if self._clock.monotonic() + pause > until:
            self._notifier.give_up(channel)
            return one.tried(State.GIVEN_UP, outcome.detail)
        return one.tried(State.FAILED, outcome.detail, self._clock.wall() + int(pause * 1000))

    def _pause(self, failures: int) -> float:
        return self._backoff_s[min(failures, len(self._backoff_s) - 1)]

    def _settle(self, one: Notification) -> None:
        """Queued for the disk, not waited for: a slow one must not keep us from trying again."""
        self._recorder.submit(Entry(work=[notifications.settle(one)]))
        self._monitoring.notified(
            one.alarm,
            {
                "alarm": one.alarm,
                "step": one.step,
                "channel": one.channel,
                "to": json.loads(one.message)["names"],
                "state": one.state,
                "attempt": one.attempts,
            },
        )
