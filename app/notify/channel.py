"""A way to tell people outside: what each of them does, and how it fails."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.notify.message import Message

TIMEOUT_S = 10.0  # for one attempt, all of it
ANSWER_CHARS = 200  # of a receiver's answer, what is kept


class ChannelName(StrEnum):
    WEBHOOK = "webhook"
    EMAIL = "email"


class NotDelivered(Exception):
    """The other side did not take it, or did not say so in time; the text says why."""


@dataclass(frozen=True, slots=True)
class Letter:
    """`id` stays the same however often it is tried: receivers tell repeats by it.

    `target` is an e-mail address; a webhook has one receiver and does not look at it.
    """

    id: str
    target: str
    message: Message


class Channel(Protocol):
    async def send(self, letter: Letter) -> str:
        """The receiver's answer, once it has taken the letter. Raises NotDelivered."""
        ...

    async def close(self) -> None: ...


def shortened(answer: str) -> str:
    """An answer on one line, as far as it is kept."""
    return " ".join(answer.split())[:ANSWER_CHARS]
