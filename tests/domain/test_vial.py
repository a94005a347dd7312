"""Until when a vial may be used."""

from datetime import date

import pytest

from app.domain.errors import BadCommand
from app.domain.vial import Vial, vial


@pytest.mark.parametrize(
    ("expires", "last"),
    [
        ("2027-03", date(2027, 3, 31)),
        ("2028-02", date(2028, 2, 29)),
        ("2027-03-15", date(2027, 3, 15)),
    ],
)
def test_to_its_last_day(expires: str, last: date) -> None:
    assert vial("K71", 500, 50, expires, last) == Vial("K71", 500, 50, last)
    day_after = date.fromordinal(last.toordinal() + 1)
    with pytest.raises(BadCommand, match=f"was {last.isoformat()}: lot K71 is too old"):
        vial("K71", 500, 50, expires, day_after)


@pytest.mark.parametrize("expires", ["", "03/2027", "2027", "2027-13", "2027-02-30", "2027-1-2-3"])
def test_what_is_no_date(expires: str) -> None:
    with pytest.raises(BadCommand, match="reads like"):
        vial("K71", 500, 50, expires, date(2026, 1, 1))


def test_a_vial_has_a_lot_and_something_in_it() -> None:
    today = date(2026, 1, 1)
    with pytest.raises(BadCommand, match="lot is missing"):
        vial(" ", 500, 50, "2027-03", today)
    with pytest.raises(BadCommand, match="vial_mg is not above 0"):
        vial("K71", 0, 50, "2027-03", today)
    with pytest.raises(BadCommand, match="mg_per_ml is not above 0"):
        vial("K71", 500, 0, "2027-03", today)
