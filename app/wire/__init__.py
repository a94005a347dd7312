"""Messages of both sockets and lines of the log, without I/O."""
