"""The one writer: a thread that commits whatever waits, in the order in which it was handed over.

An entry is durable when its `committed` callback runs (on the event loop). When the disk refuses,
the batch is kept and tried again until it takes it. What can never be taken fails alone: an entry's
records are kept even when its work cannot be done, since what was judged cannot be undone.
"""

import asyncio
import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError, InternalError, OperationalError

from app.store.database import Database

T = TypeVar("T")
Work = Callable[[Connection], object]
# log, n, at, kind, body, hash, boot, seq
RecordRow = tuple[int, int, int, str, str, str, int | None, int | None]

RETRY_FIRST_S = 0.05
RETRY_LONGEST_S = 1.0
MAX_BATCH = 5000

_INSERT_RECORD = (
    "INSERT INTO records (log, n, at, kind, body, hash, boot, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_RAISE_ACKED = "UPDATE boots SET acked = ? WHERE id = ? AND acked < ?"

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Entry:
    """What one input makes durable, all of it or nothing.

    `work` runs first (it may create what the records refer to) and must bear being run again.
    """

    records: list[RecordRow] = field(default_factory=list)
    acked: tuple[int, int] | None = None  # (boot id, everything up to this number is handled)
    work: list[Work] = field(default_factory=list)
    committed: Callable[[], None] | None = None


@dataclass(slots=True)
class _Request:
    """Somebody waits for the answer of `work`."""

    work: Work
    answer: asyncio.Future[object]


_STOP = object()


class Recorder:
    """Started by `start` on the running event loop; `stop` commits what waits, then ends."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = threading.Event()
        self.fault: str | None = None  # why the last try failed; None while the disk takes it

    def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._thread.start()

    async def stop(self) -> None:
        self._stopping.set()
        self._waiting.put(_STOP)
        await asyncio.to_thread(self._thread.join)

    def submit(self, entry: Entry) -> None:
        """Hands an entry over; returns at once."""
        self._waiting.put(entry)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` in the writer's transaction; what it returned is durable.

        Raises what `work` raised; then nothing of it was kept.
        """
        answer: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        self._waiting.put(_Request(work, answer))
        return await answer  # type: ignore[return-value]  # the queue forgets T

    # --- in the thread ---

    def _run(self) -> None:
        with self._database.writer.connect() as connection:
            while True:
                batch, stop = self._take()
                if not self._commit(connection, batch) or stop:
                    return

    def _take(self) -> tuple[list[Entry | _Request], bool]:
        batch: list[Entry | _Request] = []
        item = self._waiting.get()
        while True:
            if item is _STOP:
                return batch, True
            batch.append(item)  # type: ignore[arg-type]  # a SimpleQueue of two kinds and a sentinel
            if len(batch) >= MAX_BATCH:
                return batch, False
            try:
                item = self._waiting.get_nowait()
            except queue.Empty:
                return batch, False

    def _commit(self, connection: Connection, batch: list[Entry | _Request]) -> bool:
        """Tries until the disk takes it; False if the process ends first and nothing may follow."""
        pause = RETRY_FIRST_S
        while True:
            try:
                answers = self._try(connection, batch)
            except Exception as error:
                if not _of_the_disk(error):
                    return self._one_by_one(connection, batch, error)
                self.fault = str(error.__cause__ or error)
                logger.error("cannot record, trying again: %s", self.fault)
                if self._stopping.wait(pause) and pause >= RETRY_LONGEST_S:
                    return False  # nothing of it was acked
                pause = min(pause * 2, RETRY_LONGEST_S)
            else:
                self.fault = None
                self._tell(batch, answers)
                return True

    def _try(self, connection: Connection, batch: list[Entry | _Request]) -> list[object]:
        answers: list[object] = []
        with connection.begin():
            rows: list[RecordRow] = []
            acked: dict[int, int] = {}
            for item in batch:
                if isinstance(item, _Request):
                    self._flush(connection, rows)
                    answers.append(self._answer(connection, item))
                    continue
                if item.work:
                    self._flush(connection, rows)
                    for work in item.work:
                        work(connection)
                rows.extend(item.records)
                if item.acked is not None:
                    boot, upto = item.acked
                    acked[boot] = max(acked.get(boot, 0), upto)
                answers.append(None)
            self._flush(connection, rows)
            if acked:
                raised = [(upto, boot, upto) for boot, upto in acked.items()]
                connection.exec_driver_sql(_RAISE_ACKED, raised)
        return answers

    @staticmethod
    def _flush(connection: Connection, rows: list[RecordRow]) -> None:
        if rows:
            connection.exec_driver_sql(_INSERT_RECORD, rows)
            rows.clear()

    @staticmethod
    def _answer(connection: Connection, request: _Request) -> object:
        """The result, or the exception, of work whose failure is only its caller's business."""
        try:
            with connection.begin_nested():
                return request.work(connection)
        except Exception as error:
            if _of_the_disk(error):
                raise
            return error

    def _one_by_one(
        self, connection: Connection, batch: list[Entry | _Request], error: Exception
    ) -> bool:
        """One entry cannot be taken as it is: keep the others, and say so loudly."""
        if len(batch) > 1:
            return all(self._commit(connection, [item]) for item in batch)
        (item,) = batch
        self.fault = f"refused by the database: {error.__cause__ or error}"
        logger.critical("an entry was %s", self.fault)
        if isinstance(item, Entry) and item.records and item.work:
            logger.critical("its records are kept without what is derived from them")
            return self._commit(connection, [replace(item, work=[])])
        return True

    def _tell(self, batch: list[Entry | _Request], answers: list[object]) -> None:
        assert self._loop is not None
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(_release, batch, answers)


def _of_the_disk(error: Exception) -> bool:
    """Locked, full or failing: worth another try, where anything else would fail for ever."""
    return isinstance(error, OperationalError) or type(error) in (DatabaseError, InternalError)


def _release(batch: list[Entry | _Request], answers: list[object]) -> None:
    for item, answer in zip(batch, answers, strict=True):
        if isinstance(item, Entry):
            _committed(item)
        elif not item.answer.done():
            if isinstance(answer, Exception):
                item.answer.set_exception(answer)
            else:
                item.answer.set_result(answer)


def _committed(entry: Entry) -> None:
    """A fault of one bed's announcement must not keep the acks of the others."""
    try:
        if entry.committed is not None:
            entry.committed()
    except Exception:
        logger.exception("what follows a commit failed")
