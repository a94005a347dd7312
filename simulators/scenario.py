"""Scenario files: a patient, what happens to the body, what happens to the equipment.

Minutes count from the moment the patient sat down. Reading a file is the only I/O here.
"""

import tomllib
from enum import StrEnum
from pathlib import Path

import msgspec

_FOLDER = Path(__file__).parent / "scenarios"


class ScenarioError(ValueError):
    """The scenario does not exist or its file is wrong; the text says where."""


class Episode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that happens to the body: at its height each vital is off by so much."""

    minute: float
    minutes: float
    ramp_seconds: float = 30.0  # rises so long, and falls as long after its end
    hr: float = 0.0
    spo2: float = 0.0
    rr: float = 0.0
    sbp: float = 0.0
    dbp: float = 0.0


class FaultKind(StrEnum):
    PROBE_OFF = "probe_off"  # the oximeter's probe has fallen off
    LEADS_OFF = "leads_off"  # so have the ECG's leads
    CUFF_FAILS = "cuff_fails"  # measurements end without a reading
    SAME_ARM = "same_arm"  # the cuff sits on the arm of the probe, which loses its pulse meanwhile
    MOTION = "motion"  # the hand moves: the signal is poor, and saturation reads far too low
    CUT = "cut"  # no network: the monitor stores
    DELAY = "delay"  # frames leave `seconds` after they were made


class Fault(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: FaultKind
    minute: float
    minutes: float
    seconds: float = 0.0  # of a delay

    def during(self, second: int) -> bool:
        """Whether it is present so many seconds after the patient sat down."""
        return self.minute * 60 <= second < (self.minute + self.minutes) * 60


class Resting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the file fixes about the patient; the seed draws the rest. `*_rise`: at full effect."""

    hr: float | None = None
    spo2: float | None = None
    rr: float | None = None
    sbp: float | None = None
    dbp: float | None = None
    hr_rise: float | None = None
    sbp_rise: float | None = None
    dbp_rise: float | None = None


class Scenario(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`infusion` holds [from, to] minutes for a monitor that runs without a nurse.

    `expected` names the rules whose alarms should come; it is for readers and tests.
    """

    title: str
    patient: Resting = Resting()
    infusion: tuple[tuple[float, float], ...] = ()
    episode: tuple[Episode, ...] = ()
    fault: tuple[Fault, ...] = ()
    expected: tuple[str, ...] = ()


def names() -> list[str]:
    return sorted(path.stem for path in _FOLDER.glob("*.toml"))


def load(name: str) -> Scenario:
    """A shipped scenario by name, or a file by its path. Raises ScenarioError."""
    path = Path(name) if name.endswith(".toml") else _FOLDER / f"{name}.toml"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        known = ", ".join(names())
        raise ScenarioError(f"no scenario {name!r}; there are: {known}") from None
    return parse(text, path.name)


def parse(text: str, source: str) -> Scenario:
    """Raises ScenarioError, which starts with `source`."""
    try:
        return msgspec.convert(tomllib.loads(text), Scenario)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as wrong:
        raise ScenarioError(f"{source}: {wrong}") from None
