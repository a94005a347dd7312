"""The commands, where they end before a server is needed."""

from pathlib import Path

import pytest

from app.cli import main

NOWHERE = "http://127.0.0.1:9"  # the discard port: nobody listens


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    return told


def test_a_recording_that_cannot_be_read_is_told_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bad.csv"
    file.write_text("seconds,hr\n0,70\n1,x\n")
    told = refused(capsys, "replay", str(file), "--token", "t")
    assert told == f"vigil: {file}: line 3: hr is no number: 'x'\n"


def test_a_missing_recording_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert "nowhere.csv" in refused(capsys, "replay", "nowhere.csv", "--token", "t")


def test_a_file_that_is_no_text_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bytes.csv"
    file.write_bytes(b"seconds,hr\n0,\xff\n")
    assert "bytes.csv" in refused(capsys, "replay", str(file), "--token", "t")


def test_an_unknown_scenario_is_told_with_the_known_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = refused(capsys, "simulate", "--token", "t", "--scenario", "loud")
    assert "loud" in told
    assert "quiet" in told


def test_a_fleet_without_a_server_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    told = refused(capsys, "fleet", "--beds", "2", "--token", "t", "--url", NOWHERE)
    assert "cannot be reached" in told


@pytest.mark.parametrize(
    "arguments",
    [
        ["fleet", "--beds", "0", "--token", "t"],
        ["simulate"],
        ["simulate", "--token", "t", "--minutes", "-1"],
        ["demo", "--rate", "0"],
        ["replay", "x.csv", "--token", "t", "--bp", "ear"],
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
