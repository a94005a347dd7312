"""The vitals of one log as columns: one row an instant, for figures and clients."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from app.domain.vitals import PRESSURES, Vital
from app.store import chunks
from app.store.chunks import Mark, Point

Columns = dict[str, list[Any]]


def columns(
    connection: Connection,
    log: int,
    unsealed: Iterable[Point],
    from_at: int,
    to_at: int,
    points: int | None,
) -> Columns:
    """`at` and one list a vital (null where it has none), `late`, `held`, `hand` (some of it
    a person entered), and `bp`: the source.

    Implausible values are left out. With `points`, each vital is thinned to about so many, keeping
    the least and the greatest of each stretch, so that no extreme hides.
    """
    series: dict[str, dict[int, tuple[float | None, int]]] = {}
    for vital, at, value, mark in (*chunks.read(connection, log, from_at, to_at), *unsealed):
        if not mark & Mark.IMPLAUSIBLE:
            series.setdefault(vital, {})[at] = (value, mark)
    if points is not None:
        series = {vital: thinned(one, points) for vital, one in series.items()}
    return _as_columns(series)


def thinned(
    series: dict[int, tuple[float | None, int]], points: int
) -> dict[int, tuple[float | None, int]]:
    """The least and the greatest value of each of points/2 equal stretches, and what is null."""
    if len(series) <= points:
        return series
    instants = sorted(series)
    first, stretches = instants[0], max(1, points // 2)
    width = max(1, -(-(instants[-1] - first + 1) // stretches))
    kept: set[int] = set()
    buckets: dict[int, list[int]] = {}
    for at in instants:
        if series[at][0] is None:
            kept.add(at)
        else:
            buckets.setdefault((at - first) // width, []).append(at)
    for bucket in buckets.values():
        kept.add(min(bucket, key=lambda at: (series[at][0], at)))
        kept.add(max(bucket, key=lambda at: (series[at][0], at)))
    return {at: series[at] for at in sorted(kept)}


def _as_columns(series: dict[str, dict[int, tuple[float | None, int]]]) -> Columns:
    instants = sorted({at for one in series.values() for at in one})
    nothing: tuple[None, int] = (None, 0)
    found: Columns = {"at": instants}
    marks = dict.fromkeys(instants, 0)
    for vital in Vital:
        one = series.get(vital, {})
        found[vital] = [one.get(at, nothing)[0] for at in instants]
        for at, (_, mark) in one.items():
            marks[at] |= mark
    pressed = {at for vital in PRESSURES for at in series.get(vital, {})}
    found["late"] = [bool(marks[at] & Mark.LATE) for at in instants]
    found["held"] = [bool(marks[at] & Mark.HELD) for at in instants]
    found["hand"] = [bool(marks[at] & Mark.HAND) for at in instants]
    found["bp"] = [_source(marks[at]) if at in pressed else None for at in instants]
    return found


def _source(mark: int) -> str:
    if mark & Mark.ARTERIAL:
        return "art"
    return "hand" if mark & Mark.HAND else "nibp"
