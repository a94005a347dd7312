"""One bedside monitor across its connections: its numbers, its clock, what of it was judged."""

from collections import deque
from dataclasses import dataclass

from msgspec import UNSET

from app.domain.vitals import PRESSURES, Vital
from app.monitoring.offset import LATE_MS, Change, Offset
from app.store.boots import Boot
from app.wire.log import RecordedSample, recorded
from app.wire.monitor import Device, Hello, Sample, Vitals
from app.wire.sequence import Sequence

CUFF_LATE_MS = 60_000
LEAST_LATE_REAL_MS = 500  # in simulation nothing is late within half a real second
SKEW_MS = 2_000  # from here the clock's offset is shown
TAKEOVER_WINDOW_S = 60.0
MAX_TAKEOVERS = 3

_CONTINUOUS = tuple(v for v in Vital if v not in PRESSURES)
_PRESSURES = tuple(PRESSURES)


@dataclass(slots=True)
class PowerOn:
    """One boot of a monitor: its numbers as received, and how far they are on disk."""

    boot: Boot
    sequence: Sequence
    acked: int
    claim: str | None = None  # the patient whom it named last


@dataclass(frozen=True, slots=True)
class Placed:
    """A frame's samples with their judge instants.

    `late` when none of them may be judged live; `filed` is the span of the past that they change.
    """

    samples: list[RecordedSample]
    late: bool
    filed: tuple[int, int] | None


class Monitor:
    def __init__(self, ident: str) -> None:
        self.id = ident
        self.bed: str | None = None
        self.connected = False
        self.power_on: PowerOn | None = None
        self.offset = Offset()
        self.simulated = False
        self.can: tuple[str, ...] = ()
        self.device: Device | None = None
        self.serial: str | None = None  # of the device that belongs here
        self._listed: str | None = None  # the same as the directory last had it
        self.last_at: int | None = None  # receipt of the newest frame
        self.reached = 0  # newest judge instant: how far the simulation's clock may step
        self.malformed_in_a_row = 0
        self._newest: dict[str, int] = {}
        self._cuff: tuple[int, int] | None = None  # source and judge instant of the last reading
        self._takeovers: deque[float] = deque()

    def hello(self, hello: Hello, power_on: PowerOn, receipt: int) -> Change:
        """A new connection introduces itself; the offset starts from what its clock says."""
        self.power_on = power_on
        self.simulated, self.can, self.device = hello.simulated, tuple(hello.can), hello.device
        self.malformed_in_a_row = 0
        return self.offset.hello(hello.time, receipt)

    @property
    def on(self) -> PowerOn:
        """Its power-on, known from the hello on."""
        assert self.power_on is not None, "a monitor says hello first"
        return self.power_on

    def listed(self, serial: str | None) -> None:
        """What the directory says of its device; None: whichever speaks next is accepted."""
        if serial != self._listed:
            self.serial = self._listed = serial

    @property
    def device_serial(self) -> str | None:
        """The serial number of the device that said hello, if it told one."""
        return None if self.device is None else self.device.serial.strip() or None

    @property
    def wrong_device(self) -> bool:
        serial = self.device_serial
        return serial is not None and self.serial is not None and serial != self.serial

    def took_over(self, now: float) -> int | None:
        """Counts a takeover; the count within a minute once it is more than allowed, else None."""
        self._takeovers.append(now)
        while self._takeovers[0] < now - TAKEOVER_WINDOW_S:
            self._takeovers.popleft()
        return len(self._takeovers) if len(self._takeovers) > MAX_TAKEOVERS else None

    @property
    def skew(self) -> int | None:
        """The clock's offset in ms when it is worth showing."""
        return self.offset.value if abs(self.offset.value) > SKEW_MS else None

    def observe(self, frame: Vitals, receipt: int, rate: float) -> Change | None:
        """What a live frame, new in sequence, says of the monitor's clock."""
        if frame.stored or not frame.samples:
            return None
        newest = max(sample.at for sample in frame.samples)
        return self.offset.observe(newest, receipt, late_after(LATE_MS, rate))

    def place(self, frame: Vitals, receipt: int, rate: float, *, stored: bool) -> Placed:
        """Gives each sample its judge instant and says what is too late for live judging."""
        known_cuff = None if self._cuff is None else self._cuff[0]
        placed: list[RecordedSample] = []
        for sample in frame.samples:
            placed += self._place(sample, receipt, rate, stored)
        self.last_at = receipt
        late = [sample for sample in placed if sample.late]
        filed = [sample.judge for sample in late if sample.at != known_cuff]
        return Placed(
            placed,
            bool(placed) and len(late) == len(placed),
            (min(filed), max(filed)) if filed else None,
        )

    def _place(
        self, sample: Sample, receipt: int, rate: float, stored: bool
    ) -> tuple[RecordedSample, ...]:
        continuous, pressures = _sent(sample)
        if pressures and sample.bp == "nibp":
            return self._place_reading(sample, continuous, pressures, receipt, rate, stored)
        corrected = sample.at + self.offset.value
        judge = min(corrected, receipt)
        late = stored or self._late(receipt - corrected, LATE_MS, rate, continuous, judge)
        if not late:  # an arterial pressure says nothing of the cuff's newest reading
            self._judged(continuous, judge)
        return (recorded(sample, judge, late),)

    def _place_reading(
        self,
        sample: Sample,
        continuous: list[Vital],
        pressures: list[Vital],
        receipt: int,
        rate: float,
        stored: bool,
    ) -> tuple[RecordedSample, ...]:
        """A cuff reading may come later than what is measured continuously."""
        corrected = sample.at + self.offset.value
        judge = min(corrected, receipt)
        if self._cuff is not None and self._cuff[0] == sample.at:
            judge = self._cuff[1]  # the reading is sent again: it keeps its place
        age = receipt - corrected
        late = stored or self._late(age, LATE_MS, rate, continuous, judge)
        cuff_late = stored or self._late(age, CUFF_LATE_MS, rate, pressures, judge)
        self._cuff = (sample.at, judge)
        if not cuff_late:
            self._judged(pressures, judge)
        if not late:
            self._judged(continuous, judge)
        if cuff_late == late or not continuous:
            return (recorded(sample, judge, cuff_late),)
        return _split(sample, judge, late, cuff_late)

    def _late(self, age: int, limit: int, rate: float, vitals: list[Vital], judge: int) -> bool:
        """Too old to be judged live, or older than what was judged of one of these vitals."""
        if age > late_after(limit, rate):
            return True
        newest = self._newest
        return any(judge < newest.get(vital, 0) for vital in vitals)

    def _judged(self, vitals: list[Vital], judge: int) -> None:
        for vital in vitals:
            self._newest[vital] = judge
        self.reached = max(self.reached, judge)


def late_after(limit: int, rate: float) -> int:
    return max(limit, int(LEAST_LATE_REAL_MS * rate))


def _sent(sample: Sample) -> tuple[list[Vital], list[Vital]]:
    """The vitals that the sample reports: continuous ones, pressures."""
    return (
        [vital for vital in _CONTINUOUS if getattr(sample, vital) is not UNSET],
        [vital for vital in _PRESSURES if getattr(sample, vital) is not UNSET],
    )


def _split(
    sample: Sample, judge: int, late: bool, cuff_late: bool
) -> tuple[RecordedSample, RecordedSample]:
    """A reading and the continuous vitals of one instant, of which only one is late."""
    continuous, cuff = recorded(sample, judge, late), recorded(sample, judge, cuff_late)
    for vital in _PRESSURES:
        setattr(continuous, vital, UNSET)
    for vital in _CONTINUOUS:
        setattr(cuff, vital, UNSET)
    return continuous, cuff
