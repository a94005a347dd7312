"""Why the directory of beds, monitors and people does not take a change.

Refusal
├── Unknown            there is no such bed, monitor, user or token
├── Exists             that id or name is taken
├── BadId              an id that could not be part of an address
├── BedHasMonitor      a bed has one monitor: unbind the other first
├── MonitorRevoked     its token is void: add a new monitor
├── UnknownUser        nobody of that name can be put on duty
├── UnfitForDuty       disabled, or a role that the step does not call
└── KeyReused          an idempotency key came back with another request
"""

from typing import ClassVar


class Refusal(Exception):
    """`code` is stable and read by programs; the text is for people."""

    code: ClassVar[str] = "refused"


class Unknown(Refusal):
    code = "not_found"

    def __init__(self, noun: str, id: str) -> None:
        self.noun, self.id = noun, id
        super().__init__(f"there is no {noun} {id!r}")


class Exists(Refusal):
    code = "exists"

    def __init__(self, noun: str, id: str) -> None:
        self.noun, self.id = noun, id
        super().__init__(f"there is a {noun} {id!r} already")


class BadId(Refusal):
    code = "bad_id"

    def __init__(self, noun: str, id: str) -> None:
        self.noun, self.id = noun, id
        super().__init__(
            f"{id!r} cannot name a {noun}: 1 to 40 of the letters A-Z a-z, digits and . _ -, "
            "beginning with a letter or digit"
        )


class BedHasMonitor(Refusal):
    code = "bed_has_monitor"

    def __init__(self, bed: str, monitor: str) -> None:
        self.bed, self.monitor = bed, monitor
        super().__init__(f"bed {bed!r} has the monitor {monitor!r}: unbind it first")


class MonitorRevoked(Refusal):
    code = "monitor_revoked"

    def __init__(self, monitor: str) -> None:
        self.monitor = monitor
        super().__init__(f"monitor {monitor!r} is revoked: add a new one")


class UnknownUser(Refusal):
    code = "unknown_user"

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"there is no user {name!r}")


class UnfitForDuty(Refusal):
    code = "unfit_for_duty"

    def __init__(self, name: str, step: str, why: str) -> None:
        self.name, self.step, self.why = name, step, why
        super().__init__(f"{name!r} cannot be called as {step}: {why}")


class KeyReused(Refusal):
    code = "idempotency_key_reused"

    def __init__(self) -> None:
        super().__init__("this Idempotency-Key was used for another request")
