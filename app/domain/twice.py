"""Good twice, so far apart: one good value between two bad ones is chance."""

from collections.abc import Sequence

from app.domain.ages import spoken
from app.domain.discharge import Facts, Twice
from app.domain.spans import overlap_ms


def lacking(rule: Twice, judged: Sequence[tuple[int, bool]], facts: Facts) -> str | None:
    """What is still needed after a newest value that is good; None: nothing.

    `judged`: instant (ms since the epoch) and whether it was good, oldest first. Time off the
    monitor does not count as time between.
    """
    newest = judged[-1][0]
    longest = 0
    for at, good in reversed(judged):
        if not good:
            break
        if facts.now - at <= rule.window_ms or at == newest:
            longest = newest - at - overlap_ms(facts.off_monitor, at, newest)
    if longest >= rule.apart_ms:
        return None
    return f"another one {spoken(rule.apart_ms)} after the first good one"
