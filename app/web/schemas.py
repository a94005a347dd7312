"""Bodies of requests and answers about the clinic itself; beds are in `wire.screen`.

Instants are real time, ms since the Unix epoch. Requests: strict types, no unknown fields.
"""

from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from app.wire.screen import Message, Role

T = TypeVar("T")

Label = Annotated[str, Field(max_length=100)]
EMAIL = r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+$"  # one address, nothing around it
Id = Annotated[str, Field(min_length=1, max_length=40)]


class Asked(BaseModel):
    """Base of every request's body."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class Page(Message, Generic[T]):
    """A list; `next` is where the following page begins, null at the end."""

    items: list[T]
    next: str | None = None


class PasswordSignIn(Asked):
    username: str = Field(min_length=1, max_length=100)
    password: str = Field(min_length=1, max_length=1000)


class TokenSignIn(Asked):
    token: str = Field(min_length=1, max_length=200)


class Me(Message):
    """`actions` are those the role has leave for, some on simulated sessions only."""

    name: str
    role: Role
    via: Literal["cookie", "token"]
    actions: list[str]
    simulation: bool
    version: str


class PutBed(Asked):
    label: str = Field(min_length=1, max_length=100)


class AddMonitor(Asked):
    id: Id
    bed: Id | None = None


class BindMonitor(Asked):
    bed: Id


class Monitor(Message):
    """`serial`: of the device that belongs to it, once that has told it."""

    id: str
    bed: str | None
    created_at: int
    revoked_at: int | None
    serial: str | None = None


class AddedMonitor(Monitor):
    """`token` is told once: null when the request is repeated."""

    token: str | None


class AddToken(Asked):
    role: Role
    label: Label = ""
    days: int | None = Field(default=None, ge=1, le=3660)


class Token(Message):
    id: str
    role: Role
    label: str
    created_at: int
    expires_at: int | None
    revoked_at: int | None


class AddedToken(Token):
    """`token` is told once: null when the request is repeated."""

    token: str | None


class Contact(Asked):
    """Somebody on duty; `email` is for the e-mail channel."""

    name: str = Field(min_length=1, max_length=40)
    email: str | None = Field(default=None, max_length=200, pattern=EMAIL)


class Duty(Asked):
    """Who is called at each step of an escalation, all of a step at once.

    `revision` is the one that was seen; the answer has the one that is in force.
    """

    revision: int = Field(ge=0)
    nurse: list[Contact] = Field(max_length=20)
    charge_nurse: list[Contact] = Field(max_length=20)
    prescriber: list[Contact] = Field(max_length=20)


class Health(Message):
    status: Literal["ok"] = "ok"


class Readiness(Message):
    """`reasons` say what is missing."""

    ready: bool
    reasons: list[str]
