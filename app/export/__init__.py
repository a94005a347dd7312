"""What leaves: session logs."""
