"""The administrator's commands, from the words on the command line to the database."""

import io
import sqlite3
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.cli import main

PASSWORD = "a long walk by the river\n"


@dataclass(frozen=True)
class Outcome:
    returncode: int
    stdout: str
    stderr: str


def vigil(data: Path, *words: str, stdin: str = "", by_environment: bool = False) -> Outcome:
    """One command, in this process: starting an interpreter for each would take a second."""
    where = [] if by_environment else ["--data", str(data)]
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "stdin", io.StringIO(stdin))
        if by_environment:
            patch.setenv("VIGIL_DATA", str(data))
        try:
            status = main([*words, *where])
        except SystemExit as exit:
            status = int(exit.code or 0)
    return Outcome(status, out.getvalue(), err.getvalue())


def rows(data: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(data / "vigil.sqlite3")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_users_are_added_listed_and_disabled(tmp_path: Path) -> None:
    data = tmp_path / "new" / "data"
    added = vigil(
        data, "user", "add", "anna", "--role", "nurse", "--password-stdin", stdin=PASSWORD
    )
    assert (added.returncode, added.stderr) == (0, "")
    assert vigil(data, "user", "list", by_environment=True).stdout == "anna\tnurse\t\n"
    assert vigil(data, "user", "disable", "anna").returncode == 0
    assert vigil(data, "user", "list").stdout == "anna\tnurse\tdisabled\n"
    assert oct(data.stat().st_mode & 0o777) == "0o700"
    (stored,) = rows(data, "SELECT password_hash FROM users")
    assert str(stored[0]).startswith("$argon2id$")


def test_a_monitors_token_is_printed_alone_and_kept_as_a_hash(tmp_path: Path) -> None:
    added = vigil(tmp_path, "monitor", "add", "m1", "--bed", "1")
    token = added.stdout.removesuffix("\n")
    assert len(token) == len("vgl_mon_") + 43
    assert vigil(tmp_path, "bed", "list").stdout == "1\t1\tm1\n"
    assert vigil(tmp_path, "monitor", "list").stdout == "m1\t1\t\n"
    assert token not in (tmp_path / "vigil.sqlite3").read_bytes().decode("latin-1")
    assert vigil(tmp_path, "monitor", "revoke", "m1").returncode == 0
    assert vigil(tmp_path, "monitor", "list").stdout == "m1\t\trevoked\n"


def test_a_bed_has_one_monitor(tmp_path: Path) -> None:
    vigil(tmp_path, "monitor", "add", "m1", "--bed", "1")
    second = vigil(tmp_path, "monitor", "add", "m2", "--bed", "1")
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr == "vigil: bed '1' has the monitor 'm1': unbind it first\n"
    assert vigil(tmp_path, "monitor", "list").stdout == "m1\t1\t\n"  # nothing of m2 was kept
    vigil(tmp_path, "bed", "add", "2", "--label", "Chair at the window")
    assert vigil(tmp_path, "monitor", "bind", "m1", "2").returncode == 0
    assert vigil(tmp_path, "bed", "list").stdout == "1\t1\t\n2\tChair at the window\tm1\n"


def test_tokens_are_added_with_a_last_day_and_revoked(tmp_path: Path) -> None:
    added = vigil(tmp_path, "token", "add", "--role", "wall", "--days", "3", "--label", "corridor")
    assert added.stdout.startswith("vgl_api_")
    ((id, lifetime),) = rows(tmp_path, "SELECT id, expires_at - created_at FROM tokens")
    assert lifetime == 3 * 24 * 3600 * 1000
    assert vigil(tmp_path, "token", "list").stdout == f"{id}\twall\tusable\tcorridor\n"
    assert vigil(tmp_path, "token", "revoke", str(id)).returncode == 0
    assert vigil(tmp_path, "token", "list").stdout == f"{id}\twall\tvoid\tcorridor\n"


def test_every_change_leaves_a_trace(tmp_path: Path) -> None:
    vigil(tmp_path, "bed", "add", "1")
    vigil(tmp_path, "monitor", "add", "m1", "--bed", "1")
    trail = rows(tmp_path, "SELECT what, object FROM audit ORDER BY id")
    assert trail == [("bed_added", "1"), ("monitor_added", "m1"), ("monitor_bound", "m1")]
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        rows(tmp_path, "DELETE FROM audit")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ((), 2),
        (("user",), 2),
        (("dance",), 2),
        (("user", "add", "anna", "--password-stdin"), 2),
        (("user", "add", "anna", "--role", "wall", "--password-stdin"), 2),
        (("token", "add", "--role", "king"), 2),
        (("token", "add", "--role", "nurse", "--days", "0"), 2),
        (("user", "add", "anna", "--role", "nurse", "--password-stdin"), 1),  # an empty password
        (("user", "add", "anna", "--role", "nurse"), 1),  # no terminal to ask at
        (("user", "disable", "nobody"), 1),
        (("bed", "add", "../x"), 1),
        (("bed", "add", "server"), 1),
        (("monitor", "revoke", "none"), 1),
        (("monitor", "bind", "none", "1"), 1),
        (("token", "revoke", "none"), 1),
    ],
)
def test_an_error_is_one_line_on_stderr(
    tmp_path: Path, words: tuple[str, ...], status: int
) -> None:
    failed = vigil(tmp_path, *words, by_environment=True)
    assert (failed.returncode, failed.stdout) == (status, "")
    assert failed.stderr.startswith("vigil")
    assert failed.stderr.count("\n") == 1


def test_data_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    vigil(tmp_path, "migrate")
    connection = sqlite3.connect(tmp_path / "vigil.sqlite3")
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    failed = vigil(tmp_path, "user", "list")
    assert failed.returncode == 1
    assert "9999" in failed.stderr


def test_help_and_version(tmp_path: Path) -> None:
    assert vigil(tmp_path, "version").stdout.startswith("vigil ")
    for words in ((), ("user",), ("user", "add"), ("monitor", "bind")):
        assert "usage: vigil" in vigil(tmp_path, *words, "--help", by_environment=True).stdout


def test_it_runs_as_a_module_from_a_shell(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "app", "bed", "add", "../x", "--data", str(tmp_path)]
    failed = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert (failed.returncode, failed.stdout) == (1, "")
    assert failed.stderr.startswith("vigil: '../x' cannot name a bed")
