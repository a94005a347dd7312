"""What people do about an alarm besides acknowledging it, through both doors."""

from tests.conftest import Clinic
from tests.peers import Monitor, Screen

HOUR = 3_600_000


async def test_a_technical_alarm_is_set_aside_and_taken_back(clinic: Clinic) -> None:
    clinic.api.session("1")
    async with (
        await Screen.on(clinic.ws, clinic.nurse_token) as screen,
        await Monitor.on(clinic.ws, clinic.monitor_token, skew=HOUR),
    ):
        alarm = await screen.alarm(rule="clock_skew")
        seen = {"alarm": alarm["id"], "revision": alarm["revision"]}
        await screen.send(type="command", id=5, key="shelve-it", name="shelve", **seen)
        shelved = await screen.alarm(rule="clock_skew", attention="shelved")
        assert (await screen.next("result", id=5))["ok"]
        path = f"/api/alarms/{alarm['id']}"
        back = clinic.api.post(f"{path}/unshelve", {"revision": shelved["revision"]})
        assert back.json()["attention"] == "unacknowledged", back.text


async def test_taking_an_acknowledgement_back_needs_a_reason(clinic: Clinic) -> None:
    clinic.api.session("1")
    async with (
        await Screen.on(clinic.ws, clinic.nurse_token) as screen,
        await Monitor.on(clinic.ws, clinic.monitor_token, skew=HOUR),
    ):
        alarm = await screen.alarm(rule="clock_skew")
        path = f"/api/alarms/{alarm['id']}"
        done = clinic.api.post(f"{path}/acknowledge", {"revision": alarm["revision"]}).json()
        body = {"revision": done["revision"]}
        bare = clinic.api.post(f"{path}/unacknowledge", body)
        assert (bare.status_code, bare.json()["code"]) == (422, "bad_command")
        with_reason = clinic.api.post(
            f"{path}/unacknowledge", {**body, "reason": "wrong bed"}
        ).json()
        assert with_reason["attention"] == "unacknowledged"
        unknown = clinic.api.post(f"{path}/forget", body)
        assert unknown.status_code in (404, 422)
