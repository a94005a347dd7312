"""Who is asking: a person's sign-in or a token, and what it may do."""

from dataclasses import dataclass
from enum import StrEnum

from app.auth.roles import TABLE, Action, Reach, Role, allows, reach


class Via(StrEnum):
    """How the caller proved who it is."""

    COOKIE = "cookie"  # a browser: its writes need proof of origin
    TOKEN = "token"  # Authorization: Bearer


@dataclass(frozen=True, slots=True)
class Principal:
    """`name` is the user's, or `token:<label or id>`; the two ids say what can be revoked."""

    name: str
    role: Role
    via: Via
    token: str | None = None  # id of the token, however it was presented
    sign_in: str | None = None  # hash under which the browser's sign-in is kept

    def may(self, action: Action, *, simulated: bool = False) -> bool:
        return allows(self.role, action, simulated=simulated)

    def may_ever(self, action: Action) -> bool:
        """Whether the role has any leave for `action`, if only on simulated sessions."""
        return reach(self.role, action) is not Reach.NONE

    def initials_only(self, *, simulated: bool) -> bool:
        return not self.may(Action.READ_IDENTITIES, simulated=simulated)

    @property
    def actions(self) -> list[str]:
        return sorted(action for action in TABLE[self.role] if self.may_ever(action))

    @property
    def key(self) -> str:
        """Tells principals apart: two tokens may have one label."""
        return f"token:{self.token}" if self.token is not None else f"user:{self.name}"
