"""Identity and free text: chained as salted commitments, kept in the clear beside the log."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.store.recorder import Work
from app.store.records import keep_private, new_salt


@dataclass(frozen=True, slots=True)
class Hidden:
    """`values` is {name: (salt, JSON of the clear value)}."""

    values: dict[str, tuple[str, str]]
    commitments: dict[str, str]

    @classmethod
    def of(cls, private: Mapping[str, Any]) -> "Hidden":
        values = {
            name: (new_salt(), json.dumps(value, separators=(",", ":"), ensure_ascii=False))
            for name, value in private.items()
        }
        return cls(values, {name: commitment(*pair) for name, pair in values.items()})

    def kept(self, log: int, n: int) -> list[Work]:
        """What stores the clear values with record n."""
        return [keep_private(log, n, self.values)] if self.values else []


NOTHING = Hidden({}, {})


def commitment(salt: str, value: str) -> str:
    """What stands in the chained record: SHA-256, in hex, over the salt and the value's JSON."""
    return hashlib.sha256((salt + value).encode()).hexdigest()
