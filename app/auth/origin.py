"""Which site's page a browser speaks for (RFC 6454): the defence against other sites' pages."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

_WEB_SCHEME = {"ws": "http", "wss": "https"}
_DEFAULT_PORT = {"http": ":80", "https": ":443"}
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Site(StrEnum):
    """What the Origin header says about where a request comes from."""

    OWN = "own"
    FOREIGN = "foreign"
    UNSAID = "unsaid"


def site(headers: Mapping[str, str], scheme: str, allowed: Iterable[str]) -> Site:
    """`scheme` is the request's own; `allowed` are further origins of ours, exactly as written."""
    origin = headers.get("origin")
    if origin is None:
        return Site.UNSAID
    own = f"{_WEB_SCHEME.get(scheme, scheme)}://{headers.get('host', '')}"
    ours = {_plain(own), *(_plain(each) for each in allowed)}
    return Site.OWN if _plain(origin) in ours else Site.FOREIGN


def is_own_write(headers: Mapping[str, str], scheme: str, allowed: Iterable[str]) -> bool:
    """Whether a write that carries a cookie was made by one of our own pages.

    Two proofs: the origin, and a header that a form or a cross-site fetch cannot set without asking
    first. Browsers that leave Origin out say `Sec-Fetch-Site`.
    """
    if headers.get("x-requested-by") != "vigil":
        return False
    match site(headers, scheme, allowed):
        case Site.OWN:
            return True
        case Site.UNSAID:
            return headers.get("sec-fetch-site") == "same-origin"
        case Site.FOREIGN:
            return False


def _plain(origin: str) -> str:
    """Lower case, without the port that goes without saying."""
    origin = origin.lower()
    return origin.removesuffix(_DEFAULT_PORT.get(origin.partition("://")[0], " "))
