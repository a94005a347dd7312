"""The power-ons of the monitors: each begins its numbers at 1, and may be taken up again."""

from functools import partial

from app.clock import Clock
from app.monitoring.monitors import Monitor, PowerOn
from app.monitoring.release import Release
from app.store import boots
from app.store.boots import Boot
from app.store.database import Database
from app.store.recorder import Entry
from app.wire.sequence import Sequence

LOOK_BACK = 3600  # frames: who names nobody for an hour before a restart has to do it again


class PowerOns:
    """Those in use are kept in memory; what an older one sent is asked of the store."""

    def __init__(self, clock: Clock, release: Release, database: Database, last_boot: int) -> None:
        self._clock = clock
        self._release = release
        self._database = database
        self._last_boot = last_boot
        self._known: dict[tuple[str, str], PowerOn] = {}

    def __len__(self) -> int:
        return len(self._known)

    def of(
        self, monitor: Monitor, boot: str, order: str, receipt: int, *, doubted: bool
    ) -> PowerOn:
        """The power-on of this name, new or as far as it had come. `order`: of its records.

        `doubted`: it named another patient, so that it is worth any search for whom.
        """
        known = self._known.get((monitor.id, boot))
        if known is not None:
            return known
        with self._database.reading() as connection:
            found = boots.find(connection, monitor.id, boot)
            above = [] if found is None else boots.handled_above(connection, found)
            back = None if doubted else LOOK_BACK
            claim = None if found is None else boots.last_patient(connection, found, back)
        if found is None:
            self._last_boot += 1
            found = Boot(self._last_boot, monitor.id, boot, 0)
            self._release.submit(order, Entry(work=[boots.opened(found, receipt)]))
        sequence = Sequence(found.acked)
        sequence.restore(above, self._clock.monotonic())
        power_on = PowerOn(found, sequence, found.acked, claim)
        self._known[monitor.id, boot] = power_on
        return power_on

    def replaced(self, monitor: Monitor, older: PowerOn, order: str) -> None:
        """Another power-on speaks now: the older one is forgotten once the store knows it all."""
        self._release.submit(order, Entry(), None, partial(self._forget, monitor, older))

    def _forget(self, monitor: Monitor, older: PowerOn) -> None:
        if monitor.power_on is not older:  # it may have come back meanwhile
            self._known.pop((monitor.id, older.boot.boot), None)
