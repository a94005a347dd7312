"""The door for a monitor's text: one message with typed values, or a refusal with a stable code.

Keys that the contract does not name are ignored; the text is kept raw beside what was understood.
"""

import json
from dataclasses import dataclass
from typing import Any

import msgspec

from app.wire import monitor as wire
from app.wire.monitor import MAX_DEPTH, MAX_SAMPLES, FromMonitor, read_strict

DETAIL_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Received:
    """`raw` is the text when it held keys that were ignored, else None."""

    message: FromMonitor
    raw: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """`seq` is the frame's number if one could be read, so that it can count as handled."""

    code: str  # malformed, too_deep, too_many_samples
    detail: str
    seq: int | None = None


def read(text: str) -> Received | Refused:
    """Never raises for anything a device can send."""
    if "\\u0000" in text:
        return Refused("malformed", "text holds the NUL character", _seq(text))
    try:
        return Received(read_strict(text))
    except msgspec.ValidationError as error:
        return _read_leniently(text, error)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        return _refuse(text, error)


def _read_leniently(text: str, first: msgspec.ValidationError) -> Received | Refused:
    if depth(text) > MAX_DEPTH:
        return Refused("too_deep", f"nested deeper than {MAX_DEPTH} levels", _seq(text))
    try:
        plain: Any = msgspec.json.decode(text)
        known, ignored = _known(plain)
        if not ignored:
            raise first
        message: FromMonitor = msgspec.convert(known, FromMonitor, strict=True)
    except (msgspec.ValidationError, msgspec.DecodeError, RecursionError) as error:
        return _refuse(text, error)
    return Received(message, text)


def _refuse(text: str, error: Exception) -> Refused:
    seq = _seq(text)
    if depth(text) > MAX_DEPTH:
        return Refused("too_deep", f"nested deeper than {MAX_DEPTH} levels", seq)
    detail = str(error)[:DETAIL_LENGTH] or type(error).__name__
    if f"length <= {MAX_SAMPLES}" in detail and "samples" in detail:
        return Refused("too_many_samples", f"more than {MAX_SAMPLES} samples in a frame", seq)
    return Refused("malformed", detail, seq)


_KNOWN = {
    "hello": frozenset(wire.Hello.__struct_encode_fields__),
    "vitals": frozenset(wire.Vitals.__struct_encode_fields__),
    "skip": frozenset(wire.Skip.__struct_encode_fields__),
}
_SAMPLE = frozenset(wire.Sample.__struct_encode_fields__)
_DEVICE = frozenset(wire.Device.__struct_encode_fields__)
_QUALITY = frozenset(wire.SignalQuality.__struct_encode_fields__)


def _known(plain: Any) -> tuple[Any, bool]:
    """The message without the keys that the contract does not name, and whether there were any."""
    kind = plain.get("type") if isinstance(plain, dict) else None
    if not isinstance(kind, str) or kind not in _KNOWN:
        return plain, False
    kept, ignored = _only(plain, _KNOWN[kind] | {"type"})
    if isinstance(device := kept.get("device"), dict):
        kept["device"], more = _only(device, _DEVICE)
        ignored = ignored or more
    if isinstance(samples := kept.get("samples"), list):
        pairs = [_known_sample(sample) for sample in samples]
        kept["samples"] = [sample for sample, _ in pairs]
        ignored = ignored or any(more for _, more in pairs)
    return kept, ignored


def _known_sample(sample: Any) -> tuple[Any, bool]:
    if not isinstance(sample, dict):
        return sample, False
    kept, ignored = _only(sample, _SAMPLE)
    if isinstance(quality := kept.get("quality"), dict):
        pairs = {k: _only(v, _QUALITY) for k, v in quality.items() if isinstance(v, dict)}
        kept["quality"] = {**quality, **{k: v for k, (v, _) in pairs.items()}}
        ignored = ignored or any(more for _, more in pairs.values())
    return kept, ignored


def _only(plain: dict[str, Any], names: frozenset[str]) -> tuple[dict[str, Any], bool]:
    kept = {key: value for key, value in plain.items() if key in names}
    return kept, len(kept) < len(plain)


def depth(text: str) -> int:
    """How deep brackets and braces are nested, outside strings."""
    deepest = level = 0
    quoted = escaped = False
    for character in text:
        if quoted:
            if escaped:
                escaped = False
            elif character == "\\":
                escaped = True
            elif character == '"':
                quoted = False
        elif character == '"':
            quoted = True
        elif character in "[{":
            level += 1
            deepest = max(deepest, level)
        elif character in "]}":
            level -= 1
    return deepest


def _seq(text: str) -> int | None:
    """The number of a frame that could not be taken in; the lenient parser takes NaN and more."""
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        return None
    seq = plain.get("seq") if isinstance(plain, dict) else None
    return seq if type(seq) is int and 1 <= seq <= 2**53 else None
