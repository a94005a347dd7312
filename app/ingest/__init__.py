"""The monitor socket: connections in, frames to monitoring, acknowledgements out."""
