"""Who watches a bed, and what reached a person, is in the bed's log."""

import asyncio
from typing import Any

from tests.conftest import Clinic
from tests.peers import UNWATCHED, Monitor, Screen, baseline_and_start

STATION = {"type": "station", "beds": ["1"], "armed": True, "visible": True, "heard_at": None}


async def facts(clinic: Clinic, session: str, fact: str, count: int) -> list[dict[str, Any]]:
    """The bodies of a session's facts of one kind, once there are so many."""
    while True:
        log = f"/api/sessions/{session}/log"
        items = await asyncio.to_thread(clinic.api.get, log, kind="fact", limit=500)
        found = [item["body"] for item in items.json()["items"] if item["fact"] == fact]
        if len(found) >= count:
            return found


async def test_an_armed_visible_wall_counts_and_a_tablet_does_not(clinic: Clinic) -> None:
    session = clinic.api.session("1")["id"]
    async with await Screen.on(clinic.ws, clinic.nurse_token) as tablet:
        await tablet.send(**STATION, kind="bedside")
        async with await Screen.on(clinic.ws, clinic.nurse_token) as wall:
            await wall.send(**STATION, kind="wall")
            assert await facts(clinic, session, "stations", 2) == [{"watching": 0}, {"watching": 1}]
        assert (await facts(clinic, session, "stations", 3))[-1] == {"watching": 0}


async def test_what_was_sounded_and_seen_is_recorded(clinic: Clinic) -> None:
    """Received is what an armed, visible wall or desk has; a tablet beside the patient is not."""
    session = clinic.api.session("1")["id"]
    async with (
        await Monitor.on(clinic.ws, clinic.monitor_token) as monitor,
        await Screen.on(clinic.ws, clinic.nurse_token) as screen,
    ):
        await baseline_and_start(clinic.api, monitor, session)
        await monitor.take({"sbp": 190, "dbp": 100, "map": 130})
        alarm = await screen.alarm(priority="high", vital="sbp")
        said = {"alarm": alarm["id"], "revision": alarm["revision"]}
        for event in ("shown", "sounded", "seen"):
            await screen.send(type="receipt", **said, event=event, at=monitor.clock())
        receipts = await facts(clinic, session, "receipt", 3)
        assert [receipt["event"] for receipt in receipts] == ["shown", "sounded", "seen"]
        assert {receipt["alarm"] for receipt in receipts} == {alarm["id"]}
        await screen.send(**STATION, kind="bedside")
        await screen.send(type="receipt", **said, event="shown", at=monitor.clock())
        await screen.send(**STATION, kind="desk")
        await screen.send(type="receipt", **said, event="shown", at=monitor.clock())
        await screen.send(**{**STATION, "beds": ["2"]}, kind="desk")
        await screen.send(type="receipt", **said, event="shown", at=monitor.clock())
        receipts = await facts(clinic, session, "receipt", 6)
        assert [one["watching"] for one in receipts] == [False, False, False, False, True, False]


async def test_an_infusion_that_nobody_watches_begins_only_with_a_reason(clinic: Clinic) -> None:
    session = clinic.api.session("1")["id"]
    path = f"/api/sessions/{session}/start"
    async with await Monitor.on(clinic.ws, clinic.monitor_token) as monitor:
        clinic.api.command(session, "baseline")
        await monitor.take({"at": monitor.clock() - 2000, "sbp": 118, "dbp": 74, "map": 89})
        await monitor.take({"sbp": 122, "dbp": 78, "map": 93}, {"hr": 72, "spo2": 98})
        clinic.api.command(session, "baseline")
        clinic.api.checked(session)
        refused = clinic.api.post(path)
        assert (refused.status_code, refused.json()["code"]) == (422, "gate")
        missing = [c for c in refused.json()["criteria"] if c["result"] != "pass"]
        assert [(c["id"], c["value"]) for c in missing] == [("station", 0)]
        assert clinic.api.command(session, "start", **UNWATCHED)["phase"] == "infusion"
