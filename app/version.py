"""Which Vigil this is."""

from importlib.metadata import PackageNotFoundError, version

NOT_INSTALLED = "0+checkout"


def vigil_version() -> str:
    """The installed version; a checkout that was never installed has none."""
    try:
        return version("vigil")
    except PackageNotFoundError:
        return NOT_INSTALLED
