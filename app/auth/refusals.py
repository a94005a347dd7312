"""Why somebody is not let in.

Denied
├── SignInRequired     nobody has proved who is asking
├── BadCredentials     the name and password, or the token, are not right
├── Throttled          too many tries: later
├── RoleRefused        the role has no leave for this
├── OriginRefused      a socket opened by a page of another site
└── CrossSite          a write with a cookie that cannot be told from another site's doing
"""

from typing import ClassVar

from app.auth.roles import Action, Role


class Denied(Exception):
    """`code` is stable and read by programs; the text is for people."""

    code: ClassVar[str] = "denied"


class SignInRequired(Denied):
    code = "sign_in_required"

    def __init__(self) -> None:
        super().__init__("sign in, or send a valid token")


class BadCredentials(Denied):
    code = "bad_credentials"

    def __init__(self) -> None:
        super().__init__("this is not a name and password, or a token, that may sign in")


class Throttled(Denied):
    code = "throttled"

    def __init__(self, retry_after_s: int) -> None:
        self.retry_after_s = retry_after_s
        super().__init__(f"too many tries: again in {retry_after_s} s")


class RoleRefused(Denied):
    code = "role"

    def __init__(self, role: Role, action: Action) -> None:
        self.role, self.action = role, action
        super().__init__(f"the role {role} may not {action.replace('_', ' ')}")


class OriginRefused(Denied):
    code = "origin"

    def __init__(self) -> None:
        super().__init__("only this site's own pages open this socket with a sign-in")


class CrossSite(Denied):
    code = "csrf"

    def __init__(self) -> None:
        super().__init__(
            "a write with a sign-in needs this site's Origin and the header X-Requested-By: vigil"
        )
