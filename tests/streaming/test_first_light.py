"""One sample followed from the monitor to the screen."""

from tests.conftest import Clinic
from tests.peers import Monitor, Screen, baseline_and_start


async def test_a_sample_reaches_the_screen_and_a_low_saturation_raises(clinic: Clinic) -> None:
    session = clinic.api.session("1")
    async with await Monitor.on(clinic.ws, clinic.monitor_token) as monitor:
        started = await baseline_and_start(clinic.api, monitor, session["id"])
        assert started["phase"] == "infusion"
        async with await Screen.on(clinic.ws, clinic.nurse_token) as screen:
            (bed,) = screen.snapshot["beds"]
            assert bed["session"]["id"] == session["id"]
            await monitor.take({"hr": 71, "spo2": 97})
            shown = await screen.vital("1", "spo2", value=97)
            assert shown["state"] == "live"
            first = monitor.clock()
            for second in range(7):
                await monitor.take({"at": first - 6000 + second * 1000, "hr": 70, "spo2": 84})
            alarm = await screen.alarm(priority="high", vital="spo2")
            assert alarm["condition"] == "active"
            assert alarm["value"] == 84
            answer = clinic.api.post(
                f"/api/alarms/{alarm['id']}/acknowledge", {"revision": alarm["revision"]}
            )
            assert answer.status_code == 200, answer.text
            acknowledged = await screen.alarm(id=alarm["id"], attention="acknowledged")
            assert acknowledged["acknowledged_by"].startswith("token:")
