"""Tests, one folder a package, through the doors people and devices use."""
