"""What happens when the machine fails: kills, stalled disks, damaged files."""
