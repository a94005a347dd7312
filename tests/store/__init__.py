"""The record log and what is derived from it, on real files."""
