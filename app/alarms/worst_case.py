"""How late a rule may be: from the first value that says so to the alarm, in ms (clinical D1).

Of cuff rules the time until the cuff measures comes on top: a pressure is seen once an interval.
"""

from collections.abc import Mapping

from app.alarms.rules import (
    ArtifactRule,
    CoverageRule,
    CuffOverdueRule,
    DataLossRule,
    DifferRule,
    ImplausibleRule,
    LimitRule,
    NoSignalRule,
    OffMonitorRule,
    OverrunRule,
    RecheckRule,
    Rule,
    SilenceRule,
)
from app.alarms.terms import CombinedRule
from app.domain.latest import ABSENT_MS
from app.domain.phases import Phase


def worst_case_ms(rule: Rule, intervals: Mapping[Phase, int]) -> int:
    """`intervals`: how often the cuff measures, by phase."""
    match rule:
        case LimitRule():
            # a rule that does not mature in silence waits for the next value, or is unknown by then
            wait = 0 if rule.matures_in_silence or rule.readings > 1 else ABSENT_MS
            return rule.delay_ms + wait
        case CombinedRule() | DifferRule():
            return rule.delay_ms
        case DataLossRule() | NoSignalRule() | SilenceRule() | RecheckRule() | CoverageRule():
            return max(rule.delays.values())
        case CuffOverdueRule():
            return max(intervals.get(phase, 0) + grace for phase, grace in rule.graces.items())
        case ArtifactRule():
            return rule.hold_ms
        case ImplausibleRule():
            return rule.within_ms
        case OverrunRule():
            return rule.grace_ms
        case OffMonitorRule():
            return rule.after_ms
        case _:  # what the monitor or the server says of itself acts at once
            return 0


def chatter_ms(rule: Rule) -> int | None:
    """The same where good values come in between; None: they may put it off for ever."""
    if isinstance(rule, LimitRule) and rule.window is not None:
        return rule.window.within_ms
    return None


def matures_in_silence(rule: Rule) -> bool:
    """Whether its delay ends though nothing comes any more."""
    match rule:
        case LimitRule():
            return rule.matures_in_silence
        case DifferRule() | ImplausibleRule():
            return False
        case _:
            return True
