"""Why a rule did, or did not, act: of a running session and of one that is over."""

from typing import Any

from tests.streaming.ward import Place

RULE = "spo2_low_medium"


def why(place: Place, session: str, at: int, rule: str = RULE) -> dict[str, Any]:
    answer = place.api.get(f"/api/sessions/{session}/why", rule=rule, at=at)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def refused(place: Place, session: str, **query: Any) -> tuple[int, str]:
    answer = place.api.get(f"/api/sessions/{session}/why", **query)
    return answer.status_code, answer.json()["code"]


async def test_the_values_the_limit_and_what_was_counted(place: Place) -> None:
    async with await place.monitor() as monitor:
        session = await place.infusion(monitor)
        await monitor.take({"spo2": 97})
        await monitor.take({"spo2": 89})
        good, bad = place.records("vitals")[-2:]
        began = bad["samples"][0]["judge"]

        pending = why(place, session, bad["at"])
        assert pending["values"]["spo2"]["value"] == 89
        assert pending["values"]["spo2"]["state"] == "live"
        assert pending["limit"] == {
            "value": 90,
            "clear": 92,
            "delay_ms": 15_000,
            "readings": 1,
            "clear_delay_ms": 10_000,
            "clear_readings": 1,
        }
        assert pending["inactive"] is None
        assert pending["counters"]["bad_since"] == began
        assert pending["counters"]["delay_ms"] == 15_000
        assert pending["condition"] == "pending"
        assert pending["decision"] == "pending, because of limit_crossed: SpO2 89 < 90"
        assert pending["alarm"]["rule"] == RULE
        assert pending["alarm"]["onset"] == began
        assert pending["stage"] == {"phase": "infusion", "since_stop_ms": 0}

        before = why(place, session, good["at"])
        assert before["decision"] == "normal: spo2 97 lies inside 90"
        assert (before["condition"], before["alarm"]) == ("normal", None)
        assert before["counters"] == {"bad_ms": 0, "needed_ms": 20_000, "within_ms": 30_000}

        high = why(place, session, bad["at"], "spo2_low_high")
        assert high["decision"] == "normal: spo2 89 lies inside 85"
        place.api.command(session, "abort", reason="handed over", handed_over=True)
        assert place.api.get(f"/api/sessions/{session}").json()["phase"] == "aborted"
        assert why(place, session, bad["at"]) == pending
        assert why(place, session, good["at"]) == before


async def test_before_anything_was_measured(place: Place) -> None:
    shown = place.api.get(f"/api/sessions/{place.session()}").json()
    found = why(place, shown["id"], shown["created_at"])
    assert found["stage"] == {"phase": "check_in", "since_stop_ms": 0}
    assert found["values"]["spo2"]["value"] is None
    assert (found["limit"], found["condition"]) == (None, "normal")
    assert found["decision"] == "normal: the rule does not act in this phase"


async def test_what_cannot_be_asked(place: Place) -> None:
    shown = place.api.get(f"/api/sessions/{place.session()}").json()
    session, began = shown["id"], shown["created_at"]
    assert refused(place, session, rule="nonsense", at=began) == (404, "unknown_rule")
    assert refused(place, session, rule=RULE, at=began - 1) == (422, "happened_at")
    assert refused(place, session, rule=RULE, at=began + 10**9) == (422, "happened_at")
    assert refused(place, session, rule=RULE) == (422, "invalid")
    assert refused(place, "s0", rule=RULE, at=began) == (404, "not_found")
    place.api.command(session, "abort", reason="not today")
    ended = place.api.get(f"/api/sessions/{session}").json()["ended_at"]
    assert why(place, session, ended)["stage"]["phase"] == "aborted"
    assert refused(place, session, rule=RULE, at=ended + 1) == (422, "happened_at")
