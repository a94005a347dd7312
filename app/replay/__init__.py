"""Recordings: read from files, played to the monitor socket as if they were measured now."""
