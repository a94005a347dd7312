"""How long or how often a value must be bad before there is an alarm: one small file a kind."""
