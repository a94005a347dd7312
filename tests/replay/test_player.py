"""Playing recordings: nothing is added between what was recorded."""

from pathlib import Path

from msgspec import UNSET

from app.domain.vitals import BloodPressureSource
from app.replay.player import Player
from app.replay.reader import read_csv
from app.wire.monitor import Sample

DATA = Path(__file__).parents[1] / "data" / "mimic2-s25047-numerics.csv"
NOW = 1_790_000_000_000


def played(player: Player) -> list[Sample]:
    player.begin(NOW)
    samples: list[Sample] = []
    while (due := player.due()) is not None:
        taken = player.take()
        assert {sample.at for sample in taken} == {due}
        samples.extend(taken)
    return samples


def test_a_value_a_minute_is_held_not_interpolated() -> None:
    samples = played(Player(read_csv(["seconds,hr", "0,70", "60,80"])))
    assert [s.at - NOW for s in samples] == list(range(0, 120_000, 1000))
    assert [s.hr for s in samples] == [70.0] * 60 + [80.0] * 60
    fresh = [s.at - NOW for s in samples if "held" not in s.flags]
    assert fresh == [0, 60_000]


def test_a_pressure_goes_out_once_at_its_own_instant() -> None:
    lines = ["seconds,hr,sbp,dbp,map", "0,70,120,80,93", "60,71,,,"]
    pressures = [s for s in played(Player(read_csv(lines))) if s.sbp is not UNSET]
    assert [(s.at - NOW, s.sbp, s.dbp, s.map, s.bp) for s in pressures] == [
        (0, 120.0, 80.0, 93.0, "nibp")
    ]


def test_arterial_pressure_is_sent_as_such() -> None:
    lines = ["seconds,sbp,dbp", "0,52.4,32.1", "1,50.2,31.2"]
    samples = played(Player(read_csv(lines), BloodPressureSource.ART))
    assert [(s.bp, s.sbp, s.flags) for s in samples] == [("art", 52.4, []), ("art", 50.2, [])]


def test_a_hole_in_the_recording_stays_a_hole() -> None:
    lines = ["seconds,hr", "0,70", "1,71", "2,72", "10,73", "11,74"]
    assert [s.at - NOW for s in played(Player(read_csv(lines)))] == [0, 1000, 2000, 10_000, 11_000]


def test_a_rhythm_that_is_not_quite_a_second_is_not_filled_up() -> None:
    lines = ["seconds,hr", "0,70", "1.02,71", "2.04,72"]
    assert [s.at - NOW for s in played(Player(read_csv(lines)))] == [0, 1020, 2040]


def test_the_real_recording_is_played_to_its_end() -> None:
    samples = played(Player(read_csv(DATA.read_text().splitlines(), zero_is_no_value=True)))
    assert samples[-1].at - NOW == 4260_000 + 59_000
    assert samples[-1].spo2 == 36.0
    assert samples[0].spo2 is None
    assert sum(1 for s in samples if s.spo2 is UNSET) == 21  # the rows with a pressure of the file
