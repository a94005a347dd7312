"""What a screen may do: acknowledge, once, what it has seen; and what the wall may not."""

import uuid
from typing import Any

from tests.peers import Screen
from tests.streaming.ward import Place

HIGH = {"sbp": 190, "dbp": 100, "map": 130}


async def asked(screen: Screen, alarm: dict[str, Any], **members: Any) -> dict[str, Any]:
    """The answer to an acknowledgement."""
    command = {
        "type": "command",
        "id": 5,
        "key": str(uuid.uuid4()),
        "name": "acknowledge",
        "alarm": alarm["id"],
        "revision": alarm["revision"],
    } | members
    await screen.send(**command)
    return await screen.next("result", id=5)


async def raised(place: Place, initials: str = "M.K.") -> dict[str, Any]:
    """A high systolic pressure on this bed."""
    async with await place.screen() as screen, await place.monitor() as monitor:
        await place.infusion(monitor, initials)
        await monitor.take(HIGH)
        return await screen.alarm(rule="sbp_high_high", condition="active")


async def test_an_acknowledgement_is_on_disk_when_it_is_answered(place: Place) -> None:
    alarm = await raised(place)
    async with await place.screen() as screen, await place.screen() as other:
        assert (await asked(screen, alarm, reason="patient is anxious"))["ok"] is True
        commands = [r for r in place.records("command") if r["name"] == "acknowledge"]
        assert [c["body"]["alarm"] for c in commands] == [alarm["id"]]
        assert "anxious" not in str(commands)  # free text is only committed to
        told = await other.alarm(id=alarm["id"], attention="acknowledged")
        assert told["revision"] == alarm["revision"] + 1
        assert told["condition"] == "active"


async def test_a_key_acts_once(place: Place) -> None:
    alarm = await raised(place)
    async with await place.screen() as screen:
        key = str(uuid.uuid4())
        assert (await asked(screen, alarm, key=key))["ok"] is True
        assert (await asked(screen, alarm, key=key))["ok"] is True
        other = await asked(screen, alarm, key=key, revision=99)
        assert other["problem"]["code"] == "idempotency_key_reused"
    assert len([r for r in place.records("command") if r["name"] == "acknowledge"]) == 1


async def test_who_saw_something_else_is_told(place: Place) -> None:
    alarm = await raised(place)
    async with await place.screen() as screen:
        stale = await asked(screen, alarm, revision=alarm["revision"] + 1)
        assert (stale["ok"], stale["problem"]["code"]) == (False, "stale_revision")
        assert (await asked(screen, alarm))["ok"] is True
        late = await asked(screen, alarm)
        assert late["problem"]["code"] == "stale_revision"
        again = await asked(screen, alarm, revision=alarm["revision"] + 1)
        assert again["problem"]["code"] == "nothing_to_acknowledge"


async def test_what_is_not_there(place: Place) -> None:
    alarm = await raised(place)
    async with await place.screen() as screen:
        for ident in ("nobody", f"{alarm['id']}0", "s0.spo2_low_high.1"):
            answer = await asked(screen, {**alarm, "id": ident})
            assert answer["problem"]["code"] in {"not_found", "unknown_alarm"}
        unknown = await asked(screen, alarm, name="dance")
        assert unknown["problem"]["code"] == "unknown_command"
        bare = await asked(screen, alarm, revision=None)
        assert bare["ok"] is False


async def test_the_wall_sees_initials_and_does_nothing(place: Place) -> None:
    alarm = await raised(place, "Z.Q.")
    ward = place.ward
    async with await Screen.on(ward.ws, ward.token("wall"), place.bed) as wall:
        (bed,) = wall.snapshot["beds"]
        patient = bed["session"]["patient"]
        assert patient["initials"] == "Z.Q."
        assert [patient[k] for k in ("identifier", "birth_year", "sex", "weight_kg")] == [None] * 4
        assert alarm["id"] in bed["alarms"]
        refused = await asked(wall, alarm)
        assert refused["problem"]["code"] == "role"
        place.api.command(bed["session"]["id"], "pause")
        change = await wall.next("session")
        assert change["session"]["patient"] == patient
        assert "MRN-1" not in str(wall.seen)


async def test_the_administrator_has_no_clinical_action(place: Place) -> None:
    alarm = await raised(place)
    ward = place.ward
    async with await Screen.on(ward.ws, ward.token("administrator"), place.bed) as screen:
        assert (await asked(screen, alarm))["problem"]["code"] == "role"
