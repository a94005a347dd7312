"""Messages of both sockets and the lines of the log: pure."""
