"""Reading recordings: what is understood, and what is refused with its line."""

from pathlib import Path

import pytest

from app.domain.vitals import Vital
from app.replay.reader import RecordingError, read_csv

DATA = Path(__file__).parents[1] / "data" / "mimic2-s25047-numerics.csv"


def test_the_real_recording_has_its_rows_and_its_rhythm() -> None:
    recording = read_csv(DATA.read_text().splitlines())
    assert len(recording.rows) == 72
    assert recording.interval == 60_000
    assert recording.rows[2].values == {
        Vital.HR: 89.5, Vital.PR: 88.5, Vital.RR: 21.2, Vital.SPO2: 95.7,
        Vital.SBP: 87, Vital.DBP: 46, Vital.MAP: 62,
    }  # fmt: skip
    assert recording.rows[5].values[Vital.MAP] == 94  # a mean without the other two
    assert Vital.SBP not in recording.rows[5].values


def test_zero_is_a_value_unless_the_source_is_said_to_mean_none() -> None:
    lines = ["seconds,hr,rr,sbp", "0,0,0,0"]
    assert read_csv(lines).rows[0].values == {Vital.HR: 0, Vital.RR: 0, Vital.SBP: 0}
    told = read_csv(lines, zero_is_no_value=True)
    assert told.rows[0].values == {Vital.HR: None, Vital.RR: None, Vital.SBP: 0}


def test_instants_count_from_the_first_row() -> None:
    recording = read_csv(["at,spo2", "1790000000000,97", "1790000001000,96"])
    assert [row.at for row in recording.rows] == [0, 1000]
    assert [row.at for row in read_csv(["seconds,hr", "2.5,70", "4,71"]).rows] == [0, 1500]


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ([], "line 1: the file is empty"),
        (["hr,spo2", "70,97"], "line 1: the first column must be seconds or at"),
        (["seconds,pulse", "0,70"], "line 1: 'pulse' is no vital"),
        (["seconds,hr,hr", "0,70,70"], "line 1: a column appears twice"),
        (["seconds", "0"], "line 1: there is no vital"),
        (["seconds,hr"], "line 2: there are no rows"),
        (["seconds,hr", "0,70", "1"], "line 3: 1 cells, expected 2"),
        (["seconds,hr", "0,70", "1,seventy"], "line 3: hr is no number: 'seventy'"),
        (["seconds,hr", "0,70", "1,nan"], "line 3: hr is not finite"),
        (["seconds,hr", "0,70", "1,1e400"], "line 3: hr is not finite"),
        (["seconds,hr", "soon,70"], "line 2: time is no number"),
        (["seconds,hr", "0,70", "1,71", "1,72"], "line 4: time does not rise"),
        (["seconds,hr", '0,"70'], "line 2: unexpected end of data"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(lines: list[str], complaint: str) -> None:
    with pytest.raises(RecordingError) as refused:
        read_csv(lines)
    assert str(refused.value).startswith(complaint)
