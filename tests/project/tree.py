"""The repository as its tests see it: its root and the files that belong to it."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def files() -> tuple[Path, ...]:
    """Every file of the repository, kept or about to be; what .gitignore names is left out."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    paths = (ROOT / name for name in listed.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def text_files() -> list[Path]:
    """Those that are text: no NUL byte in the first 8 KiB, as git decides it."""
    return [path for path in files() if b"\0" not in path.read_bytes()[:8192]]


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
