"""Power-ons of monitors: how far each is acked, which numbers are in the log, what was rejected."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from app.store.tables import boots, private, records, rejects
from app.wire.log import read_frame


@dataclass(frozen=True, slots=True)
class Boot:
    id: int
    monitor: str
    boot: str
    acked: int


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that could not be taken in, with its raw text."""

    monitor: str
    boot: int | None
    seq: int | None
    at: int
    code: str
    detail: str
    raw: bytes


def find(connection: Connection, monitor: str, boot: str) -> Boot | None:
    row = connection.execute(
        select(boots).where(boots.c.monitor == monitor, boots.c.boot == boot)
    ).first()
    return None if row is None else Boot(row.id, row.monitor, row.boot, row.acked)


def last_id(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT max(id) FROM boots").scalar() or 0)


def opened(boot: Boot, at: int) -> Callable[[Connection], None]:
    """Work for the recorder: the row of a new power-on."""

    def work(connection: Connection) -> None:
        connection.execute(
            insert(boots).values(
                id=boot.id, monitor=boot.monitor, boot=boot.boot, first_at=at, acked=boot.acked
            )
        )

    return work


def handled_above(connection: Connection, boot: Boot) -> list[int]:
    """Numbers above the acked one that are in the log or were rejected."""
    found: set[int] = set()
    for table in (records, rejects):
        rows = connection.execute(
            select(table.c.seq).where(table.c.boot == boot.id, table.c.seq > boot.acked)
        )
        found.update(row.seq for row in rows)
    return sorted(found)


def last_patient(connection: Connection, boot: Boot, look_back: int | None) -> str | None:
    """Whom its newest live frame that named somebody named last, of so many frames up to the last
    one, or of all of them."""
    lowest = 0
    if look_back is not None:
        newest = select(func.max(records.c.seq)).where(
            records.c.boot == boot.id,
            records.c.seq > 0,  # so that the index serves it
        )
        lowest = (connection.execute(newest).scalar() or 0) - look_back
    rows = connection.execute(
        select(records.c.body, private.c.value)
        .join(private, (private.c.log == records.c.log) & (private.c.n == records.c.n))
        .where(records.c.boot == boot.id, records.c.seq > lowest, private.c.path == "patients")
        .order_by(records.c.seq.desc())
    )
    for row in rows:
        if not read_frame(row.body).stored:
            return str(json.loads(row.value)[-1])
    return None


def body_of(connection: Connection, boot_id: int, seq: int) -> str | None:
    """The stored line of this number, without its hash; None if it is not in the log."""
    return connection.execute(
        select(records.c.body).where(records.c.boot == boot_id, records.c.seq == seq)
    ).scalar()


def was_rejected(connection: Connection, boot_id: int, seq: int) -> bool:
    query = select(rejects.c.id).where(rejects.c.boot == boot_id, rejects.c.seq == seq)
    return connection.execute(query).first() is not None


def kept_aside(reject: Reject) -> Callable[[Connection], None]:
    """Work for the recorder: the rejected text and why."""

    def work(connection: Connection) -> None:
        connection.execute(
            insert(rejects).values(
                monitor=reject.monitor,
                boot=reject.boot,
                seq=reject.seq,
                at=reject.at,
                code=reject.code,
                detail=reject.detail,
                raw=reject.raw,
            )
        )

    return work
