"""The chair's monitor: one sample a second, cuff readings, sensors that come off."""

import msgspec
import pytest
from msgspec import UNSET

from app.wire.monitor import Sample
from simulators import scenario
from simulators.chair import Chair, LoneChair

NOW = 1_790_000_000_000


def run(chair: Chair, seconds: int) -> list[Sample]:
    return [sample for _ in range(seconds) for sample in chair.take()]


def alone(name: str, minutes: float, seed: int = 3) -> list[Sample]:
    chair = LoneChair(seed, scenario.load(name), minutes)
    chair.begin(NOW)
    samples: list[Sample] = []
    while chair.due() is not None:
        samples.extend(chair.take())
    return samples


def cuff(samples: list[Sample]) -> list[Sample]:
    return [sample for sample in samples if sample.sbp is not UNSET]


@pytest.mark.parametrize("name", scenario.names())
def test_the_same_seed_gives_the_same_bytes(name: str) -> None:
    encoded = [msgspec.json.encode(alone(name, 50)) for _ in range(2)]
    assert encoded[0] == encoded[1]
    assert encoded[0] != msgspec.json.encode(alone(name, 50, seed=4))


def test_a_second_of_rest_is_one_sample_with_whole_numbers() -> None:
    samples = [sample for sample in alone("quiet", 5) if sample.sbp is UNSET]
    assert [sample.at - NOW for sample in samples] == list(range(0, 300_000, 1000))
    assert all(isinstance(sample.hr, int) and isinstance(sample.spo2, int) for sample in samples)


def test_two_readings_for_the_baseline_then_one_every_ten_minutes() -> None:
    begun = [s.at - NOW for s in alone("quiet", 45) if "nibp_busy" in s.flags]
    starts = [at for at in begun if at - 1000 not in begun]
    first, second, *others = [at // 1000 for at in starts]
    assert 60 <= second - first <= 120
    assert others[0] - second == 600
    assert len(cuff(alone("quiet", 4))) == 2


def test_the_nurse_can_press_the_cuff() -> None:
    chair = Chair()
    chair.begin(NOW)
    chair.seat(1, scenario.load("quiet"), NOW)
    run(chair, 300)
    chair.press_cuff()
    [reading] = cuff(run(chair, 40))
    assert 315_000 <= reading.at - NOW <= 330_000


def test_an_empty_chair_has_no_signal_and_its_monitor_is_on() -> None:
    chair = Chair()
    chair.begin(NOW)
    for sample in run(chair, 3):
        assert (sample.hr, sample.spo2, sample.sbp) == (None, None, UNSET)
        assert sample.flags == ["ecg_off", "spo2_off"]


def test_the_drug_raises_the_pressure_of_a_hypertensive_patient() -> None:
    readings = [s for s in cuff(alone("hypertensive", 60)) if isinstance(s.sbp, int)]
    assert isinstance(readings[0].sbp, int)
    assert readings[0].sbp < 160
    assert any(isinstance(s.sbp, int) and s.sbp >= 180 for s in readings)


def test_a_probe_that_fell_off_is_no_value_and_says_so() -> None:
    samples = [s for s in alone("probe_off", 20) if "spo2_off" in s.flags]
    assert [s.at - NOW for s in samples] == list(range(780_000, 900_000, 1000))
    assert {(s.spo2, s.pr) for s in samples} == {(None, None)}
    assert all(isinstance(s.hr, int) for s in samples)


def test_a_cuff_that_fails_tries_again_and_reports_it() -> None:
    failed = [s for s in cuff(alone("cuff_failure", 27)) if "nibp_failed" in s.flags]
    assert len(failed) >= 5
    assert {(s.sbp, s.dbp, s.map) for s in failed} == {(None, None, None)}


def test_saturation_falls_below_85_and_recovers() -> None:
    shown = [s.spo2 for s in alone("desaturation", 40) if isinstance(s.spo2, int)]
    assert min(shown) < 85
    assert shown[-1] > 94


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("title = 3", "x.toml: Expected `str`, got `int` - at `$.title`"),
        ("", "x.toml: Object missing required field `title`"),
        ('title = "a"\nspeed = 2', "x.toml: Object contains unknown field `speed`"),
        ('title = "a"\n[[fault]]\nkind = "gremlin"\nminute = 1\nminutes = 1', "x.toml: Invalid"),
        ("title =", "x.toml: Invalid value"),
    ],
)
def test_a_wrong_scenario_file_says_what_is_wrong(text: str, complaint: str) -> None:
    with pytest.raises(scenario.ScenarioError) as refused:
        scenario.parse(text, "x.toml")
    assert str(refused.value).startswith(complaint)


def test_an_unknown_scenario_names_the_known_ones() -> None:
    with pytest.raises(scenario.ScenarioError, match="quiet"):
        scenario.load("loud")
