"""kill -9 at any instant under load: what was acked is there, once, and the session goes on."""

import asyncio
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.load import BOOT, Sender, heart_rate
from tests.peers import Screen
from tests.streaming.ward import Place, Ward, opened, rows

ROUNDS = 5
MONITORS = 4
SEED = 20
CRITICAL = {"sbp": 190, "dbp": 115, "map": 140}
pytestmark = pytest.mark.faults


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Ward]:
    with opened(tmp_path, "--live-frames-per-second", "5000") as ward:
        yield ward


async def test_nothing_acked_is_missing_and_nothing_is_doubled(ward: Ward) -> None:
    random_instants = random.Random(SEED)
    places = [ward.place() for _ in range(MONITORS)]
    session = await critical(places[0])
    senders = [Sender(place) for place in places]
    before = await known(places[0])
    assert attention(before)["sbp_high_high"] == "acknowledged"
    assert attention(before)["dbp_high_high"] == "unacknowledged"
    for _ in range(ROUNDS):
        running = [asyncio.create_task(sender.run()) for sender in senders]
        await random_instants.choice(senders).acks(random_instants.randint(20, 300))
        ward.restart(kill=True)
        await asyncio.gather(*running)
        for sender in senders:
            check_stored(sender)
        after = await known(places[0])
        assert after == before
        assert places[0].api.get(f"/api/sessions/{session}").json()["phase"] == "infusion"
    restarts = [r for r in places[0].records("fact") if r["fact"] == "restart"]
    assert len(restarts) == ROUNDS


def check_stored(sender: Sender) -> None:
    found = rows(
        sender.place.data,
        "SELECT records.seq, records.body FROM records JOIN boots ON boots.id = records.boot"
        " WHERE boots.monitor = ? AND boots.boot = ? ORDER BY records.seq",
        sender.place.name,
        BOOT,
    )
    seqs = [seq for seq, _ in found]
    assert seqs == list(range(1, len(seqs) + 1))  # each once, without a hole
    assert len(seqs) >= sender.acked > 0
    for seq, body in found:
        (sample,) = json.loads(body + "}")["samples"]
        assert sample["hr"] == heart_rate(seq)


async def critical(place: Place) -> str:
    """A running infusion with two open alarms, one of them acknowledged; the session's id."""
    async with await place.screen() as screen, await place.monitor() as monitor:
        session = await place.infusion(monitor)
        await monitor.take(CRITICAL)
        systolic = await screen.alarm(rule="sbp_high_high")
        answer = place.api.post(
            f"/api/alarms/{systolic['id']}/acknowledge", {"revision": systolic["revision"]}
        )
        assert answer.status_code == 200
        return session


# Nobody attends to them: one after the other is called, also for the time the server was away.
GOES_ON = {"step", "step_at", "next_step", "next_step_at"}


async def known(place: Place) -> dict[str, Any]:
    """What a nurse's screen is told first, as far as it must outlive a crash."""
    async with await Screen.on(place.ward.ws, place.ward.nurse_token, place.bed) as screen:
        (bed,) = screen.snapshot["beds"]
        session = bed["session"]
        earliest = screen.greeting["time"] - session["started_at"]
        latest = screen.snapshot["time"] - session["started_at"]
        assert earliest <= session["clock"]["infused_ms"] <= latest  # whatever the gap was
        physiological = [
            {key: value for key, value in alarm.items() if key not in GOES_ON}
            for alarm in screen.snapshot["alarms"]
            if alarm["kind"] == "physiological"
        ]
        return {
            "session": (session["id"], session["revision"], session["started_at"]),
            "planned_end": session["planned_end"],
            "patient": session["patient"],
            "baseline": session["baseline"],
            "alarms": sorted(physiological, key=lambda alarm: str(alarm["id"])),
            "sbp": bed["vitals"]["bp"]["sbp"],
        }


def attention(found: dict[str, Any]) -> dict[str, str]:
    return {alarm["rule"]: alarm["attention"] for alarm in found["alarms"]}
