"""What people are told outside: one alarm, in words. Of the patient the initials, and no more."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from app.alarms.condition import Alarm, Step

_TUPLES = ("others", "names", "told_before")
_NAMES = {
    Step.NURSE: "nurse",
    Step.CHARGE_NURSE: "charge nurse",
    Step.PRESCRIBER: "prescriber",
}


@dataclass(frozen=True, slots=True)
class Message:
    """`alarm` None: a test. `at`: when it was written; `onset`: since when it is so (ms).

    `others`: further alarms of the same card, of which `text` tells too: one event, one message.
    `names` are called, as `step`; `told_before` were called earlier. `link` leads to the bed.
    """

    at: int
    alarm: str | None = None
    others: tuple[str, ...] = ()
    bed: str | None = None
    initials: str | None = None
    priority: str | None = None
    text: str = "TEST, no alarm: Vigil can reach you this way."
    onset: int | None = None
    step: str | None = None
    names: tuple[str, ...] = ()
    told_before: tuple[str, ...] = ()
    link: str | None = None

    @property
    def test(self) -> bool:
        return self.alarm is None

    def members(self) -> dict[str, Any]:
        """As a webhook gets it; `test` says which kind it is."""
        return {"test": self.test, **asdict(self)}

    @property
    def subject(self) -> str:
        if self.test:
            return "Vigil: TEST, no alarm"
        place = "the server" if self.bed is None else f"bed {self.bed}"
        return f"Vigil: {str(self.priority).upper()}, {place}{self._patient}: {self.text}"

    @property
    def body(self) -> str:
        """The text of an e-mail. Local time, with its distance from UTC."""
        return "\n".join(self._lines()) + "\n"

    @property
    def _patient(self) -> str:
        return f" ({self.initials})" if self.initials else ""

    def _lines(self) -> Iterable[str]:
        yield self.text if self.test else self.subject.removeprefix("Vigil: ")
        if self.onset is not None:
            yield f"Since {_local(self.onset)}."
        if self.step is not None:
            yield f"Called now, as {_NAMES[Step(self.step)]}: {_listed(self.names)}."
            yield f"Called before: {_listed(self.told_before)}."
            yield f"Nobody had acknowledged it by {_local(self.at)}."
        if self.link is not None:
            yield self.link
        yield ""
        yield "The monitor at the bed is the primary alarm: this may come late or not at all."


def about(
    alarms: Sequence[Alarm],
    at: int,
    *,
    step: Step,
    initials: str | None,
    names: tuple[str, ...],
    told_before: tuple[str, ...],
    public_url: str | None,
) -> Message:
    """What is said of an alarm, or of the lines of one card, to those whom `step` calls."""
    alarm = alarms[0]
    link = None
    if public_url is not None and alarm.bed is not None:
        link = f"{public_url.rstrip('/')}/beds/{quote(alarm.bed, safe='')}"
    return Message(
        at=at,
        alarm=alarm.id,
        others=tuple(other.id for other in alarms[1:]),
        bed=alarm.bed,
        initials=initials,
        priority=alarm.priority.value,
        text=", ".join(dict.fromkeys(one.text for one in alarms)),
        onset=min(one.onset for one in alarms),
        step=step.value,
        names=names,
        told_before=told_before,
        link=link,
    )


def read(text: str) -> Message:
    """A message from the JSON of its members."""
    members = json.loads(text)
    del members["test"]
    return Message(**members | {name: tuple(members[name]) for name in _TUPLES})


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "nobody"


def _local(at: int) -> str:
    instant = datetime.fromtimestamp(at / 1000, tz=UTC).astimezone()
    return f"{instant:%Y-%m-%d %H:%M:%S %z}"
