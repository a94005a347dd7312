"""The lock files: every file hashed, no address, everything that pyproject.toml asks for."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.project.tree import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN = re.compile(r"^([a-z0-9._-]+)==(\S+)( ; .*)? \\$")


def pins(name: str) -> dict[str, str]:
    """Package → version of one lock file."""
    found = (PIN.match(line) for line in (ROOT / name).read_text("utf-8").splitlines())
    return {canonicalize_name(pin[1]): pin[2] for pin in found if pin}


def asked(*, development: bool) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    texts = project["project"]["dependencies"] + project["build-system"]["requires"]
    if development:
        texts = texts + project["project"]["optional-dependencies"]["dev"]
    return [Requirement(text) for text in texts]


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_a_hash(name: str) -> None:
    blocks = re.split(r"^(?=[a-z0-9])", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE)[1:]
    assert len(blocks) > 20
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert [block.split()[0] for block in blocks if not PIN.match(block.splitlines()[0])] == []


@pytest.mark.parametrize("name", LOCKS)
def test_no_address_is_kept(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in text
    assert re.findall(r"^--.*|--(?:index|find|extra|trusted)\S*", text, re.MULTILINE) == []


@pytest.mark.parametrize(("name", "development"), [(LOCKS[0], False), (LOCKS[1], True)])
def test_what_the_project_asks_for_is_pinned(name: str, development: bool) -> None:
    pinned = pins(name)
    wrong = [
        str(want)
        for want in asked(development=development)
        if (version := pinned.get(canonicalize_name(want.name))) is None
        or not want.specifier.contains(version, prereleases=True)
    ]
    assert wrong == []


def test_both_locks_agree() -> None:
    """`make test` adds to what `make run` installed; it must not change it."""
    runtime, everything = pins(LOCKS[0]), pins(LOCKS[1])
    assert runtime.items() <= everything.items()


def test_the_pages_tools_are_locked_too() -> None:
    lock = (ROOT / "frontend/package-lock.json").read_text("utf-8")
    assert '"integrity"' in lock
    assert '"resolved"' not in lock
