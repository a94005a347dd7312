"""`vigil protocol check`: every complaint, or the notes and the worst case of each rule."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from app import cli
from app.alarms.worst_case import chatter_ms, matures_in_silence, worst_case_ms
from app.protocols import check, json_schema, loader
from tests.alarms.series import PROTOCOL, changed

SHIPPED = Path(loader.__file__).parent / "ketamine-iv-40min.toml"

WORST: Mapping[str, int] = {  # s, from clinical.md 2.2 and 2.3
    "spo2_low_medium": 15,
    "spo2_low_high": 5,
    "hr_high_sustained": 60,
    "sbp_high_medium": 180,
    "sbp_high_high": 0,
    "hypoventilation": 10,
    "monitor_silent_high": 60,
    "spo2_no_signal_low": 10,
    "cuff_overdue_low": 17 * 60,
    "cuff_overdue_high": 20 * 60,
    "cuff_recheck_overdue": 180,
    "pulse_differs": 15,
    "spo2_artifact": 30,
    "hr_implausible": 30,
    "infusion_overrun": 300,
    "off_monitor_high": 12 * 60,
    "clock_skew": 0,
}


@pytest.mark.parametrize("rule", WORST)
def test_the_worst_case_of_a_rule(rule: str) -> None:
    found = next(r for r in PROTOCOL.rules if r.id == rule)
    assert worst_case_ms(found, PROTOCOL.regimen.cuff_interval_ms) == WORST[rule] * 1000


def test_a_rule_that_waits_for_a_value_may_be_later() -> None:
    patient = changed({"limits.1.matures_in_silence": False}).rules[1]
    assert worst_case_ms(patient, {}) == 25_000
    assert (matures_in_silence(patient), matures_in_silence(PROTOCOL.rules[1])) == (False, True)
    assert (chatter_ms(patient), chatter_ms(PROTOCOL.rules[0])) == (30_000, None)


def test_a_good_file_is_told_with_its_worst_cases(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["protocol", "check", str(SHIPPED)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert f"ketamine-iv-40min 5: {len(PROTOCOL.rules)} rules, no complaint" in lines
    row = next(line.split() for line in lines if line.startswith("spo2_low_medium"))
    assert " ".join(row) == "spo2_low_medium medium 15 s 30 s matures 90 s 180 s"
    assert any(line.split()[:5] == ["sbp_high_high", "high", "0", "s", "+"] for line in lines)


def test_every_complaint_is_told_and_the_exit_code_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    wrong = text.replace("phases.infusion = { value = 85,", "phases.infusion = { value = 79,")
    wrong = wrong.replace("phases.infusion = { value = 140,", "phases.infusion = { value = 400,")
    file = tmp_path / "wrong.toml"
    file.write_text(wrong, encoding="utf-8")
    assert cli.main(["protocol", "check", str(file)]) == 1
    told = capsys.readouterr()
    assert "limits.spo2_low_high.infusion: value may not be below 80" in told.out
    assert "limits.hr_high_high.infusion: value 400 can never be crossed" in told.out
    assert "2 complaints" in told.err


@pytest.mark.parametrize("content", [None, b"limits = [", b"\xff\xfe"])
def test_what_is_no_protocol_file(
    tmp_path: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file.toml"
    if content is not None:
        file.write_bytes(content)
    assert cli.main(["protocol", "check", str(file)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_who_is_called_when_is_told_of_every_rule() -> None:
    told = {row[0]: row[-2:] for row in check.table(PROTOCOL)}
    assert told["spo2_low_high"] == ("30 s", "60 s")
    assert told["hypertensive_emergency"] == ("0 s", "0 s")
    assert told["battery_low"] == told["spo2_low_low"] == ("", "")  # low, and silent besides
    nobody = changed({"escalation": None})
    assert {row[-2:] for row in check.table(nobody)} == {("", "")}


def test_a_milder_rule_that_says_nothing_is_noted() -> None:
    useless = changed({"limits.0.delay": "15s", "limits.0.phases.baseline.value": 92})
    found = [note for note in check.notes(useless) if note.startswith("spo2_low_low (92)")]
    assert found == ["spo2_low_low (92) says nothing before spo2_low_medium (92) in baseline"]


def test_the_schema_in_the_file_is_that_of_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    file = Path(loader.__file__).parent / "schema.json"
    assert file.read_text(encoding="utf-8") == json_schema.text()
    assert cli.main(["protocol", "schema"]) == 0
    assert capsys.readouterr().out == json_schema.text()


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("combined.0.all.0.within", "70s", "over 60 s"),
        ("combined.0.all.0.vital", "rr", "only of SpO2"),
        ("combined.1.all.0.vital", "spo2", "not both"),
        ("combined.5.all.1.vital", "hr", "only of cuff readings"),
        ("cuff.recheck.wanted", "3min", "overdue before it is wanted"),
        ("limits.7.phases.infusion.if_baseline_below.band", None, "left by a band"),
        ("off_monitor.allowed", "0s", "and not at once"),
        ("off_monitor.high", "21min", "off_monitor_high must come within 30 minutes"),
        ("escalation.high.prescriber", "20s", "prescriber is called before the charge nurse"),
        ("escalation.medium.charge_nurse", "25s", "slower than for medium"),
        ("escalation.unreceived", "31s", "earlier than that for high alarms anyway"),
    ],
)
def test_what_a_rule_cannot_know(key: str, value: object, reason: str) -> None:
    with pytest.raises(loader.ProtocolError, match=reason):
        changed({key: value})


def test_high_limits_are_never_off_during_the_infusion() -> None:
    only = {"baseline": {"value": 88, "clear": 91}}
    with pytest.raises(loader.ProtocolError, match="may not be off"):
        changed({"limits.2.phases": only})


def test_a_protocol_may_do_without_what_is_not_a_limit() -> None:
    keys = (
        "implausible",
        "differ",
        "artifact",
        "overrun",
        "off_monitor",
        "cuff.recheck",
        "escalation",
    )
    bare = {rule.id for rule in changed(dict.fromkeys(keys)).rules}
    gone = {rule.id for rule in PROTOCOL.rules} - bare
    assert {rule for rule in gone if not rule.endswith("_implausible")} == {
        "pulse_differs",
        "spo2_artifact",
        "infusion_overrun",
        "off_monitor_medium",
        "off_monitor_high",
        "cuff_recheck_overdue",
    }
