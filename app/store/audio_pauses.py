"""Stations whose sound is paused, kept so that a restart neither ends nor lengthens a pause."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from app.store.tables import audio_pauses

Work = Callable[[Connection], None]


@dataclass(frozen=True, slots=True)
class AudioPause:
    """Of one station, from and until an instant of real time; `beds` None: it shows all."""

    station: str
    kind: str
    beds: frozenset[str] | None
    by: str
    from_wall: int
    until_wall: int

    def shows(self, bed: str | None) -> bool:
        """Whether it shows what is told of the bed; None: of the server, which all show."""
        return bed is None or self.beds is None or bed in self.beds


def keep(pause: AudioPause) -> Work:
    """Work for the recorder: the station's one pause, in place of the one before."""
    values = {
        "station": pause.station,
        "kind": pause.kind,
        "beds": None if pause.beds is None else json.dumps(sorted(pause.beds)),
        "by": pause.by,
        "from_wall": pause.from_wall,
        "until_wall": pause.until_wall,
    }

    def work(connection: Connection) -> None:
        connection.execute(
            insert(audio_pauses)
            .values(values)
            .on_conflict_do_update(index_elements=["station"], set_=values)
        )

    return work


def end(stations: Collection[str]) -> Work:
    """Work for the recorder: these stations sound again."""

    def work(connection: Connection) -> None:
        connection.execute(delete(audio_pauses).where(audio_pauses.c.station.in_(stations)))

    return work


def every(connection: Connection) -> list[AudioPause]:
    """Those that are over by now, too: whoever reads them ends them."""
    rows = connection.execute(select(audio_pauses).order_by(audio_pauses.c.station))
    return [
        AudioPause(
            row.station,
            row.kind,
            None if row.beds is None else frozenset(json.loads(row.beds)),
            row.by,
            row.from_wall,
            row.until_wall,
        )
        for row in rows
    ]
