"""A load generator in a process of its own, so that its work is not counted as the server's."""

import asyncio
import multiprocessing
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

import uvloop

PATIENCE_S = 40.0
Job = Callable[[Connection, Any], Awaitable[None]]


class Silent(Exception):
    """The generator ended, or said nothing for too long."""


class Apart:
    """The parent's end: `ask` sends a word or a value, `hear` waits for the next answer."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def ask(self, message: Any) -> None:
        self._pipe.send(message)

    def hear(self, patience_s: float = PATIENCE_S) -> Any:
        if not self._pipe.poll(patience_s):
            raise Silent(f"the load generator said nothing for {patience_s:g} s")
        try:
            answer = self._pipe.recv()
        except EOFError:
            raise Silent("the load generator ended; see above") from None
        return answer


@contextmanager
def apart(job: Job, given: Any) -> Iterator[Apart]:
    """Runs `job(pipe, given)` on an event loop in a new process until the block is left."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(job, theirs, given), daemon=True)
    process.start()
    theirs.close()
    try:
        yield Apart(ours)
    finally:
        ours.close()
        process.join(2)
        if process.is_alive():
            process.terminate()
            process.join()


def _run(job: Job, pipe: Connection, given: Any) -> None:
    async def main() -> None:
        await job(pipe, given)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main())


async def asked(pipe: Connection) -> Any:
    """In the generator: waits for the parent's next word without stopping the event loop.

    Raises EOFError when the parent has left.
    """
    return await asyncio.to_thread(pipe.recv)
