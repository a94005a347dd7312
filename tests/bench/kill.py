"""kill -9 under load, again and again: what was promised must still be there, once."""

import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.bench.apart import Apart, apart
from tests.bench.clinic import Clinic
from tests.bench.figures import Figure, middle, shown
from tests.bench.generators import Crowd
from tests.bench.survivors import PROMISED, Promised, surviving
from tests.peers import Api

BOOT = "survivor"
EARLIEST_S, LATEST_S = 0.3, 1.5
ALARMS_S = 12.0  # until the patients that are in alarm have one that is raised
LASTING = ("id", "phase", "paused", "revision", "started_at", "planned_end")
STANDING = ("revision", "condition", "attention")


@dataclass(slots=True)
class Losses:
    missing: int = 0
    doubled: int = 0
    clocks: int = 0  # sessions whose clock or phase is another
    alarms: int = 0  # open alarms that are gone or other than announced
    announced: int = 0  # alarms that screens had been told of, summed over the kills
    seconds: list[float] = field(default_factory=list)  # from start to every bed judged again


def kill(clinic: Clinic, rounds: int, within_s: float, seed: int = 1) -> list[Figure]:
    beds, random, losses = len(clinic.tokens), Random(seed), Losses()
    pause = Api(clinic.server.url, clinic.nurse)
    pause.command(clinic.sessions["2"], "pause", reason="bench")
    pause.close()
    records = Records(clinic)
    crowd = Crowd(0, clinic.tokens, BOOT, clinic.nurse)
    with apart(surviving, crowd) as generator:
        generator.ask(clinic.port)
        generator.hear()
        time.sleep(ALARMS_S)
        for _ in range(rounds):
            time.sleep(random.uniform(EARLIEST_S, LATEST_S))
            _once(clinic, generator, records, losses)
    name = f"kill {beds}"
    return [
        Figure(name, f"acked frames missing after {rounds} kills", losses.missing, "", 0),
        Figure(name, "frames stored twice", losses.doubled, "", 0, f"of {records.total()}"),
        Figure(name, "session clocks changed", losses.clocks, "", 0),
        Figure(name, "open alarms changed", losses.alarms, "", 0, f"of {losses.announced}"),
        Figure(
            name,
            "start to judging again, slowest",
            max(losses.seconds),
            "s",
            within_s,
            f"median {shown(middle(losses.seconds))}",
        ),
    ]


def _once(clinic: Clinic, generator: Apart, records: "Records", losses: Losses) -> None:
    before = _sessions(clinic)
    time.sleep(0.05)
    clinic.server.kill()
    generator.ask(PROMISED)
    promised: Promised = generator.hear()
    begun = time.monotonic()
    clinic.start()
    generator.ask(clinic.port)
    again, snapshot = generator.hear()
    losses.seconds.append(again - begun)
    after = _sessions(clinic)
    losses.clocks += sum(before[session] != after[session] for session in before)
    losses.alarms += _changed(promised, snapshot)
    losses.announced += len(promised.alarms)
    records.read()
    losses.missing += records.missing(promised)
    losses.doubled = records.doubled()


def _sessions(clinic: Clinic) -> dict[str, tuple[Any, ...]]:
    """What must not change in each running session; of a paused one its infused time, too."""
    api = Api(clinic.server.url, clinic.nurse)
    found = {}
    for session in clinic.sessions.values():
        now = api.get(f"/api/sessions/{session}").json()
        infused = now["clock"]["infused_ms"] if now["paused"] else None
        found[session] = (*(now[name] for name in LASTING), infused)
    api.close()
    return found


def _changed(promised: Promised, snapshot: dict[str, dict[str, Any]]) -> int:
    """Announced open alarms that are missing now, or stand otherwise without a newer revision."""
    changed = 0
    for ident, alarm in promised.alarms.items():
        now = snapshot.get(ident)
        if now is None:
            changed += alarm["condition"] != "normal"
        elif now["revision"] <= alarm["revision"]:
            changed += any(now[name] != alarm[name] for name in STANDING)
    return changed


class Records:
    """The frames in the sessions' logs, read page by page as they grow."""

    def __init__(self, clinic: Clinic) -> None:
        self._clinic = clinic
        self._stored: dict[str, Counter[int]] = {ident: Counter() for ident in clinic.tokens}
        self._after = dict.fromkeys(clinic.sessions.values(), 0)

    def read(self) -> None:
        api = Api(self._clinic.server.url, self._clinic.nurse)
        for session in self._after:
            while True:
                where = {"after": self._after[session], "limit": 1000}
                items = api.get(f"/api/sessions/{session}/log", **where).json()["items"]
                for record in items:
                    if record["kind"] in ("vitals", "late") and record["boot"] == BOOT:
                        self._stored[record["monitor"]][record["seq"]] += 1
                if items:
                    self._after[session] = items[-1]["n"]
                if len(items) < 1000:
                    break
        api.close()

    def missing(self, promised: Promised) -> int:
        return sum(
            seq not in self._stored[monitor]
            for monitor, acked in promised.acked.items()
            for seq in range(1, acked + 1)
        )

    def doubled(self) -> int:
        return sum(count - 1 for stored in self._stored.values() for count in stored.values())

    def total(self) -> int:
        return sum(len(stored) for stored in self._stored.values())
