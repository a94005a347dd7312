"""The judge: limits, conditions and attention of alarms; pure, with time as an argument."""
