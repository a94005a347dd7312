"""The figures of the shipped protocol as they stand in its text, read without the judge's help."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor
from pathlib import Path
from typing import Any

import app.protocols as protocols

TEXT = Path(protocols.__file__).parent / "ketamine-iv-40min.toml"
FILE: dict[str, Any] = tomllib.loads(TEXT.read_text(encoding="utf-8"))
USUAL = {"hr": 72, "spo2": 97, "rr": 14, "etco2": 38, "sbp": 120, "dbp": 80, "map": 93}
"""The baseline of the patient in `series`, and values that are good for everybody."""


def ms(text: str) -> int:
    """`"15s"`, `"3min"`."""
    number = int(text.rstrip("mins"))
    return number * (60_000 if text.endswith("min") else 1000)


@dataclass(frozen=True)
class Edge:
    """A limit rule in one column: from `from_ms` after the stop on, or in all of its phase."""

    rule: str
    vital: str
    low: bool
    phase: str
    from_ms: int
    value: float
    clear: float
    delay_ms: int
    readings: int
    window: tuple[int, int] | None  # bad for the first, within the second
    clear_delay_ms: int
    clear_readings: int
    latched: bool

    @property
    def bad(self) -> float:
        """The first whole number that crosses it."""
        return self.value - 1 if self.low else self.value

    @property
    def inside(self) -> float:
        return self.value if self.low else self.value - 1

    @property
    def good(self) -> float:
        """The first that leaves it again."""
        return self.clear if self.low else self.clear - 1

    @property
    def between(self) -> float:
        return self.clear - 1 if self.low else self.clear

    def __str__(self) -> str:
        return f"{self.rule}-{self.phase}-{self.from_ms // 60_000}"


def edges() -> Iterator[Edge]:
    for table in FILE["limits"]:
        for phase, column in table["phases"].items():
            yield _edge(table, phase, 0, column)
            for later in column.get("later", []):
                yield _edge(table, phase, ms(later["from"]), later)


def _edge(table: dict[str, Any], phase: str, from_ms: int, bound: dict[str, Any]) -> Edge:
    low, vital = table["direction"] == "low", table["vital"]
    value = _value(bound, low, USUAL[vital])
    space = bound.get("band", 0)
    clear = bound.get("clear", value + space if low else value - space)
    window = table.get("window")
    return Edge(
        rule=table.get("id", f"{vital}_{table['direction']}_{table['priority']}"),
        vital=vital,
        low=low,
        phase=phase,
        from_ms=from_ms,
        value=value,
        clear=clear,
        delay_ms=ms(table.get("delay", "0s")),
        readings=table.get("readings", 1),
        window=window and (ms(window["bad"]), ms(window["within"])),
        clear_delay_ms=ms(table.get("clear_delay", "0s")),
        clear_readings=table.get("clear_readings", 1),
        latched=table.get("latched", False),
    )


def _value(bound: dict[str, Any], low: bool, own: float) -> float:
    """`"baseline +30 %"` is crossed by more than that, between `at_least` and `at_most`."""
    value = bound["value"]
    if not isinstance(value, str):
        return float(value)
    change, *percent = value.removeprefix("baseline ").split()
    figure = own + float(change) * (own / 100 if percent else 1)
    figure = ceil(figure) if low else floor(figure) + 1
    return float(min(max(figure, bound.get("at_least", 0)), bound.get("at_most", 999)))
