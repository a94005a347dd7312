"""A ward of beds that stand as they are told to: what the hub reads through its port."""

from collections.abc import Iterable

from app.live.hub import Hub
from app.live.outbox import Outbox, Watch
from app.wire import screen as wire

TICK_MS = 1  # tests wait for ticks


def alarm(bed: str | None, ident: str, condition: wire.Condition = "active") -> wire.Alarm:
    return wire.Alarm(
        id=ident,
        revision=1,
        bed=bed,
        session=None,
        rule="spo2_low",
        vital="spo2",
        direction="low",
        priority="high",
        kind="physiological",
        condition=condition,
        attention="unacknowledged",
        latched=True,
        value=83,
        limit=85,
        onset=0,
        text="SpO2 low",
        reason="matured",
    )


def alarm_change(bed: str | None, ident: str = "a.1") -> wire.AlarmChange:
    return wire.AlarmChange(cursor=0, bed=bed, change=1, alarm=alarm(bed, ident))


def session(bed: str) -> wire.Session:
    return wire.Session(
        id=f"s{bed}",
        revision=1,
        bed=bed,
        phase="infusion",
        paused=False,
        clock=wire.Clock(
            planned_ms=1, infused_ms=0, since_start_ms=0, since_stop_ms=None, paused_ms=0
        ),
        outcome=None,
        protocol=wire.ProtocolName(name="p", version="1"),
        limits=[],
        patient=wire.PatientView(
            identifier="MRN-1", initials="M.K.", birth_year=1984, sex="f", weight_kg=68
        ),
        dose=wire.Dose(mg_per_kg=0.5, mg=34),
        simulated=False,
        baseline=None,
        created_at=0,
        started_at=0,
        stopped_at=None,
        ended_at=None,
        planned_end=None,
        phases=[],
        limit_history=[],
    )


class Ward:
    """Heart rates by bed; `failing` beds cannot be shown."""

    def __init__(self, *beds: str) -> None:
        self.rates = dict.fromkeys(beds, 72.0)
        self.open: list[wire.Alarm] = []
        self.failing: set[str] = set()
        self.asked = 0  # how often the vitals of a bed were asked for

    def bed_ids(self) -> list[str]:
        return list(self.rates)

    def bed(self, bed: str) -> wire.Bed:
        return wire.Bed(
            bed=bed,
            label=bed,
            monitor=None,
            session=session(bed),
            vitals=self._vitals(bed),
            alarms=[],
            change=0,
        )

    def vitals(self, bed: str) -> wire.BedVitals:
        self.asked += 1
        if bed in self.failing:
            raise ZeroDivisionError(bed)
        return wire.BedVitals(bed=bed, vitals=self._vitals(bed))

    def alarms(self, beds: Iterable[str], *, pending: bool) -> list[wire.Alarm]:
        wanted = {None, *beds}
        return [
            one
            for one in self.open
            if one.bed in wanted and (pending or one.condition != "pending")
        ]

    def _vitals(self, bed: str) -> wire.Vitals:
        never = wire.VitalView(value=None, at=None, age=None, state="absent")
        rate = wire.VitalView(value=self.rates[bed], at=0, age=0, state="live")
        pressure = wire.BloodPressureView(
            sbp=None, dbp=None, map=None, at=None, age=None, state="absent", source=None
        )
        return wire.Vitals(hr=rate, pr=never, spo2=never, rr=never, etco2=never, bp=pressure)


def watch(*beds: str, identified: bool = True, pending: bool = False) -> Watch:
    return Watch(frozenset(beds) if beds else None, identified, pending)


def subscribed(hub: Hub, *beds: str, identified: bool = True, pending: bool = False) -> Outbox:
    return hub.subscribe(watch(*beds, identified=identified, pending=pending), 1)[0]
