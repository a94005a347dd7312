"""The Dockerfile, read as text: there is no engine where the tests run."""

import json
import re

import pytest

from tests.project.tree import ROOT


@pytest.fixture(scope="module")
def steps() -> list[tuple[str, str]]:
    """(INSTRUCTION, argument) in order, continued lines joined, comments left out."""
    text = (ROOT / "Dockerfile").read_text("utf-8")
    text = re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"\\\n\s*", " ", text)
    pairs = (line.split(None, 1) for line in text.splitlines() if line.strip())
    return [(word.upper(), rest.strip()) for word, rest in pairs]


def only(steps: list[tuple[str, str]], word: str) -> str:
    found = [rest for name, rest in steps if name == word]
    assert len(found) == 1, (word, found)
    return found[0]


def test_one_stage_on_a_slim_python(steps: list[tuple[str, str]]) -> None:
    version = re.fullmatch(r"python:3\.(\d+)-slim", only(steps, "FROM"))
    assert version
    assert int(version[1]) >= 11


def test_it_does_not_run_as_root(steps: list[tuple[str, str]]) -> None:
    assert only(steps, "USER") not in {"root", "0", "0:0"}
    last_root_step = max(i for i, (word, _) in enumerate(steps) if word in {"RUN", "COPY"})
    assert last_root_step < [word for word, _ in steps].index("USER")


def test_data_lies_in_the_volume(steps: list[tuple[str, str]]) -> None:
    assert only(steps, "VOLUME") == "/data"
    assert "VIGIL_DATA=/data" in only(steps, "ENV").split()


def test_health_is_asked_of_the_server_itself(steps: list[tuple[str, str]]) -> None:
    probe = json.loads(only(steps, "HEALTHCHECK").split("CMD", 1)[1])
    assert probe[:2] == ["python", "-c"]
    compile(probe[2], "probe", "exec")
    assert "VIGIL_HEALTH=http://127.0.0.1:8000/healthz" in only(steps, "ENV").split()
    assert "os.environ['VIGIL_HEALTH']" in probe[2]


def test_it_starts_the_server(steps: list[tuple[str, str]]) -> None:
    started = json.loads(only(steps, "ENTRYPOINT")) + json.loads(only(steps, "CMD"))
    assert started[:2] == ["vigil", "serve"]
    assert "--simulation" not in started


def test_dependencies_are_hashed_and_no_secret_is_built_in(steps: list[tuple[str, str]]) -> None:
    installs = [rest for word, rest in steps if word == "RUN" and "pip install" in rest]
    assert all("--require-hashes" in rest or "--no-deps" in rest for rest in installs)
    words = " ".join(f"{word} {rest}" for word, rest in steps).lower()
    assert not re.search(r"password|secret|token|\barg\b|\badd\b", words)


def test_what_is_copied_exists_and_nothing_else_reaches_the_build(
    steps: list[tuple[str, str]],
) -> None:
    sources = [name for word, rest in steps if word == "COPY" for name in rest.split()[:-1]]
    assert [name for name in sources if not (ROOT / name).exists()] == []
    ignore = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert ignore[0] == "*"
    assert sorted(line[1:] for line in ignore if line.startswith("!")) == sorted(sources)
