"""Everything that tells people outside, on a real database; alarms reach their steps by hand."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.alarms.condition import (
    Alarm,
    Attention,
    Condition,
    Kind,
    Priority,
    Reason,
    Step,
    Transition,
)
from app.clock import SystemClock
from app.notify.caller import Caller
from app.notify.notifier import Notifier, channels_of
from app.notify.sender import Sender
from app.settings import Encryption, MailSettings, Settings, WebhookSettings
from app.store import duty, notifications, users
from app.store.database import Database
from app.store.duty import Contact, Roster
from app.store.migrate import migrate
from app.store.notifications import Notification
from app.store.recorder import Entry, Recorder
from tests.notify.receivers import Hook, Mailbox

T0 = 1_790_000_000_000
ROLES = {"nina": "nurse", "carla": "charge_nurse", "cem": "charge_nurse", "petra": "clinician"}
ROSTER = Roster(
    nurse=(Contact("nina", "nina@clinic.example"),),
    charge_nurse=(Contact("carla", "carla@clinic.example"), Contact("cem")),
    prescriber=(Contact("petra", "petra@clinic.example"),),
)
ALARM = Alarm(
    id="s1.spo2_low.high.1",
    revision=3,
    bed="7",
    session="s1",
    rule="spo2_low.high",
    vital=None,
    direction=None,
    priority=Priority.HIGH,
    kind=Kind.PHYSIOLOGICAL,
    condition=Condition.ACTIVE,
    attention=Attention.UNACKNOWLEDGED,
    latched=False,
    value=84,
    limit=90,
    onset=T0,
    text="SpO2 low",
    reason=Reason.ESCALATED,
)


class Monitoring:
    """The judge's side: what it would answer, and the facts that were written."""

    def __init__(self) -> None:
        self.over: dict[str, str] = {}
        self.failing: set[str] = set()
        self.facts: list[Mapping[str, Any]] = []
        self._written = asyncio.Event()

    async def fact(self, **members: Any) -> None:
        """Waits for a fact with these members."""
        async with asyncio.timeout(15):
            while not any(members.items() <= fact.items() for fact in self.facts):
                self._written.clear()
                await self._written.wait()

    def settled(self, alarm: str) -> str | None:
        return self.over.get(alarm)

    def notified(self, alarm: str, body: Mapping[str, Any]) -> None:
        self.facts.append(body)
        self._written.set()

    def channel(self, channel: str, failing: bool) -> None:
        self.facts.append({"channel": channel, "failing": failing})

    def is_failing(self, channel: str) -> bool:
        return channel in self.failing


def reached(
    step: Step, after_s: int = 30, because: Reason = Reason.ESCALATED, **members: Any
) -> Transition:
    """The alarm reaches this step so many seconds after it began."""
    at = T0 + after_s * 1000
    alarm = replace(ALARM, step=step, step_at=at, **members)
    return Transition(at, Condition.ACTIVE, because, alarm)


class Office:
    def __init__(
        self, data: Path, settings: Settings, backoff_s: Sequence[float], give_up_s: float
    ) -> None:
        self.database = Database(data / "vigil.sqlite3")
        migrate(self.database)
        self._set_roster()
        self.recorder = Recorder(self.database)
        clock = SystemClock()
        self.notifier = Notifier(channels_of(settings), clock)
        self.sender = Sender(
            self.notifier, self.database, self.recorder, clock, backoff_s, give_up_s
        )
        self.caller = Caller(
            self.sender, self.notifier.channels, self.database, clock, settings.public_url
        )
        self.monitoring = Monitoring()

    def reach(self, *transitions: Transition, simulated: bool = False) -> list[Notification]:
        """As the pipeline does it: in one entry with the transitions, then on its way."""
        made = self.caller.called(transitions, initials="M.K.", simulated=simulated)
        if made:
            self.recorder.submit(Entry(work=[notifications.queue(made)]))
        self.caller.send(made)
        return made

    async def rows(self) -> list[Notification]:
        """What is on disk, in the order of steps."""
        await self.recorder.write(lambda connection: None)
        with self.database.reading() as connection:
            return sorted(
                notifications.newest(connection, 100), key=lambda one: (one.called_at, one.channel)
            )

    async def settled(self) -> list[Notification]:
        """The rows, once nothing is on its way."""
        async with asyncio.timeout(15):
            while tasks := self.sender.on_their_way:
                await asyncio.wait(tasks)
        return await self.rows()

    def _set_roster(self) -> None:
        with self.database.writing() as connection:
            if duty.current(connection).revision == 0:
                for name, role in ROLES.items():
                    users.add(connection, 1, "test", name, role, "nothing hashes to this")
                duty.put(connection, 1, "test", ROSTER)


def both(hook: Hook, mailbox: Mailbox) -> Settings:
    return Settings(
        data=Path(),
        webhook=WebhookSettings(hook.url, b"a secret of the clinic"),
        mail=MailSettings("127.0.0.1", mailbox.port, "vigil@clinic.example", Encryption.NONE),
        public_url="https://vigil.example/",
    )


@asynccontextmanager
async def opened(
    data: Path,
    settings: Settings,
    backoff_s: Sequence[float] = (0.01,),
    give_up_s: float = 60.0,
    failing: str | None = None,
) -> AsyncIterator[Office]:
    office = Office(data, settings, backoff_s, give_up_s)
    if failing is not None:
        office.monitoring.failing.add(failing)
    office.recorder.start()
    office.notifier.start(office.monitoring)
    office.sender.start(office.monitoring)
    yield office
    await office.sender.close()
    await office.notifier.close()
    await office.recorder.stop()
    office.database.close()
