"""How an alarm reads: the parameter, its value, the limit crossed (clinical A4)."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from app.alarms.condition import Direction, Step
from app.domain.vitals import Quality, Vital

LABELS: Mapping[Vital, str] = MappingProxyType(
    {
        Vital.HR: "HR",
        Vital.PR: "PR",
        Vital.SPO2: "SpO2",
        Vital.RR: "RR",
        Vital.ETCO2: "EtCO2",
        Vital.SBP: "SBP",
        Vital.DBP: "DBP",
        Vital.MAP: "MAP",
    }
)

_LOSS: Mapping[Quality, str] = MappingProxyType(
    {
        Quality.OK: "no data",
        Quality.NO_VALUE: "no signal",
        Quality.IMPLAUSIBLE: "no plausible value",
    }
)


def beyond(vital: Vital, value: float, direction: Direction, limit: float) -> str:
    """`SpO2 84 < 85`, `SBP 182 ≥ 180`."""
    sign = "<" if direction is Direction.LOW else "≥"
    return f"{LABELS[vital]} {value:g} {sign} {limit:g}"


def loss(vital: Vital, newest: Quality) -> str:
    """`SpO2 no signal`; a newest sample that was good means that nothing came since."""
    return f"{LABELS[vital]} {_LOSS[newest]}"


def overdue(ms: int) -> str:
    """`Cuff overdue 2 min`."""
    return f"Cuff overdue {ms // 60_000} min"


def implausible(vital: Vital, count: int) -> str:
    return f"{LABELS[vital]} {count} implausible values"


def off_by(text: str, ms: float) -> str:
    """`Monitor clock off by 3.2 s`."""
    return f"{text} by {ms / 1000:g} s"


def nobody(text: str, steps: Iterable[Step]) -> str:
    """`Nobody on duty: charge nurse, prescriber`."""
    return f"{text}: {', '.join(step.replace('_', ' ') for step in steps)}"


def recheck(ms: int) -> str:
    """`BP re-check overdue 3 min`."""
    return f"BP re-check overdue {ms // 60_000} min"


def artifact(vital: Vital) -> str:
    return f"{LABELS[vital]} artifact"


def differ(hr: float, pr: float) -> str:
    """`Pulse 95 and HR 72 differ`."""
    return f"Pulse {pr:g} and HR {hr:g} differ"


def overrun(ms: int) -> str:
    """`Infusion 5 min over time`."""
    return f"Infusion {ms // 60_000} min over time"


def off_for(ms: int) -> str:
    """`Off the monitor for 10 min`."""
    return f"Off the monitor for {ms // 60_000} min"


def worst(vital: Vital, direction: Direction, value: float, ms: int) -> str:
    """`Lowest SpO2 86 for 0:22`."""
    which = "Lowest" if direction is Direction.LOW else "Highest"
    minutes, seconds = divmod(ms // 1000, 60)
    return f"{which} {LABELS[vital]} {value:g} for {minutes}:{seconds:02}"


def cut_off(text: str) -> str:
    """`Lowest SpO2 86 for 0:22 while cut off`"""
    return f"{text} while cut off"
