"""Beds, monitors and tokens over HTTP."""

from app.auth.roles import Role
from tests.web.clinic import Clinic


async def test_a_bed_is_added_and_renamed(clinic: Clinic) -> None:
    async with clinic.as_role(Role.ADMINISTRATOR) as script:
        added = await script.put("/api/beds/1", json={"label": "Chair 1"})
        assert (added.status_code, added.json()["label"]) == (200, "Chair 1")
        renamed = await script.put("/api/beds/1", json={"label": "By the <window> “”"})
        assert renamed.json()["label"] == "By the <window> “”"
        listed = (await script.get("/api/beds")).json()
        one = (await script.get("/api/beds/1")).json()
        reserved = await script.put("/api/beds/swap", json={"label": "x"})
    assert [bed["bed"] for bed in listed["items"]] == ["1"]
    assert listed["next"] is None
    assert one["vitals"]["spo2"]["state"] == "absent"
    assert (reserved.status_code, reserved.json()["code"]) == (422, "bad_id")


async def test_a_monitor_is_added_bound_taken_away_and_revoked(clinic: Clinic) -> None:
    async with clinic.as_role(Role.ADMINISTRATOR) as script:
        added = await script.post("/api/monitors", json={"id": "m1", "bed": "1"})
        assert added.status_code == 201
        assert added.json()["token"].startswith("vgl_mon_")
        assert (await script.get("/api/beds/1")).json()["monitor"]["id"] == "m1"
        again = await script.post("/api/monitors", json={"id": "m1"})
        assert (again.status_code, again.json()["code"]) == (409, "exists")
        second = await script.post("/api/monitors", json={"id": "m2", "bed": "1"})
        assert (second.status_code, second.json()["code"]) == (409, "bed_has_monitor")
        assert [m["id"] for m in (await script.get("/api/monitors")).json()["items"]] == ["m1"]
        await script.post("/api/monitors", json={"id": "m2"})
        taken = await script.post("/api/monitors/m2/bind", json={"bed": "1"})
        assert (taken.status_code, taken.json()["code"]) == (409, "bed_has_monitor")
        unknown = await script.post("/api/monitors/m2/bind", json={"bed": "99"})
        assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")
        await script.post("/api/monitors/m1/unbind")
        bound = await script.post("/api/monitors/m2/bind", json={"bed": "1"})
        assert (bound.status_code, bound.json()["bed"]) == (200, "1")
        revoked = await script.post("/api/monitors/m2/revoke")
        assert revoked.json()["bed"] is None
        assert revoked.json()["revoked_at"] is not None
        void = await script.post("/api/monitors/m2/bind", json={"bed": "1"})
        assert (void.status_code, void.json()["code"]) == (409, "monitor_revoked")
        monitors = await script.get("/api/monitors")
        bed = await script.get("/api/beds/1")
    assert "token" not in monitors.text
    assert bed.json()["monitor"] is None


async def test_a_token_is_told_once_and_stops_when_revoked(clinic: Clinic) -> None:
    async with clinic.as_role(Role.ADMINISTRATOR) as script:
        added = (await script.post("/api/tokens", json={"role": "nurse", "label": "desk"})).json()
        async with clinic.bearing(added["token"]) as desk:
            me = (await desk.get("/api/me")).json()
            assert (me["name"], me["role"], me["via"]) == ("token:desk", "nurse", "token")
            revoked = await script.post(f"/api/tokens/{added['id']}/revoke")
            assert revoked.json()["revoked_at"] is not None
            assert (await desk.get("/api/me")).status_code == 401
        listed = await script.get("/api/tokens")
    assert added["token"] not in listed.text
    assert added["id"] in [token["id"] for token in listed.json()["items"]]


async def test_a_token_ends_on_its_last_day(clinic: Clinic) -> None:
    day_ms = 24 * 3600 * 1000
    async with clinic.as_role(Role.ADMINISTRATOR) as script:
        added = (await script.post("/api/tokens", json={"role": "nurse", "days": 2})).json()
    assert added["expires_at"] - added["created_at"] == 2 * day_ms
    async with clinic.bearing(added["token"]) as desk:
        clinic.clock.pass_by(2 * day_ms - 60_000)
        assert (await desk.get("/api/me")).status_code == 200
        clinic.clock.pass_by(60_000)
        assert (await desk.get("/api/me")).status_code == 401
