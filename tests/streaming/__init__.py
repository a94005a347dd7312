"""The two sockets of a real server, from both ends."""
