"""Passwords: length counts, and what everybody tries first is refused."""

import pytest

from app.auth import passwords
from app.auth.passwords import Weakness, WeakPassword


@pytest.mark.parametrize(
    ("password", "weakness"),
    [
        ("", Weakness.SHORT),
        ("elevenchars", Weakness.SHORT),
        ("twelve chars", None),
        ("Kaffee und Kuchen 🍰", None),
        ("пароль длинный", None),
        ("x y" * 30, Weakness.COMMON),
        ("anna of the hill", Weakness.COMMON),
        ("aaaaaaaaaaaa", Weakness.COMMON),
        ("Password1234", Weakness.COMMON),
        ("a" * 200 + "bcdefg" * 10, Weakness.LONG),
        ("a walk by the river, " * 4, None),
    ],
)
def test_what_is_taken(password: str, weakness: Weakness | None) -> None:
    if weakness is None:
        passwords.check(password, "AnnaOfTheHill")
        return
    with pytest.raises(WeakPassword) as raised:
        passwords.check(password, "AnnaOfTheHill")
    assert raised.value.weakness is weakness


def test_a_hash_is_argon2id_with_64_mib_and_three_passes() -> None:
    assert passwords.hashed("a long walk").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_only_the_right_password_matches() -> None:
    stored = passwords.hashed("a café by the river")
    assert passwords.matches("a cafe\u0301 by the river", stored)  # the same é, typed otherwise
    assert not passwords.matches("a cafe by the river", stored)


def test_an_unknown_user_costs_the_same_work_and_never_matches() -> None:
    assert not passwords.matches("whatever it is", None)
    assert not passwords.matches("whatever it is", "not a hash")
