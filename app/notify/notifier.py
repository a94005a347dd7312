"""The channels of this server, and how each of them does."""

import asyncio
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.clock import Clock
from app.notify.channel import Channel, ChannelName, Letter, NotDelivered
from app.notify.health import Health
from app.notify.mail import Mail
from app.notify.message import Message
from app.notify.ports import Monitoring
from app.notify.refusals import ChannelNotConfigured, NoAddress
from app.notify.webhook import Webhook
from app.settings import Settings

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one attempt ended; `detail` is the receiver's answer, or why there is none."""

    sent: bool
    detail: str
    at: int


def channels_of(settings: Settings) -> dict[ChannelName, Channel]:
    """Those that are set up."""
    made: dict[ChannelName, Channel] = {}
    if settings.webhook is not None:
        made[ChannelName.WEBHOOK] = Webhook(settings.webhook)
    if settings.mail is not None:
        made[ChannelName.EMAIL] = Mail(settings.mail)
    return made


class Notifier:
    def __init__(self, channels: Mapping[ChannelName, Channel], clock: Clock) -> None:
        self.channels = channels
        self.health = dict.fromkeys(ChannelName, Health())
        self._clock = clock

    def start(self, monitoring: Monitoring) -> None:
        """From now on the server's log is told when a channel begins to fail, and when it reaches
        somebody again. What was told before a restart stands until then."""
        self._monitoring = monitoring
        for name in filter(monitoring.is_failing, ChannelName):
            if name in self.channels:
                self.health[name] = Health(failing=True)
            else:
                monitoring.channel(name, False)  # it is not set up any more: nothing fails

    async def test(self, channel: ChannelName, to: str | None) -> Outcome:
        """Sends a message that says TEST, once and at once, also in simulation.

        Raises ChannelNotConfigured, or NoAddress for an e-mail to nobody.
        """
        if channel not in self.channels:
            raise ChannelNotConfigured(channel)
        if channel is ChannelName.EMAIL and to is None:
            raise NoAddress
        letter = Letter(secrets.token_hex(16), to or "", Message(at=self._clock.now()))
        return await self.attempt(channel, letter)

    async def attempt(self, channel: ChannelName, letter: Letter) -> Outcome:
        """One try. Never raises: what nobody foresaw has not delivered anything either."""
        try:
            answer = await self.channels[channel].send(letter)
        except NotDelivered as error:
            return self._failed(channel, str(error))
        except Exception as error:
            logger.exception("sending by %s failed", channel)
            return self._failed(channel, type(error).__name__)
        outcome = Outcome(True, answer, self._clock.now())
        self._note(channel, self.health[channel].succeeded(outcome.at))
        return outcome

    def _failed(self, channel: ChannelName, detail: str) -> Outcome:
        outcome = Outcome(False, detail, self._clock.now())
        self._note(channel, self.health[channel].failed(outcome.at, detail))
        return outcome

    def give_up(self, channel: ChannelName) -> None:
        """A message will never reach anybody by this channel."""
        self._note(channel, replace(self.health[channel], failing=True))

    def _note(self, channel: ChannelName, health: Health) -> None:
        before, self.health[channel] = self.health[channel], health
        if health.failing != before.failing:
            self._monitoring.channel(channel, health.failing)

    async def close(self) -> None:
        await asyncio.gather(*(channel.close() for channel in self.channels.values()))
