"""Minute chunks: packed and unpacked, merged, and never out of sight before they are on disk."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.store import chunks
from app.store.chunks import MINUTE_MS, Mark, Point, Series, Tail, pack, unpack
from app.store.database import Database
from app.store.recorder import Recorder
from tests.store.chain import Chain

MINUTE = 29_833_333
START = MINUTE * MINUTE_MS

offsets = st.integers(0, MINUTE_MS - 1)
values = st.none() | st.floats(allow_nan=False) | st.integers(-(2**53), 2**53)
marks = st.integers(0, 255)


@given(st.dictionaries(offsets.map(lambda ms: START + ms), st.tuples(values, marks)))
@settings(deadline=None)
def test_what_was_packed_is_unpacked(series: Series) -> None:
    assert unpack(MINUTE, pack(MINUTE, series)) == series


def test_a_minute_of_a_vital_is_small() -> None:
    series: Series = {START + 1000 * s: (97.0 + s % 2, 0) for s in range(60)}
    assert len(pack(MINUTE, series)) < 355


def point(ms: int, value: float | None, vital: str = "spo2", mark: int = 0) -> Point:
    return vital, START + ms, value, mark


def test_only_minutes_that_ended_leave_the_tail() -> None:
    tail = Tail()
    tail.add([point(0, 97), point(59_999, 98), point(60_000, 99)])
    work, _ = tail.seal(1, START + 59_999)
    assert work == []
    work, _ = tail.seal(1, START + 60_000)
    assert len(work) == 1
    work, _ = tail.seal(1, None)
    assert len(work) == 1


def test_what_is_not_committed_can_still_be_read() -> None:
    tail = Tail()
    tail.add([point(0, 97), point(60_000, 99)])
    _, committed = tail.seal(1, START + 60_000)
    assert list(tail.points(START, START + 60_000)) == [point(0, 97), point(60_000, 99)]
    committed()
    assert list(tail.points(START, START + 60_000)) == [point(60_000, 99)]


def test_the_newer_of_two_values_of_an_instant_counts() -> None:
    tail = Tail()
    tail.add([point(0, 97)])
    _, committed = tail.seal(1, START + 60_000)
    tail.add([point(0, 96)])
    assert [value for _, _, value, _ in tail.points(START, START)][-1] == 96
    committed()
    assert list(tail.points(START, START)) == [point(0, 96)]


@pytest.mark.parametrize(("first", "last", "found"), [(0, 0, 1), (1, 999, 0), (0, 1000, 2)])
def test_the_tail_is_read_by_instants(first: int, last: int, found: int) -> None:
    tail = Tail()
    tail.add([point(0, 97), point(1000, 98)])
    assert len(list(tail.points(START + first, START + last))) == found


async def test_late_values_join_a_sealed_minute(database: Database, recorder: Recorder) -> None:
    recorder.submit(Chain().opening())
    tail = Tail()
    tail.add([point(0, 97), point(1000, None), point(0, 131, "sbp", Mark.ARTERIAL)])
    for work in tail.seal(1, None)[0]:
        await recorder.write(work)
    tail.add([point(500, 88, mark=Mark.LATE), point(0, 96)])
    for work in tail.seal(1, None)[0]:
        await recorder.write(work)
    with database.reading() as connection:
        found = set(chunks.read(connection, 1, START, START + 1000))
        assert chunks.last_minute(connection, 1) == MINUTE
        assert set(chunks.read(connection, 1, START + 1, START + 999)) == {
            point(500, 88, mark=Mark.LATE)
        }
        assert list(chunks.read(connection, 2, START, START + 1000)) == []
    assert found == {
        point(0, 96),
        point(500, 88, mark=Mark.LATE),
        point(1000, None),
        point(0, 131, "sbp", Mark.ARTERIAL),
    }
