"""The chain: whatever is changed, taken out, put in or swapped is found, and where."""

from collections.abc import Callable

import pytest

from app.store.database import Database
from app.store.recorder import Entry, Recorder
from app.store.records import (
    BrokenChain,
    Line,
    checked,
    close_log,
    find_log,
    keep_private,
    last_instant,
    last_log_id,
    lines,
    of_kind,
    open_logs,
    page,
    private_values,
)
from app.wire.log import line, link
from tests.store.chain import AT, Chain

Damage = Callable[[list[Line]], list[Line]]


def written(count: int) -> list[Line]:
    chain = Chain()
    rows = [chain.row() for _ in range(count)]
    return [Line(n, at, kind, body, digest) for _, n, at, kind, body, digest, _, _ in rows]


def changed(found: list[Line]) -> list[Line]:
    other = found[2].body.replace('"3"', '"8"')
    assert other != found[2].body
    return [*found[:2], Line(3, found[2].at, "note", other, found[2].hash), *found[3:]]


def rehashed(found: list[Line]) -> list[Line]:
    """Record 3 says something else and its own hash fits; the next one tells."""
    body = found[2].body.replace('"3"', '"8"')
    made = Line(3, found[2].at, "note", body, link(found[1].hash, body))
    return [*found[:2], made, *found[3:]]


def inserted(found: list[Line]) -> list[Line]:
    body = line(3, AT, "note", {"text": "new"})
    return [*found[:2], Line(3, AT, "note", body, link(found[1].hash, body)), *found[2:]]


@pytest.mark.parametrize(
    ("damage", "n", "why"),
    [
        (changed, 3, "was changed"),
        (rehashed, 4, "was changed"),
        (lambda found: [*found[:2], *found[3:]], 3, "is missing"),
        (lambda found: found[1:], 1, "is missing"),
        (inserted, 4, "is missing"),
        (lambda found: [found[0], found[2], found[1], *found[3:]], 2, "is missing"),
        (lambda found: [*found, found[-1]], 7, "is missing"),
    ],
)
def test_the_first_broken_record_is_named(damage: Damage, n: int, why: str) -> None:
    with pytest.raises(BrokenChain) as broken:
        list(checked("s1", iter(damage(written(6)))))
    assert (broken.value.log, broken.value.n, broken.value.why) == ("s1", n, why)


def test_a_whole_chain_is_read_through() -> None:
    found = written(6)
    assert list(checked("s1", iter(found))) == found
    assert list(checked("s1", iter([]))) == []


async def test_lines_come_back_in_their_order(database: Database, recorder: Recorder) -> None:
    chain, other = Chain(), Chain(2, "s2")
    recorder.submit(chain.opening())
    recorder.submit(other.opening())
    for _ in range(4):
        recorder.submit(Entry(records=[chain.row(), other.row()]))
    await recorder.write(lambda connection: None)
    with database.reading() as connection:
        assert [one.n for one in checked("s1", lines(connection, 1))] == [1, 2, 3, 4, 5]
        assert [one.n for one in lines(connection, 1, after=2, limit=2)] == [3, 4]
        assert [one.n for one in page(connection, 1, 0, 2, None)] == [1, 2]
        assert [one.n for one in page(connection, 1, 0, 2, None, newest=True)] == [4, 5]
        assert page(connection, 1, 0, None, ["vitals"]) == []
        assert len(of_kind(connection, 1, "note")) == 5
        assert last_instant(connection) == AT + 5
        assert last_log_id(connection) == 2


async def test_logs_are_open_until_they_are_closed(database: Database, recorder: Recorder) -> None:
    with database.reading() as connection:
        assert (last_instant(connection), last_log_id(connection)) == (0, 0)
    one, two = Chain(), Chain(2, "s2")
    recorder.submit(one.opening())
    recorder.submit(two.opening())
    recorder.submit(Entry(work=[close_log(1, AT + 9)]))
    await recorder.write(lambda connection: None)
    with database.reading() as connection:
        assert open_logs(connection) == [two.log]
        closed = find_log(connection, "s1")
        assert closed is not None
        assert closed.closed_at == AT + 9
        assert find_log(connection, "s3") is None


async def test_clear_values_are_kept_beside_the_log(database: Database, recorder: Recorder) -> None:
    recorder.submit(Chain().opening())
    values = {"patient": ("5a17", '{"initials":"M.K."}'), "text": ("5a18", '"calm"')}
    recorder.submit(Entry(work=[keep_private(1, 1, values)]))
    found = await recorder.write(lambda connection: private_values(connection, 1))
    assert found == {1: values}
