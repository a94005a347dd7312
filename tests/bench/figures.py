"""What a bench found out, as numbers beside their goals."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

GOAL, MISSED, UNKNOWN = "ok", "MISSED", "-"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its unit. `goal` is the most it should be; None: it is only told."""

    bench: str
    name: str
    value: float
    unit: str
    goal: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.goal is None:
            return UNKNOWN
        return GOAL if self.value <= self.goal else MISSED


@dataclass(frozen=True, slots=True)
class Skipped:
    """What this machine could not measure, and why."""

    bench: str
    reason: str


Finding = Figure | Skipped


def percentile(values: Iterable[float], percent: float) -> float:
    """The smallest of the (at least one) values that `percent` % do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * int(percent * 10) // 1000) - 1)]


def middle(values: Sequence[float]) -> float:
    return float(median(values))


def spread(values: Sequence[float]) -> str:
    """The single runs behind a median."""
    return "runs " + " ".join(shown(value) for value in values)


def shown(value: float) -> str:
    if value == int(value) and abs(value) < 1e6:
        return str(int(value))
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def table(findings: Iterable[Finding]) -> str:
    rows = [("bench", "figure", "value", "goal", "", "note")]
    for found in findings:
        if isinstance(found, Skipped):
            rows.append((found.bench, "not measured", "", "", UNKNOWN, found.reason))
            continue
        goal = "" if found.goal is None else f"≤ {shown(found.goal)} {found.unit}"
        value = f"{shown(found.value)} {found.unit}"
        rows.append((found.bench, found.name, value, goal, found.verdict, found.note))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True)).rstrip()
        for row in rows
    )


def write(file: Path, machine: dict[str, str], findings: Iterable[Finding]) -> None:
    plain = [{**asdict(found), "kind": type(found).__name__.lower()} for found in findings]
    text = json.dumps({"machine": machine, "findings": plain}, indent=2, ensure_ascii=False)
    file.write_text(text + "\n", encoding="utf-8")
