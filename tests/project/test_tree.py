"""What lies in the repository: small files that say what they are, and no machine's traces."""

import ast
import re
import subprocess
import sys
from pathlib import Path

from tests.project.tree import ROOT, files, shown, text_files

LONGEST = 400  # lines; the aim is 150, past this a file is two files

# Written in pieces, so that this file does not find itself.
MACHINES = re.compile(
    "|".join(
        (
            r"(?<![\w.])/wo" r"rk/",
            r"(?<![\w.])/tm" r"p/",
            r"/ro" r"ot/",
            r"/ho" r"me/\w+/",
            r"/Us" r"ers/\w+/",
        )
    )
)
REGISTRIES = re.compile(
    "|".join(
        (
            r"pypi\." r"(org|python)",
            r"python" r"hosted\.org",
            r"registry\." r"(npmjs|yarnpkg)",
            r"deb\." r"debian",
        )
    )
)


def code() -> list[Path]:
    return [path for path in files() if path.suffix in {".py", ".js"}]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{shown(path)}:{number}: {line.strip()[:100]}"
        for path in text_files()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_names_a_machines_folder() -> None:
    assert lines_with(MACHINES) == []


def test_no_file_names_a_package_registry() -> None:
    assert lines_with(REGISTRIES) == []


def test_the_patterns_find_what_they_are_for() -> None:
    assert MACHINES.search("cd " + "/wo" + "rk/here")
    assert MACHINES.search('"/ho' + 'me/ana/vigil"')
    assert not MACHINES.search("docs/ho" + "me/page")
    assert REGISTRIES.search("https://registry." + "npmjs.org/x")


def test_no_code_file_is_too_long() -> None:
    lengths = {shown(path): len(path.read_text("utf-8").splitlines()) for path in code()}
    assert {name: n for name, n in lengths.items() if n > LONGEST} == {}


def test_every_package_says_what_it_is() -> None:
    silent = [
        shown(path)
        for path in files()
        if path.name == "__init__.py"
        and not path.is_relative_to(ROOT / "tests")
        and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


def test_imports_go_the_agreed_way() -> None:
    """The directions of docs/architecture.md 2, as written down in pyproject.toml."""
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_types_of_the_wire_are_those_of_the_models() -> None:
    """frontend/src/wire.d.ts is made from app/wire/screen.py; edited by hand it would drift."""
    done = subprocess.run(
        [sys.executable, "frontend/generate.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
