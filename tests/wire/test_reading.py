"""What a monitor may send, and how everything else is refused: a code, and its number if any."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.wire.monitor import Hello, Sample, SignalQuality, Skip, Vitals
from app.wire.reading import Received, Refused, depth, read

AT = 1_790_000_000_000


def vitals(samples: str = "[]", seq: str = "4") -> str:
    return f'{{"type":"vitals","seq":{seq},"samples":{samples}}}'


def sample(members: str) -> str:
    return vitals(f'[{{"at":{AT},{members}}}]')


def many(count: int) -> str:
    samples = ",".join(['{"at":1}'] * count)
    return vitals(f"[{samples}]")


def nested(levels: int) -> str:
    """A frame whose samples hold an unknown key, nested so deep in all."""
    inner = levels - 3  # frame, samples, sample
    return sample(f'"more":{"[" * inner}{"]" * inner}')


@pytest.mark.parametrize(
    ("text", "code", "seq"),
    [
        ("", "malformed", None),
        ("hello", "malformed", None),
        ("{", "malformed", None),
        ("[]", "malformed", None),
        ("null", "malformed", None),
        ("7", "malformed", None),
        ("{}", "malformed", None),
        ('{"seq":4}', "malformed", 4),
        ('{"type":"vitals"}', "malformed", None),
        ('{"type":"vitals","seq":4}', "malformed", 4),
        ('{"type":"other","seq":4}', "malformed", 4),
        ('{"type":null,"seq":4}', "malformed", 4),
        ('{"type":[],"seq":4}', "malformed", 4),
        ('{"type":{"a":1},"seq":4}', "malformed", 4),
        (vitals(seq="0"), "malformed", None),
        (vitals(seq="-1"), "malformed", None),
        (vitals(seq="1.0"), "malformed", None),
        (vitals(seq='"4"'), "malformed", None),
        (vitals(seq="true"), "malformed", None),
        (vitals(seq="null"), "malformed", None),
        (vitals(seq=str(2**53 + 1)), "malformed", None),
        (vitals(seq="9" * 5000), "malformed", None),
        (vitals("{}"), "malformed", 4),
        (vitals("null"), "malformed", 4),
        (vitals("[7]"), "malformed", 4),
        (vitals("[{}]"), "malformed", 4),
        (vitals('[{"at":-1}]'), "malformed", 4),
        (vitals('[{"at":1.5}]'), "malformed", 4),
        (vitals('[{"at":"now"}]'), "malformed", 4),
        (vitals('[{"at":253402300800000}]'), "malformed", 4),
        (sample('"hr":"72"'), "malformed", 4),
        (sample('"hr":true'), "malformed", 4),
        (sample('"hr":[72]'), "malformed", 4),
        (sample('"hr":NaN'), "malformed", 4),
        (sample('"hr":Infinity'), "malformed", 4),
        (sample('"hr":-Infinity'), "malformed", 4),
        (sample('"hr":1e400'), "malformed", 4),
        (sample('"more":NaN'), "malformed", 4),
        (sample('"more":1e400'), "malformed", 4),
        (sample(f'"hr":{"9" * 400}'), "malformed", 4),
        (sample('"bp":"cuff"'), "malformed", 4),
        (sample('"flags":"held"'), "malformed", 4),
        (sample('"flags":[""]'), "malformed", 4),
        (sample('"quality":{"spo2":1}'), "malformed", 4),
        (sample('"patient":"\\ud800"'), "malformed", 4),
        (sample('"more":"\\udfff"'), "malformed", 4),
        (sample('"more":"\ud800"'), "malformed", 4),
        (sample('"patient":"a\\u0000b"'), "malformed", 4),
        (sample('"patient":"a\x00b"'), "malformed", None),
        ("\x00", "malformed", None),
        ('{"type":"skip","from":0,"to":3}', "malformed", None),
        ('{"type":"skip","from":1}', "malformed", None),
        ('{"type":"hello","time":1}', "malformed", None),
        ('{"type":"hello","boot":"","time":1}', "malformed", None),
        (nested(17), "too_deep", 4),
        (nested(100), "too_deep", 4),
        ("[" * 60_000, "too_deep", None),
        ('{"a":' * 10_000, "too_deep", None),
        (many(601), "too_many_samples", 4),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, code: str, seq: int | None) -> None:
    refused = read(text)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.seq) == (code, seq)
    assert refused.detail


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (vitals(), Vitals(4, [])),
        (vitals('[{"at":0}]'), Vitals(4, [Sample(0)])),
        (sample('"hr":null'), Vitals(4, [Sample(AT, hr=None)])),
        (sample('"hr":-1,"spo2":0'), Vitals(4, [Sample(AT, hr=-1, spo2=0)])),
        (sample('"hr":72.5,"rr":0'), Vitals(4, [Sample(AT, hr=72.5, rr=0)])),
        (sample('"sbp":131,"bp":"art"'), Vitals(4, [Sample(AT, sbp=131, bp="art")])),
        (
            sample('"spo2":97,"quality":{"spo2":{"sqi":0.9,"pi":4}}'),
            Vitals(4, [Sample(AT, spo2=97, quality={"spo2": SignalQuality(0.9, 4)})]),
        ),
        (vitals()[:-1] + ',"stored":true}', Vitals(4, [], stored=True)),
        ('{"type":"skip","from":5,"to":7}', Skip(5, 7)),
        ('{"type":"hello","boot":"b","time":3}', Hello("b", 3)),
        (many(600), Vitals(4, [Sample(1)] * 600)),
    ],
)
def test_what_the_contract_names_is_taken(text: str, message: object) -> None:
    assert read(text) == Received(message)  # type: ignore[arg-type]  # one of FromMonitor


@pytest.mark.parametrize(
    "text",
    [
        sample('"hr":72,"temperature":36.6'),
        vitals(f'[{{"at":{AT},"hr":72}}]')[:-1] + ',"ward":"north"}',
        sample('"hr":72,"ecg":{"lead":"II","st":[0.1,-0.2]}'),
        nested(16).replace(f'"at":{AT}', f'"at":{AT},"hr":72'),
    ],
)
def test_unknown_keys_are_ignored_and_kept_raw(text: str) -> None:
    assert read(text) == Received(Vitals(4, [Sample(AT, hr=72)]), raw=text)


def test_unknown_keys_of_the_signal_and_the_device_are_ignored() -> None:
    text = sample('"spo2":97,"quality":{"spo2":{"sqi":1,"sensor":"ear"}}')
    expected = Vitals(4, [Sample(AT, spo2=97, quality={"spo2": SignalQuality(1)})])
    assert read(text) == Received(expected, raw=text)
    hello = '{"type":"hello","boot":"b","time":3,"device":{"model":"A","firmware":"9"}}'
    received = read(hello)
    assert isinstance(received, Received)
    assert isinstance(received.message, Hello)
    assert received.message.device is not None
    assert received.message.device.model == "A"


@pytest.mark.parametrize(
    ("text", "levels"),
    [("", 0), ("7", 0), ("[]", 1), ('{"a":[{}]}', 3), ('"[[["', 0), (r'["\"[[", [1]]', 2)],
)
def test_depth_counts_brackets_outside_text(text: str, levels: int) -> None:
    assert depth(text) == levels


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
names = st.sampled_from(["type", "seq", "samples", "boot", "time", "from", "to", "device"])
kinds = st.sampled_from(["vitals", "hello", "skip"])


@given(st.dictionaries(names, json_values | kinds))
@settings(deadline=None)
def test_whatever_comes_is_read_or_refused(message: dict[str, object]) -> None:
    assert isinstance(read(json.dumps(message)), Received | Refused)


@given(st.text(st.characters(codec=None)))
@settings(deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    assert isinstance(read(text), Received | Refused)
