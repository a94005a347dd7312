"""Which site a request comes from, for sockets and behind another name."""

import pytest

from app.auth.origin import Site, site


@pytest.mark.parametrize(
    ("scheme", "host", "origin", "expected"),
    [
        ("ws", "vigil.test:8000", "http://vigil.test:8000", Site.OWN),
        ("wss", "vigil.test", "https://vigil.test", Site.OWN),
        ("wss", "vigil.test:443", "https://vigil.test", Site.OWN),
        ("http", "Vigil.Test", "http://vigil.test", Site.OWN),
        ("http", "[::1]:8000", "http://[::1]:8000", Site.OWN),
        ("http", "10.0.0.7:8000", "https://clinic.example", Site.OWN),  # the further one
        ("http", "10.0.0.7:8000", "http://clinic.example", Site.FOREIGN),
        ("ws", "vigil.test", "https://vigil.test", Site.FOREIGN),
        ("wss", "vigil.test", "https://vigil.test:8443", Site.FOREIGN),
        ("ws", "vigil.test", "null", Site.FOREIGN),
        ("ws", "vigil.test", "", Site.FOREIGN),
        ("ws", "vigil.test", "http://vigil.test.evil.example", Site.FOREIGN),
        ("ws", "vigil.test", "http://evil.example/http://vigil.test", Site.FOREIGN),
        ("ws", "vigil.test", None, Site.UNSAID),
    ],
)
def test_site(scheme: str, host: str, origin: str | None, expected: Site) -> None:
    headers = {"host": host} | ({} if origin is None else {"origin": origin})
    assert site(headers, scheme, ("https://clinic.example",)) is expected
