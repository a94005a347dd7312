"""What is refused before anything is read into a model: the shape of a request's body.

BadRequest
├── MalformedJson      not JSON; NaN, Infinity and lone surrogates are not JSON either
├── TooDeep            nested deeper than anything we take
├── OutOfRange         a number that no double or no script of a page can hold
├── BadText            NUL in a text
├── WrongContentType   a body that does not say it is JSON
├── TooLarge           a body over the limit
└── BadIdempotencyKey  a key that is empty, too long or not plain
"""

import math
from typing import ClassVar

from pydantic_core import from_json

MAX_BYTES = 256 * 1024  # whatever people and programs write here fits
MAX_DEPTH = 16
MAX_INTEGER = 2**53 - 1  # the largest a page's number holds exactly; SQLite holds more


class BadRequest(Exception):
    """`code` is stable and read by programs; the text is for people."""

    code: ClassVar[str] = "bad_request"


class MalformedJson(BadRequest):
    code = "malformed_json"

    def __init__(self, why: str) -> None:
        super().__init__(f"the body is not JSON: {why}")


class TooDeep(BadRequest):
    code = "too_deep"

    def __init__(self) -> None:
        super().__init__(f"the body is nested deeper than {MAX_DEPTH}")


class OutOfRange(BadRequest):
    code = "number_out_of_range"

    def __init__(self) -> None:
        super().__init__("the body holds a number that is out of range")


class BadText(BadRequest):
    code = "bad_text"

    def __init__(self) -> None:
        super().__init__("the body holds a text with the character NUL")


class WrongContentType(BadRequest):
    code = "content_type"

    def __init__(self) -> None:
        super().__init__("a body is sent as Content-Type: application/json")


class TooLarge(BadRequest):
    code = "too_large"

    def __init__(self, limit: int) -> None:
        super().__init__(f"a body has at most {limit} bytes")


class BadIdempotencyKey(BadRequest):
    code = "bad_idempotency_key"

    def __init__(self) -> None:
        super().__init__("an Idempotency-Key is 1 to 200 visible ASCII characters")


def check_json(body: bytes) -> None:
    """Raises the BadRequest that says why `body` is not taken."""
    try:
        value = from_json(body, allow_inf_nan=False)
    except ValueError as error:
        if "recursion limit" in str(error):  # the parser's own limit, beyond ours
            raise TooDeep from None
        raise MalformedJson(str(error)) from None
    _check(value, 1)


def _check(value: object, depth: int) -> None:
    match value:
        case dict():
            _check_depth(depth)
            for key, item in value.items():
                _check(key, depth)
                _check(item, depth + 1)
        case list():
            _check_depth(depth)
            for item in value:
                _check(item, depth + 1)
        case str() if "\0" in value:
            raise BadText
        case float() if not math.isfinite(value):  # 1e400 is JSON, but nothing can hold it
            raise OutOfRange
        case int() if abs(value) > MAX_INTEGER:
            raise OutOfRange
        case _:
            pass


def _check_depth(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise TooDeep
