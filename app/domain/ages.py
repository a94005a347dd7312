"""How old somebody surely is, and how old a value is in words."""

from datetime import UTC, datetime, timedelta

_WESTERNMOST = timedelta(hours=12)  # the zone in which a year ends last


def surely_at_least(birth_year: int | None, now: int) -> int | None:
    """The lower of the two ages (years) that a birth year allows at `now` (ms since the epoch).

    Of a patient only the year is kept. The lower age has the narrower limits, so a birthday that
    may not have come is taken as not come; for the same reason the year changes when it does in
    the last zone. None when the year is not known.
    """
    if birth_year is None:
        return None
    there = datetime.fromtimestamp(now / 1000, UTC) - _WESTERNMOST
    return max(0, there.year - birth_year - 1)


def spoken(ms: int) -> str:
    """`45 s`, `12 min`: whole units, rounded down."""
    return f"{ms // 60_000} min" if ms >= 60_000 else f"{ms // 1000} s"
