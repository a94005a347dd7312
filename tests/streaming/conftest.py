"""The servers that the tests of both sockets share, one of each for all of them."""

from collections.abc import Iterator

import pytest

from tests.streaming.ward import Place, Ward, opened

PRACTICE_RATE = 10.0


@pytest.fixture(scope="session")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    with opened(tmp_path_factory.mktemp("ward")) as ward:
        yield ward


@pytest.fixture
def place(ward: Ward) -> Place:
    """A bed of the test's own on the shared server."""
    return ward.place()


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    """A simulation whose clinical clock runs ten times as fast."""
    options = ("--simulation", "--rate", str(PRACTICE_RATE))
    with opened(tmp_path_factory.mktemp("practice"), *options, rate=PRACTICE_RATE) as ward:
        yield ward


@pytest.fixture
def simulated(practice: Ward) -> Place:
    """A bed of the test's own in the simulation."""
    return practice.place()
