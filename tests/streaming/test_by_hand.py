"""Readings that a person enters: on disk, judged like the monitor's, shown as what they are."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.running import done, vigil
from tests.streaming.ward import Place, kept_sending

HIGH = {"sbp": 182, "dbp": 96, "map": 120}
CUFF = {"sbp": 121, "dbp": 79, "map": 94}


def enter(place: Place, session: str, vitals: dict[str, Any], **more: Any) -> httpx.Response:
    return place.api.post(f"/api/sessions/{session}/readings", {"vitals": vitals, **more})


async def test_a_cuff_reading_by_hand_raises_clears_and_is_shown_as_one(
    place: Place, tmp_path: Path
) -> None:
    async with await place.screen() as screen, await place.monitor() as monitor:
        session = await place.infusion(monitor)
        answer = enter(place, session, HIGH, how="read_from_monitor")
        assert answer.status_code == 200, answer.text
        (task,) = answer.json()["due"]
        assert task["task"] == "nibp_recheck"
        raised = await screen.alarm(rule="sbp_high_high", condition="active")
        assert raised["text"] == "SBP 182 ≥ 180"
        assert place.shown()["vitals"]["bp"]["source"] == "hand"
        for _ in range(2):
            answer = enter(place, session, CUFF)
        assert answer.json()["due"] == []
        await screen.alarm(rule="sbp_high_high", condition="returned")
    cuffs = [r for r in place.records("reading") if "sbp" in r["samples"][0]]
    first = cuffs[0]
    assert (first["how"], first["samples"][0]["bp"]) == ("read_from_monitor", "hand")
    assert first["by"]
    columns = place.vitals(session)
    by_hand = [n for n, hand in enumerate(columns["hand"]) if hand]
    assert [columns["sbp"][n] for n in by_hand if columns["bp"][n]] == [182, 121, 121]
    assert {columns["bp"][n] for n in by_hand if columns["sbp"][n]} == {"hand"}
    file = tmp_path / "log.ndjson"
    done("export", session, "--format", "log", "-o", str(file), data=place.data)
    judged = vigil("judge", str(file), data=place.data)
    assert judged.returncode == 0, judged.stderr
    assert any("sbp_high_high" in line for line in judged.stdout.splitlines())


async def test_a_saturation_by_hand_is_an_alarm_though_no_monitor_sends_one(place: Place) -> None:
    async with await place.monitor() as monitor:
        session = await place.infusion(monitor)
    async with await place.screen() as screen:
        await screen.vital(place.bed, "spo2", state="absent")
        assert enter(place, session, {"spo2": 83}).status_code == 200
        shown = await screen.vital(place.bed, "spo2", value=83)
        assert (shown["source"], shown["state"]) == ("hand", "live")
        await screen.alarm(rule="spo2_low_high", condition="active")


async def test_a_number_typed_in_does_not_speak_for_the_monitor(place: Place) -> None:
    """What the monitor's own values are building up goes on."""
    async with await place.screen() as screen, await place.monitor() as monitor:
        session = await place.infusion(monitor)
        async with kept_sending(monitor, {"spo2": 83}):
            await screen.vital(place.bed, "spo2", value=83)
            assert enter(place, session, {"spo2": 98}).status_code == 200
            await screen.alarm(rule="spo2_low_high", condition="active")
        *_, record = place.records("reading")
        assert record["samples"][0]["late"] is True
        assert place.shown()["vitals"]["spo2"]["source"] == "monitor"


async def test_readings_by_hand_make_a_baseline(place: Place) -> None:
    session = place.session()
    place.api.command(session, "baseline")
    for sbp in (118, 122):
        enter(place, session, {"sbp": sbp, "dbp": 76, "hr": 70})
    baseline = place.api.command(session, "baseline")["baseline"]
    assert (baseline["sbp"], baseline["dbp"], baseline["hr"]) == (120, 76, 70)


@pytest.mark.parametrize(
    ("vitals", "code", "words"),
    [
        ({"spo2": 101}, "implausible", "SPO2 cannot be 101"),
        ({"sbp": 80, "dbp": 120}, "implausible", "swapped"),
        ({"sbp": 120}, "implausible", "both SBP and DBP"),
        ({}, "implausible", "at least one"),
        ({"temp": 37}, "invalid", "temp"),
        ({"hr": "70"}, "invalid", "hr"),
    ],
)
async def test_what_cannot_be_is_refused_and_not_kept(
    place: Place, vitals: dict[str, Any], code: str, words: str
) -> None:
    answer = enter(place, place.session(), vitals)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert words in answer.json()["detail"]
    assert place.records("reading") == []


async def test_a_retry_is_one_reading(place: Place) -> None:
    session = place.session()
    path = f"/api/sessions/{session}/readings"
    body = {"vitals": {"sbp": 140, "dbp": 85}}
    first = place.api.post(path, body, Idempotency_Key="hand-1")
    again = place.api.post(path, body, Idempotency_Key="hand-1")
    assert (first.status_code, again.json()) == (200, first.json())
    assert len(place.records("reading")) == 1


async def test_when_it_was_measured_lies_within_the_session(place: Place) -> None:
    shown = place.api.get(f"/api/sessions/{place.session()}").json()
    session, began = shown["id"], shown["created_at"]
    assert enter(place, session, {"hr": 70}, happened_at=began).status_code == 200
    assert place.records("reading")[0]["happened_at"] == began
    outside = enter(place, session, {"hr": 70}, happened_at=began - 1)
    assert (outside.status_code, outside.json()["code"]) == (422, "happened_at")
    place.api.command(session, "abort", reason="not today")
    over = enter(place, session, {"hr": 70})
    assert (over.status_code, over.json()["code"]) == (409, "wrong_phase")
