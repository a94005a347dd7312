"""The scales of a session: what can be scored, in which words, and a score that is one.

MOAA/S, PADSS and CADSS-6 are published instruments. Of CADSS the items are only numbered as in the
full form (questions 1, 2, 6, 7, 15 and 22): their wording is read from the clinic's own copy.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.domain.errors import BadCommand

Words = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class ScaleItem:
    """One question; scores are whole numbers from `low` to `high`, `words` says what they mean."""

    id: str
    text: str
    low: int
    high: int
    words: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scale:
    """The score of several items is their sum."""

    id: str
    title: str
    items: tuple[ScaleItem, ...]

    @property
    def low(self) -> int:
        return sum(item.low for item in self.items)

    @property
    def high(self) -> int:
        return sum(item.high for item in self.items)


def _single(name: str, title: str, low: int, high: int, words: Words) -> Scale:
    return Scale(name, title, (ScaleItem(name, title, low, high, words),))


_MOAAS = {
    5: "answers readily to the name in a normal tone",
    4: "answers slowly to the name in a normal tone",
    3: "answers only to the name called loudly or repeatedly",
    2: "answers only to mild prodding or shaking",
    1: "answers only to a painful squeeze of the shoulder",
    0: "does not answer to a painful squeeze",
}
_NAUSEA = {0: "none", 1: "mild", 2: "moderate: treat", 3: "severe, or vomiting"}
_NUMBERED = {0: "not at all", 10: "as much as can be imagined"}
_STRENGTH = {0: "not at all", 1: "slightly", 2: "moderately", 3: "strongly", 4: "extremely"}
_PADSS = {
    "vital_signs": (
        "Blood pressure and pulse against before",
        ("more than 40 % off", "20 to 40 % off", "within 20 %"),
    ),
    "ambulation": (
        "Walking",
        ("cannot walk, or dizzy", "with assistance", "steady, not dizzy"),
    ),
    "nausea_vomiting": ("Nausea and vomiting", ("severe", "moderate", "minimal")),
    "pain": ("Pain", ("severe", "moderate", "minimal")),
    "bleeding": ("Bleeding at the site", ("severe", "moderate", "minimal")),
}
_ORIENTATION = {"name": "Own name", "place": "Place", "date": "Date", "reason": "Why here"}
_GAIT = {0: "cannot walk", 1: "unsteady, or with help", 2: "steady heel to toe, observed"}

_ALL = (
    _single("moaas", "Sedation (MOAA/S)", 0, 5, _MOAAS),
    Scale(
        "cadss6",
        "Dissociation (CADSS-6)",
        tuple(
            ScaleItem(f"q{number}", f"CADSS question {number}", 0, 4, _STRENGTH)
            for number in (1, 2, 6, 7, 15, 22)
        ),
    ),
    _single("dissociation", "Dissociation 0 to 10", 0, 10, _NUMBERED),
    _single("nausea", "Nausea", 0, 3, _NAUSEA),
    _single("pain", "Pain 0 to 10", 0, 10, _NUMBERED),
    Scale(
        "padss",
        "Readiness to go home (PADSS)",
        tuple(
            ScaleItem(name, text, 0, 2, dict(enumerate(words)))
            for name, (text, words) in _PADSS.items()
        ),
    ),
    Scale(
        "orientation",
        "Orientation",
        tuple(
            ScaleItem(name, text, 0, 1, {0: "not known", 1: "known"})
            for name, text in _ORIENTATION.items()
        ),
    ),
    _single("gait", "Gait", 0, 2, _GAIT),
    _single("suicide_screen", "Suicide screen", 0, 1, {0: "not recorded", 1: "recorded"}),
)

SCALES: Mapping[str, Scale] = MappingProxyType({scale.id: scale for scale in _ALL})


@dataclass(frozen=True, slots=True)
class Assessment:
    """One scale as it was taken. `score` is None exactly when it could not be assessed, and then
    `not_assessed` says why. `items` is empty when only the sum was given."""

    scale: str
    score: int | None
    items: Mapping[str, int] = field(default_factory=dict)
    not_assessed: str | None = None


def assess(
    scale: str,
    score: int | None = None,
    items: Mapping[str, int] | None = None,
    not_assessed: str | None = None,
) -> Assessment:
    """Exactly one of a score, the items of the scale, or the reason why neither can be had; a score
    beside items has to be their sum. Raises BadCommand."""
    known = SCALES.get(scale)
    if known is None:
        raise _bad("scale", f"{scale} is none of {', '.join(SCALES)}")
    if not_assessed is not None:
        if score is not None or items is not None:
            raise _bad("not_assessed", "stands beside a score")
        if not not_assessed.strip():
            raise _bad("not_assessed", "needs a reason")
        return Assessment(scale, None, {}, not_assessed)
    if items is not None:
        return Assessment(scale, _sum(known, items, score), MappingProxyType(dict(items)))
    if score is None:
        raise _bad("score", "is missing, and so are items and a reason")
    _in_range("score", score, known.low, known.high)
    return Assessment(scale, score)


def _sum(scale: Scale, items: Mapping[str, int], score: int | None) -> int:
    asked = {item.id for item in scale.items}
    if set(items) != asked:
        missing, unknown = sorted(asked - set(items)), sorted(set(items) - asked)
        said = [f"lack {', '.join(missing)}"] if missing else []
        said += [f"have no {', '.join(unknown)}"] if unknown else []
        raise _bad("items", " and ".join(said))
    for item in scale.items:
        _in_range(f"items.{item.id}", items[item.id], item.low, item.high)
    total = sum(items.values())
    if score is not None and score != total:
        raise _bad("score", f"is {score}, but the items make {total}")
    return total


def _in_range(key: str, score: int, low: int, high: int) -> None:
    if isinstance(score, bool) or not isinstance(score, int) or not low <= score <= high:
        raise _bad(key, f"is {score}, not a whole number from {low} to {high}")


def _bad(key: str, reason: str) -> BadCommand:
    return BadCommand("assessments", key, reason)
