"""A real server process on a free port with a data directory of its own."""

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from app.settings import Settings
from app.store import duty, users
from app.store.database import Database
from app.store.duty import Contact, Roster
from app.store.migrate import migrate

READY_S = 30.0
ON_DUTY = {"nurse": "nora", "charge_nurse": "carl", "prescriber": "petra"}
PASSWORD = "correct horse battery staple"


class ServerDied(Exception):
    """It ended before it was ready; the text is what it printed."""


def vigil(*arguments: str, data: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Runs one command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "app", "--data", str(data), *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def done(*arguments: str, data: Path, stdin: str = "") -> str:
    """Runs one command that must succeed; what it printed."""
    result = vigil(*arguments, data=data, stdin=stdin)
    assert result.returncode == 0, f"vigil {' '.join(arguments)}: {result.stderr}"
    return result.stdout.strip()


class Running:
    """A server that said it is ready. `url` is where."""

    def __init__(
        self,
        data: Path,
        *options: str,
        env: dict[str, str] | None = None,
        program: str = "app",
    ) -> None:
        self.data = data
        self.lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.printed: list[str] = []
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                program,
                "--data",
                str(data),
                "serve",
                "--port",
                "0",
                *options,
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, **(env or {})},
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.url = self._wait_ready()

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def ws(self) -> str:
        return self.url.replace("http", "ws", 1)

    def kill(self) -> None:
        """As a power cut would, for the process."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self._finish()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self._finish()

    def _finish(self) -> None:
        self._reader.join(5)
        assert self.process.stdout is not None
        self.process.stdout.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.printed.append(line)
            self.lines.put(line)
        self.lines.put("")

    def _wait_ready(self) -> str:
        while True:
            try:
                line = self.lines.get(timeout=READY_S)
            except queue.Empty:
                self.kill()
                raise ServerDied("not ready in time: " + "".join(self.printed)) from None
            if line.startswith("ready "):
                return line.split()[1]
            if not line:
                self.process.wait()
                self._finish()
                raise ServerDied("".join(self.printed))


@contextmanager
def running(
    data: Path, *options: str, env: dict[str, str] | None = None, program: str = "app"
) -> Iterator[Running]:
    """`program` is the module to run: the real one, or one that starts it with other settings."""
    server = Running(data, *options, env=env, program=program)
    try:
        yield server
    finally:
        server.stop()


def put_on_duty(data: Path, steps: Mapping[str, str] = ON_DUTY) -> None:
    """Somebody for every step of an escalation, before a server runs: none of them can sign in."""
    database = Database(Settings(data=data).database)
    migrate(database)
    with database.writing() as connection:
        if duty.current(connection).revision == 0:
            for step, name in steps.items():
                role = "clinician" if step == "prescriber" else step
                users.add(connection, 1, "test", name, role, "nothing hashes to this")
            roster = {step: (Contact(name),) for step, name in steps.items()}
            duty.put(connection, 1, "test", Roster(0, **roster))
    database.close()


def add_user(data: Path, name: str, role: str) -> None:
    done("user", "add", name, "--role", role, "--password-stdin", data=data, stdin=PASSWORD)


def add_monitor(data: Path, monitor: str, bed: str | None = None) -> str:
    """Its token."""
    return done("monitor", "add", monitor, *(("--bed", bed) if bed else ()), data=data)


def add_token(data: Path, role: str) -> str:
    return done("token", "add", "--role", role, data=data)
