"""A slow disk delays no alarm beyond 200 ms, and no "done" comes before the commit."""

import asyncio

import pytest

from app.alarms.inputs import Fact
from app.clock import SystemClock
from app.domain.infusion import SessionCommand
from app.monitoring.audio import Listener
from app.monitoring.commands import Asked, NewSession
from app.monitoring.errors import NotRecordedYet
from app.wire.monitor import Sample
from app.wire.screen import Alarm, AlarmChange, Audio, PatientView
from tests.monitoring.bedside import Ward
from tests.store.chain import held

PATIENT = PatientView(identifier="MRN-1", initials="M.K.", birth_year=1984, sex="f", weight_kg=68)


async def in_baseline(ward: Ward) -> str:
    """A session in its baseline phase, with a connected monitor; its id."""
    await ward.settled()
    ward.hello()
    new = NewSession("1", PATIENT, 0.5, simulated=False)
    session = await ward.ward.commands.create("anna", new, ward.ward.protocol)
    await ward.ward.commands.session(session.id, Asked(SessionCommand.BASELINE, "anna"))
    return session.id


def desaturate(ward: Ward, clock: SystemClock) -> None:
    """SpO2 80 for ten clinical seconds, a value a second."""
    for _ in range(10):
        clock.advance(1000)
        ward.vitals(ward.m1.power_on.sequence.highest + 1, Sample(clock.now(), spo2=80))


def alarms(ward: Ward, rule: str) -> list[Alarm]:
    found = [
        change.alarm
        for change, pending in ward.screens.changes
        if not pending
        if isinstance(change, AlarmChange)
    ]
    return [alarm for alarm in found if rule in alarm.rule]


async def test_an_alarm_does_not_wait_for_the_disk(ward: Ward) -> None:
    await in_baseline(ward)
    with held(ward.file):
        desaturate(ward, ward.clock)
        assert alarms(ward, "spo2_low_high") == []
        await asyncio.sleep(0.25)  # the disk's 200 ms are real time
        ward.ward.ticker.round()
        (early,) = alarms(ward, "spo2_low_high")
        assert (early.condition, early.recorded) == ("active", False)
        (late,) = alarms(ward, "recorder_late")
        assert (late.condition, late.recorded, late.bed) == ("active", False, None)
        assert ward.link.acked == 0
        assert "recording is late" in ward.ward.readiness()
    await ward.settled()
    assert [one.recorded for one in alarms(ward, "spo2_low_high")] == [False, True]
    assert ward.link.acked == 10
    ward.ward.ticker.round()
    await ward.settled()
    assert alarms(ward, "recorder_late")[-1].condition == "normal"
    assert ward.ward.readiness() == []


async def test_what_was_told_without_the_disk_is_not_told_again_as_it_was_before(
    ward: Ward,
) -> None:
    """A receipt raises no revision, and is news all the same: it must not be taken back."""
    await in_baseline(ward)
    with held(ward.file):
        desaturate(ward, ward.clock)
        await asyncio.sleep(0.25)  # the disk's 200 ms are real time
        ward.ward.ticker.round()
        (early,) = alarms(ward, "spo2_low_high")
        body = {"alarm": early.id, "revision": early.revision, "event": "sounded", "by": "anna"}
        ward.ward.pipeline.fact(ward.ward.beds.beds["1"], Fact.RECEIPT, body, at_once=True)
        told = alarms(ward, "spo2_low_high")
        assert [one.received_at is not None for one in told] == [False, True]
    await ward.settled()
    after = alarms(ward, "spo2_low_high")[2:]
    assert [(one.recorded, one.received_at is not None) for one in after] == [(True, True)]


async def test_on_a_good_disk_an_alarm_is_told_once(ward: Ward) -> None:
    await in_baseline(ward)
    desaturate(ward, ward.clock)
    await ward.settled()
    assert [one.recorded for one in alarms(ward, "spo2_low_high")] == [True]


async def test_a_command_is_done_when_it_is_on_disk(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await in_baseline(ward)
    monkeypatch.setattr(ward.ward.commands, "_wait_s", 0.05)
    asked = Asked(SessionCommand.NOTE, "anna", private={"text": "calm"})
    with held(ward.file):
        with pytest.raises(NotRecordedYet):
            await ward.ward.commands.session(session, asked)
        assert ward.rows("SELECT count(*) FROM records WHERE kind = 'note'") == [(0,)]
    await ward.settled()
    assert ward.rows("SELECT count(*) FROM records WHERE kind = 'note'") == [(1,)]


async def test_a_pause_of_the_sound_does_not_outlast_an_alarm_told_without_the_disk(
    ward: Ward,
) -> None:
    await in_baseline(ward)
    told: list[Audio] = []
    page, audio = object(), ward.ward.audio
    audio.listen(page, Listener("the wall", "wall", None, told.append))
    await ward.ward.pausing.pause(page, "wall", None, lambda connection: None)
    assert told[-1].left_ms > 0
    with held(ward.file):
        desaturate(ward, ward.clock)
        await asyncio.sleep(0.25)  # the disk's 200 ms are real time
        ward.ward.ticker.round()
        (early,) = alarms(ward, "spo2_low_high")
        assert early.recorded is False
        assert (told[-1].left_ms, told[-1].because) == (0, "new_condition")
        before = len(told)
    await ward.settled()
    ward.ward.ticker.round()
    await ward.settled()
    assert len(told) == before  # told once, though the alarm is told again as recorded
    assert ward.rows("SELECT * FROM audio_pauses") == []
