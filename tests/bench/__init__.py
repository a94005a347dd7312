"""Measurements, not tests: `python -m tests.bench` prints figures and asserts nothing timed."""
