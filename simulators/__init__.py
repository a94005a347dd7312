"""Simulated patients, monitors and a nurse. Of the server they know `app.wire.monitor` only."""
