"""From an announced change to every screen that watches: numbered once, encoded once."""
