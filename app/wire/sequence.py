"""The numbers of one power-on of a monitor: what is new, repeated, missing, and what can be acked.

Pure: contents are only compared, instants (real seconds) are arguments. What this object hands out
as `upto` may be acked once everything submitted so far is on disk, since the recorder keeps order.
"""

from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum

REMEMBERED = 2048  # contents kept in memory, and all that the log may not hold yet


class Arrival(Enum):
    NEW = "new"
    REPEAT = "repeat"  # same number, same content: ack again, store nothing
    CONFLICT = "conflict"  # same number, other content: refuse, raise an alarm
    FORGOTTEN = "forgotten"  # handled, not in memory: the log knows it, or it was given up


@dataclass(slots=True)
class Hole:
    first: int
    last: int
    since: float


class Sequence:
    """`upto`: every number up to it is handled. Above it lie holes, each waited for.

    `durable`: every number up to it is on disk, so that its content may be forgotten here.
    """

    def __init__(self, upto: int = 0) -> None:
        self.upto = self.durable = upto
        self.highest = upto  # the largest number seen
        self._holes: list[Hole] = []
        self._contents: OrderedDict[int, object] = OrderedDict()

    def restore(self, handled_above: list[int], now: float) -> None:
        """After a restart: numbers above `upto` that are in the log already."""
        for seq in sorted(handled_above):
            self._reach(seq, now)
            self._fill(seq)
        self._advance()

    def arrival(self, seq: int, content: object) -> Arrival:
        """What this number with this content is. Changes nothing."""
        known = self._contents.get(seq)
        if known is not None:
            return Arrival.REPEAT if known == content else Arrival.CONFLICT
        if seq > self.highest or self._hole_of(seq) is not None:
            return Arrival.NEW
        return Arrival.FORGOTTEN

    def take(self, seq: int, content: object, now: float) -> None:
        """Counts the number as handled."""
        if seq == self.highest + 1 and not self._holes:  # nearly always
            self.highest = self.upto = seq
        else:
            self._reach(seq, now)
            self._fill(seq)
            self._advance()
        self._contents[seq] = content
        while len(self._contents) > REMEMBERED and next(iter(self._contents)) <= self.durable:
            self._contents.popitem(last=False)

    def skip(self, first: int, last: int, now: float) -> list[tuple[int, int]]:
        """The ranges of first..last that had not come: they never will. They count as handled."""
        if last > self.highest:
            self._reach(last + 1, now, new=False)
        missing = [
            (max(hole.first, first), min(hole.last, last))
            for hole in self._holes
            if hole.first <= last and hole.last >= first
        ]
        for one, other in missing:
            self._close(one, other)
        self._advance()
        return missing

    def overdue(self, before: float) -> list[tuple[int, int]]:
        """Holes waited for since `before` or longer; the caller then calls `skip` for each."""
        return [(hole.first, hole.last) for hole in self._holes if hole.since <= before]

    def _reach(self, seq: int, now: float, *, new: bool = True) -> None:
        if seq > self.highest + 1:
            self._holes.append(Hole(self.highest + 1, seq - 1, now))
        self.highest = max(self.highest, seq if new else seq - 1)

    def _hole_of(self, seq: int) -> Hole | None:
        return next((h for h in self._holes if h.first <= seq <= h.last), None)

    def _fill(self, seq: int) -> None:
        hole = self._hole_of(seq)
        if hole is not None:
            self._cut(hole, seq, seq)

    def _close(self, first: int, last: int) -> None:
        hole = self._hole_of(first)
        assert hole is not None
        self._cut(hole, first, last)

    def _cut(self, hole: Hole, first: int, last: int) -> None:
        self._holes.remove(hole)
        if hole.first < first:
            self._holes.append(Hole(hole.first, first - 1, hole.since))
        if last < hole.last:
            self._holes.append(Hole(last + 1, hole.last, hole.since))
        self._holes.sort(key=lambda h: h.first)

    def _advance(self) -> None:
        self.upto = self._holes[0].first - 1 if self._holes else self.highest
