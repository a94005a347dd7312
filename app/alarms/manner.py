"""How alarms behave, whatever they are about."""

from dataclasses import dataclass

from app.alarms.condition import Step


@dataclass(frozen=True, slots=True)
class Manner:
    """How the alarms of a rule behave, whatever they are about.

    `latched`: when it is over it stays in view until acknowledged. `silent`: seen, never heard.
    `group`: shares a card with others of that name. `resound_ms`: how long an acknowledgement
    lasts while the condition does. `shelvable`: may be put aside for ten minutes. `reaches`: who is
    called at once, with everybody before.
    """

    latched: bool = False
    silent: bool = False
    group: str | None = None
    resound_ms: int | None = None
    shelvable: bool = False
    reaches: Step | None = None
