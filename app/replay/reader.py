"""Recordings as CSV: a time column (`seconds` or `at`), then one column a vital.

`seconds` counts from the recording's start (may have decimals); `at` is ms since the epoch. An
empty cell means that nothing was reported then. Reading is pure: text in, `Recording` out.
"""

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from app.domain.vitals import Vital

TIME_COLUMNS = {"seconds": 1000.0, "at": 1.0}  # to ms
ZEROABLE = frozenset({Vital.HR, Vital.PR, Vital.RR, Vital.SPO2})
SECOND = 1000


class RecordingError(ValueError):
    """The file cannot be read as a recording; the text names the line."""


@dataclass(frozen=True, slots=True)
class Row:
    """What was reported at one instant: `at` in ms since the first row; None: "no value"."""

    at: int
    values: Mapping[Vital, float | None]


@dataclass(frozen=True, slots=True)
class Recording:
    """At least one row; `interval` is the usual distance of two rows in ms."""

    rows: tuple[Row, ...]
    interval: int


def read_csv(lines: Iterable[str], *, zero_is_no_value: bool = False) -> Recording:
    """Raises RecordingError.

    `zero_is_no_value`: in this source 0 stands for "no value" in hr, pr, rr and spo2. Without it a
    0 is sent as it is, and means what the monitor socket says (for rr: apnoea).
    """
    reader = csv.reader(lines, strict=True)
    try:
        header = next(reader, None)
        if header is None:
            raise RecordingError("line 1: the file is empty")
        scale, columns = _columns(header)
        rows = [
            _row(cells, reader.line_num, scale, columns, zero_is_no_value)
            for cells in reader
            if cells
        ]
    except csv.Error as wrong:
        raise RecordingError(f"line {reader.line_num}: {wrong}") from None
    return _recording(rows)


def _columns(header: Sequence[str]) -> tuple[float, list[Vital]]:
    """The first column's scale to ms, and the vital of each further column."""
    names = [name.strip() for name in header]
    if names[0] not in TIME_COLUMNS:
        raise RecordingError(f"line 1: the first column must be seconds or at, not {names[0]!r}")
    for name in names[1:]:
        if name not in Vital.__members__.values():
            raise RecordingError(f"line 1: {name!r} is no vital (known: {', '.join(Vital)})")
    if len(set(names)) < len(names):
        raise RecordingError("line 1: a column appears twice")
    if len(names) == 1:
        raise RecordingError("line 1: there is no vital")
    return TIME_COLUMNS[names[0]], [Vital(name) for name in names[1:]]


def _row(
    cells: Sequence[str], line: int, scale: float, columns: Sequence[Vital], zero_is_no_value: bool
) -> tuple[int, Row]:
    if len(cells) != len(columns) + 1:
        raise RecordingError(f"line {line}: {len(cells)} cells, expected {len(columns) + 1}")
    values: dict[Vital, float | None] = {}
    for vital, cell in zip(columns, cells[1:], strict=True):
        if not cell.strip():
            continue
        value = _number(cell, line, vital.value)
        absent = zero_is_no_value and value == 0 and vital in ZEROABLE
        values[vital] = None if absent else value
    return line, Row(round(_number(cells[0], line, "time") * scale), values)


def _number(cell: str, line: int, name: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        raise RecordingError(f"line {line}: {name} is no number: {cell!r}") from None
    if not math.isfinite(value):
        raise RecordingError(f"line {line}: {name} is not finite: {cell!r}")
    return value


def _recording(numbered: Sequence[tuple[int, Row]]) -> Recording:
    if not numbered:
        raise RecordingError("line 2: there are no rows")
    rows = [row for _, row in numbered]
    steps = [after.at - before.at for before, after in pairwise(rows)]
    for (line, _), step in zip(numbered[1:], steps, strict=True):
        if step <= 0:
            raise RecordingError(f"line {line}: time does not rise")
    first = rows[0].at
    interval = round(median(steps)) if steps else SECOND
    return Recording(tuple(Row(row.at - first, row.values) for row in rows), interval)
