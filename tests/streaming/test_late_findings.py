"""What a monitor kept while it was cut off is judged afterwards: told once, silently, and kept."""

import asyncio
from pathlib import Path
from typing import Any

from tests.peers import Api, Monitor
from tests.running import done, vigil
from tests.streaming.ward import Paced, Place, opened

MINUTE = 60_000


async def pass_by(place: Place, ms: int) -> int:
    """Lets clinical time go by, with all that is due in it; the instant it comes to."""
    developer = Api(place.ward.server.url, place.ward.token("developer"))
    answer = await asyncio.to_thread(developer.post, "/api/simulation/clock", {"advance_ms": ms})
    assert answer.status_code == 200, answer.text
    developer.close()
    time: int = answer.json()["time"]
    return time


async def reconnected(place: Place, time: int) -> Paced:
    """The monitor again, its clock at `time`."""
    peer = await Monitor.dial(place.ward.ws, place.token)
    monitor = Paced(peer.socket, "b2", place.ward.rate)
    monitor.follow(time)
    await monitor.hello(simulated=True)
    return monitor


def kept(begin: int, low: range, upto: int) -> list[dict[str, Any]]:
    """What a monitor stored, second by second, `low` of it at SpO2 86."""
    return [
        {"at": begin + 1000 * second, "hr": 72, "spo2": 86 if second in low else 97}
        for second in range(1, upto)
    ]


async def test_a_desaturation_while_cut_off_is_told_afterwards(tmp_path: Path) -> None:
    with opened(tmp_path / "data", "--simulation") as ward:
        place = ward.place()
        async with await place.monitor() as monitor:
            session = await place.infusion(monitor)
            began = monitor.clock()
        now = await pass_by(place, MINUTE)
        async with await place.screen() as screen, await reconnected(place, now) as monitor:
            await monitor.take({"hr": 72, "spo2": 97})
            await monitor.take(*kept(began, range(5, 22), 34), stored=True)
            await pass_by(place, 6_000)
            told = await screen.alarm(rule="spo2_low_medium", condition="returned")
            assert (told["retro"], told["silent"], told["value"]) == (True, True, 86)
            assert told["text"] == "Lowest SpO2 86 for 0:17 while cut off"
            assert abs(told["onset"] - began - 5_000) < 1000
            assert told["id"].startswith(f"{session}.late1.")
            await monitor.take(*kept(began + MINUTE // 2, range(8, 25), 30), stored=True)
        ward.restart(kill=True)  # the second half is on disk, and was not yet judged
        await pass_by(place, 6_000)
        shown = {ident for ident in place.shown()["alarms"] if ".late" in ident}
        assert shown == {told["id"], f"{session}.late2.spo2_low_medium.1"}
        seen = place.api.post(
            f"/api/alarms/{told['id']}/acknowledge", {"revision": told["revision"]}
        )
        assert (seen.status_code, seen.json()["condition"]) == (200, "normal")
        file = tmp_path / "session.vigil.ndjson"
        done("export", session, "--format", "log", "-o", str(file), data=place.data)
        judged = vigil("judge", str(file), data=place.data)
        assert judged.returncode == 0, judged.stderr
        assert ".late2." in judged.stdout
