"""Monitors that fall silent within seconds of each other have one cause: their beds are told so.

The word for it is the same in each bed's log, and stays the same while beds join and leave.
"""

from collections.abc import Mapping

from app.alarms.inputs import Fact
from app.monitoring.beds import Beds
from app.monitoring.pipeline import Pipeline
from app.monitoring.quarantine import believed
from app.monitoring.watched import Bed

WITHIN_MS = 10_000


def together(silent: Mapping[str, int], known: Mapping[str, int]) -> dict[str, int]:
    """By bed, the instant that names its group; a bed that is silent by itself is in none.

    `silent`: by bed, since when. `known`: by bed, the group in which it was told to be.
    """
    groups = {
        bed: group for bed, group in known.items() if bed in silent and _near(silent[bed], group)
    }
    named = sorted(set(groups.values()))
    left = sorted((since, bed) for bed, since in silent.items() if bed not in groups)
    for since, bed in left:
        if bed in groups:
            continue
        group = next((one for one in named if _near(since, one)), None)
        if group is not None:
            groups[bed] = group
            continue
        near = [other for at, other in left if since <= at <= since + WITHIN_MS]
        if len(near) > 1:
            named.append(since)
            groups |= dict.fromkeys(near, since)
    return groups


def _near(since: int, group: int) -> bool:
    return abs(since - group) <= WITHIN_MS


class Together:
    def __init__(self, beds: Beds, pipeline: Pipeline) -> None:
        self._beds = beds
        self._pipeline = pipeline

    def round(self) -> None:
        beds = self._beds.beds
        silent = {
            bed.id: since
            for bed in beds.values()
            if (since := bed.scope.silent_since) is not None and _heard(bed)
        }
        known = {bed.id: group for bed in beds.values() if (group := _told(bed)) is not None}
        if not known and len(silent) < 2:
            return
        groups = together(silent, known)
        for ident in known.keys() - groups.keys():
            self._tell(beds[ident], None, [])
        for ident, group in groups.items():
            members = sorted(bed for bed, other in groups.items() if other == group)
            self._tell(beds[ident], group, members)

    def _tell(self, bed: Bed, group: int | None, members: list[str]) -> None:
        cause = None if group is None else f"silent since {group}"
        body = {"cause": cause, "since": group, "beds": members}
        if bed.scope.said.get(Fact.SHARED) != body:
            self._pipeline.fact(bed, Fact.SHARED, body)


def _heard(bed: Bed) -> bool:
    """Whether what its monitor sends would come here: else its silence has a cause of its own."""
    return bed.monitor is None or believed(bed, bed.monitor)


def _told(bed: Bed) -> int | None:
    """The group in which the bed's log has it."""
    since = bed.scope.said.get(Fact.SHARED, {}).get("since")
    return since if isinstance(since, int) else None
