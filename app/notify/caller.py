"""Whom an alarm calls outside when it reaches a step of the duty roster (clinical 3.10)."""

import json
import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.alarms.condition import Attention, Reason, Step, Transition
from app.clock import Clock
from app.notify.channel import ChannelName
from app.notify.message import Message, about
from app.notify.sender import Sender
from app.store import duty
from app.store.database import Database
from app.store.duty import Contact, Roster
from app.store.notifications import Notification

_ASIDE = frozenset({Reason.RECEIVED, Reason.ON_MY_WAY, Reason.DUTY_CHANGED, Reason.SHARED})
_STEPS = tuple(Step)  # one after the other; the nurses are called by the screens

logger = logging.getLogger(__name__)


class Caller:
    """Stands behind monitoring's port `Outside`."""

    def __init__(
        self,
        sender: Sender,
        channels: Iterable[ChannelName],
        database: Database,
        clock: Clock,
        public_url: str | None,
    ) -> None:
        self._sender = sender
        self._channels = tuple(channels)
        self._database = database
        self._roster = Roster()
        self._clock = clock
        self._public_url = public_url

    def called(
        self, transitions: Iterable[Transition], *, initials: str | None, simulated: bool
    ) -> list[Notification]:
        """What is to be sent because of what an input brought: nothing at all for a simulation."""
        if simulated or not self._channels:
            return []
        cards = _cards(filter(_reaches, transitions))
        if not cards:
            return []
        roster = self._on_duty()
        return [
            one
            for card in cards
            for step in _called_steps(card[0])
            for one in self._calls(card, step, roster, initials)
        ]

    def send(self, made: Iterable[Notification]) -> None:
        self._sender.send(made)

    def _on_duty(self) -> Roster:
        """The roster; should the disk fail in this very moment, the one that was read last."""
        try:
            with self._database.reading() as connection:
                self._roster = duty.current(connection)
        except Exception:  # the alarm itself must go on, whatever it is
            logger.exception("the duty roster cannot be read")
        return self._roster

    def _calls(
        self, card: list[Transition], step: Step, roster: Roster, initials: str | None
    ) -> Iterator[Notification]:
        at, alarm = card[0].at, card[0].alarm
        contacts = roster.of(step)
        if step is not alarm.step:  # passed over: those are called who were not yet
            before = _names(roster, _STEPS[: _STEPS.index(step)])
            contacts = tuple(one for one in contacts if one.name not in before)
        message = about(
            [line.alarm for line in card],
            at,
            step=step,
            initials=initials,
            names=tuple(contact.name for contact in contacts),
            told_before=_names(roster, _STEPS[: _STEPS.index(step)]),
            public_url=self._public_url,
        )
        for channel, target, told in self._targets(contacts, message):
            yield Notification(
                at=self._clock.wall(),
                alarm=alarm.id,
                called_at=at,
                step=step.value,
                channel=channel.value,
                target=target,
                message=json.dumps(told.members()),
            )

    def _targets(
        self, contacts: tuple[Contact, ...], message: Message
    ) -> Iterator[tuple[ChannelName, str, Message]]:
        """The webhook is told once, of everybody; an e-mail goes to each who has an address."""
        if ChannelName.WEBHOOK in self._channels and message.names:
            yield ChannelName.WEBHOOK, "", message
        if ChannelName.EMAIL in self._channels:
            for contact in contacts:
                if contact.email is not None:
                    told = replace(message, names=(contact.name,))
                    yield ChannelName.EMAIL, contact.email, told


def _cards(reached: Iterable[Transition]) -> list[list[Transition]]:
    """The lines of one card reach a step together: one event, one message."""
    cards: dict[object, list[Transition]] = {}
    for transition in reached:
        alarm = transition.alarm
        key = (alarm.group or alarm.id, alarm.step, transition.at)
        cards.setdefault(key, []).append(transition)
    return list(cards.values())


def _reaches(transition: Transition) -> bool:
    """Whether the alarm reached a step beyond the nurses with this very transition."""
    alarm = transition.alarm
    return (
        alarm.step is not None
        and alarm.step is not Step.NURSE
        and alarm.step_at == transition.at
        and transition.because not in _ASIDE
        and alarm.attention is Attention.UNACKNOWLEDGED
        and not alarm.retro
    )


def _called_steps(transition: Transition) -> tuple[Step, ...]:
    """The step that was reached; and if it was reached at once, those that it passed over."""
    reached = transition.alarm.step
    assert reached is not None
    if transition.because is Reason.ESCALATED:
        return (reached,)
    return _STEPS[1 : _STEPS.index(reached) + 1]


def _names(roster: Roster, steps: Iterable[Step]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.name for step in steps for one in roster.of(step)))
