"""What monitors send, from text to record and ack: numbers, refusals, holes, restarts."""

import json
from pathlib import Path

import pytest

from app.alarms.inputs import Fact
from app.monitoring.links import Dismissed
from app.wire import sequence
from app.wire.monitor import Ack, Reject, Sample
from tests.monitoring.bedside import Link, Ward, opened
from tests.store.chain import held


def now(ward: Ward, hr: float) -> Sample:
    return Sample(ward.clock.now(), hr=hr)


async def test_each_frame_is_stored_once_and_acked_when_it_is_on_disk(ward: Ward) -> None:
    assert ward.hello().acked == 0
    first, second = now(ward, hr=72), now(ward, hr=73)
    ward.vitals(1, first)
    ward.vitals(2, second)
    ward.vitals(1, first)
    assert ward.link.of(Ack) == [], "not before the commit"
    assert (await ward.settled()).acked == 2
    assert ward.numbers() == [1, 2]


async def test_nothing_is_acked_while_the_disk_is_held(ward: Ward) -> None:
    await ward.settled()
    ward.hello()
    with held(ward.file):
        for seq in (1, 2, 3):
            ward.vitals(seq, now(ward, hr=72))
        assert ward.link.of(Ack) == []
    assert (await ward.settled()).acked == 3


async def test_a_hole_is_not_acked_over(ward: Ward) -> None:
    ward.hello()
    ward.vitals(1, now(ward, hr=72))
    ward.vitals(3, now(ward, hr=72))
    assert (await ward.settled()).acked == 1
    ward.vitals(2, now(ward, hr=72))
    assert (await ward.settled()).acked == 3
    assert ward.numbers() == [1, 3, 2]


async def test_the_same_number_with_other_content_is_refused_and_told(ward: Ward) -> None:
    ward.hello()
    ward.vitals(1, now(ward, hr=72))
    ward.vitals(1, now(ward, hr=40))
    link = await ward.settled()
    assert [(one.code, one.seq) for one in link.of(Reject)] == [("conflict", 1)]
    assert ward.numbers() == [1]
    facts = [json.loads(body + "}") for (body,) in ward.rows("SELECT body FROM records")]
    assert Fact.SOURCE_CONFLICT in [one.get("fact") for one in facts]
    assert [code for (code,) in ward.rows("SELECT code FROM rejects")] == ["conflict"]


async def test_what_cannot_be_read_is_kept_aside_and_counts_as_handled(ward: Ward) -> None:
    ward.hello()
    ward.vitals(1, now(ward, hr=72))
    text = '{"type":"vitals","seq":2,"samples":"none"}'
    ward.say(text)
    ward.say("{")
    ward.say('{"type":[],"seq":3}')
    ward.vitals(4, now(ward, hr=72))
    link = await ward.settled()
    assert [(one.code, one.seq) for one in link.of(Reject)] == [
        ("malformed", 2),
        ("malformed", None),
        ("malformed", 3),
    ]
    assert link.acked == 4
    kept = ward.rows("SELECT seq, raw FROM rejects ORDER BY id")
    assert kept == [(2, text.encode()), (None, b"{"), (3, b'{"type":[],"seq":3}')]


async def test_a_refused_frame_repeated_is_acked_again(ward: Ward) -> None:
    ward.hello()
    ward.say('{"type":"vitals","seq":1}')
    assert [type(one) for one in (await ward.settled()).said[1:]] == [Reject, Ack]
    ward.say('{"type":"vitals","seq":1}')
    assert [one.seq for one in (await ward.settled()).of(Ack)] == [1, 1]
    assert ward.rows("SELECT count(*) FROM rejects") == [(1,)]


async def test_ten_malformed_frames_in_a_row_end_the_connection(ward: Ward) -> None:
    ward.hello()
    for _ in range(9):
        ward.say("{")
    ward.vitals(1, now(ward, hr=72))
    for _ in range(9):
        ward.say("{")
    with pytest.raises(Dismissed) as dismissed:
        ward.say("{")
    assert dismissed.value.code == 4400


async def test_what_the_monitor_skips_is_a_gap_and_what_still_comes_is_late(ward: Ward) -> None:
    ward.hello()
    ward.vitals(1, now(ward, hr=72))
    ward.say('{"type":"skip","from":2,"to":4}')
    ward.vitals(5, now(ward, hr=72))
    assert (await ward.settled()).acked == 5
    ward.vitals(3, now(ward, hr=71))
    await ward.settled()
    assert (ward.numbers("vitals"), ward.numbers("late")) == ([1, 5], [3])
    ((body,),) = ward.rows("SELECT body FROM records WHERE kind = 'gap'")
    gap = json.loads(body + "}")
    assert (gap["from"], gap["to"], gap["reason"]) == (2, 4, "skip")


async def test_a_hole_that_nobody_fills_becomes_a_gap(tmp_path: Path) -> None:
    async with opened(tmp_path / "data", hole_seconds=0.0) as ward:
        ward.hello()
        ward.vitals(1, now(ward, hr=72))
        ward.vitals(4, now(ward, hr=72))
        assert (await ward.settled()).acked == 1
        ward.intake.close_holes()
        assert (await ward.settled()).acked == 4
        ((body,),) = ward.rows("SELECT body FROM records WHERE kind = 'gap'")
        gap = json.loads(body + "}")
        assert (gap["from"], gap["to"], gap["reason"]) == (2, 3, "timeout")


async def test_a_late_frame_for_a_gap_is_stored_once_however_often_it_comes(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sequence, "REMEMBERED", 3)
    ward.hello()
    ward.say('{"type":"skip","from":1,"to":1}')
    filler = now(ward, hr=70)
    ward.vitals(1, filler)
    for seq in range(2, 8):
        ward.vitals(seq, now(ward, hr=72))
        await ward.settled()
    ward.vitals(1, filler)
    ward.vitals(8, now(ward, hr=72))
    assert (await ward.settled()).acked == 8
    assert sorted(ward.numbers()) == list(range(1, 9))
    ward.vitals(1, now(ward, hr=40))
    assert [one.code for one in (await ward.settled()).of(Reject)] == ["conflict"]


async def test_what_the_disk_does_not_have_yet_is_not_forgotten(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk refuses for longer than contents are remembered; the monitor sends all again."""
    monkeypatch.setattr(sequence, "REMEMBERED", 3)
    await ward.settled()
    ward.hello()
    sent = [now(ward, hr=60 + seq) for seq in range(1, 11)]
    with held(ward.file):
        for _ in range(2):
            for seq, sample in enumerate(sent, start=1):
                ward.vitals(seq, sample)
    assert (await ward.settled()).acked == 10
    assert ward.numbers() == list(range(1, 11))
    assert ward.recorder.fault is None


async def test_after_a_restart_what_was_acked_is_repeated_and_what_was_not_is_stored(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path / "data") as before:
        before.hello()
        at = before.clock.now()
        split = Sample(at - 10_000, hr=72, spo2=97, sbp=131, dbp=82, map=98)
        pair = [Sample(at - 9_000, hr=72), Sample(at - 9_000, sbp=130, dbp=80)]
        named = Sample(at, hr=73, patient="MRN-1")
        before.vitals(1, Sample(at, hr=72))
        before.vitals(3, split)
        before.vitals(4, *pair)
        before.vitals(5, named)
        await before.settled()
    async with opened(tmp_path / "data") as after:
        assert after.hello().acked == 1
        after.vitals(3, split)
        after.vitals(4, *pair)
        after.vitals(5, named)
        link = await after.settled()
        assert link.of(Reject) == []
        assert link.acked == 1
        after.vitals(2, Sample(at, hr=72))
        assert (await after.settled()).acked == 5
        assert after.numbers() == [1, 3, 4, 5, 2]
        after.vitals(4, Sample(at, hr=72))
        assert [one.code for one in (await after.settled()).of(Reject)] == ["conflict"]


async def test_a_new_power_on_begins_at_one(ward: Ward) -> None:
    ward.hello("b1")
    ward.vitals(1, now(ward, hr=72))
    await ward.settled()
    assert ward.hello("b2").acked == 0
    ward.vitals(1, now(ward, hr=72))
    assert (await ward.settled()).acked == 1
    assert ward.numbers() == [1, 1]


async def test_a_newer_connection_takes_over(ward: Ward) -> None:
    ward.hello()
    first = ward.link
    ward.vitals(1, now(ward, hr=72))
    ward.hello(link=Link())
    assert first.closed == 4409
    ward.intake.leave(ward.m1, first)
    assert ward.m1.connected, "the older one's end is not the monitor's"
    ward.intake.leave(ward.m1, ward.link)
    assert not ward.m1.connected


@pytest.mark.parametrize(
    ("hello", "code"),
    [
        ("{}", 4400),
        ('{"type":"vitals","seq":1,"samples":[]}', 4400),
        ('{"type":"hello","boot":"b","time":1,"monitor":"m2"}', 4403),
    ],
)
async def test_who_does_not_introduce_himself_is_sent_away(
    ward: Ward, hello: str, code: int
) -> None:
    with pytest.raises(Dismissed) as dismissed:
        ward.intake.hello(ward.m1, hello, Link())
    assert dismissed.value.code == code
    assert not ward.m1.connected


async def test_unknown_keys_and_patients_are_kept_out_of_the_chain(ward: Ward) -> None:
    ward.hello()
    at = ward.clock.now()
    sample = {"at": at, "hr": 72, "patient": "MRN-77", "bedside": "window"}
    ward.say(json.dumps({"type": "vitals", "seq": 1, "samples": [sample]}))
    assert (await ward.settled()).acked == 1
    ((body,),) = ward.rows("SELECT body FROM records WHERE kind = 'vitals'")
    assert "MRN-77" not in body
    assert "window" not in body
    kept = dict(ward.rows("SELECT path, value FROM private"))
    assert json.loads(kept["patients"]) == ["MRN-77"]
    assert "window" in json.loads(kept["raw"])


async def test_an_older_power_on_is_forgotten_when_it_is_on_disk_and_can_come_back(
    ward: Ward,
) -> None:
    ward.hello("b1")
    sample = now(ward, hr=72)
    with held(ward.file):
        ward.vitals(1, sample)
        ward.hello("b2")
        assert len(ward.intake.power_ons) == 2, "what it sent may not be on disk yet"
    await ward.settled()
    assert len(ward.intake.power_ons) == 1
    assert ward.hello("b1").acked == 1
    ward.vitals(1, sample)
    assert (await ward.settled()).acked == 1
    assert ward.numbers() == [1]


async def test_a_power_on_that_is_back_at_once_is_kept(ward: Ward) -> None:
    with held(ward.file):
        ward.hello("b1")
        ward.vitals(1, now(ward, hr=72))
        ward.hello("b2")
        ward.hello("b1")
        ward.vitals(2, now(ward, hr=73))
    assert (await ward.settled()).acked == 2
    assert ward.m1.on.boot.boot == "b1"
    assert len(ward.intake.power_ons) == 1
