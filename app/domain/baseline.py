"""What a patient's vitals were before the infusion: the yardstick of the session."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Baseline:
    """mmHg, 1/min, percent; `at` is the instant of the capture. None: the vital was not there."""

    at: int
    sbp: float
    dbp: float
    map: float | None = None
    hr: float | None = None
    spo2: float | None = None

    @classmethod
    def from_body(cls, body: Mapping[str, object]) -> "Baseline":
        """Reads what `to_body` wrote. Raises ValueError when something needed is missing."""
        at = body.get("at")
        sbp, dbp = _number(body, "sbp"), _number(body, "dbp")
        if not isinstance(at, int) or sbp is None or dbp is None:
            raise ValueError("needs at, sbp and dbp")
        return cls(at, sbp, dbp, _number(body, "map"), _number(body, "hr"), _number(body, "spo2"))

    def to_body(self) -> dict[str, object]:
        """As plain values, for a command's body in the log."""
        return {
            "at": self.at,
            "sbp": self.sbp,
            "dbp": self.dbp,
            "map": self.map,
            "hr": self.hr,
            "spo2": self.spo2,
        }


def _number(body: Mapping[str, object], key: str) -> float | None:
    value = body.get(key)
    return float(value) if isinstance(value, int | float) else None
