"""What people see: the real server, real simulated monitors, a real Chromium."""
