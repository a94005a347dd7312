"""Minute chunks: the vitals of one log, one vital and one minute as one packed blob (derived).

A blob is zlib over: the count (uint32), instants within the minute (uint16 ms each), values
(float64, NaN for "no value"), flags (uint8), all little-endian.
"""

import math
import struct
import sys
import zlib
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from enum import IntFlag

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from app.store.tables import chunks

MINUTE_MS = 60_000
_LEVEL = 1  # zlib: most of the gain at a tenth of the price


class Mark(IntFlag):
    NONE = 0
    LATE = 1
    IMPLAUSIBLE = 2
    ARTERIAL = 4
    HELD = 8
    HAND = 16


# vital, instant (ms), value (None: the device had none), mark
Point = tuple[str, int, float | None, int]
# instant → (value, mark); one instant holds one value
Series = dict[int, tuple[float | None, int]]


def pack(minute: int, series: Series) -> bytes:
    instants = sorted(series)
    offsets = array("H", (at - minute * MINUTE_MS for at in instants))
    values = array("d", (math.nan if (v := series[at][0]) is None else v for at in instants))
    marks = array("B", (series[at][1] for at in instants))
    if sys.byteorder == "big":
        offsets.byteswap()
        values.byteswap()
    packed = offsets.tobytes() + values.tobytes() + marks.tobytes()
    return zlib.compress(struct.pack("<I", len(instants)) + packed, _LEVEL)


def unpack(minute: int, blob: bytes) -> Series:
    data = zlib.decompress(blob)
    (count,) = struct.unpack_from("<I", data)
    offsets = struct.unpack_from(f"<{count}H", data, 4)
    values = struct.unpack_from(f"<{count}d", data, 4 + 2 * count)
    marks = struct.unpack_from(f"<{count}B", data, 4 + 10 * count)
    start = minute * MINUTE_MS
    return {
        start + offset: (None if math.isnan(value) else value, mark)
        for offset, value, mark in zip(offsets, values, marks, strict=True)
    }


def seal(log: int, minute: int, vital: str, series: Series) -> Callable[[Connection], None]:
    """Work for the recorder: adds the series to what the minute holds already."""

    def work(connection: Connection) -> None:
        where = (chunks.c.log == log) & (chunks.c.minute == minute) & (chunks.c.vital == vital)
        stored = connection.execute(select(chunks.c.blob).where(where)).scalar()
        whole = {**unpack(minute, stored), **series} if stored else series
        row = {"log": log, "minute": minute, "vital": vital, "blob": pack(minute, whole)}
        connection.execute(
            insert(chunks)
            .values(row)
            .on_conflict_do_update(
                index_elements=["log", "minute", "vital"], set_={"blob": row["blob"]}
            )
        )

    return work


def read(connection: Connection, log: int, from_at: int, to_at: int) -> Iterator[Point]:
    """Every stored point of the log in from_at..to_at (inclusive), minute by minute."""
    query = (
        select(chunks.c.minute, chunks.c.vital, chunks.c.blob)
        .where(
            chunks.c.log == log,
            chunks.c.minute >= from_at // MINUTE_MS,
            chunks.c.minute <= to_at // MINUTE_MS,
        )
        .order_by(chunks.c.minute)
    )
    for row in connection.execute(query):
        for at, (value, mark) in unpack(row.minute, row.blob).items():
            if from_at <= at <= to_at:
                yield row.vital, at, value, mark


def last_minute(connection: Connection, log: int) -> int:
    """The newest sealed minute of the log, 0 if none."""
    query = select(func.max(chunks.c.minute)).where(chunks.c.log == log)
    return int(connection.execute(query).scalar() or 0)


def clear(connection: Connection) -> None:
    connection.execute(delete(chunks))


class Tail:
    """What is not yet sealed, by minute and vital."""

    def __init__(self) -> None:
        self._minutes: dict[int, dict[str, Series]] = defaultdict(lambda: defaultdict(dict))
        self._leaving: list[dict[int, dict[str, Series]]] = []  # being written, not yet on disk

    def add(self, points: Iterable[Point]) -> None:
        for vital, at, value, mark in points:
            self._minutes[at // MINUTE_MS][vital][at] = (value, mark)

    def points(self, from_at: int, to_at: int) -> Iterator[Point]:
        """Everything in from_at..to_at that a reader of the chunks may not find there yet."""
        for minutes in (*self._leaving, self._minutes):
            for vitals in minutes.values():
                for vital, series in vitals.items():
                    for at, (value, mark) in series.items():
                        if from_at <= at <= to_at:
                            yield vital, at, value, mark

    def seal(
        self, log: int, before: int | None
    ) -> tuple[list[Callable[[Connection], object]], Callable[[], None]]:
        """Work that stores the minutes ended before this instant (None: all), and what to call
        when it is committed; until then they can still be read here."""
        ripe = {
            minute: vitals
            for minute, vitals in self._minutes.items()
            if before is None or (minute + 1) * MINUTE_MS <= before
        }
        for minute in ripe:
            del self._minutes[minute]
        self._leaving.append(ripe)
        work: list[Callable[[Connection], object]] = [
            seal(log, minute, vital, series)
            for minute, vitals in ripe.items()
            for vital, series in vitals.items()
        ]
        return work, lambda: self._leaving.remove(ripe)
