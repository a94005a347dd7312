"""The straight line of a sample and of a command: evaluate, record, announce. One owner a bed."""
