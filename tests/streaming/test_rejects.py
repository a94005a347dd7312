"""What cannot be read is refused, kept aside with its raw text, and stops nothing."""

from contextlib import suppress

import pytest
from websockets.exceptions import ConnectionClosed

from tests.streaming.ward import Place

SAMPLE = '{"at":1790000000000,"hr":70}'
DEEP = "[" * 100 + "]" * 100

UNREADABLE = {
    "not JSON": ("garbage", "malformed"),
    "half a message": ('{"type":"vitals","seq":1', "malformed"),
    "empty": ("", "malformed"),
    "a list": ("[]", "malformed"),
    "of no type": ('{"seq":1,"samples":[]}', "malformed"),
    "of an unknown type": ('{"type":"vital","seq":1,"samples":[]}', "malformed"),
    "100 deep": (DEEP, "too_deep"),
    "60,000 deep": ("[" * 60_000, "too_deep"),
    "one key 8,000 times": ("{" + ",".join(['"a":1'] * 8000) + "}", "malformed"),
}

REFUSED = {
    "a value as text": ('[{"at":1,"hr":"70"}]', "malformed"),
    "a value as a boolean": ('[{"at":1,"hr":true}]', "malformed"),
    "a value as a list": ('[{"at":1,"hr":[70]}]', "malformed"),
    "no instant": ('[{"hr":70}]', "malformed"),
    "an instant as text": ('[{"at":"2026-01-01T00:00:00Z","hr":70}]', "malformed"),
    "an instant with a fraction": ('[{"at":1.5,"hr":70}]', "malformed"),
    "an instant before the epoch": ('[{"at":-1,"hr":70}]', "malformed"),
    "an instant after the year 9999": ('[{"at":253402300800000,"hr":70}]', "malformed"),
    "samples that are none": ('{"at":1,"hr":70}', "malformed"),
    "a sample that is none": ("[7]", "malformed"),
    "an unknown source of pressure": ('[{"at":1,"sbp":120,"bp":"cuff"}]', "malformed"),
    "NaN": ('[{"at":1,"hr":NaN}]', "malformed"),
    "Infinity": ('[{"at":1,"hr":-Infinity}]', "malformed"),
    "1e400": ('[{"at":1,"hr":1e400}]', "malformed"),
    "400 digits": ('[{"at":1,"hr":' + "9" * 400 + "}]", "malformed"),
    "half a surrogate pair": ('[{"at":1,"hr":70,"patient":"\\ud800"}]', "malformed"),
    "NUL": ('[{"at":1,"hr":70,"patient":"a\\u0000b"}]', "malformed"),
    "NUL in a key": ('[{"at":1,"hr":70,"a\\u0000b":1}]', "malformed"),
    "601 samples": ("[" + ",".join([SAMPLE] * 601) + "]", "too_many_samples"),
    "100 deep": (f'[{{"at":1,"hr":70,"more":{DEEP}}}]', "too_deep"),
    "17 deep": ('[{"at":1,"hr":70,"more":' + "[" * 14 + "]" * 14 + "}]", "too_deep"),
}


@pytest.mark.parametrize(("raw", "code"), UNREADABLE.values(), ids=UNREADABLE.keys())
async def test_without_a_readable_number(place: Place, raw: str, code: str) -> None:
    async with await place.monitor() as monitor:
        await monitor.raw(raw)
        refused = await monitor.next("reject")
        assert refused["code"] == code
        assert refused["detail"]
        ((_, kept, detail, text),) = place.rejected()
        assert (kept, detail, text.decode()) == (code, refused["detail"], raw)
        await monitor.take({"hr": 70}, seq=1 if refused.get("seq") is None else 2)
    assert place.shown()["vitals"]["hr"]["value"] == 70


@pytest.mark.parametrize(("samples", "code"), REFUSED.values(), ids=REFUSED.keys())
async def test_with_a_readable_number_it_counts_as_handled(
    place: Place, samples: str, code: str
) -> None:
    raw = f'{{"type":"vitals","seq":2,"samples":{samples}}}'
    async with await place.monitor() as monitor:
        await monitor.take({"hr": 70}, seq=1)
        await monitor.raw(raw)
        refused = await monitor.next("reject")
        assert refused["code"] == code
        if refused.get("seq") is None:  # its number could not be read either
            await monitor.send(type="skip", **{"from": 2, "to": 2})
        await monitor.acked(2)
        await monitor.take({"hr": 72}, seq=3)
        ((seq, kept, _, text),) = place.rejected()
        assert (seq, kept, text.decode()) == (refused.get("seq"), code, raw)
    assert place.stored() == [1, 3]
    assert place.shown()["vitals"]["hr"]["value"] == 72


async def test_a_refused_number_stays_refused(place: Place) -> None:
    async with await place.monitor() as monitor:
        await monitor.raw('{"type":"vitals","seq":1,"samples":7}')
        await monitor.next("reject", seq=1)
        await monitor.acked(1)
        await monitor.raw('{"type":"vitals","seq":1,"samples":7}')
        await monitor.acked(1)
        await monitor.vitals({"hr": 70}, seq=1)
        assert (await monitor.next("reject"))["code"] == "conflict"
    assert place.stored() == []


async def test_two_messages_of_hello(place: Place) -> None:
    async with await place.monitor() as monitor:
        await monitor.send(type="hello", boot="b2", time=monitor.clock())
        assert (await monitor.next("reject"))["code"] == "malformed"
        await monitor.take({"hr": 70})


async def test_ten_unreadable_frames_in_a_row_end_the_connection(place: Place) -> None:
    async with await place.monitor() as monitor:
        for _ in range(9):
            await monitor.raw("?")
        await monitor.take({"hr": 70})
        for _ in range(10):
            await monitor.raw("?")
        assert await monitor.closed() == 4400
    async with await place.monitor() as again:
        await again.take({"hr": 71})  # and with it everything before it is on disk
    assert len(place.rejected()) == 19


@pytest.mark.parametrize("size", [64 * 1024 + 1, 10_000_000], ids=["64 KiB + 1", "10 MB"])
async def test_a_frame_that_is_too_large_ends_the_connection(place: Place, size: int) -> None:
    async with await place.monitor() as monitor:
        with suppress(ConnectionClosed):  # it may end while most is still to be sent
            await monitor.raw(" " * size)
        assert await monitor.closed() == 1009
    async with await place.monitor() as again:
        await again.take({"hr": 70})


async def test_a_large_frame_in_pieces_is_as_large(place: Place) -> None:
    async with await place.monitor() as monitor:
        assert monitor.socket.protocol.extensions == []  # compression was offered and not taken
        with suppress(ConnectionClosed):
            await monitor.socket.send([" " * 10_000] * 7)
        assert await monitor.closed() == 1009


async def test_the_largest_frame_is_taken(place: Place) -> None:
    async with await place.monitor() as monitor:
        at = monitor.clock()
        samples = ",".join(f'{{"at":{at},"hr":70}}' for _ in range(600))
        text = f'{{"type":"vitals","seq":1,"samples":[{samples}]}}'
        await monitor.raw(text + " " * (64 * 1024 - len(text)))
        await monitor.acked(1)
    assert place.stored() == [1]


async def test_keys_that_nobody_knows_are_kept_raw_and_ignored(place: Place) -> None:
    async with await place.monitor() as monitor:
        sample = {"hr": 70, "glucose": 5.4, "quality": {"hr": {"sqi": 0.9, "lead": "II"}}}
        await monitor.take(sample, vendor={"deep": [1, 2]})
    (record,) = place.records("vitals")
    assert record["samples"][0]["hr"] == 70
    assert "glucose" not in str(record)
    assert "raw" in record["private"]
    assert place.rejected() == []
