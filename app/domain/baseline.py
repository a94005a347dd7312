"""What a patient's vitals were before the infusion: the yardstick of the session."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Baseline:
    """mmHg, 1/min, percent. None: the vital was not there.

    `at` is the instant of the capture, `cuff_at` that of the older of its two cuff readings (None
    in logs that did not keep it), in ms since the epoch.
    """

    at: int
    sbp: float
    dbp: float
    map: float | None = None
    hr: float | None = None
    spo2: float | None = None
    cuff_at: int | None = None

    @classmethod
    def from_body(cls, body: Mapping[str, object]) -> "Baseline":
        """Reads what `to_body` wrote. Raises ValueError when something needed is missing."""
        at = body.get("at")
        sbp, dbp = _number(body, "sbp"), _number(body, "dbp")
        if not isinstance(at, int) or sbp is None or dbp is None:
            raise ValueError("needs at, sbp and dbp")
        cuff_at = body.get("cuff_at")
        return cls(
            at,
            sbp,
            dbp,
            _number(body, "map"),
            _number(body, "hr"),
            _number(body, "spo2"),
            cuff_at if isinstance(cuff_at, int) else None,
        )

    def to_body(self) -> dict[str, object]:
        """As plain values, for a command's body in the log."""
        return {
            "at": self.at,
            "sbp": self.sbp,
            "dbp": self.dbp,
            "map": self.map,
            "hr": self.hr,
            "spo2": self.spo2,
            "cuff_at": self.cuff_at,
        }


def _number(body: Mapping[str, object], key: str) -> float | None:
    value = body.get(key)
    return float(value) if isinstance(value, int | float) else None
