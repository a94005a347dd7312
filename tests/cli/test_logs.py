"""export, judge and rebuild, where they cannot do what was asked: one line, exit code 1 or 2."""

import json
from pathlib import Path

import pytest

from app.protocols import loader
from app.store.migrate import lock
from app.wire.log import line, link, whole
from tests.cli.test_admin import Outcome, vigil

AT = 1_790_000_000_000
HEADER = {
    "vigil": "log/1",
    "engine": "vigil-judge/1",
    "session": "s1",
    "bed": "1",
    "scope": "s1",
    "protocol": dict(loader.load("ketamine-iv-40min").source),
}


def written(path: Path, *bodies: str, header: object = HEADER) -> Path:
    """A log with these records, its chain whole."""
    lines, digest = [json.dumps(header)], ""
    for body in bodies:
        digest = link(digest, body)
        lines.append(whole(body, digest))
    path.write_text("".join(f"{text}\n" for text in lines), encoding="utf-8")
    return path


def end(n: int = 1) -> str:
    return line(n, AT + n, "end", {"reason": "discharged"})


def judged(tmp_path: Path, file: Path, *more: str) -> Outcome:
    outcome = vigil(tmp_path / "data", "judge", str(file), *more)
    assert not (tmp_path / "data").exists(), "a log is judged without a server or its data"
    return outcome


def test_a_log_without_alarms_has_no_transitions(tmp_path: Path) -> None:
    assert judged(tmp_path, written(tmp_path / "a.log", end())) == Outcome(0, "", "")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "line 1: this is no session log"),
        (b"hr,spo2\n72,97\n", "line 1: this is no session log"),
        (b"\xff\xfe\x00", "line 1: this is no session log"),
        (b"[]\n", 'line 1: a session log begins with {"vigil":"log/1"'),
        (b'{"vigil":"log/2"}\n', 'line 1: a session log begins with {"vigil":"log/1"'),
        (b'{"vigil":"log/1"}\n', "line 1: the header has no"),
        (b'{"vigil":"log/1","scope":"s1","bed":"1","protocol":7}\n', "protocol"),
    ],
)
def test_what_is_no_log(tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "other.txt"
    file.write_bytes(content)
    outcome = judged(tmp_path, file)
    assert (outcome.returncode, outcome.stdout) == (1, "")
    assert told in outcome.stderr
    assert len(outcome.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("bodies", "told"),
    [
        ([end(2)], "line 2: record 1 is missing"),
        ([line(1, AT, "note", {"text": "a"})], "line 2: "),
        ([line(1, AT, "weather", {}), end(2)], "weather"),
        ([line(1, AT, "vitals", {"monitor": "m1"}), end(2)], "line 2: "),
        (['{"n":1,"at":'], "line 2: "),
        (['{"n":1,"kind":"end"'], "line 2: "),
    ],
)
def test_records_that_cannot_be_read(tmp_path: Path, bodies: list[str], told: str) -> None:
    outcome = judged(tmp_path, written(tmp_path / "a.log", *bodies))
    assert (outcome.returncode, outcome.stdout) == (1, "")
    assert told in outcome.stderr
    assert len(outcome.stderr.splitlines()) == 1


def test_a_record_that_was_changed(tmp_path: Path) -> None:
    file = written(tmp_path / "a.log", line(1, AT, "gap", {"from": 3, "to": 4}), end(2))
    file.write_text(file.read_text().replace('"to":4', '"to":3'))
    outcome = judged(tmp_path, file)
    assert outcome.returncode == 1
    assert "line 2: record 1 was changed" in outcome.stderr


def test_a_line_cut_off(tmp_path: Path) -> None:
    file = written(tmp_path / "a.log", end())
    file.write_text(file.read_text()[:-10])
    outcome = judged(tmp_path, file)
    assert outcome.returncode == 1
    assert "line 2: the line does not end with its hash" in outcome.stderr


def test_a_recorded_transition_that_the_judge_does_not_make(tmp_path: Path) -> None:
    fabricated = line(1, AT, "transition", {"alarm": "s1.spo2_low.1", "condition": "active"})
    outcome = judged(tmp_path, written(tmp_path / "a.log", fabricated, end(2)))
    assert outcome.returncode == 1
    first, second, *_ = outcome.stderr.splitlines()
    assert first.endswith("a.log: the recorded transitions differ:")
    assert second.startswith('- {"at":1790000000000,"kind":"transition","alarm":"s1.spo2_low.1"')
    other = judged(tmp_path, tmp_path / "a.log", "--protocol", "ketamine-iv-40min")
    assert other.returncode == 0, "with another protocol they may differ"


@pytest.mark.parametrize("protocol", ["nobody-knows-it", "missing.toml", "."])
def test_a_protocol_that_is_not_there(tmp_path: Path, protocol: str) -> None:
    file = written(tmp_path / "a.log", end())
    outcome = judged(tmp_path, file, "--protocol", protocol)
    assert outcome.returncode == 1
    assert "shipped: ketamine-iv-40min" in outcome.stderr
    assert len(outcome.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", ["missing.log", "."])
def test_a_file_that_cannot_be_opened(tmp_path: Path, name: str) -> None:
    outcome = judged(tmp_path, tmp_path / name)
    assert outcome.returncode == 1
    assert str(tmp_path / name) in outcome.stderr
    assert len(outcome.stderr.splitlines()) == 1


def test_an_unknown_session_is_not_exported_over_a_file(tmp_path: Path) -> None:
    file = tmp_path / "kept.log"
    file.write_text("precious")
    outcome = vigil(tmp_path / "data", "export", "s9", "--format", "log", "-o", str(file))
    assert outcome.returncode == 1
    assert "there is no session s9" in outcome.stderr
    assert file.read_text() == "precious"


def test_a_place_where_nothing_can_be_written(tmp_path: Path) -> None:
    where = str(tmp_path / "no" / "such" / "folder.log")
    outcome = vigil(tmp_path / "data", "export", "s9", "--format", "log", "-o", where)
    assert outcome.returncode == 1
    assert len(outcome.stderr.splitlines()) == 1


@pytest.mark.parametrize("format", [[], ["--format", "pdf"]])
def test_formats_that_do_not_exist_yet_are_refused(tmp_path: Path, format: list[str]) -> None:
    outcome = vigil(tmp_path / "data", "export", "s1", *format)
    assert outcome.returncode == 2
    assert "--format" in outcome.stderr


def test_rebuild_refuses_beside_a_running_server(tmp_path: Path) -> None:
    held = lock(tmp_path / "data" / "vigil.lock")
    outcome = vigil(tmp_path / "data", "rebuild")
    held.release()
    assert outcome.returncode == 1
    assert "a server is running" in outcome.stderr
    assert vigil(tmp_path / "data", "rebuild").stdout == "rebuilt from 0 logs\n"
