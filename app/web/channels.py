"""The ways to tell people who are at no screen: how they do, and a test of each."""

from typing import Annotated

from fastapi import Depends, Query, Request
from pydantic import Field

from app.auth.dependencies import require
from app.auth.principal import Principal
from app.auth.roles import Action
from app.notify.channel import ChannelName
from app.notify.message import read
from app.store import audit, notifications
from app.web.parts import parts
from app.web.route import router
from app.web.schemas import Asked
from app.wire.screen import Message

Reader = Annotated[Principal, Depends(require(Action.READ_CHANNELS))]
Tester = Annotated[Principal, Depends(require(Action.TEST_CHANNELS))]

routes = router("channels")


class ChannelState(Message):
    """`failing`: its last three attempts failed, or a message was given up. `last_at`: the last
    attempt (ms); `last_error`: why it failed, null if it did not."""

    channel: ChannelName
    configured: bool
    failing: bool
    last_at: int | None
    last_error: str | None


class Channels(Message):
    items: list[ChannelState]


class TestAsked(Asked):
    """`to`: where an e-mail goes; a webhook needs none."""

    # ASCII without blanks: what SMTP takes as it is, and no second header.
    to: str | None = Field(default=None, pattern=r"^[!-~]+@[!-~]+$", max_length=200)


class Tested(Message):
    """`detail`: the receiver's answer, or why there is none."""

    state: str
    detail: str
    at: int


class Notification(Message):
    """`names` were to be told, as `step`. `next_at`: when it is tried again (real ms). `detail`:
    the receiver's answer, or why there is none."""

    id: str
    at: int
    alarm: str
    step: str
    channel: ChannelName
    names: list[str]
    state: notifications.State
    attempts: int
    next_at: int | None
    detail: str | None


class Notifications(Message):
    items: list[Notification]


@routes.get("/channels")
async def every(principal: Reader, request: Request) -> Channels:
    notifier = parts(request).notifier
    return Channels(
        items=[
            ChannelState(
                channel=channel,
                configured=channel in notifier.channels,
                failing=health.failing,
                last_at=health.last_at,
                last_error=health.last_error,
            )
            for channel, health in notifier.health.items()
        ]
    )


@routes.post("/channels/{channel}/test")
async def test(
    channel: ChannelName, asked: TestAsked, principal: Tester, request: Request
) -> Tested:
    """Sends a message that says TEST, and waits for the receiver: ten seconds at most."""
    here = parts(request)
    outcome = await here.notifier.test(channel, asked.to)
    state, at = "sent" if outcome.sent else "failed", here.clock.wall()
    await here.write(
        lambda connection: audit.append(
            connection, at, principal.name, "channel_tested", channel, to=asked.to, state=state
        )
    )
    return Tested(state=state, detail=outcome.detail, at=outcome.at)


@routes.get("/notifications")
async def notified(
    principal: Reader,
    request: Request,
    alarm: str | None = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Notifications:
    """What was told to people outside, or is still to be; newest first."""
    with parts(request).database.reading() as connection:
        found = notifications.newest(connection, limit, alarm)
    return Notifications(
        items=[
            Notification(
                id=one.id,
                at=one.at,
                alarm=one.alarm,
                step=one.step,
                channel=ChannelName(one.channel),
                names=list(read(one.message).names),
                state=one.state,
                attempts=one.attempts,
                next_at=one.next_at,
                detail=one.detail,
            )
            for one in found
        ]
    )
