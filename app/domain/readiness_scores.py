"""The scales of a patient who wants to leave."""

from app.domain.ages import spoken
from app.domain.discharge import Bar, Facts, Scored, ScoreRule
from app.domain.errors import Result
from app.domain.gates import Finding, Grade
from app.domain.twice import lacking


def scores(rule: ScoreRule, facts: Facts) -> Finding:
    """The last one taken decides, whichever of the scales it was."""
    bars = {bar.scale: bar for bar in rule.bars}
    taken = sorted(
        (each for each in facts.scores if each.scale in bars and each.at <= facts.now),
        key=lambda each: each.at,
    )
    if not taken:
        return _unknown(rule, "not taken", None, None)
    newest = taken[-1]
    score, age = newest.score, facts.now - newest.at
    value = None if score is None else float(score)
    if age > rule.twice.within_ms:
        return _unknown(rule, f"{_said(newest)}, {spoken(age)} old", value, age)
    if score is None:
        return _unknown(rule, "could not be assessed", None, age)
    bar = bars[newest.scale]
    text = f"{rule.text}: {_said(newest)}"
    if not bar.met(score):
        limit = bar.at_least if bar.at_least is not None else bar.at_most
        return Finding(
            rule.id, text, Result.FAIL, value, age, Grade.HARD, limit, f"a score {_asked(bar)}"
        )
    judged = [(s.at, s.score is not None and bars[s.scale].met(s.score)) for s in taken]
    needs = lacking(rule.twice, judged, facts)
    if needs is not None:
        return Finding(rule.id, text, Result.UNKNOWN, value, age, Grade.HARD, needs=needs)
    return Finding(rule.id, text, Result.PASS, value, age)


def _said(scored: Scored) -> str:
    return "not assessed" if scored.score is None else f"{scored.score}"


def _asked(bar: Bar) -> str:
    if bar.at_least is not None and bar.at_most is not None:
        return f"from {bar.at_least} to {bar.at_most}"
    return f"of {bar.at_least} or more" if bar.at_least is not None else f"of {bar.at_most} or less"


def _unknown(rule: ScoreRule, why: str, value: float | None, age: int | None) -> Finding:
    text, needs = f"{rule.text}: {why}", "it has to be taken"
    return Finding(rule.id, text, Result.UNKNOWN, value, age, Grade.HARD, needs=needs)
