"""Waiting for the recorder, but not for ever."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection as Connection  # what work is given, named for other rooms

from app.store.recorder import Recorder
from app.store.refusals import Refusal

T = TypeVar("T")


class NotRecorded(Refusal):
    """The change still waits for the disk: whether it will be kept is not known yet."""

    code = "not_recorded_yet"

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the disk did not take this within {seconds:g} s; look before repeating")


async def durably(recorder: Recorder, work: Callable[[Connection], T], within_s: float) -> T:
    """What `work` returned, once it is on disk. Raises what `work` raised, or NotRecorded."""
    try:
        async with asyncio.timeout(within_s):
            return await recorder.write(work)
    except TimeoutError:
        raise NotRecorded(within_s) from None
