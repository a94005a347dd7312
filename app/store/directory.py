"""Beds, monitors, and which monitor stands at which bed. Instants are real time."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from app.store import audit
from app.store.refusals import BadId, BedHasMonitor, Exists, MonitorRevoked, Unknown
from app.store.tables import beds, bindings, directory, monitors

SERVER = "server"  # who, in the audit, when it was nobody
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_RESERVED = {"bed": frozenset({"server", "swap", "*"})}  # the judge's own scope, and addresses


@dataclass(frozen=True, slots=True)
class Bed:
    id: str
    label: str
    created_at: int


@dataclass(frozen=True, slots=True)
class Monitor:
    """`bed` is where it stands now; a revoked one stands nowhere."""

    id: str
    bed: str | None
    created_at: int
    revoked_at: int | None
    serial: str | None = None  # of its device, once that has told it


def checked(noun: str, id: str) -> str:
    """`id` if it may name a `noun`: ids become parts of addresses, file names and other ids."""
    if _ID.fullmatch(id) is None or id in _RESERVED.get(noun, ()):
        raise BadId(noun, id)
    return id


def version(connection: Connection) -> int:
    """Rises with every change of beds, monitors, bindings, users, tokens and duty."""
    return int(connection.execute(select(directory.c.version)).scalar_one())


# --- beds ---


def put_bed(connection: Connection, at: int, who: str, id: str, label: str) -> bool:
    """Adds the bed or renames it; whether it was added."""
    bed = find_bed(connection, id)
    if bed is None:
        _insert_bed(connection, at, who, id, label)
        return True
    if bed.label != label:
        connection.execute(update(beds).where(beds.c.id == id).values(label=label))
        audit.append(connection, at, who, "bed_renamed", id, label=label, before=bed.label)
    return False


def add_bed(connection: Connection, at: int, who: str, id: str, label: str) -> None:
    if find_bed(connection, id) is not None:
        raise Exists("bed", id)
    _insert_bed(connection, at, who, id, label)


def find_bed(connection: Connection, id: str) -> Bed | None:
    row = connection.execute(select(beds).where(beds.c.id == id)).first()
    return None if row is None else Bed(row.id, row.label, row.created_at)


def every_bed(connection: Connection) -> list[Bed]:
    """In the order in which the clinic added them."""
    rows = connection.execute(select(beds).order_by(beds.c.created_at, beds.c.id))
    return [Bed(row.id, row.label, row.created_at) for row in rows]


def _insert_bed(connection: Connection, at: int, who: str, id: str, label: str) -> None:
    connection.execute(insert(beds).values(id=checked("bed", id), label=label, created_at=at))
    audit.append(connection, at, who, "bed_added", id, label=label)


# --- monitors ---


def add_monitor(
    connection: Connection, at: int, who: str, id: str, token_hash: str, bed: str | None
) -> Monitor:
    """With `bed` it stands there at once; the bed is added if it is new."""
    if find_monitor(connection, checked("monitor", id)) is not None:
        raise Exists("monitor", id)
    connection.execute(insert(monitors).values(id=id, token_hash=token_hash, created_at=at))
    audit.append(connection, at, who, "monitor_added", id)
    if bed is not None:
        if find_bed(connection, bed) is None:
            _insert_bed(connection, at, who, bed, bed)
        bind(connection, at, who, id, bed)
    return Monitor(id, bed, at, None)


def find_monitor(connection: Connection, id: str) -> Monitor | None:
    row = connection.execute(_monitors().where(monitors.c.id == id)).first()
    return None if row is None else _monitor(row)


def monitor_by_token(connection: Connection, token_hash: str) -> Monitor | None:
    """Also a revoked one: the caller says what that means."""
    row = connection.execute(_monitors().where(monitors.c.token_hash == token_hash)).first()
    return None if row is None else _monitor(row)


def every_monitor(connection: Connection) -> list[Monitor]:
    rows = connection.execute(_monitors().order_by(monitors.c.created_at, monitors.c.id))
    return [_monitor(row) for row in rows]


def bind(connection: Connection, at: int, who: str, monitor: str, bed: str) -> Monitor:
    """Puts the monitor at `bed`, away from where it stood. The bed must be free and known.

    Done again, it accepts another device: which one belonged there is forgotten.
    """
    found = _usable(connection, monitor)
    if find_bed(connection, bed) is None:
        raise Unknown("bed", bed)
    if found.serial is not None:
        connection.execute(update(monitors).where(monitors.c.id == monitor).values(serial=None))
        audit.append(connection, at, who, "device_forgotten", monitor, serial=found.serial)
    if found.bed == bed:
        return replace(found, serial=None)
    other = monitor_at(connection, bed)
    if other is not None:
        raise BedHasMonitor(bed, other)
    _close_binding(connection, at, monitor)
    connection.execute(insert(bindings).values(monitor=monitor, bed=bed, from_at=at))
    audit.append(connection, at, who, "monitor_bound", monitor, bed=bed, before=found.bed)
    return replace(found, bed=bed, serial=None)


def unbind(connection: Connection, at: int, who: str, monitor: str) -> Monitor:
    found = _known(connection, monitor)
    if found.bed is not None:
        _close_binding(connection, at, monitor)
        audit.append(connection, at, who, "monitor_unbound", monitor, before=found.bed)
    return replace(found, bed=None)


def revoke(connection: Connection, at: int, who: str, monitor: str) -> Monitor:
    """Makes its token void and takes it from its bed; revoking twice changes nothing."""
    found = unbind(connection, at, who, monitor)
    if found.revoked_at is not None:
        return found
    connection.execute(update(monitors).where(monitors.c.id == monitor).values(revoked_at=at))
    audit.append(connection, at, who, "monitor_revoked", monitor)
    return replace(found, bed=None, revoked_at=at)


def paired(at: int, monitor: str, serial: str) -> Callable[[Connection], None]:
    """Work for the recorder: the device with this serial number belongs to the monitor."""

    def work(connection: Connection) -> None:
        changed = connection.execute(
            update(monitors)
            .where(monitors.c.id == monitor, monitors.c.serial.is_(None))
            .values(serial=serial)
        )
        if changed.rowcount:
            audit.append(connection, at, SERVER, "device_paired", monitor, serial=serial)

    return work


def mistaken(at: int, monitor: str, serial: str, expected: str) -> Callable[[Connection], None]:
    """Work for the recorder: the trace that another device spoke for the monitor."""

    def work(connection: Connection) -> None:
        detail = {"serial": serial, "expected": expected}
        audit.append(connection, at, SERVER, "wrong_device", monitor, **detail)

    return work


def monitor_at(connection: Connection, bed: str) -> str | None:
    return connection.execute(
        select(bindings.c.monitor).where(bindings.c.bed == bed, bindings.c.to_at.is_(None))
    ).scalar()


def _close_binding(connection: Connection, at: int, monitor: str) -> None:
    connection.execute(
        update(bindings)
        .where(bindings.c.monitor == monitor, bindings.c.to_at.is_(None))
        .values(to_at=at)
    )


def _known(connection: Connection, id: str) -> Monitor:
    found = find_monitor(connection, id)
    if found is None:
        raise Unknown("monitor", id)
    return found


def _usable(connection: Connection, id: str) -> Monitor:
    found = _known(connection, id)
    if found.revoked_at is not None:
        raise MonitorRevoked(id)
    return found


def _monitors() -> Select[Any]:
    return select(monitors, bindings.c.bed).join_from(
        monitors,
        bindings,
        (monitors.c.id == bindings.c.monitor) & bindings.c.to_at.is_(None),
        isouter=True,
    )


def _monitor(row: Row[Any]) -> Monitor:
    return Monitor(row.id, row.bed, row.created_at, row.revoked_at, row.serial)
