"""T17: thousands of alarm records, the power gone amid the writing, and nobody can tamper."""

import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.peers import Monitor
from tests.running import vigil
from tests.streaming.ward import Place, Ward, opened

RECORDS = 10_000
CROSSINGS = 60  # of one frame, a millisecond apart
AT_ONCE = 8  # frames on their way
RAISED = {"pending", "active"}
pytestmark = pytest.mark.faults


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    with opened(tmp_path_factory.mktemp("log"), "--live-frames-per-second", "5000") as ward:
        yield ward


async def storm(monitor: Monitor, place: Place) -> int:
    """Saturation and pulse cross their limits until enough is recorded; the newest acked frame."""
    values = itertools.cycle([{"spo2": 80, "hr": 30}, {"spo2": 98, "hr": 72}])
    acked = 0
    for frames in itertools.count(1):
        begin = monitor.clock() - CROSSINGS
        samples = [{"at": begin + n, **next(values)} for n in range(CROSSINGS)]
        sent = await monitor.vitals(*samples)
        if frames % AT_ONCE:
            continue
        acked = sent - AT_ONCE // 2  # the others are still on their way when it is killed
        await monitor.acked(acked)
        if len(place.records("transition")) >= RECORDS:
            break
    return acked


async def test_no_event_is_lost_and_none_can_be_changed(ward: Ward, tmp_path: Path) -> None:
    place = ward.place()
    async with await place.monitor() as monitor:
        session = await place.infusion(monitor)
        acked = await storm(monitor, place)
        ward.restart(kill=True)
    stored = place.stored()
    assert stored == list(range(1, len(stored) + 1))
    assert len(stored) >= acked
    transitions = place.records("transition")
    assert len(transitions) >= RECORDS
    limits = [t for t in transitions if t["alarm_kind"] == "physiological"]
    assert [t for t in limits if t["limit"] is None or t["value"] is None] == []
    check_chain_and_judge(place, session, tmp_path)
    check_nobody_can_change_it(place, session)


def check_chain_and_judge(place: Place, session: str, folder: Path) -> None:
    """Half a line, a changed line or a missing one would be told by each of the two."""
    file = folder / "storm.vigil.ndjson"
    written = vigil("export", session, "--format", "log", "-o", str(file), data=place.data)
    assert written.returncode == 0, written.stderr
    judged = vigil("judge", str(file), data=folder / "none")
    assert (judged.returncode, judged.stderr) == (0, "")


def check_nobody_can_change_it(place: Place, session: str) -> None:
    alarm = place.records("transition")[-1]["alarm"]
    for path in (f"/api/alarms/{alarm}", f"/api/sessions/{session}/log"):
        for method in ("DELETE", "PUT", "PATCH"):
            assert place.api.client.request(method, path).status_code in (403, 404, 405)
    with closing(sqlite3.connect(place.data / "vigil.sqlite3")) as connection:
        for change in ("DELETE FROM records", "UPDATE records SET at = 0"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(change)
