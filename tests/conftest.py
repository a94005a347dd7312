"""What the tests of every room share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.peers import Api
from tests.running import Running, add_monitor, add_token, put_on_duty, running


class Clinic:
    """A running server with one bed "1", its monitor m1, and a charge nurse's API token."""

    def __init__(self, server: Running, monitor_token: str, nurse_token: str) -> None:
        self.server = server
        self.monitor_token = monitor_token
        self.nurse_token = nurse_token
        self.api = Api(server.url, nurse_token)

    @property
    def ws(self) -> str:
        return self.server.ws


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    data = tmp_path / "data"
    monitor_token = add_monitor(data, "m1", "1")
    nurse_token = add_token(data, "charge_nurse")
    put_on_duty(data)
    with running(data) as server:
        made = Clinic(server, monitor_token, nurse_token)
        yield made
        made.api.close()
