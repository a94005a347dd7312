"""Off the monitor over HTTP: shown with its countdown, kept through a restart, judged again."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.peers import Api
from tests.running import done, vigil
from tests.streaming.ward import Place, Ward, opened

ALLOWED_MS = 600_000
TOLD = ("off_monitor_medium", "off_monitor_high", "monitor_silent_medium", "monitor_silent_high")


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    """A simulation of its own: its clock is moved, and it is started anew."""
    with opened(tmp_path_factory.mktemp("alone"), "--simulation") as ward:
        yield ward


def refused(place: Place, session: str, name: str, **body: Any) -> tuple[int, str, str | None]:
    answer = place.api.post(f"/api/sessions/{session}/{name}", body)
    problem = answer.json()
    return answer.status_code, problem["code"], problem.get("first")


async def advance(ward: Ward, ms: int) -> None:
    developer = Api(ward.server.url, ward.token("developer"))
    answer = await asyncio.to_thread(developer.post, "/api/simulation/clock", {"advance_ms": ms})
    developer.close()
    assert answer.status_code == 200, answer.text


def raised(place: Place) -> dict[str, int]:
    """When each of the rules that are told here was raised last."""
    return {
        record["rule"]: record["at"]
        for record in place.records("transition")
        if (record["before"], record["condition"]) == ("normal", "active")
        and record["rule"] in TOLD
    }


async def test_there_and_back(place: Place) -> None:
    async with await place.screen() as screen, await place.monitor() as monitor:
        session = await place.infusion(monitor)
        assert refused(place, session, "off-monitor", reason="walk") == (
            409,
            "wrong_phase",
            "pause",
        )
        place.api.command(session, "pause")
        left = place.api.command(session, "off-monitor", reason="walk", companion="Frau Weiß")
        away = left["off_monitor"]
        assert away["until"] - away["since"] == ALLOWED_MS
        assert away["reason"] == "walk"
        assert away["by"]
        assert refused(place, session, "resume") == (409, "wrong_phase", "back_on_monitor")
        while True:
            change = await screen.next("session")
            if change["session"]["off_monitor"]:
                break
        assert change["session"]["off_monitor"] == away
        back = place.api.command(session, "back-on-monitor")
        assert back["off_monitor"] is None
        assert place.api.command(session, "resume")["paused"] is False
    (off,) = [r for r in place.records("command") if r["name"] == "off_monitor"]
    assert off["body"] == {"reason": "walk"}
    assert set(off["private"]) == {"companion"}
    log = place.api.get(f"/api/sessions/{session}/log", kind="command").json()["items"]
    (told,) = [record for record in log if record["name"] == "off_monitor"]
    assert told["clear"]["companion"] == "Frau Weiß"


@pytest.mark.parametrize("body", [{}, {"reason": "home"}, {"reason": "walk", "companion": ""}])
async def test_what_is_not_said_right(place: Place, body: dict[str, Any]) -> None:
    session = place.session()
    place.api.command(session, "baseline")
    assert refused(place, session, "off-monitor", **body)[:2] == (422, "invalid")
    assert place.shown()["session"]["off_monitor"] is None


async def test_nobody_is_discharged_who_is_not_back(place: Place) -> None:
    async with await place.monitor() as monitor:
        session = await place.infusion(monitor)
    place.api.command(session, "stop", outcome="complete")
    place.api.command(session, "off-monitor", reason="bathroom")
    assert refused(place, session, "discharge") == (409, "wrong_phase", "back_on_monitor")
    place.api.command(session, "back-on-monitor")
    assert place.api.command(session, "discharge")["phase"] == "discharged"


async def test_the_countdown_goes_on_through_a_restart(alone: Ward, tmp_path: Path) -> None:
    place = alone.place()
    async with await place.monitor() as monitor:
        session = await place.infusion(monitor)
    place.api.command(session, "stop", outcome="complete")
    place.api.command(session, "off-monitor", reason="bathroom")
    before = place.shown()["session"]["off_monitor"]
    await advance(alone, 300_000)
    alone.restart()
    assert place.shown()["session"]["off_monitor"] == before
    assert raised(place) == {}
    await advance(alone, 730_000)
    since = before["since"]
    assert raised(place) == {
        "off_monitor_medium": since + ALLOWED_MS,
        "off_monitor_high": since + ALLOWED_MS + 120_000,
    }
    back = place.api.command(session, "back-on-monitor")
    await advance(alone, 20_000)
    (returned,) = [r for r in place.records("command") if r["name"] == "back_on_monitor"]
    assert raised(place)["monitor_silent_medium"] == returned["at"] + 15_000
    assert back["off_monitor"] is None
    rules = place.alarms(session)
    assert {rules[rule]["condition"] for rule in TOLD[:2]} == {"normal"}
    file = tmp_path / "session.vigil.ndjson"
    done("export", session, "--format", "log", "-o", str(file), data=place.data)
    judged = vigil("judge", str(file), data=place.data)
    assert judged.returncode == 0, judged.stderr
    told = [line for line in file.read_text().splitlines() if '"kind":"transition"' in line]
    assert len(judged.stdout.splitlines()) == len(told)
