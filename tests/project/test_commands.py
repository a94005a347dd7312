"""The command line against what is written about it, asked through its own --help."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.project.test_documents import commands, subcommand
from tests.project.tree import ROOT

CONTRACT = (ROOT / "docs/contract.md").read_text("utf-8")
LISTED = re.compile(r"^    ([a-z]+)(?: |$)", re.MULTILINE)  # a command or verb in a --help


def help_of(words: tuple[str, ...]) -> str | None:
    """What `vigil … --help` prints; None when it knows no such command."""
    asked = [sys.executable, "-m", "app", *words, "--help"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else None


@pytest.fixture(scope="module")
def there() -> set[tuple[str, ...]]:
    """Every command the parser knows, as words: ("serve",), ("user", "add")…"""
    names = [(name,) for name in LISTED.findall(help_of(()) or "")]
    with ThreadPoolExecutor(2) as pool:
        helps = list(pool.map(help_of, names))
    found: set[tuple[str, ...]] = set()
    for name, text in zip(names, helps, strict=True):
        verbs = LISTED.findall(text or "")
        found |= {(*name, verb) for verb in verbs} or {name}
    return found


def promised() -> set[str]:
    """The names of docs/contract.md section 7: what this version answers."""
    row = re.search(r"^\| command line \| (.*) \|$", CONTRACT, re.MULTILINE)
    assert row
    spans = " ".join(re.findall(r"`([^`]+)`", row[1]))
    return set(re.findall(r"(?<![-\w])[a-z]+", spans)) - {"log"}


def test_what_the_contract_says_is_there(there: set[tuple[str, ...]]) -> None:
    assert {words[0] for words in there} == promised()


def test_what_the_readme_types_is_there(there: set[tuple[str, ...]]) -> None:
    typed = {subcommand(words) for words in commands(ROOT / "README.md", "vigil")}
    assert typed <= there
    assert len(typed) > 8


def test_every_command_is_in_the_contract(there: set[tuple[str, ...]]) -> None:
    table = CONTRACT.split("## 1.")[1].split("## 2.")[0].replace("\\|", "|")
    families = {words[0] for words in there if len(words) > 1}
    written: set[tuple[str, ...]] = set()
    for span in re.findall(r"`([^`]+)`", table):
        name, *rest = span.split()
        if name in families and rest:
            written |= {(name, verb) for verb in rest[0].split("|")}
        else:
            written.add((name,))
    assert there - written == set()
