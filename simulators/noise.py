"""Repeatable noise: the same (seed, channel, index) gives the same number, in any order of asking.

A generator with a state would make a value depend on how often others were asked; here a patient's
second 1800 can be computed without the seconds before it.
"""

_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15


def fraction(seed: int, channel: int, index: int) -> float:
    """Even in [0, 1): the finishing step of SplitMix64 over the mixed-in arguments."""
    z = (seed * _GOLDEN + channel * 0xD1342543DE82EF95 + index * 0x2545F4914F6CDD1D) & _MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return ((z ^ (z >> 31)) >> 11) / (1 << 53)


def bell(seed: int, channel: int, index: int) -> float:
    """About normal with mean 0 and SD 1: four even numbers summed (never beyond ±3.5)."""
    total = sum(fraction(seed, channel, index * 4 + part) for part in range(4))
    return (total - 2.0) * 1.7320508075688772


def wander(seed: int, channel: int, second: int, period: int) -> float:
    """A smooth line in [-1, 1] that turns about every `period` seconds."""
    step, within = divmod(second, period)
    before, after = fraction(seed, channel, step), fraction(seed, channel, step + 1)
    x = within / period
    return 2.0 * (before + (after - before) * x * x * (3.0 - 2.0 * x)) - 1.0
