"""What README and docs/ say can be typed: commands, targets, links."""

import re
from pathlib import Path

import pytest

from tests.project.tree import ROOT, shown

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
MAKE_TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def commands(path: Path, word: str) -> list[list[str]]:
    """The words of each line of code that starts with `word`, in blocks and between backticks."""
    text = path.read_text("utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))
    lines = [line.split("#")[0] for block in blocks for line in block.splitlines()]
    return [line.split()[1:] for line in lines + spans if re.match(rf"{word} +\S", line)]


def subcommand(words: list[str]) -> tuple[str, ...]:
    """`user add nina --role nurse` → ("user", "add"): at most two plain lower-case words."""
    plain = []
    for word in words[:2]:
        if not re.fullmatch(r"[a-z]+", word):
            break
        plain.append(word)
    return tuple(plain)


@pytest.mark.parametrize("path", DOCUMENTS, ids=shown)
def test_make_targets_exist(path: Path) -> None:
    targets = set(MAKE_TARGET.findall((ROOT / "Makefile").read_text("utf-8")))
    assert {words[0] for words in commands(path, "make")} <= targets


@pytest.mark.parametrize("path", DOCUMENTS, ids=shown)
def test_links_lead_somewhere(path: Path) -> None:
    links = LINK.findall(path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_readme_maps_every_package() -> None:
    named = set(re.findall(r"`((?:app/)?[a-z]+)`", (ROOT / "README.md").read_text("utf-8")))
    packages = {shown(path.parent) for path in ROOT.glob("app/*/__init__.py")}
    assert packages | {"simulators", "frontend", "migrations", "tests"} <= named
