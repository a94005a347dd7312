"""What a protocol file says of a session: the tables that make no sense are told apart."""

import pytest

from app.protocols import check
from app.protocols.loader import ProtocolError
from tests.alarms.series import PROTOCOL, changed


def test_the_shipped_tables() -> None:
    regimen = PROTOCOL.regimen
    assert regimen.settle_ms == 300_000
    assert len(regimen.holds) == 7


@pytest.mark.parametrize(
    ("key", "value", "named", "reason"),
    [
        ("holds.0.item", "temperature", "holds.0.item", "Input should be"),
        ("holds.0.soft.above", "140", "holds.0.soft.above", "valid number"),
        ("holds.0.soft.over", 140, "holds.0.soft.over", "not permitted"),
        ("holds.0.from_age", 18, "holds.sbp", "nothing of patients under 18 years"),
        ("holds.1.from_age", 0, "holds.sbp", "2 times from 0 years"),
        ("holds.0.soft.above", 161, "holds.sbp", "hard bound above is reached before"),
        ("holds.0.soft", {"from": 160}, "holds.sbp", "above says nothing before"),
        ("holds.3.soft.below", 44, "holds.hr", "hard bound below is reached before"),
        ("holds.3.soft.below", 101, "holds.hr", "no value that passes"),
        ("holds.3.hard.up_to", 40, "holds.hr", "both below and up_to"),
        ("holds.3.hard.from", 120, "holds.hr", "both above and from"),
        ("holds.0.hard", {}, "holds.sbp", "hard has no bound"),
        ("holds.4.hard.below", 5, "holds.spo2", "5 is not between 10 and 100"),
        ("holds.6.soft.up_to", 6, "holds.moaas", "6 is not between 0 and 5"),
        ("checklist.0.before", "lunch", "checklist.0.before", "'start' or 'discharge'"),
        ("checklist.0.text", "", "checklist.0.text", "at least 1"),
        ("checklist.1.id", "identity", "checklist.identity", "is there 2 times"),
        ("checklist.0.answers", ["no"], "checklist.identity", "cannot be given"),
        ("checklist.0.answers", ["yes"], "checklist.identity", "every answer passes"),
        ("checklist.6.expects", "not_applicable", "checklist.pregnancy", "cannot be given"),
        ("dose.possible_mg_per_kg.high", 5, "dose.possible_mg_per_kg", "misplaced point"),
        ("dose.possible_mg_per_kg.low", 0.1, "dose.possible_mg_per_kg", "misplaced point"),
        ("dose.possible_mg_per_kg.low", 0.6, "dose.possible_mg_per_kg", "leaves out usual"),
        ("dose.possible_mg_per_kg.high", 0.9, "dose.possible_mg_per_kg", "leaves out usual"),
        ("dose.weight_kg.low", 25, "dose.weight_kg", "misplaced point"),
        ("dose.volume_ml.low", 0, "dose.volume_ml", "not between 0 and high 500"),
        ("dose.balance_within_mg", 0, "dose.balance_within_mg", "greater than 0"),
        ("discharge.floor", "61min", "discharge.floor", "longer than since_stop"),
        ("discharge.pressure.window", "19min", "discharge.pressure", "shorter than within"),
        ("discharge.pressure.within", "0s", "discharge.pressure", "no value is new enough"),
        ("discharge.steady.0.vital", "sbp", "discharge.sbp", "by the cuff"),
        ("discharge.steady.0.vital", "spo2", "discharge.spo2", "is there 2 times"),
        ("discharge.steady.0.low", 110, "discharge.hr", "not below high"),
        ("discharge.steady.1.low", 5, "discharge.spo2", "5 is not between 10 and 100"),
        ("discharge.steady.1.gap", "10min", "discharge.spo2", "shorter than for"),
        ("discharge.scores.0.any.0.scale", "rass", "discharge.sedation", "no scale rass"),
        ("discharge.scores.0.any.0.at_least", 6, "discharge.sedation", "no score of moaas"),
        ("discharge.scores.0.any.0.at_least", None, "discharge.sedation", "every score of moaas"),
        ("discharge.scores.0.any", [], "discharge.scores.0.any", "at least 1"),
        ("discharge.scores.1.id", "vomiting", "discharge.vomiting", "is there 2 times"),
        ("holds.5.unknown", "perhaps", "holds.5.unknown", "'soft', 'hard' or 'firm'"),
    ],
)
def test_a_wrong_table_is_told_where_and_why(
    key: str, value: object, named: str, reason: str
) -> None:
    with pytest.raises(ProtocolError) as error:
        changed({key: value})
    assert error.value.key == named
    assert reason in error.value.reason


@pytest.mark.parametrize(
    "edges", [({"above": 160}, {"from": 160}), ({"from": 161}, {"above": 160})]
)
def test_the_bound_itself_counts(edges: tuple[dict[str, int], dict[str, int]]) -> None:
    soft, hard = edges
    with pytest.raises(ProtocolError, match="reached before the soft one"):
        changed({"holds.0.soft": soft, "holds.0.hard": hard})


def test_a_protocol_may_hold_nothing_back() -> None:
    tables = ("holds", "checklist", "dose", "discharge", "settle")
    regimen = changed(dict.fromkeys(tables)).regimen
    assert (regimen.holds, regimen.checklist) == ((), ())
    assert (regimen.dose, regimen.discharge, regimen.settle_ms) == (None, None, None)


def test_tables_that_are_not_there_are_noted() -> None:
    holds = PROTOCOL.source["holds"]
    assert isinstance(holds, list)
    others = [hold for hold in holds if hold["item"] != "rr"]
    bare = changed({"holds": others, "dose": None, "discharge": None})
    noted = [note for note in check.notes(bare) if "says" not in note]
    assert noted == [
        "no RR holds a session back from its start",
        "no dose is refused",
        "nothing but a person decides about the discharge",
    ]
    without = list(check.notes(changed({"checklist": None})))
    assert without[-2:] == [
        "nothing is asked before the start",
        "nothing is asked before the discharge",
    ]
    shipped = [note for note in check.notes(PROTOCOL) if "says" not in note]
    assert shipped == []
