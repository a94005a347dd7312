"""How an error is told on the command line: one line, without a stack."""


class Failure(Exception):
    """What was asked for cannot be done; the text says why."""


class Usage(Failure):
    """The arguments do not fit together: exit code 2."""


def told(error: Exception) -> str:
    """One line for people; the kind of an unforeseen error is named, to look it up."""
    text = " ".join(str(error).split()) or type(error).__name__
    foreseen = isinstance(error, Failure) or type(error).__module__.startswith("app.")
    return text if foreseen else f"{type(error).__name__}: {text}"
